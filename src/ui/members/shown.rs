//! The list that is shown, whichever of the four it is: what it asks, and what it holds.

use iced::Task;

use super::filters::List;
use super::ticks::Ticks;
use super::window::{Question, Row};
use super::{Message, State};
use crate::desk::Failure;
use crate::domain::entity::Id;
use crate::domain::query::MemberQuery;
use crate::ui::screen::{Shared, Step};

impl State {
    pub(super) fn again_from_top(&mut self, shared: &Shared) -> Step<Message> {
        let question = match self.list {
            List::Subscriptions => self.subscriptions.ask_from_top(),
            _ => self.members.ask_from_top(),
        };

        Step::task(self.put(question, shared))
    }

    pub(super) fn ask(&mut self, shared: &Shared) -> Task<Message> {
        let question = match self.list {
            List::Subscriptions => self.subscriptions.ask(),
            _ => self.members.ask(),
        };

        self.put(question, shared)
    }

    pub(super) fn put(&self, question: Question, shared: &Shared) -> Task<Message> {
        let desk = shared.desk.clone();
        let Question { number, rows } = question;

        if self.list == List::Subscriptions {
            let query = self.queries.subscriptions.clone();
            Task::perform(async move { desk.subscriptions(&query, rows).await }, move |answer| {
                Message::Subscriptions(number, answer)
            })
        } else {
            let query = self.member_query();
            Task::perform(async move { desk.members(&query, rows).await }, move |answer| {
                Message::Members(number, answer)
            })
        }
    }

    /// The ids of all that the list holds, in its order.
    pub(super) fn ids(
        &self,
        shared: &Shared,
        done: impl Fn(List, Result<Vec<Id>, Failure>) -> Message + Send + 'static,
    ) -> Task<Message> {
        let (desk, list) = (shared.desk.clone(), self.list);

        if list == List::Subscriptions {
            let query = self.queries.subscriptions.clone();
            Task::perform(async move { desk.subscription_ids(&query).await }, move |ids| done(list, ids))
        } else {
            let query = self.member_query();
            Task::perform(async move { desk.member_ids(&query).await }, move |ids| done(list, ids))
        }
    }

    pub(super) fn member_query(&self) -> MemberQuery {
        let mut query = self.queries.members.clone();

        if let Some(tab) = self.list.member_tab() {
            query.tab = tab;
        }

        query
    }

    /// What the count of the list is a part of: members of all members. Subscriptions are counted for themselves.
    pub(super) fn whole(&self) -> usize {
        match self.list {
            List::Subscriptions => self.total(),
            List::Current | List::Without if !self.queries.narrowed(self.list) => self.total(),
            List::All | List::Current | List::Without => self.counts.members,
        }
    }

    pub(super) fn total(&self) -> usize {
        match self.list {
            List::Subscriptions => self.subscriptions.total(),
            _ => self.members.total(),
        }
    }

    pub(super) fn known(&self) -> bool {
        match self.list {
            List::Subscriptions => self.subscriptions.known(),
            _ => self.members.known(),
        }
    }

    pub(super) fn waiting(&self) -> bool {
        match self.list {
            List::Subscriptions => self.subscriptions.waiting(),
            _ => self.members.waiting(),
        }
    }

    pub(super) fn failure(&self) -> Option<&Failure> {
        match self.list {
            List::Subscriptions => self.subscriptions.failure(),
            _ => self.members.failure(),
        }
    }

    pub(super) fn current(&self) -> Option<usize> {
        match self.list {
            List::Subscriptions => self.subscriptions.current(),
            _ => self.members.current(),
        }
    }

    pub(super) fn set_current(&mut self, index: Option<usize>) {
        match self.list {
            List::Subscriptions => self.subscriptions.set_current(index),
            _ => self.members.set_current(index),
        }
    }

    pub(super) fn id_at(&self, index: usize) -> Option<Id> {
        match self.list {
            List::Subscriptions => self.subscriptions.row(index).map(Row::id),
            _ => self.members.row(index).map(Row::id),
        }
    }

    pub(super) fn ticks(&self) -> &Ticks {
        match self.list {
            List::Subscriptions => &self.ticked_subscriptions,
            _ => &self.ticked_members,
        }
    }

    pub(super) fn ticks_mut(&mut self) -> &mut Ticks {
        match self.list {
            List::Subscriptions => &mut self.ticked_subscriptions,
            _ => &mut self.ticked_members,
        }
    }

    /// Whether all that the list holds is ticked, as far as it is loaded.
    pub(super) fn all_ticked(&self) -> bool {
        let ticks = self.ticks();

        self.total() > 0
            && ticks.len() >= self.total()
            && match self.list {
                List::Subscriptions => self.subscriptions.rows().iter().all(|row| ticks.has(row.id)),
                _ => self.members.rows().iter().all(|row| ticks.has(row.id)),
            }
    }
}
