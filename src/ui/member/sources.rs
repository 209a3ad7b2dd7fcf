//! Where the values of the form come from, for who asks.

use iced::Task;
use iced::widget::{Column, column};

use crate::desk::{Failure, Giver, Source};
use crate::domain::entity::{Entity, Id};
use crate::domain::member::Member;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::Shared;

/// Folded, nothing is known nor asked for.
#[derive(Debug, Default)]
pub enum State {
    #[default]
    Folded,
    Loading,
    Ready(Vec<Told>),
    Failed(Phrase),
}

/// A source in words: where from, and the fields that it gave.
#[derive(Debug)]
pub struct Told {
    from: String,
    fields: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Fold,
    Found(Result<Vec<Source>, Failure>),
}

impl State {
    pub fn update(&mut self, message: Message, member: Id, shared: &Shared) -> Task<super::Message> {
        match (message, &self) {
            (Message::Fold, Self::Folded | Self::Failed(_)) => {
                *self = Self::Loading;

                ask(member, shared)
            }
            (Message::Fold, _) => {
                *self = Self::Folded;

                Task::none()
            }
            // Folded again meanwhile.
            (Message::Found(_), Self::Folded) => Task::none(),
            (Message::Found(answer), _) => {
                *self = match answer {
                    Ok(sources) => Self::Ready(told(&sources, shared)),
                    Err(failure) => Self::Failed(failure.phrase()),
                };

                Task::none()
            }
        }
    }

    /// Asks again for what is shown; it stays until the answer is there.
    pub fn refresh(&self, member: Id, shared: &Shared) -> Task<super::Message> {
        if matches!(self, Self::Folded) { Task::none() } else { ask(member, shared) }
    }

    pub fn view<'a>(&'a self, shared: &Shared) -> Element<'a, super::Message> {
        let words = &shared.words;
        let fold = kit::button(words.get("member-sources"))
            .id("member.sources")
            .quiet()
            .icon(if matches!(self, Self::Folded | Self::Failed(_)) { Icon::ChevronDown } else { Icon::ChevronUp })
            .on_press(super::Message::Sources(Message::Fold));
        let below: Element<'a, super::Message> =
            match self {
                Self::Folded => return fold.into(),
                Self::Loading => kit::caption(words.get("member-sources-loading")).into(),
                Self::Failed(failure) => kit::note(Tone::Danger, words.say(failure)),
                Self::Ready(sources) => Column::with_children(sources.iter().map(|told| {
                    column![kit::small_strong(told.from.as_str()), kit::caption(told.fields.as_str())].into()
                }))
                .spacing(space::M)
                .into(),
            };

        column![fold, below].spacing(space::S).into()
    }
}

fn ask(member: Id, shared: &Shared) -> Task<super::Message> {
    let desk = shared.desk.clone();

    Task::perform(async move { desk.sources(member).await }, |answer| super::Message::Sources(Message::Found(answer)))
}

/// Actions that follow each other and are said alike are told as one.
fn told(sources: &[Source], shared: &Shared) -> Vec<Told> {
    let words = &shared.words;
    let mut told: Vec<Told> = Vec::new();

    for source in sources {
        let when = words.ago(source.at, shared.desk.now());
        let phrase = match &source.giver {
            Giver::Operator(name) => Phrase::new("member-source-operator").with("name", name.as_str()),
            Giver::File(name) => Phrase::new("member-source-file").with("name", name.as_str()),
            Giver::Demo => Phrase::new("member-source-demo"),
        };
        let from = words.say(&phrase.with("when", when));
        let columns = source.columns.iter().map(|column| words.get(&Member::TABLE.key(column)));
        let fields = columns.chain(source.fields.iter().cloned()).collect::<Vec<_>>().join(", ");

        match told.last_mut().filter(|last| last.from == from) {
            Some(last) => {
                last.fields.push_str(", ");
                last.fields.push_str(&fields);
            }
            None => told.push(Told { from, fields }),
        }
    }

    told
}
