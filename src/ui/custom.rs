//! The control of a field of the venue's own: the same on a member's page and where the field is made.

use iced::widget::text_editor::{Action, Content};
use iced::widget::{Id as WidgetId, column, container, row};
use iced::{Alignment, Length};

use crate::domain::custom::{CustomField, FieldKind, FileRef};
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, space};
use crate::words::Words;

/// What is done to a control.
#[derive(Debug, Clone)]
pub enum Said {
    /// What it holds now, as typed.
    Text(String),
    /// An edit of a long text.
    Edit(Action),
    File(Act),
}

/// What is done with the file of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Add,
    Open,
    SaveAs,
    Remove,
}

/// What a control is drawn from.
pub struct Control<'a> {
    pub field: &'a CustomField,
    /// As typed; of a file the value itself.
    pub text: &'a str,
    /// Of long texts.
    pub content: Option<&'a Content>,
    pub problem: Option<String>,
    /// A file that is being read or written.
    pub busy: bool,
    pub id: WidgetId,
}

/// The title, and whether it must be filled in.
pub fn title(field: &CustomField, words: &Words) -> String {
    if field.required {
        words.say(&Phrase::new("custom-required").with("title", field.title.as_str()))
    } else {
        field.title.clone()
    }
}

pub fn control<'a, M: Clone + 'a>(
    control: Control<'a>,
    words: &'a Words,
    say: impl Fn(Said) -> M + Clone + 'a,
) -> Element<'a, M> {
    let Control { field, text, content, problem, busy, id } = control;
    let title = title(field, words);
    let help = field.help.clone();

    match field.kind {
        FieldKind::Text | FieldKind::Number | FieldKind::Date => {
            let mut input = kit::field(title, text).id(id).problem(problem).on_input(move |text| say(Said::Text(text)));

            if field.kind == FieldKind::Date {
                input = input.placeholder(words.get("date-placeholder"));
            }

            if let Some(help) = help {
                input = input.help(help);
            }

            input.into()
        }
        FieldKind::LongText => match content {
            Some(content) => {
                let mut area =
                    kit::area(title, content).id(id).problem(problem).on_action(move |edit| say(Said::Edit(edit)));

                if let Some(help) = help {
                    area = area.help(help);
                }

                area.into()
            }
            None => column![].into(),
        },
        FieldKind::Choice => {
            let field = field.holding(Some(text));
            let choices: Vec<String> = field.choices().map(str::to_owned).collect();
            let selected = choices.iter().position(|choice| choice == text).map_or(0, |place| place + 1);
            let labels = std::iter::once(words.get("custom-nothing")).chain(choices.clone());
            let mut select = kit::select(labels.collect::<Vec<_>>(), Some(selected), move |place| {
                let choice = place.checked_sub(1).and_then(|place| choices.get(place)).cloned();

                say(Said::Text(choice.unwrap_or_default()))
            })
            .id(id)
            .label(title)
            .problem(problem)
            .width(Length::Fill);

            if let Some(help) = help {
                select = select.help(help);
            }

            select.into()
        }
        FieldKind::Choices => {
            let field = field.holding(Some(text));
            let mut boxes = column![].spacing(space::S);

            for choice in field.choices() {
                let ticked = text.lines().any(|line| line == choice);
                let (choice, say) = (choice.to_owned(), say.clone());
                let label = choice.clone();
                let field = field.clone();

                boxes = boxes.push(kit::checkbox(label, ticked).on_toggle(move |on| {
                    let kept = field
                        .choices()
                        .filter(|other| if *other == choice { on } else { text.lines().any(|line| line == *other) });

                    say(Said::Text(kept.collect::<Vec<_>>().join("\n")))
                }));
            }

            framed(title, boxes.into(), help, problem)
        }
        FieldKind::YesNo => {
            const VALUES: [&str; 3] = ["", "yes", "no"];

            let labels = [words.get("custom-nothing"), words.get("choice-yes"), words.get("choice-no")];
            let selected = VALUES.iter().position(|value| *value == text);
            let choices = kit::segmented(labels, selected, move |place| {
                say(Said::Text(VALUES.get(place).copied().unwrap_or_default().to_owned()))
            })
            .id(id);

            framed(title, choices.into(), help, problem)
        }
        FieldKind::File => framed(title, file(text, busy, id, words, say), help, problem),
    }
}

/// The file that is there with what can be done to it, or the way to add one.
fn file<'a, M: Clone + 'a>(
    value: &str,
    busy: bool,
    id: WidgetId,
    words: &'a Words,
    say: impl Fn(Said) -> M + Clone + 'a,
) -> Element<'a, M> {
    let act = |act: Act| (!busy).then(|| say(Said::File(act)));
    let Some(file) = FileRef::from_value(value) else {
        let label = words.get(if busy { "custom-file-reading" } else { "custom-file-add" });

        return kit::flow([
            kit::button(label).id(id).icon(Icon::Plus).on_press_maybe(act(Act::Add)).into(),
            kit::caption(words.get("custom-file-drop")).into(),
        ]);
    };
    let menu = vec![
        kit::Item::new(words.get("custom-file-save")).icon(Icon::Disk),
        kit::Item::new(words.get("custom-file-replace")).icon(Icon::Refresh),
        kit::Item::new(words.get("custom-file-remove")).icon(Icon::X).danger().separated(),
    ];
    let chosen = say.clone();
    let more = kit::icon_menu(Icon::Ellipsis, words.get("custom-file-more"), menu, move |place| {
        chosen(Said::File(match place {
            0 => Act::SaveAs,
            1 => Act::Add,
            _ => Act::Remove,
        }))
    })
    .small();
    let open = kit::button(words.get("custom-file-open")).id(id).small().on_press_maybe(act(Act::Open));
    let what = row![
        kit::icon(Icon::File),
        container(kit::line(file.name)).width(Length::Fill),
        kit::caption(words.file_size(file.size)),
        open,
        more,
    ]
    .spacing(space::S)
    .align_y(Alignment::Center);

    kit::well(what)
}

/// Something that has no label, help or problem of its own.
fn framed<'a, M: 'a>(
    title: String,
    content: Element<'a, M>,
    help: Option<String>,
    problem: Option<String>,
) -> Element<'a, M> {
    let mut all = column![kit::caption(title), content].spacing(space::XS);

    if let Some(problem) = problem {
        all = all.push(kit::ink(kit::small(problem), |t| t.danger));
    } else if let Some(help) = help {
        all = all.push(kit::caption(help));
    }

    all.into()
}
