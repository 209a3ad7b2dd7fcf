//! From what is chosen to a sale: what it gives, what stands in its way, and where that is mended.

use iced::Task;
use iced::widget::Id as WidgetId;

use super::who::Who;
use super::{Message, ORDER, State, ids};
use crate::desk::{self, Failure, Outcome};
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};

impl State {
    /// The first thing that is still to be said.
    pub(super) fn next_focus(&self) -> WidgetId {
        match &self.who {
            Who::Looking { .. } => ids::WHO,
            Who::New(person) => match person.first_gap() {
                Some("first_name") => ids::FIRST_NAME,
                Some("last_name") => ids::LAST_NAME,
                Some(_) => ids::EMAIL,
                None => self.sale_focus(),
            },
            Who::Known(_) => self.sale_focus(),
        }
    }

    pub(super) fn sale_focus(&self) -> WidgetId {
        if self.basket.price.is_none() {
            ids::PRICE
        } else if self.basket.pay.is_none() {
            ids::METHOD
        } else {
            ids::CONTRIBUTION
        }
    }

    pub(super) fn desk_who(&self) -> Option<desk::Who> {
        match &self.who {
            Who::Looking { .. } => None,
            Who::Known(person) => Some(desk::Who::Member(person.id)),
            Who::New(person) => Some(desk::Who::New {
                first_name: person.first_name.trim().to_owned(),
                last_name: person.last_name.trim().to_owned(),
                email: Some(person.email.trim().to_owned()).filter(|email| !email.is_empty() && !person.no_email),
                no_email: person.no_email,
            }),
        }
    }

    pub(super) fn ask_preview(&mut self, shared: &Shared) -> Task<Message> {
        self.asked += 1;
        let number = self.asked;
        let (sale, _) = self.basket.sale(self.desk_who(), self.renews, &shared.venue.currency);
        let Some(sale) = sale else {
            self.preview = None;
            return Task::none();
        };
        let desk = shared.desk.clone();

        Task::perform(async move { desk.preview(&sale).await }, move |answer| Message::Previewed(number, answer))
    }

    /// What stands in the way of saving: what is missing, what the preview and the desk refuse.
    pub(super) fn problems(&self, shared: &Shared) -> Vec<Problem> {
        let (_, mut problems) = self.basket.sale(self.desk_who(), self.renews, &shared.venue.currency);

        if self.archived() {
            problems.push(Problem::at(
                "price",
                Phrase::new("subscribe-price-archived").with("price", self.basket.price_name.clone()),
            ));
        }

        let known = self.desk_who().is_some();
        let further = self.preview.iter().flat_map(|preview| &preview.problems).filter(|_| known).chain(&self.refused);

        for problem in further {
            let said = problems.iter().any(|p| p.field == problem.field && problem.field.is_some() || p == problem);

            if !said {
                problems.push(problem.clone());
            }
        }

        // In the order of the form: the first is where the focus goes.
        problems.sort_by_key(|problem| ORDER.iter().position(|field| Some(*field) == problem.field));

        problems
    }

    /// Whether the price chosen was archived, or is gone, while the form is open.
    pub(super) fn archived(&self) -> bool {
        let (Some(price), Some(_)) = (self.basket.price, &self.offers) else { return false };

        self.sold(price).is_none_or(|(offer, price)| price.archived || offer.product.archived)
    }

    pub(super) fn submit(&mut self, shared: &Shared) -> Step<Message> {
        if self.saving {
            return Step::none();
        }

        if let Who::Looking { at, .. } = self.who {
            if self.looking {
                self.pick_found = true;

                return Step::none();
            }

            return self.pick(at, shared);
        }

        self.tried = true;
        let problems = self.problems(shared);
        let (sale, _) = self.basket.sale(self.desk_who(), self.renews, &shared.venue.currency);

        match sale {
            Some(sale) if problems.is_empty() => {
                self.saving = true;
                self.failure = None;
                let desk = shared.desk.clone();

                Step::task(Task::perform(async move { desk.subscribe(sale).await }, Message::Saved))
            }
            _ => Step::task(kit::reach(focus_of(&problems))),
        }
    }

    pub(super) fn saved(&mut self, answer: Result<Outcome, Failure>) -> Step<Message> {
        self.saving = false;

        match answer {
            Ok(outcome) => Step::ask(Ask::Done(outcome)).and(Ask::Close),
            Err(Failure::Refused(problems)) => {
                let focus = kit::reach(focus_of(&problems));
                self.refused = problems;

                Step::task(focus)
            }
            Err(failure) => {
                self.failure = Some(failure.phrase());

                Step::none()
            }
        }
    }
}

/// Where the first problem can be mended.
fn focus_of(problems: &[Problem]) -> WidgetId {
    match problems.first().and_then(|problem| problem.field) {
        Some("who") => ids::WHO,
        Some("first_name") => ids::FIRST_NAME,
        Some("last_name") => ids::LAST_NAME,
        Some("email") => ids::EMAIL,
        Some("price" | "options") => ids::PRICE,
        Some("method") => ids::METHOD,
        _ => ids::CONTRIBUTION,
    }
}
