//! A member's tickets as cards, and the dialog in which one is added or mended.

use iced::widget::{Id as WidgetId, column, container, operation, row};
use iced::{Alignment, Length, Task};

use super::{Message as Panel, State};
use crate::desk::{Failure, Outcome};
use crate::domain::entity::{Id, Named};
use crate::domain::member::Source;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::ticket::Ticket;
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::{Ask, Shared, Step};
use crate::words::Words;

/// The first field of the dialog.
const FIRST: WidgetId = WidgetId::new("ticket.title");

/// What is typed of a ticket, each a column of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Category,
    Activity,
    Date,
    OrderNumber,
    TicketNumber,
}

impl Field {
    const ALL: [Self; 6] =
        [Self::Title, Self::Category, Self::Activity, Self::Date, Self::OrderNumber, Self::TicketNumber];

    fn column(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Category => "category",
            Self::Activity => "activity",
            Self::Date => "date",
            Self::OrderNumber => "order_number",
            Self::TicketNumber => "ticket_number",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Title => "ticket-title",
            Self::Category => "ticket-category",
            Self::Activity => "ticket-activity",
            Self::Date => "ticket-date",
            Self::OrderNumber => "ticket-order-number",
            Self::TicketNumber => "ticket-ticket-number",
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    New,
    Edit(Id),
    Remove(Id),
    Typed(Field, String),
    Save,
    Close,
    /// To what was asked of the desk.
    Answer(Result<Outcome, Failure>),
}

/// A ticket that is being written.
#[derive(Debug, Clone)]
pub struct Draft {
    base: Ticket,
    fresh: bool,
    texts: [String; Field::ALL.len()],
    problems: Vec<Problem>,
    failure: Option<Phrase>,
    saving: bool,
}

impl Draft {
    fn new(base: Ticket, fresh: bool, words: &Words) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let texts = Field::ALL.map(|field| match field {
            Field::Title => base.title.clone(),
            Field::Category => text(&base.category),
            Field::Activity => text(&base.activity),
            Field::Date => base.date.map(|date| words.short_date(date)).unwrap_or_default(),
            Field::OrderNumber => text(&base.order_number),
            Field::TicketNumber => text(&base.ticket_number),
        });

        Self { base, fresh, texts, problems: Vec::new(), failure: None, saving: false }
    }

