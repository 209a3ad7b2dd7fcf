//! Products with their prices and options: what the venue offers, in the order in which the counter shows it.

mod draft;
mod duration;
mod form;
mod lines;
mod order;
mod row;
mod view;

use std::collections::{HashMap, HashSet};

use iced::keyboard;
use iced::{Element, Subscription, Task};

use crate::desk::{Failure, Outcome};
use crate::domain::entity::Id;
use crate::domain::money::decimals;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::{Offer, OptionChoice};
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};

use draft::{OptionDraft, PriceDraft, ProductDraft};
pub use duration::DurationKind;
use lines::Line;
use order::{Place, pressed};
use row::Draft;

/// The permission that it takes to change anything here.
const WRITE: &str = "catalogue.write";

/// Where the list is.
#[derive(Debug, Clone, PartialEq)]
enum Load {
    Loading,
    Ready,
    Failed(Phrase),
}

pub struct State {
    load: Load,
    /// The id of the last question asked of the desk: an older answer is not shown.
    question: u64,
    offers: Vec<Offer>,
    lines: Vec<Line>,
    archived_count: usize,
    show_archived: bool,
    /// The line that the keys act on.
    current: Option<Id>,
    /// The row whose form is open.
    open: Option<Id>,
    /// What was typed and is not saved, by the row's id; kept while the program runs, whatever is shown.
    drafts: HashMap<Id, Draft>,
    /// Those of the drafts that differ from what is saved.
    changed: HashSet<Id>,
    problems: HashMap<Id, Vec<Problem>>,
    /// What the price in the form would give if it were paid today, and why.
    preview: Option<(String, String)>,
    saving: bool,
    /// The current line gets the focus when the list is there again.
    refocus: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    /// Escape: closes the form; what was typed stays.
    Dismiss,
    Loaded(u64, Result<Vec<Offer>, Failure>),
    /// Up or down, from this line or the current one.
    Move(Option<Id>, i32),
    Open(Id),
    OpenCurrent,
    /// Forgets what was typed into the open form.
    Discard,
    NewProduct,
    NewPrice(Id),
    NewOption(Id),
    Typed(Field, String),
    Kind(DurationKind),
    Choice(OptionChoice),
    OpenAmount(bool),
    Requires(Id, bool),
    Save,
    Saved(Id, Result<Outcome, Failure>),
    /// Up (−1) or down (+1) among its like.
    Shift(Id, i32),
    ShiftCurrent(i32),
    Archive(Id, bool),
    ArchiveCurrent,
    /// Archives what is on sale, and puts back what is archived.
    Turn(Id),
    Changed(Result<Outcome, Failure>),
    ShowArchived(bool),
}

impl Message {
    /// Whether it begins or does what takes the permission to change products; the keys of the list say it too.
    fn writes(&self) -> bool {
        matches!(
            self,
            Self::NewProduct
                | Self::NewPrice(_)
                | Self::NewOption(_)
                | Self::Save
                | Self::Shift(..)
                | Self::ShiftCurrent(_)
                | Self::Archive(..)
                | Self::ArchiveCurrent
                | Self::Turn(_)
        )
    }
}

