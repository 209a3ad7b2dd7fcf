//! "New subscription": who, what, how it is paid, and what that gives, spelt out before it is saved.

pub mod sale;
mod save;
mod view;
pub mod who;

use iced::Task;
use iced::widget::{Id as WidgetId, operation};

use crate::desk::{self, Failure, MemberPage, Outcome, Preview, Sale};
use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::Offer;
use crate::domain::query::{MemberQuery, MemberRow, Page};
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};

use sale::{Basket, Pay};
use who::{Newcomer, PROPOSED, Person, Who};

/// What the dialog opens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Anyone,
    Member(Id),
    /// Filled with the renewal of this subscription.
    Renewal(Id),
}

/// What is sold next is most often what was sold last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    pub price: Option<Id>,
    pub pay: Option<Pay>,
}

pub struct State {
    start: Start,
    who: Who,
    basket: Basket,
    offers: Option<Vec<Offer>>,
    habit: Habit,
    renews: Option<Id>,
    preview: Option<Preview>,
    /// Number of the last question for a preview, and of the last one for people.
    asked: u64,
    looked: u64,
    /// The last question for people is not answered yet.
    looking: bool,
    /// Enter was pressed meanwhile: the line it meant is picked from the answer, not from what was found before.
    pick_found: bool,
    /// What the desk refused, beside what it concerns.
    refused: Vec<Problem>,
    failure: Option<Phrase>,
    /// Saving was tried: what is missing is said from then on.
    tried: bool,
    saving: bool,
    /// It was put away unfinished and came back.
    resumed: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Offers(Result<Vec<Offer>, Failure>),
    Member(Result<Box<MemberPage>, Failure>),
    Renewal(Result<Sale, Failure>),
    Look(String),
    Found(u64, Result<Page<MemberRow>, Failure>),
    /// An arrow: the next of the people proposed, or the one before.
    Move(isize),
    Pick(usize),
    PickAlike(usize),
    ChangeWho,
    FirstName(String),
    LastName(String),
    Email(String),
    NoEmail(bool),
    Price(Id),
    Option(Id),
    Contribution(String),
    Pay(Pay),
    Previewed(u64, Result<Preview, Failure>),
    /// Enter.
    Submit,
    Saved(Result<Outcome, Failure>),
    /// Throw away what came back unfinished.
    Restart,
}

/// Fields that have a place of their own in the dialog, in its order; problems of others are said together.
const ORDER: [&str; 8] = ["who", "first_name", "last_name", "email", "price", "contribution", "options", "method"];

pub(super) mod ids {
    use super::WidgetId;

    pub const WHO: WidgetId = WidgetId::new("subscribe.who");
    pub const FIRST_NAME: WidgetId = WidgetId::new("subscribe.first-name");
    pub const LAST_NAME: WidgetId = WidgetId::new("subscribe.last-name");
    pub const EMAIL: WidgetId = WidgetId::new("subscribe.email");
    pub const PRICE: WidgetId = WidgetId::new("subscribe.price");
    pub const CONTRIBUTION: WidgetId = WidgetId::new("subscribe.contribution");
    pub const METHOD: WidgetId = WidgetId::new("subscribe.method");
}

impl State {
    pub fn new(shared: &Shared, start: Start, habit: Habit) -> (Self, Task<Message>) {
        let desk = shared.desk.clone();
        let offers = Task::perform(async move { desk.offers().await }, Message::Offers);
        let desk = shared.desk.clone();

        let (fill, focus) = match start {
            Start::Anyone => (Task::none(), ids::WHO),
            Start::Member(id) => {
                (Task::perform(async move { desk.member(id).await.map(Box::new) }, Message::Member), ids::PRICE)
            }
            Start::Renewal(id) => (Task::perform(async move { desk.renewal(id).await }, Message::Renewal), ids::METHOD),
        };

        let state = Self {
            start,
            who: Who::default(),
            basket: Basket { pay: habit.pay, ..Basket::default() },
            offers: None,
            habit,
            renews: None,
            preview: None,
            asked: 0,
            looked: 0,
            looking: false,
            pick_found: false,
            refused: Vec::new(),
            failure: None,
            tried: false,
            saving: false,
            resumed: false,
        };

        (state, Task::batch([offers, fill, kit::reach(focus)]))
    }

