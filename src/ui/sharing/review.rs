//! What waits for a decision: fields that two desks changed differently, and changes that the server refused.

use iced::Task;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};

use super::refused::{Mending, Typed};
use crate::desk::sharing::{Conflict, Op, Refusal, Side};
use crate::desk::{Desk, Failure};
use crate::domain::entity::{Id, Instant};
use crate::domain::phrase::Phrase;
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};
use crate::ui::told;

#[derive(Default)]
pub struct State {
    /// Each with what its row is called; none while they are asked for.
    pub conflicts: Option<Vec<(Conflict, String)>>,
    pub refusals: Vec<(Refusal, String)>,
    pub mending: Option<Mending>,
    /// What was decided and is not answered yet.
    pub busy: bool,
    /// Why what was decided was not done.
    pub failure: Option<Phrase>,
    /// Why it is not known what waits.
    pub unknown: Option<Phrase>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Conflicts(Result<Vec<(Conflict, String)>, Failure>),
    Refusals(Result<Vec<(Refusal, String)>, Failure>),
    /// A card has the focus.
    Reached,
    /// The value that was kept stays, or the other one is taken.
    Settle(i64, bool),
    Mend(Id),
    Type(Typed),
    LeaveMending,
    /// As it was, or as it is being mended.
    SendAgain(Id),
    PutAside(Id),
    Settled(Result<(), Failure>),
}

impl State {
    pub fn load(shared: &Shared) -> Task<Message> {
        let (desk, other) = (shared.desk.clone(), shared.desk.clone());

        Task::batch([
            Task::perform(async move { conflicts(&desk).await }, Message::Conflicts),
            Task::perform(async move { refusals(&other).await }, Message::Refusals),
        ])
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Conflicts(Ok(conflicts)) => {
                self.conflicts = Some(conflicts);
                self.unknown = None;
            }
            // What is not known is not shown as none.
            Message::Conflicts(Err(failure)) | Message::Refusals(Err(failure)) => {
                self.unknown = Some(failure.phrase());
            }
            Message::Refusals(Ok(refusals)) => {
                self.refusals = refusals;

                if self.mending.as_ref().is_some_and(|mending| self.refused(mending.id()).is_none()) {
                    self.mending = None;
                }
            }
            Message::Reached => {}
            Message::Mend(id) => {
                let refusal = self.refusals.iter().map(|(refusal, _)| refusal).find(|refusal| refusal.op.op == id);

                self.failure = None;
                self.mending = refusal.and_then(|refusal| Mending::new(refusal, &shared.words));

                if let Some(mending) = &self.mending {
                    return Step::task(kit::reach(mending.first()));
                }
            }
            Message::Type(typed) => {
                if let Some(mending) = &mut self.mending {
                    mending.type_in(typed, &shared.words);
                }
            }
            Message::LeaveMending => self.mending = None,
            Message::Settle(..) | Message::SendAgain(_) | Message::PutAside(_) if self.busy => {}
            Message::Settle(id, take) => {
                let Some((conflict, _)) = self.conflicts.iter().flatten().find(|(conflict, _)| conflict.id == id)
                else {
                    return Step::none();
                };
                let (desk, conflict) = (shared.desk.clone(), conflict.clone());

                return self.decide(async move { desk.settle_conflict(&conflict, take).await });
            }
            Message::SendAgain(id) => {
                let mending = self.mending.as_mut().filter(|mending| mending.id() == id);
                let op = match mending {
                    Some(mending) => {
                        let Some(op) = mending.mended(&shared.words) else { return Step::task(kit::reach_wrong()) };

                        op
                    }
                    None => {
                        let Some(op) = self.refused(id) else { return Step::none() };

                        op
                    }
                };
                let desk = shared.desk.clone();

                return self.decide(async move { desk.send_again(&op).await.map(drop) });
            }
            Message::PutAside(id) => {
                let desk = shared.desk.clone();

                return self.decide(async move { desk.put_aside(id).await });
            }
            Message::Settled(answer) => {
                self.busy = false;

                match answer {
                    Ok(()) => {
                        self.failure = None;
                        self.mending = None;

                        return Step::task(Self::load(shared)).and(Ask::Say(Phrase::new("sharing-settled")));
                    }
                    Err(Failure::Refused(problems)) if let Some(mending) = &mut self.mending => {
                        self.failure = mending.forbidden(problems);

                        return Step::task(kit::reach_wrong());
                    }
                    Err(failure) => self.failure = Some(failure.phrase()),
                }
            }
        }

        Step::none()
    }

    /// Leaves what is being mended; false when nothing is.
    pub fn dismiss(&mut self) -> bool {
        !self.busy && self.mending.take().is_some()
    }

    fn refused(&self, id: Id) -> Option<Op> {
        self.refusals.iter().find(|(refusal, _)| refusal.op.op == id).map(|(refusal, _)| refusal.op.clone())
    }

    fn decide(&mut self, work: impl Future<Output = Result<(), Failure>> + Send + 'static) -> Step<Message> {
        self.busy = true;

        Step::task(Task::perform(work, Message::Settled))
    }
}

async fn conflicts(desk: &Desk) -> Result<Vec<(Conflict, String)>, Failure> {
    let mut named = Vec::new();

    for conflict in desk.conflicts().await? {
        let name = desk.name_of_row(&conflict.entity, conflict.row).await?;
        named.push((conflict, name));
    }

    Ok(named)
}

async fn refusals(desk: &Desk) -> Result<Vec<(Refusal, String)>, Failure> {
    let mut named = Vec::new();

    for refusal in desk.refusals().await? {
        let name = desk.name_of_row(&refusal.op.entity, refusal.op.row).await?;
        named.push((refusal, name));
    }

    Ok(named)
}

/// Enter keeps, Shift+Enter takes the other value.
pub fn key(id: i64, key: &Key, modifiers: Modifiers) -> Option<Message> {
    match key {
        Key::Named(Named::Enter) if modifiers == Modifiers::SHIFT => Some(Message::Settle(id, true)),
        Key::Named(Named::Enter) if modifiers.is_empty() => Some(Message::Settle(id, false)),
        _ => None,
    }
}

/// Which field of whom: "Zoé Lefèvre, Prénom".
pub fn title(entity: &str, field: &str, name: &str, shared: &Shared) -> String {
    let label = told::label(entity, field, &shared.words);

    match (name.is_empty(), entity) {
        (true, _) => label,
        // The name of a value of the venue's own field names the field.
        (false, "field_value") => name.to_owned(),
        (false, _) => format!("{name}, {label}"),
    }
}

/// By whom and when: "Marie (Bar), 14:05".
pub fn by(side: &Side, shared: &Shared) -> String {
    let words = &shared.words;
    let who = match (&side.operator, &side.desk) {
        (Some(operator), Some(computer)) => {
            let phrase = Phrase::new("sharing-who").with("operator", operator.as_str());

            words.say(&phrase.with("computer", computer.as_str()))
        }
        _ => words.get("sharing-who-unknown"),
    };

    match side.at.and_then(Instant::from_timestamp_micros) {
        Some(at) => format!("{who}, {}", words.ago(at, shared.desk.now())),
        None => who,
    }
}