/// The text inputs of the three forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Category,
    Vat,
    ShortText,
    LongText,
    MaxPerMember,
    Amount,
    Minimum,
    Count,
    From,
    To,
    Stock,
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let mut state = Self {
            load: Load::Loading,
            question: 0,
            offers: Vec::new(),
            lines: Vec::new(),
            archived_count: 0,
            show_archived: false,
            current: None,
            open: None,
            drafts: HashMap::new(),
            changed: HashSet::new(),
            problems: HashMap::new(),
            preview: None,
            saving: false,
            refocus: false,
        };
        let task = state.load(shared);

        (state, task)
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        (!self.changed.is_empty()).then(|| Phrase::new("products-unsaved").with("count", self.changed.len()))
    }

    /// The keys of the list, where no control has taken them.
    pub fn subscription(&self) -> Subscription<Message> {
        keyboard::listen().filter_map(|event| match event {
            keyboard::Event::KeyPressed { key, modifiers, .. } => pressed(&key, modifiers, None),
            _ => None,
        })
    }

    fn load(&mut self, shared: &Shared) -> Task<Message> {
        self.question += 1;
        let question = self.question;
        let desk = shared.desk.clone();

        Task::perform(async move { desk.offers().await }, move |answer| Message::Loaded(question, answer))
    }

    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        view::view(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        if message.writes()
            && let Some(why) = shared.sharing.barred(WRITE)
        {
            return Step::ask(Ask::Fail(why));
        }

        match message {
            Message::Refresh => return Step::task(self.load(shared)),
            Message::Loaded(question, _) if question != self.question => {}
            Message::Loaded(_, Ok(offers)) => {
                self.offers = offers;
                self.load = Load::Ready;
                self.refresh(shared);
                if std::mem::take(&mut self.refocus) {
                    return self.focus_current();
                }
            }
            Message::Loaded(_, Err(failure)) => self.load = Load::Failed(failure.phrase()),

            Message::Move(from, by) => return self.walk(from, by),
            Message::Open(id) => return self.open(id, shared),
            Message::OpenCurrent => {
                if let Some(id) = self.current {
                    return self.open(id, shared);
                }
            }
            Message::Dismiss => return self.close(shared),
            Message::Discard => {
                if let Some(id) = self.open.take() {
                    self.drafts.remove(&id);
                    self.problems.remove(&id);
                    self.refresh(shared);

                    return self.focus_current();
                }
            }

            Message::NewProduct => {
                let position = self.offers.len();

                return self.start(Draft::Product(ProductDraft::fresh(position, shared.desk.now())), shared);
            }
            Message::NewPrice(product) => {
                let position = self.offer(product).map_or(0, |offer| offer.prices.len());
                let draft = PriceDraft::fresh(product, position, shared.desk.now(), &shared.words);

                return self.start(Draft::Price(draft), shared);
            }
            Message::NewOption(product) => {
                let position = self.offer(product).map_or(0, |offer| offer.options.len());

                return self.start(Draft::Choice(OptionDraft::fresh(product, position, shared.desk.now())), shared);
            }

            Message::Typed(field, text) => self.edit(shared, |draft| draft.set(field, text)),
            Message::Kind(kind) => self.edit(shared, |draft| {
                if let Draft::Price(price) = draft {
                    price.kind = kind;
                }
            }),
            Message::Choice(choice) => self.edit(shared, |draft| {
                if let Draft::Product(product) = draft {
                    product.option_choice = choice;
                }
            }),
            Message::OpenAmount(open) => self.edit(shared, |draft| {
                if let Draft::Price(price) = draft {
                    price.open = open;
                }
            }),
            Message::Requires(id, wanted) => self.edit(shared, |draft| {
                if let Draft::Price(price) = draft {
                    if wanted {
                        price.requires.insert(id);
                    } else {
                        price.requires.remove(&id);
                    }
                }
            }),

            Message::Save => return self.save(shared),
            Message::Saved(id, Ok(outcome)) => {
                self.saving = false;
                self.drafts.remove(&id);
                self.problems.remove(&id);
                if self.open == Some(id) {
                    self.open = None;
                }
                self.current = Some(id);
                self.refocus = true;

                return Step::ask(Ask::Done(outcome));
            }
            Message::Saved(id, Err(failure)) => {
                self.saving = false;

                return match failure {
                    Failure::Refused(problems) if self.open == Some(id) => {
                        self.problems.insert(id, problems);
                        Step::task(kit::reach_wrong())
                    }
                    failure => Step::ask(Ask::Fail(failure.phrase())),
                };
            }

            Message::Shift(id, by) => return self.shift(id, by, shared),
            Message::ShiftCurrent(by) => {
                if let Some(id) = self.current {
                    return self.shift(id, by, shared);
                }
            }
            Message::Archive(id, archived) => return self.archive(id, archived, shared),
            Message::ArchiveCurrent => {
                if let Some(id) = self.current {
                    return self.update(Message::Turn(id), shared);
                }
            }
            Message::Turn(id) => {
                if let Some(archived) = self.archived(id) {
                    return self.archive(id, !archived, shared);
                }
            }
            Message::Changed(Ok(outcome)) => {
                self.refocus = true;

                return Step::ask(Ask::Done(outcome));
            }
            Message::Changed(Err(failure)) => return Step::ask(Ask::Fail(failure.phrase())),
            Message::ShowArchived(show) => {
                self.show_archived = show;
                self.refresh(shared);
            }
        }

        Step::none()
    }

    /// Opens the form of a row, with what was typed into it before if it was not saved.
    fn open(&mut self, id: Id, shared: &Shared) -> Step<Message> {
        self.leave_unchanged(shared);
        if !self.drafts.contains_key(&id) {
            let draft = match self.place(id) {
                Some(Place::Product(at)) => {
                    self.offers.get(at).map(|offer| Draft::Product(ProductDraft::of(offer.product.clone(), false)))
                }
                Some(Place::Price(at, price)) => self
                    .offers
                    .get(at)
                    .and_then(|offer| offer.prices.get(price))
                    .map(|price| Draft::Price(PriceDraft::of(price.clone(), false, &shared.words))),
                Some(Place::Choice(at, option)) => self
                    .offers
                    .get(at)
                    .and_then(|offer| offer.options.get(option))
                    .map(|option| Draft::Choice(OptionDraft::of(option.clone()))),
                None => None,
            };
            let Some(draft) = draft else { return Step::none() };
            self.drafts.insert(id, draft);
        }
        self.current = Some(id);
        self.open = Some(id);
        self.refresh(shared);

        Step::task(kit::reach(form::NAME))
    }

    fn start(&mut self, draft: Draft, shared: &Shared) -> Step<Message> {
        self.leave_unchanged(shared);
        // A row that was begun and left is taken up again instead of beginning a second one beside it.
        let begun = self.drafts.values().find(|known| known.fresh_like(&draft)).map(Draft::id);
        let id = begun.unwrap_or(draft.id());
        self.drafts.entry(id).or_insert(draft);
        self.open = Some(id);
        self.refresh(shared);

        Step::task(kit::reach(form::NAME))
    }

    fn close(&mut self, shared: &Shared) -> Step<Message> {
        self.leave_unchanged(shared);
        let was_open = self.open.take().is_some();
        self.refresh(shared);

        if was_open { self.focus_current() } else { Step::none() }
    }

    /// Drops the draft of the open form if nothing was typed into it.
    fn leave_unchanged(&mut self, shared: &Shared) {
        if let Some(id) = self.open
            && self.drafts.get(&id).is_some_and(|draft| !draft.changed(&shared.words))
        {
            self.drafts.remove(&id);
            self.problems.remove(&id);
        }
    }

    fn edit(&mut self, shared: &Shared, change: impl FnOnce(&mut Draft)) {
        let Some(id) = self.open else { return };
        let Some(draft) = self.drafts.get_mut(&id) else { return };
        change(draft);
        // Once saving was refused, what is still wrong is said as it is corrected.
        if self.problems.contains_key(&id) {
            let problems = draft.problems(shared);
            self.problems.insert(id, problems);
        }
        self.refresh(shared);
    }

    fn save(&mut self, shared: &Shared) -> Step<Message> {
        let Some(id) = self.open.filter(|_| !self.saving) else { return Step::none() };
        let Some(draft) = self.drafts.get(&id) else { return Step::none() };
        if !draft.fresh() && !draft.changed(&shared.words) {
            return self.close(shared);
        }

        let desk = shared.desk.clone();
        let places = decimals(&shared.venue.currency);
        let task = match draft {
            Draft::Product(draft) => draft.build().map(|product| {
                Task::perform(async move { desk.save_product(product).await }, move |answer| Message::Saved(id, answer))
            }),
            Draft::Price(draft) => draft.build(&shared.words, places).map(|price| {
                Task::perform(async move { desk.save_price(price).await }, move |answer| Message::Saved(id, answer))
            }),
            Draft::Choice(draft) => draft.build().map(|option| {
                Task::perform(async move { desk.save_option(option).await }, move |answer| Message::Saved(id, answer))
            }),
        };

        match task {
            Ok(task) => {
                self.saving = true;
                Step::task(task)
            }
            Err(problems) => {
                self.problems.insert(id, problems);
                Step::task(kit::reach_wrong())
            }
        }
    }

    fn refresh(&mut self, shared: &Shared) {
        self.archived_count = lines::archived(&self.offers);
        self.changed =
            self.drafts.iter().filter(|(_, draft)| draft.changed(&shared.words)).map(|(id, _)| *id).collect();
        self.lines = lines::of(&self.offers, &self.changed, self.show_archived, &shared.words);
        if self.current.is_some_and(|id| self.lines.iter().all(|line| line.id() != Some(id))) {
            self.current = None;
        }
        self.prepare_preview(shared);
    }

    fn prepare_preview(&mut self, shared: &Shared) {
        let price = self.open.and_then(|id| match self.drafts.get(&id) {
            Some(Draft::Price(price)) => Some(price),
            _ => None,
        });
        self.preview = price.and_then(|price| {
            let duration = price.duration(&shared.words).ok()?;
            let (gives, why) = duration::preview(duration, shared.desk.now(), &shared.venue);
            Some((shared.words.say(&gives), shared.words.say(&why)))
        });
    }
}