    /// Whether it holds something typed that opening it again should bring back.
    pub fn touched(&self) -> bool {
        match &self.who {
            Who::Looking { text, .. } => !text.trim().is_empty(),
            Who::New(person) => !person.is_empty(),
            Who::Known(_) => true,
        }
    }

    pub fn start(&self) -> Start {
        self.start
    }

    /// It comes back after having been put away.
    pub fn resume(&mut self, shared: &Shared) -> Task<Message> {
        self.resumed = true;
        let step = self.update(Message::Refresh, shared);

        Task::batch([step.task, kit::reach(self.next_focus())])
    }

    /// What closing the program would lose.
    pub fn unsaved(&self) -> Option<Phrase> {
        self.touched().then(|| Phrase::new("subscribe-unsaved").with("name", self.name()))
    }

    /// Who it is for, as far as known.
    fn name(&self) -> String {
        match &self.who {
            Who::Looking { text, .. } => text.trim().to_owned(),
            Who::Known(person) => person.name.clone(),
            Who::New(person) => format!("{} {}", person.first_name, person.last_name).trim().to_owned(),
        }
    }

    /// What was chosen, for the next sale.
    pub fn habit(&self) -> Habit {
        Habit { price: self.basket.price, pay: self.basket.pay }
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        let currency = &shared.venue.currency;

        match message {
            Message::Refresh => {
                let desk = shared.desk.clone();
                let offers = Task::perform(async move { desk.offers().await }, Message::Offers);

                return Step::task(Task::batch([offers, self.look(shared)]));
            }
            Message::Dismiss => return Step::ask(if self.touched() { Ask::Hide } else { Ask::Close }),
            Message::Offers(Ok(offers)) => {
                self.offers = Some(offers);
                self.choose_first(shared);
            }
            Message::Member(Ok(page)) => {
                self.who = Who::Known(Person {
                    id: page.member.id,
                    name: page.member.display_name(),
                    email: page.member.email.clone(),
                });
            }
            Message::Renewal(Ok(sale)) => return self.renew(sale, shared),
            Message::Offers(Err(failure)) | Message::Member(Err(failure)) | Message::Renewal(Err(failure)) => {
                self.failure = Some(failure.phrase());
            }
            Message::Look(text) => {
                self.who = match std::mem::take(&mut self.who) {
                    Who::Looking { found, total, .. } => Who::Looking { text, found, total, at: 0 },
                    other => other,
                };

                return Step::task(self.look(shared));
            }
            Message::Found(number, answer) => {
                if number != self.looked {
                    return Step::none();
                }

                self.looking = false;

                if let Who::Looking { found, total, at, .. } = &mut self.who {
                    match answer {
                        Ok(page) => {
                            *total = page.total;
                            *found = page.rows;
                            *at = (*at).min(found.len());
                        }
                        Err(failure) => self.failure = Some(failure.phrase()),
                    }
                }

                if std::mem::take(&mut self.pick_found) {
                    return self.submit(shared);
                }

                return Step::none();
            }
            Message::Move(by) => {
                if let Who::Looking { found, at, .. } = &mut self.who {
                    // The line after the people found is "someone new".
                    *at = at.saturating_add_signed(by).min(found.len());
                }

                return Step::none();
            }
            Message::Pick(line) => return self.pick(line, shared),
            Message::PickAlike(line) => {
                if let Some(row) = self.preview.as_ref().and_then(|preview| preview.alike.get(line)) {
                    self.who = Who::Known(Person::from(row));
                }
            }
            Message::ChangeWho => {
                let text = match std::mem::take(&mut self.who) {
                    Who::New(person) => format!("{} {} {}", person.first_name, person.last_name, person.email),
                    _ => String::new(),
                };
                self.who = Who::Looking { text: text.trim().to_owned(), found: Vec::new(), total: 0, at: 0 };
                self.renews = None;
                self.refused.clear();

                let look = self.look(shared);
                let preview = self.ask_preview(shared);

                return Step::task(Task::batch([
                    look,
                    preview,
                    kit::reach(ids::WHO).chain(operation::move_cursor_to_end(ids::WHO)),
                ]));
            }
            Message::FirstName(text) => self.newcomer(|person| person.first_name = text),
            Message::LastName(text) => self.newcomer(|person| person.last_name = text),
            Message::Email(text) => self.newcomer(|person| {
                person.email = text;
                person.no_email = false;
            }),
            Message::NoEmail(on) => self.newcomer(|person| person.no_email = on),
            Message::Price(id) => {
                if let Some((offer, price)) = self.sold(id) {
                    let (product, price) = (offer.product.clone(), price.clone());
                    self.basket.choose(&product, &price, &shared.words);
                }
            }
            Message::Option(id) => {
                let offer = self.basket.price.and_then(|price| self.sold(price)).map(|(offer, _)| offer.clone());

                if let Some(offer) = offer {
                    self.basket.toggle_option(&offer, id);
                }
            }
            Message::Contribution(text) => self.basket.type_amount(text, currency),
            Message::Pay(pay) => self.basket.choose_pay(pay, &shared.words, currency),
            Message::Previewed(number, answer) => {
                if number == self.asked {
                    match answer {
                        Ok(preview) => {
                            self.preview = Some(preview);
                            self.failure = None;
                        }
                        // The price or the member is gone: said, and what was typed stays.
                        Err(failure) => {
                            self.preview = None;
                            self.failure = Some(failure.phrase());
                        }
                    }
                }

                return Step::none();
            }
            Message::Submit => return self.submit(shared),
            Message::Saved(answer) => return self.saved(answer),
            Message::Restart => {
                let (state, task) = Self::new(shared, Start::Anyone, self.habit);
                *self = state;

                return Step::task(task);
            }
        }

        self.refused.clear();

        Step::task(self.ask_preview(shared))
    }

