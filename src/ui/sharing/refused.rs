//! A change that the server refused: what it says, why it was refused, and the inputs by which it is mended.

use iced::widget::text_editor::{self, Content};
use iced::widget::{Column as Lines, Id as WidgetId, column, container, row};

use super::review::{self, Message};
use crate::desk::sharing::{Cells, Input, Op, Refusal};
use crate::domain::custom::FieldKind;
use crate::domain::entity::{Column, Id, Kind};
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::custom;
use crate::ui::kit::{self, Element, Icon, Tone, size, space};
use crate::ui::screen::Shared;
use crate::ui::told;
use crate::words::Words;

/// Columns of a refused change that are told.
const CELLS: usize = 8;

/// A refused change being mended.
pub struct Mending {
    op: Op,
    pieces: Vec<Piece>,
    problems: Vec<Problem>,
}

/// A column with what is typed for it.
struct Piece {
    column: &'static Column,
    input: Input,
    text: String,
    /// What stood there when the correction began.
    begun: String,
    /// Of a text of several lines.
    content: Option<Content>,
}

/// What is done to an input, by its place.
#[derive(Debug, Clone)]
pub enum Typed {
    Text(usize, String),
    Edit(usize, text_editor::Action),
}

impl Mending {
    /// None when nothing of it can be mended.
    pub fn new(refusal: &Refusal, words: &Words) -> Option<Self> {
        let pieces: Vec<Piece> = mendable(refusal)
            .map(|(column, input)| {
                let cell = refusal.op.set.get(column.name).cloned().unwrap_or_default();
                let text = words.cell_text(&input, &cell);
                let long = matches!(input, Input::Lines | Input::Own(FieldKind::LongText));

                Piece { content: long.then(|| Content::with_text(&text)), column, input, begun: text.clone(), text }
            })
            .collect();

        (!pieces.is_empty()).then(|| Self { op: refusal.op.clone(), pieces, problems: Vec::new() })
    }

    pub fn id(&self) -> Id {
        self.op.op
    }

    /// The id of the first input.
    pub fn first(&self) -> WidgetId {
        self.pieces.first().map_or_else(WidgetId::unique, |piece| input_id(piece.column.name))
    }

    pub fn type_in(&mut self, typed: Typed, words: &Words) {
        match typed {
            Typed::Text(at, text) => {
                if let Some(piece) = self.pieces.get_mut(at) {
                    piece.text = text;
                }
            }
            Typed::Edit(at, action) => {
                if let Some(piece) = self.pieces.get_mut(at)
                    && let Some(content) = &mut piece.content
                {
                    content.perform(action);
                    piece.text = content.text();
                }
            }
        }

        // Once sending was refused, what is still wrong is said as it is corrected.
        if !self.problems.is_empty() {
            self.problems = self.build(words).err().unwrap_or_default();
        }
    }

    /// Whether something was typed that leaving would lose.
    pub fn typed(&self) -> bool {
        self.pieces.iter().any(|piece| piece.text.trim_end() != piece.begun.trim_end())
    }

    /// The change with what was typed in it; or what cannot be read, which is then said beside its input.
    pub fn mended(&mut self, words: &Words) -> Option<Op> {
        match self.build(words) {
            Ok(set) => Some(Op { set, ..self.op.clone() }),
            Err(problems) => {
                self.problems = problems;

                None
            }
        }
    }

    /// What the rule forbids, said beside its input; what belongs to none is given back.
    pub fn forbidden(&mut self, problems: Vec<Problem>) -> Option<Phrase> {
        let known = |problem: &Problem| self.pieces.iter().any(|piece| problem.field == Some(piece.column.name));
        let (known, other): (Vec<_>, Vec<_>) = problems.into_iter().partition(known);

        self.problems = known;

        other.into_iter().next().map(|problem| problem.phrase)
    }

    fn build(&self, words: &Words) -> Result<Cells, Vec<Problem>> {
        let mut set = self.op.set.clone();
        let mut problems = Vec::new();

        for piece in &self.pieces {
            match words.read_cell(piece.column, &piece.input, &piece.text) {
                Ok(cell) => {
                    set.insert(piece.column.name.to_owned(), cell);
                }
                Err(phrase) => problems.push(Problem::at(piece.column.name, phrase)),
            }
        }

        if problems.is_empty() { Ok(set) } else { Err(problems) }
    }
}

