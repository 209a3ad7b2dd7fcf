//! Filters on the venue's own fields: their chips, and the dialog in which one is set.

use iced::widget::{Id as WidgetId, column, row};
use iced::{Length, Task};

use super::State;
use super::filters::List;
use super::view::NARROW;
use crate::domain::custom::{CustomField, CustomFilter, FieldKind};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, space};
use crate::ui::screen::{Shared, Step};
use crate::words::Words;

/// The first input of the dialog.
const FIRST: WidgetId = WidgetId::new("members.custom");

#[derive(Debug, Clone)]
pub enum Message {
    /// The dialog of a field.
    Open(Id),
    Condition(usize),
    From(String),
    To(String),
    Apply,
    Clear(Id),
    Close,
}

/// What can be asked of a field.
#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Any,
    None,
    Yes,
    No,
    Choice(String),
    Contains,
    Between,
}

impl Condition {
    /// Whether something is typed with it.
    fn typed(&self) -> bool {
        matches!(self, Self::Contains | Self::Between)
    }
}

/// A filter that is being set.
#[derive(Debug, Clone)]
pub struct Asking {
    field: CustomField,
    conditions: Vec<Condition>,
    /// The place of one of them; none until one is chosen.
    chosen: Option<usize>,
    /// The text looked for, or the lower bound.
    from: String,
    to: String,
    problem: Option<Phrase>,
}

impl Asking {
    fn new(field: CustomField, known: Option<&CustomFilter>, words: &Words) -> Self {
        let mut conditions = match field.kind {
            FieldKind::YesNo => vec![Condition::Yes, Condition::No],
            FieldKind::Choice | FieldKind::Choices => {
                field.choices().map(|choice| Condition::Choice(choice.to_owned())).collect()
            }
            FieldKind::Text | FieldKind::LongText | FieldKind::File => vec![Condition::Contains],
            FieldKind::Number | FieldKind::Date => vec![Condition::Between],
        };

        conditions.extend([Condition::Any, Condition::None]);

        let number = |bound: &Option<f64>| {
            bound.map(|bound| words.field_text(FieldKind::Number, &bound.to_string())).unwrap_or_default()
        };
        let date = |bound: &Option<chrono::NaiveDate>| bound.map(|day| words.short_date(day)).unwrap_or_default();
        let (condition, from, to) = match known {
            // Those that need a word more are begun with; of others one is chosen.
            None => {
                let first = conditions.first().filter(|first| first.typed()).cloned();

                (first, String::new(), String::new())
            }
            Some(known) => match known {
                CustomFilter::Any => (Some(Condition::Any), String::new(), String::new()),
                CustomFilter::None => (Some(Condition::None), String::new(), String::new()),
                CustomFilter::Yes => (Some(Condition::Yes), String::new(), String::new()),
                CustomFilter::No => (Some(Condition::No), String::new(), String::new()),
                CustomFilter::Choice(choice) => (Some(Condition::Choice(choice.clone())), String::new(), String::new()),
                CustomFilter::Text(text) => (Some(Condition::Contains), text.clone(), String::new()),
                CustomFilter::Number { from, to } => (Some(Condition::Between), number(from), number(to)),
                CustomFilter::Date { from, to } => (Some(Condition::Between), date(from), date(to)),
            },
        };
        let chosen = conditions.iter().position(|known| Some(known) == condition.as_ref());

        Self { field, conditions, chosen, from, to, problem: None }
    }

    fn condition(&self) -> Option<&Condition> {
        self.conditions.get(self.chosen?)
    }

    /// The filter as it is set.
    fn filter(&self, words: &Words) -> Result<CustomFilter, Phrase> {
        match self.condition() {
            Some(Condition::None) => Ok(CustomFilter::None),
            Some(Condition::Yes) => Ok(CustomFilter::Yes),
            Some(Condition::No) => Ok(CustomFilter::No),
            Some(Condition::Choice(choice)) => Ok(CustomFilter::Choice(choice.clone())),
            Some(Condition::Contains) if !self.from.trim().is_empty() => {
                Ok(CustomFilter::Text(self.from.trim().to_owned()))
            }
            Some(Condition::Between) if !self.from.trim().is_empty() || !self.to.trim().is_empty() => {
                CustomFilter::read(&self.field, &format!("{}..{}", self.from, self.to), |text| words.parse_date(text))
            }
            _ => Ok(CustomFilter::Any),
        }
    }
}