    fn text(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    /// The ticket as typed, and what forbids saving it.
    fn build(&self, words: &Words) -> (Ticket, Vec<Problem>) {
        let given = |field: Field| Some(self.text(field).trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let mut problems = Vec::new();
        let mut ticket = Ticket {
            title: self.text(Field::Title).to_owned(),
            category: given(Field::Category),
            activity: given(Field::Activity),
            order_number: given(Field::OrderNumber),
            ticket_number: given(Field::TicketNumber),
            ..self.base.clone()
        };

        match given(Field::Date) {
            None => ticket.date = None,
            Some(text) => match words.parse_date(&text) {
                Some(date) => ticket.date = Some(date),
                None => problems.push(Problem::at("date", Phrase::new("date-unreadable").with("text", text))),
            },
        }

        ticket.tidy();
        problems.extend(ticket.problems());

        (ticket, problems)
    }

    /// The dialog.
    pub fn view<'a>(&'a self, shared: &'a Shared) -> kit::Dialog<'a, Message> {
        let words = &shared.words;
        let wrong = |field: Field| {
            let problem = self.problems.iter().find(|problem| problem.field == Some(field.column()))?;

            Some(words.say(&problem.phrase))
        };
        let input = |field: Field| {
            let input = kit::field(words.get(field.label()), self.text(field))
                .problem(wrong(field))
                .on_input(move |text| Message::Typed(field, text));

            match field {
                Field::Title => input.id(FIRST),
                Field::Date => input.placeholder(words.get("date-placeholder")),
                _ => input,
            }
        };
        let mut content = column![
            input(Field::Title),
            row![input(Field::Activity), input(Field::Date).width(kit::size::FORM / 3.0)].spacing(space::M),
            input(Field::Category),
            row![input(Field::OrderNumber), input(Field::TicketNumber)].spacing(space::M),
        ]
        .spacing(space::M);

        if let Some(failure) = &self.failure {
            content = content.push(kit::note(Tone::Danger, words.say(failure)));
        }

        let ready = (!self.saving).then_some(Message::Save);
        let (title, save) = if self.fresh {
            ("ticket-dialog-new", "ticket-dialog-add")
        } else {
            ("ticket-dialog-edit", "ticket-dialog-save")
        };

        kit::dialog(words.get(title), content)
            .width(kit::size::DIALOG)
            .button(kit::button(words.get("back")).on_press(Message::Close))
            .button(
                kit::button(words.get(save)).primary().hint(words.get("key-name-enter")).on_press_maybe(ready.clone()),
            )
            .on_escape(words.get("key-name-escape"), Message::Close)
            .on_enter(ready)
    }
}

impl State {
    pub(super) fn ticket(&mut self, message: Message, shared: &Shared) -> Step<Panel> {
        let answer = |answer| Panel::Ticket(Message::Answer(answer));

        match message {
            Message::New => {
                let base = Ticket::new(Id::nil(), self.id, shared.desk.now());

                self.ticket = Some(Draft::new(base, true, &shared.words));

                Step::task(operation::focus(FIRST))
            }
            Message::Edit(id) => {
                let tickets = self.page.as_ref().map(|page| page.tickets.as_slice()).unwrap_or_default();
                let found = tickets.iter().find(|ticket| ticket.id == id).cloned();

                self.ticket = found.map(|ticket| Draft::new(ticket, false, &shared.words));

                Step::task(operation::focus(FIRST))
            }
            Message::Remove(id) => {
                let desk = shared.desk.clone();

                Step::task(Task::perform(async move { desk.remove_ticket(id).await }, answer))
            }
            Message::Typed(field, text) => {
                if let Some(draft) = &mut self.ticket {
                    draft.texts[field as usize] = text;
                    draft.failure = None;

                    // Once saving was refused, what is still wrong is said as it is corrected.
                    if !draft.problems.is_empty() {
                        draft.problems = draft.build(&shared.words).1;
                    }
                }

                Step::none()
            }
            Message::Save => {
                let Some(draft) = self.ticket.as_mut().filter(|draft| !draft.saving) else { return Step::none() };
                let (ticket, problems) = draft.build(&shared.words);

                if !problems.is_empty() {
                    draft.problems = problems;

                    return Step::none();
                }

                draft.saving = true;

                let desk = shared.desk.clone();

                Step::task(Task::perform(async move { desk.save_ticket(ticket).await }, answer))
            }
            Message::Close => {
                self.ticket = None;

                Step::none()
            }
            Message::Answer(Ok(outcome)) => {
                self.ticket = None;

                Step::ask(Ask::Done(outcome))
            }
            Message::Answer(Err(failure)) => match (&mut self.ticket, failure) {
                (Some(draft), Failure::Refused(problems)) => {
                    draft.saving = false;
                    draft.problems = problems;

                    Step::none()
                }
                (Some(draft), failure) => {
                    draft.saving = false;
                    draft.failure = Some(failure.phrase());

                    Step::none()
                }
                (None, failure) => Step::ask(Ask::Fail(failure.phrase())),
            },
        }
    }

    pub(super) fn tickets_view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Panel> {
        let words = &shared.words;
        let Some(page) = &self.page else { return kit::skeleton(Length::Fill) };
        let barred = shared.barred("member.write");
        let add = || {
            kit::button(words.get("tickets-add"))
                .icon(Icon::Plus)
                .on_press(Panel::Ticket(Message::New))
                .barred(barred.clone())
        };

        if page.tickets.is_empty() {
            return kit::empty_state(
                Icon::Ticket,
                words.get("tickets-empty"),
                words.get("tickets-empty-text"),
                [add()],
            );
        }

        let mut all = column![].spacing(space::M);

        for ticket in &page.tickets {
            all = all.push(card(ticket, shared));
        }

        all.push(add()).into()
    }
}

fn card<'a>(ticket: &'a Ticket, shared: &'a Shared) -> Element<'a, Panel> {
    let words = &shared.words;
    let id = ticket.id;
    let menu = vec![
        kit::Item::new(words.get("ticket-edit")).icon(Icon::Pencil),
        kit::Item::new(words.get("ticket-remove")).icon(Icon::X).danger().separated(),
    ];
    let more = kit::icon_menu(Icon::Ellipsis, words.get("ticket-more"), menu, move |place| {
        Panel::Ticket(if place == 0 { Message::Edit(id) } else { Message::Remove(id) })
    })
    .small()
    .barred(shared.barred("member.write"));
    let mut head = row![container(kit::line(ticket.title.as_str()).strong()).width(Length::Fill)]
        .spacing(space::S)
        .align_y(Alignment::Center);

    if let Some(category) = &ticket.category {
        head = head.push(kit::pill(Tone::Neutral, category.as_str()));
    }

    let mut card = column![head.push(more)].spacing(space::XS);
    let when = ticket.date.map(|date| words.date(date));
    let what: Vec<String> = [ticket.activity.clone(), when].into_iter().flatten().collect();

    if !what.is_empty() {
        card = card.push(kit::body(what.join(" · ")));
    }

    let mut kept = Vec::new();

    if let Some(number) = &ticket.order_number {
        kept.push(words.say(&Phrase::new("ticket-order").with("number", number.as_str())));
    }

    if let Some(number) = &ticket.ticket_number {
        kept.push(words.say(&Phrase::new("ticket-number").with("number", number.as_str())));
    }

    if ticket.source != Source::Hand {
        kept.push(words.get(&ticket.source.key()));
    }

    if !kept.is_empty() {
        card = card.push(kit::caption(kept.join(" · ")));
    }

    kit::card(card)
}