/// A file is chosen on the page of its member.
fn mendable(refusal: &Refusal) -> impl Iterator<Item = (&'static Column, Input)> {
    refusal.inputs().into_iter().filter(|(_, input)| *input != Input::Own(FieldKind::File))
}

fn input_id(column: &str) -> WidgetId {
    WidgetId::from(format!("sharing.mend.{column}"))
}

/// The card of a refused change.
pub fn card<'a>(
    state: &'a review::State,
    refusal: &'a Refusal,
    name: &str,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let words = &shared.words;
    let id = refusal.op.op;
    let mending = state.mending.as_ref().filter(|mending| mending.id() == id);
    let ready = |message| (!state.busy).then_some(message);
    let title = if name.is_empty() { words.get("sharing-refused") } else { name.to_owned() };
    let why = kit::note(Tone::Warning, words.say(&refusal.reason()));
    let content = column![
        kit::strong(title),
        kit::tip(why, words.say(&Phrase::new("refused-detail").with("detail", refusal.detail()))),
        written(refusal, mending, shared),
    ]
    .spacing(space::S);

    kit::well(match mending {
        Some(mending) => content.spacing(space::M).push(inputs(state, mending, refusal, shared)).push(kit::flow([
            kit::button(words.get("sharing-send-again"))
                .primary()
                .icon(Icon::Refresh)
                .on_press_maybe(ready(Message::SendAgain(id)))
                .into(),
            kit::button(words.get("cancel")).on_press_maybe(ready(Message::LeaveMending)).into(),
        ])),
        None => {
            let mend = mendable(refusal).next().map(|_| {
                kit::button(words.get("sharing-mend"))
                    .icon(Icon::Pencil)
                    .on_press_maybe(ready(Message::Mend(id)))
                    .into()
            });
            let others = [
                kit::button(words.get("sharing-send-again"))
                    .icon(Icon::Refresh)
                    .on_press_maybe(ready(Message::SendAgain(id)))
                    .into(),
                kit::button(words.get("sharing-put-aside"))
                    .icon(Icon::Archive)
                    .tip(words.get("sharing-put-aside-help"))
                    .on_press_maybe(ready(Message::PutAside(id)))
                    .into(),
            ];

            content.push(kit::flow(mend.into_iter().chain(others)))
        }
    })
}

/// What was written, and what stands there instead; not what is being mended, which stands in its input.
fn written<'a>(refusal: &'a Refusal, mending: Option<&Mending>, shared: &'a Shared) -> Option<Element<'a, Message>> {
    let words = &shared.words;
    let entity = refusal.op.entity.as_str();
    let all: Vec<_> = refusal
        .values()
        .into_iter()
        .filter(|written| {
            // Of a new row, what it has; of one that is there, also what was taken away.
            let said = written.value.as_ref().is_some_and(|value| !value.is_empty() && *value != "false")
                || written.now.is_some();
            let typed =
                mending.is_some_and(|mending| mending.pieces.iter().any(|piece| piece.column.name == written.column));

            said && !typed && told_to_people(entity, &written.column)
        })
        .collect();
    let more = all.len().saturating_sub(CELLS);
    let mut lines: Vec<Element<'a, Message>> = all
        .iter()
        .take(CELLS)
        .map(|written| {
            let label = match &refusal.own {
                Some(field) if written.column == "value" => field.title.clone(),
                _ => told::label(entity, &written.column, words),
            };
            let said = |value: Option<&str>| match &refusal.own {
                Some(field) if written.column == "value" => {
                    value.map_or_else(|| "–".to_owned(), |value| words.field_value(field.kind, value))
                }
                _ => told::cell(entity, &written.column, value, words),
            };
            let label = container(kit::caption(label)).width(size::FORM / 3.0);
            let what = row![label, kit::strong(said(written.value.as_deref()))].spacing(space::M);
            let now = written.now.as_ref().map(|now| {
                kit::caption(words.say(&Phrase::new("sharing-value-now").with("value", said(now.as_deref()))))
            });

            match now {
                Some(now) => kit::spread(what, now),
                None => what.into(),
            }
        })
        .collect();

    if more > 0 {
        lines.push(kit::caption(words.say(&Phrase::new("sharing-more-fields").with("count", more))).into());
    }

    (!lines.is_empty()).then(|| Lines::with_children(lines).spacing(space::XS).into())
}