/// What a filter lets through, for its chip.
fn told(filter: &CustomFilter, words: &Words) -> String {
    let span = |from: Option<String>, to: Option<String>| match (from, to) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => words.say(&Phrase::new("custom-filter-between").with("from", from).with("to", to)),
        (Some(from), None) => words.say(&Phrase::new("custom-filter-from").with("from", from)),
        (None, Some(to)) => words.say(&Phrase::new("custom-filter-to").with("to", to)),
        (None, None) => words.get("custom-filter-any"),
    };

    match filter {
        CustomFilter::Any => words.get("custom-filter-any"),
        CustomFilter::None => words.get("custom-filter-none"),
        CustomFilter::Yes => words.get("choice-yes"),
        CustomFilter::No => words.get("choice-no"),
        CustomFilter::Choice(choice) => choice.clone(),
        CustomFilter::Text(text) => words.say(&Phrase::new("custom-filter-text").with("text", text.as_str())),
        CustomFilter::Number { from, to } => {
            let number = |bound: f64| words.field_value(FieldKind::Number, &bound.to_string());

            span(from.map(number), to.map(number))
        }
        CustomFilter::Date { from, to } => {
            span(from.map(|day| words.short_date(day)), to.map(|day| words.short_date(day)))
        }
    }
}

impl State {
    pub(super) fn custom(&mut self, message: Message, shared: &Shared) -> Step<super::Message> {
        match message {
            Message::Open(id) => {
                let field = self.fields.iter().find(|field| field.id == id).cloned();
                let known = self.queries.members.custom(id);

                self.asking = field.map(|field| Asking::new(field, known, &shared.words));

                Step::task(kit::reach(FIRST))
            }
            Message::Condition(place) => {
                let step = self.ask_custom(|asking| asking.chosen = Some(place));

                match self.asking.as_ref().and_then(Asking::condition) {
                    Some(condition) if condition.typed() => Step::task(kit::reach(FIRST)),
                    // Nothing more is needed of the others.
                    Some(_) => self.custom(Message::Apply, shared),
                    None => step,
                }
            }
            Message::From(text) => self.ask_custom(|asking| asking.from = text),
            Message::To(text) => self.ask_custom(|asking| asking.to = text),
            Message::Apply => {
                let Some(asking) = &mut self.asking else { return Step::none() };

                match asking.filter(&shared.words) {
                    Ok(filter) => {
                        let id = asking.field.id;

                        self.asking = None;
                        self.queries.members.set_custom(id, Some(filter));

                        self.again_from_top(shared)
                    }
                    Err(phrase) => {
                        asking.problem = Some(phrase);

                        Step::none()
                    }
                }
            }
            Message::Clear(id) => {
                self.queries.members.set_custom(id, None);

                self.again_from_top(shared)
            }
            Message::Close => {
                self.asking = None;

                Step::none()
            }
        }
    }

    fn ask_custom(&mut self, change: impl FnOnce(&mut Asking)) -> Step<super::Message> {
        if let Some(asking) = &mut self.asking {
            change(asking);
            asking.problem = None;
        }

        Step::none()
    }

    /// The fields that can be filtered by, as they are now: a filter on one that is not there any more is taken off.
    pub(super) fn set_fields(&mut self, fields: Vec<CustomField>, shared: &Shared) -> Step<super::Message> {
        let asked = self.queries.members.custom.len();

        self.queries.members.custom.retain(|(id, _)| fields.iter().any(|field| field.id == *id));
        self.fields = fields;

        if self.queries.members.custom.len() < asked { self.again_from_top(shared) } else { Step::none() }
    }