    /// The first price that may be sold, or the one sold last, so that most sales need no choice.
    fn choose_first(&mut self, shared: &Shared) {
        if self.basket.price.is_some() || matches!(self.start, Start::Renewal(_)) {
            return;
        }

        let offers = self.offers.as_deref().unwrap_or_default();
        let habit = self.habit.price;
        let chosen = sale::sellable(offers)
            .find(|(_, price)| Some(price.id) == habit)
            .or_else(|| sale::sellable(offers).next())
            .map(|(offer, price)| (offer.product.clone(), price.clone()));

        if let Some((product, price)) = chosen {
            self.basket.choose(&product, &price, &shared.words);
        }
    }

    /// An offer and its price, archived or not.
    fn sold(&self, price: Id) -> Option<(&Offer, &crate::domain::product::Price)> {
        self.offers
            .as_deref()
            .unwrap_or_default()
            .iter()
            .find_map(|offer| offer.prices.iter().find(|p| p.id == price).map(|found| (offer, found)))
    }

    fn newcomer(&mut self, edit: impl FnOnce(&mut Newcomer)) {
        if let Who::New(person) = &mut self.who {
            edit(person);
        }
    }

    fn renew(&mut self, sale: Sale, shared: &Shared) -> Step<Message> {
        self.renews = sale.renews;
        self.basket.options.clone_from(&sale.options);
        self.basket.contribution = shared.words.amount(sale.contribution);
        self.basket.pay = sale.method.map(Pay::By).or(self.habit.pay);
        self.basket.price = Some(sale.price);

        let member = match sale.who {
            desk::Who::Member(id) => {
                let desk = shared.desk.clone();
                Task::perform(async move { desk.member(id).await.map(Box::new) }, Message::Member)
            }
            desk::Who::New { .. } => Task::none(),
        };
        let preview = self.ask_preview(shared);

        Step::task(Task::batch([member, preview]))
    }

    fn look(&mut self, shared: &Shared) -> Task<Message> {
        let Who::Looking { text, found, total, .. } = &mut self.who else { return Task::none() };

        self.looked += 1;
        self.pick_found = false;
        self.looking = !text.trim().is_empty();

        if !self.looking {
            found.clear();
            *total = 0;

            return Task::none();
        }

        let number = self.looked;
        let desk = shared.desk.clone();
        let query = MemberQuery { text: text.clone(), ..MemberQuery::default() };

        Task::perform(async move { desk.members(&query, 0..PROPOSED).await }, move |answer| {
            Message::Found(number, answer)
        })
    }

    fn pick(&mut self, line: usize, shared: &Shared) -> Step<Message> {
        let Who::Looking { text, found, .. } = &self.who else { return Step::none() };

        self.who = match found.get(line) {
            Some(row) => Who::Known(Person::from(row)),
            None if text.trim().is_empty() => return Step::none(),
            None => Who::New(Newcomer::read(text)),
        };

        let preview = self.ask_preview(shared);

        Step::task(Task::batch([preview, kit::reach(self.next_focus())]))
    }
}