/// Not ids, and not the moments that the program keeps.
fn told_to_people(entity: &str, name: &str) -> bool {
    let column = crate::domain::TABLES.iter().find(|table| table.name == entity).and_then(|table| table.column(name));

    match column {
        Some(column) => column.kind != Kind::Id && !matches!(name, "created_at" | "modified_at" | "requires"),
        None => true,
    }
}

fn inputs<'a>(
    state: &'a review::State,
    mending: &'a Mending,
    refusal: &'a Refusal,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let mut all = column![].spacing(space::M).max_width(size::FORM);

    for (at, piece) in mending.pieces.iter().enumerate() {
        all = all.push(input(at, piece, mending, refusal, shared));
    }

    if state.busy { kit::locked(all, true) } else { all.into() }
}

fn input<'a>(
    at: usize,
    piece: &'a Piece,
    mending: &'a Mending,
    refusal: &'a Refusal,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let words = &shared.words;
    let name = piece.column.name;
    let id = input_id(name);
    let label = told::label(&refusal.op.entity, name, words);
    let problem = mending.problems.iter().find(|problem| problem.field == Some(name));
    let problem = problem.map(|problem| words.say(&problem.phrase));
    let now = refusal.values().into_iter().find(|written| written.column == name).and_then(|written| written.now);
    let help = now.map(|now| {
        let value = told::cell(&refusal.op.entity, name, now.as_deref(), words);

        words.say(&Phrase::new("sharing-value-now").with("value", value))
    });
    let send = Message::SendAgain(mending.id());

    match (&piece.input, &piece.content) {
        (Input::Own(_), content) => match &refusal.own {
            Some(field) => custom::control(
                custom::Control { field, text: &piece.text, content: content.as_ref(), problem, busy: false, id },
                words,
                move |said| match said {
                    custom::Said::Text(text) => Message::Type(Typed::Text(at, text)),
                    custom::Said::Edit(action) => Message::Type(Typed::Edit(at, action)),
                    custom::Said::File(_) => Message::Reached,
                },
            ),
            None => column![].into(),
        },
        (_, Some(content)) => {
            let mut area = kit::area(label, content)
                .id(id)
                .problem(problem)
                .on_action(move |action| Message::Type(Typed::Edit(at, action)));

            if let Some(help) = help {
                area = area.help(help);
            }

            area.into()
        }
        (Input::YesNo, None) => {
            let yes = piece.text == "yes";

            kit::switch(label, help.unwrap_or_default(), yes)
                .id(id)
                .on_toggle(move |on| Message::Type(Typed::Text(at, if on { "yes" } else { "no" }.to_owned())))
                .into()
        }
        (Input::Choice(choices), None) => {
            let selected = choices.iter().position(|(name, _)| *name == piece.text);
            let mut select = kit::select(choices.iter().map(|(_, key)| words.get(key)), selected, move |place| {
                let name = choices.get(place).map(|(name, _)| (*name).to_owned());

                Message::Type(Typed::Text(at, name.unwrap_or_default()))
            })
            .id(id)
            .label(label)
            .problem(problem);

            if let Some(help) = help {
                select = select.help(help);
            }

            select.into()
        }
        (input, None) => {
            let mut field = kit::field(label, &piece.text)
                .id(id)
                .problem(problem)
                .on_input(move |text| Message::Type(Typed::Text(at, text)))
                .on_submit(send);

            field = match input {
                Input::Money => field.suffix(words.currency_sign()),
                Input::Rate => field.suffix("%"),
                Input::Date => field.placeholder(words.get("date-placeholder")),
                _ => field,
            };

            if let Some(help) = help {
                field = field.help(help);
            }

            field.into()
        }
    }
}
