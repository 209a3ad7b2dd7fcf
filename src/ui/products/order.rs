//! The lines of the list: walking through them, their order, and putting them away.

use iced::Task;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};

use super::lines::Line;
use super::{Message, State, view};
use crate::desk::Order;
use crate::domain::entity::Id;
use crate::domain::product::Offer;
use crate::ui::kit;
use crate::ui::screen::{Shared, Step};

/// What a row is, and its place among its like.
pub(super) enum Place {
    Product(usize),
    Price(usize, usize),
    Choice(usize, usize),
}

impl State {
    pub(super) fn offer(&self, product: Id) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.product.id == product)
    }

    pub(super) fn place(&self, id: Id) -> Option<Place> {
        self.offers.iter().enumerate().find_map(|(at, offer)| {
            if offer.product.id == id {
                return Some(Place::Product(at));
            }
            let price = offer.prices.iter().position(|price| price.id == id).map(|price| Place::Price(at, price));

            price.or_else(|| {
                offer.options.iter().position(|option| option.id == id).map(|option| Place::Choice(at, option))
            })
        })
    }

    pub(super) fn archived(&self, id: Id) -> Option<bool> {
        self.place(id).and_then(|place| match place {
            Place::Product(at) => self.offers.get(at).map(|offer| offer.product.archived),
            Place::Price(at, price) => self.offers.get(at)?.prices.get(price).map(|price| price.archived),
            Place::Choice(at, option) => self.offers.get(at)?.options.get(option).map(|option| option.archived),
        })
    }

    pub(super) fn walk(&mut self, from: Option<Id>, by: i32) -> Step<Message> {
        let ids: Vec<Id> = self.lines.iter().filter_map(Line::id).collect();
        let at = from.or(self.current).and_then(|id| ids.iter().position(|other| *other == id));
        let next = match at {
            None => 0,
            Some(at) if by < 0 => at.saturating_sub(1),
            Some(at) => (at + 1).min(ids.len().saturating_sub(1)),
        };
        self.current = ids.get(next).copied();

        self.focus_current()
    }

    pub(super) fn focus_current(&self) -> Step<Message> {
        self.current.map_or_else(Step::none, |id| Step::task(kit::reach(view::line_id(id))))
    }

    pub(super) fn shift(&mut self, id: Id, by: i32, shared: &Shared) -> Step<Message> {
        fn shifted(mut ids: Vec<Id>, at: usize, by: i32) -> Option<Vec<Id>> {
            let to = if by < 0 { at.checked_sub(1)? } else { at + 1 };
            (to < ids.len()).then(|| {
                ids.swap(at, to);
                ids
            })
        }

        let order = match self.place(id) {
            Some(Place::Product(at)) => {
                shifted(self.offers.iter().map(|offer| offer.product.id).collect(), at, by).map(Order::Products)
            }
            Some(Place::Price(at, price)) => self.offers.get(at).and_then(|offer| {
                shifted(offer.prices.iter().map(|price| price.id).collect(), price, by).map(Order::Prices)
            }),
            Some(Place::Choice(at, option)) => self.offers.get(at).and_then(|offer| {
                shifted(offer.options.iter().map(|option| option.id).collect(), option, by).map(Order::Options)
            }),
            None => None,
        };
        self.current = Some(id);
        let Some(order) = order else { return Step::none() };
        let desk = shared.desk.clone();

        Step::task(Task::perform(async move { desk.reorder(order).await }, Message::Changed))
    }

    pub(super) fn archive(&mut self, id: Id, archived: bool, shared: &Shared) -> Step<Message> {
        let desk = shared.desk.clone();
        let task = match self.place(id) {
            Some(Place::Product(_)) => {
                Task::perform(async move { desk.archive_product(id, archived).await }, Message::Changed)
            }
            Some(Place::Price(..)) => {
                Task::perform(async move { desk.archive_price(id, archived).await }, Message::Changed)
            }
            Some(Place::Choice(..)) => {
                Task::perform(async move { desk.archive_option(id, archived).await }, Message::Changed)
            }
            None => return Step::none(),
        };

        Step::task(task)
    }
}

/// What a key does to a line of the list: the one that has the focus, or the current one.
pub(super) fn pressed(key: &Key, modifiers: Modifiers, line: Option<Id>) -> Option<Message> {
    let Key::Named(named) = key else { return None };

    match (named, modifiers) {
        (Named::ArrowUp, Modifiers::ALT) => Some(line.map_or(Message::ShiftCurrent(-1), |id| Message::Shift(id, -1))),
        (Named::ArrowDown, Modifiers::ALT) => Some(line.map_or(Message::ShiftCurrent(1), |id| Message::Shift(id, 1))),
        (_, modifiers) if !modifiers.is_empty() => None,
        (Named::ArrowUp, _) => Some(Message::Move(line, -1)),
        (Named::ArrowDown, _) => Some(Message::Move(line, 1)),
        (Named::Enter, _) if line.is_none() => Some(Message::OpenCurrent),
        (Named::Delete, _) => Some(line.map_or(Message::ArchiveCurrent, Message::Turn)),
        (Named::Insert, _) => Some(Message::NewProduct),
        _ => None,
    }
}
