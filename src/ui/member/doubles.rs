//! Who may be the same person as the member: looked at, or decided not to be.

use iced::Task;
use iced::widget::{Column, column};

use crate::desk::duplicates::{Double, Doubles};
use crate::desk::{Failure, Outcome};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::{Ask, Shared, Step};

/// How many are named; the others are found by the filter of the list.
const SHOWN: usize = 3;

#[derive(Default)]
pub struct State {
    found: Doubles,
    /// What was decided and is not answered yet.
    busy: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Found(Result<Doubles, Failure>),
    Open(Id),
    Apart(Id),
    Decided(Result<Outcome, Failure>),
}

impl State {
    pub fn refresh(member: Id, shared: &Shared) -> Task<Message> {
        let desk = shared.desk.clone();

        Task::perform(async move { desk.possible_duplicates(member).await }, Message::Found)
    }

    pub fn update(&mut self, message: Message, member: Id, shared: &Shared) -> Step<Message> {
        match message {
            Message::Found(Ok(found)) => {
                self.found = found;

                Step::none()
            }
            // The page says that it is gone.
            Message::Found(Err(Failure::Gone(_))) => Step::none(),
            Message::Found(Err(failure)) => Step::ask(Ask::Fail(failure.phrase())),
            Message::Open(id) => Step::ask(Ask::OpenMember(id)),
            Message::Apart(_) if self.busy => Step::none(),
            Message::Apart(other) => {
                let desk = shared.desk.clone();

                self.busy = true;
                Step::task(Task::perform(async move { desk.set_apart(&[member, other]).await }, Message::Decided))
            }
            Message::Decided(answer) => {
                self.busy = false;

                Step::ask(match answer {
                    Ok(outcome) => Ask::Done(outcome),
                    Err(failure) => Ask::Fail(failure.phrase()),
                })
            }
        }
    }

    /// None when there is nobody.
    pub fn view<'a>(&'a self, shared: &'a Shared) -> Option<Element<'a, Message>> {
        if self.found.shown.is_empty() {
            return None;
        }

        let mut notes: Vec<_> = self.found.shown.iter().take(SHOWN).map(|double| self.double(double, shared)).collect();

        if self.found.total > SHOWN {
            let more = Phrase::new("member-doubles-more").with("count", self.found.total - SHOWN);

            notes.push(kit::caption(shared.words.say(&more)).into());
        }

        Some(Column::with_children(notes).spacing(space::M).into())
    }

    fn double<'a>(&self, double: &Double, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let id = double.id;
        let said = Phrase::new("member-double").with("name", double.name.as_str()).with("why", double.why.phrase());
        let apart = kit::button(words.get("member-double-apart"))
            .small()
            .tip(words.get("member-double-apart-help"))
            .on_press_maybe((!self.busy).then_some(Message::Apart(id)));
        let open = kit::button(words.get("member-double-open")).small().icon(Icon::User).on_press(Message::Open(id));

        column![kit::note(Tone::Neutral, words.say(&said)), kit::flow([open.into(), apart.into()])]
            .spacing(space::S)
            .into()
    }
}