    /// A chip for each field that is filtered by, and the way to another.
    pub(super) fn custom_chips<'a>(&'a self, shared: &'a Shared) -> Vec<Element<'a, super::Message>> {
        if self.list == List::Subscriptions || self.fields.is_empty() {
            return Vec::new();
        }

        let words = &shared.words;
        let say = super::Message::Custom;
        let ids: Vec<Id> = self.fields.iter().map(|field| field.id).collect();
        let items = self.fields.iter().map(|field| kit::Item::new(field.title.as_str())).collect();
        let pick = move |place: usize| ids.get(place).map_or(say(Message::Close), |id| say(Message::Open(*id)));
        let label = words.get("custom-filter-menu");
        // Before the chips: it stays where it is when one comes, and so does the focus.
        let menu = if shared.size.width < NARROW {
            kit::icon_menu(Icon::Filter, label, items, pick)
        } else {
            kit::menu_button(label, items, pick).icon(Icon::Filter).quiet()
        };
        let mut chips: Vec<Element<'a, super::Message>> = vec![menu.small().into()];

        for field in &self.fields {
            let Some(filter) = self.queries.members.custom(field.id) else { continue };
            let id = field.id;
            let labels = [told(filter, words), words.get("custom-filter-edit")];

            chips.push(
                kit::chip(field.title.clone(), labels, Some(0), move |place| {
                    say(if place.is_none() { Message::Clear(id) } else { Message::Open(id) })
                })
                .titled(|title, value| words.titled(title, value))
                .names()
                .into(),
            );
        }

        chips
    }

    /// The dialog in which a filter is set.
    pub(super) fn custom_dialog<'a>(&'a self, shared: &'a Shared) -> Option<kit::Dialog<'a, super::Message>> {
        let asking = self.asking.as_ref()?;
        let words = &shared.words;
        let labels: Vec<String> = asking
            .conditions
            .iter()
            .map(|condition| match condition {
                Condition::Any => words.get("custom-filter-any"),
                Condition::None => words.get("custom-filter-none"),
                Condition::Yes => words.get("choice-yes"),
                Condition::No => words.get("choice-no"),
                Condition::Choice(choice) => choice.clone(),
                Condition::Contains => words.get("custom-filter-contains"),
                Condition::Between => words.get("custom-filter-range"),
            })
            .collect();
        let mut content = column![
            kit::select(labels, asking.chosen, Message::Condition)
                .placeholder(words.get("custom-filter-choose"))
                .label(words.get("custom-filter-condition"))
                .width(Length::Fill)
        ]
        .spacing(space::M);
        let problem = asking.problem.as_ref().map(|phrase| words.say(phrase));

        match asking.condition() {
            Some(Condition::Contains) => {
                content = content.push(
                    kit::field(words.get("custom-filter-text-label"), &asking.from)
                        .id(FIRST)
                        .problem(problem)
                        .on_input(Message::From)
                        .on_submit(Message::Apply),
                );
            }
            Some(Condition::Between) => {
                let bound = |key: &str, text: &'a str| {
                    let input = kit::field(words.get(key), text).on_submit(Message::Apply);

                    if asking.field.kind == FieldKind::Date {
                        input.placeholder(words.get("date-placeholder"))
                    } else {
                        input
                    }
                };

                content = content.push(
                    row![
                        bound("custom-filter-from-label", &asking.from)
                            .id(FIRST)
                            .problem(problem)
                            .on_input(Message::From),
                        bound("custom-filter-to-label", &asking.to).on_input(Message::To),
                    ]
                    .spacing(space::M),
                );
            }
            _ => {}
        }

        let ready = asking.chosen.is_some().then_some(Message::Apply);
        let title = Phrase::new("custom-filter-title").with("title", asking.field.title.as_str());
        let dialog = kit::dialog(words.say(&title), content)
            .width(kit::size::DIALOG_SMALL)
            .button(kit::button(words.get("back")).on_press(Message::Close))
            .button(
                kit::button(words.get("custom-filter-apply"))
                    .primary()
                    .hint(words.get("key-name-enter"))
                    .on_press_maybe(ready.clone()),
            )
            .on_escape(words.get("key-name-escape"), Message::Close)
            .on_enter(ready);

        Some(dialog.map(super::Message::Custom))
    }
}

pub(super) fn fields(shared: &Shared) -> Task<super::Message> {
    let desk = shared.desk.clone();

    Task::perform(async move { desk.custom_fields(false).await }, super::Message::Fields)
}
