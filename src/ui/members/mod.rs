//! The four lists, and the member beside them.

mod custom;
mod filters;
mod keyboard;
mod panel;
mod rows;
mod shown;
mod ticks;
mod view;
mod window;

use std::collections::HashMap;

use iced::widget::{Id as WidgetId, operation};
use iced::{Subscription, Task};

use crate::desk::{Failure, Selection};
use crate::domain::custom::CustomField;
use crate::domain::entity::Id;
use crate::domain::fold;
use crate::domain::product::Offer;
use crate::domain::query::{Counts, MemberRow, MemberSort, Page, SubscriptionRow, SubscriptionSort};
use crate::ui::screen::{Ask, ExportOf, Shared, Step};
use crate::ui::{kit, member};

pub use filters::List;
use filters::{Choice, Filter, Queries};
pub use keyboard::Press;
pub use rows::{standing, status};
use ticks::Ticks;
use window::{Question, Window};

/// The field that searches.
pub const SEARCH: WidgetId = WidgetId::new("members.search");

/// The rows.
pub const TABLE: WidgetId = WidgetId::new("members.table");

/// Whether there is room for the panel beside the list.
pub fn beside(shared: &Shared) -> bool {
    shared.size.width >= kit::size::PANEL_BESIDE
}

pub struct State {
    list: List,
    queries: Queries,
    members: Window<MemberRow>,
    subscriptions: Window<SubscriptionRow>,
    counts: Counts,
    /// Ticked members, and ticked subscriptions.
    ticked_members: Ticks,
    ticked_subscriptions: Ticks,
    /// Products that can be filtered by.
    products: Vec<(Id, String)>,
    /// The venue's own fields that can be filtered by.
    fields: Vec<CustomField>,
    /// The filter on one of them that is being set.
    asking: Option<custom::Asking>,
    /// The words searched for, folded: what is marked in the rows.
    marks: Vec<String>,
    panel: Option<member::State>,
    /// Members left while half edited.
    drafts: HashMap<Id, member::Draft>,
    /// Grows when the list became another one: the table then begins at its first row again.
    version: u64,
    /// Enter was pressed before the answer was there: its first row opens.
    open_first: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Search(String),
    /// Enter in the search field.
    Submit,
    List(List),
    /// The list so many places further.
    NextList(isize),
    Filter(Filter, Choice),
    /// Filters on the venue's own fields.
    Custom(custom::Message),
    Fields(Result<Vec<CustomField>, Failure>),
    /// A file was dropped on the window.
    Dropped(std::path::PathBuf),
    ClearFilters,
    /// All who may be known twice.
    Duplicates,
    SortMembers(MemberSort),
    SortSubscriptions(SubscriptionSort),
    /// A column was drawn to this width.
    Resize(&'static str, f32),
    /// These rows are on screen.
    Shown(std::ops::Range<usize>),
    Press(Press),
    /// A row was pressed, or reached with an arrow.
    Row(usize),
    /// A row is to be opened.
    OpenRow(usize),
    Tick(std::ops::RangeInclusive<usize>, bool),
    TickAll(bool),
    Untick,
    TickThese(List, Result<Vec<Id>, Failure>),
    Members(u64, Result<Page<MemberRow>, Failure>),
    Subscriptions(u64, Result<Page<SubscriptionRow>, Failure>),
    Products(Result<Vec<Offer>, Failure>),
    SetActive(bool),
    Activated(Result<crate::desk::Outcome, Failure>),
    Export,
    ExportTicked(List, Result<Vec<Id>, Failure>),
    Open(Id),
    /// Opens a member on what was just sold.
    OpenSold(Id),
    /// Passed on to the root.
    Ask(Box<Ask>),
    ClosePanel,
    /// Saves the member that is open.
    Save,
    /// What the panel of this member says.
    Panel(Id, member::Message),
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let mut state = Self {
            list: List::All,
            queries: Queries::default(),
            members: Window::default(),
            subscriptions: Window::default(),
            counts: Counts::default(),
            ticked_members: Ticks::default(),
            ticked_subscriptions: Ticks::default(),
            products: Vec::new(),
            fields: Vec::new(),
            asking: None,
            marks: Vec::new(),
            panel: None,
            drafts: HashMap::new(),
            version: 0,
            open_first: false,
        };
        state.members.show(0..30);
        state.subscriptions.show(0..30);

        let ask = state.ask(shared);
        let products = products(shared);
        let fields = custom::fields(shared);

        (state, Task::batch([ask, products, fields]))
    }

    /// How many members there are in all, whatever is searched for.
    pub fn count(&self) -> usize {
        self.counts.members
    }

    /// Whether a list waits for its count: search is not ready.
    pub fn counting(&self) -> bool {
        let Counts { all, current, without, subscriptions, .. } = self.counts;

        self.known() && [all, current, without, subscriptions].contains(&None)
    }

    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh => {
                let mut tasks = vec![self.ask(shared), products(shared), custom::fields(shared)];

                if let Some(panel) = &mut self.panel {
                    let id = panel.id();
                    tasks.push(panel.refresh(shared).map(move |message| Message::Panel(id, message)));
                }

                Step::task(Task::batch(tasks))
            }
            Message::Dismiss => self.dismiss(shared),
            Message::Search(text) => {
                self.queries.search(&text);
                self.marks = fold::words(&text);
                self.open_first = false;

                self.again_from_top(shared)
            }
            Message::Submit => self.submit(shared),
            Message::List(list) => {
                // Members and subscriptions have no row in common to stay on.
                if (list == List::Subscriptions) != (self.list == List::Subscriptions) {
                    self.version += 1;
                }

                self.list = list;

                self.again_from_top(shared)
            }
            Message::NextList(by) => self.update(Message::List(self.list.neighbour(by)), shared),
            Message::Filter(filter, choice) => {
                self.queries.set(filter, choice);

                self.again_from_top(shared)
            }
            Message::Custom(message) => self.custom(message, shared),
            Message::Fields(Ok(fields)) => self.set_fields(fields, shared),
            Message::Dropped(path) => {
                if let Some(panel) = &mut self.panel {
                    panel.offer(path);
                }

                Step::none()
            }
            Message::ClearFilters => {
                self.queries.clear(self.list);
                self.marks.clear();

                self.again_from_top(shared)
            }
            Message::Duplicates => {
                self.list = List::All;
                self.queries.clear(List::All);
                self.queries.set(Filter::Duplicate, Choice::Flag(true));
                self.marks.clear();

                self.again_from_top(shared)
            }
            Message::SortMembers(sort) => {
                let query = &mut self.queries.members;
                query.descending = query.sort == sort && !query.descending;
                query.sort = sort;

                self.again_from_top(shared)
            }
            Message::SortSubscriptions(sort) => {
                let query = &mut self.queries.subscriptions;
                query.descending = query.sort == sort && !query.descending;
                query.sort = sort;

                self.again_from_top(shared)
            }
            Message::Resize(column, width) => {
                let mut preferences = shared.preferences.clone();
                preferences.widths.insert(column.to_owned(), width.round());

                Step::ask(Ask::Keep(Box::new(preferences)))
            }
            Message::Shown(visible) => {
                let question = match self.list {
                    List::Subscriptions => self.subscriptions.show(visible),
                    _ => self.members.show(visible),
                };

                Step::task(question.map_or_else(Task::none, |question| self.put(question, shared)))
            }
            Message::Press(press) => self.press(press, shared),
            Message::Row(index) => {
                self.set_current(Some(index));

                if beside(shared) { self.open_current(shared) } else { Step::none() }
            }
            Message::OpenRow(index) => {
                self.set_current(Some(index));

                self.open_current(shared)
            }
            Message::Tick(range, on) => {
                let ids: Vec<_> = range.filter_map(|index| self.id_at(index)).collect();

                if on {
                    self.ticks_mut().add(ids);
                } else {
                    self.ticks_mut().remove(ids);
                }

                Step::none()
            }
            Message::TickAll(true) => Step::task(self.ids(shared, Message::TickThese)),
            Message::TickAll(false) => {
                self.ticks_mut().clear();

                Step::none()
            }
            Message::Untick => {
                self.ticks_mut().clear();

                Step::none()
            }
            Message::TickThese(list, Ok(ids)) => {
                if list == List::Subscriptions {
                    self.ticked_subscriptions.add(ids);
                } else {
                    self.ticked_members.add(ids);
                }

                Step::none()
            }
            Message::Members(number, answer) => {
                let counts = answer.as_ref().ok().map(|page| page.counts);

                match self.members.answer(number, answer) {
                    Some(anew) if self.list != List::Subscriptions => {
                        let further = self.members.further();
                        self.answered(counts, anew, further, shared)
                    }
                    _ => Step::none(),
                }
            }
            Message::Subscriptions(number, answer) => {
                let counts = answer.as_ref().ok().map(|page| page.counts);

                match self.subscriptions.answer(number, answer) {
                    Some(anew) if self.list == List::Subscriptions => {
                        let further = self.subscriptions.further();
                        self.answered(counts, anew, further, shared)
                    }
                    _ => Step::none(),
                }
            }
            Message::Products(Ok(offers)) => {
                self.products = offers.into_iter().map(|offer| (offer.product.id, offer.product.name)).collect();

                Step::none()
            }
            Message::SetActive(active) => {
                let ids = self.ticked_members.in_order_of(&[]);
                let desk = shared.desk.clone();

                Step::task(Task::perform(async move { desk.set_active(&ids, active).await }, Message::Activated))
            }
            Message::Activated(Ok(outcome)) => Step::ask(Ask::Done(outcome)),
            Message::Export => self.export(shared),
            Message::ExportTicked(list, Ok(ids)) => Step::ask(Ask::Export(if list == List::Subscriptions {
                ExportOf::Subscriptions(Selection::Ticked(self.ticked_subscriptions.in_order_of(&ids)))
            } else {
                ExportOf::Members(Selection::Ticked(self.ticked_members.in_order_of(&ids)))
            })),
            Message::TickThese(_, Err(failure))
            | Message::ExportTicked(_, Err(failure))
            | Message::Activated(Err(failure))
            | Message::Fields(Err(failure))
            | Message::Products(Err(failure)) => Step::ask(Ask::Fail(failure.phrase())),
            Message::Ask(ask) => Step::ask(*ask),
            Message::Open(id) => Step::task(self.open(id, shared)),
            Message::OpenSold(id) => {
                let open = self.open(id, shared);

                if let Some(panel) = &mut self.panel {
                    panel.show(member::Tab::Subscriptions);
                }

                Step::task(open)
            }
            Message::ClosePanel => self.close(),
            Message::Save => match self.panel.as_ref().map(member::State::id) {
                Some(id) => self.panel(id, member::Message::Save, shared),
                None => Step::none(),
            },
            Message::Panel(_, member::Message::Close) => self.update(Message::ClosePanel, shared),
            Message::Panel(id, message) => self.panel(id, message, shared),
        }
    }

    /// Closes the innermost thing that is open.
    fn dismiss(&mut self, shared: &Shared) -> Step<Message> {
        if self.asking.take().is_some() {
            return Step::none();
        }

        if let Some(panel) = &mut self.panel
            && panel.dismiss()
        {
            return Step::none();
        }

        if !self.ticks().is_empty() {
            return self.update(Message::Untick, shared);
        }

        if self.panel.is_some() {
            return self.update(Message::ClosePanel, shared);
        }

        if !self.queries.members.text.is_empty() {
            let clear = self.update(Message::Search(String::new()), shared);

            return Step { task: Task::batch([clear.task, operation::focus(SEARCH)]), asks: clear.asks };
        }

        Step::none()
    }

    /// Enter: the current row, or else the first one found, opens.
    fn submit(&mut self, shared: &Shared) -> Step<Message> {
        if self.waiting() {
            self.open_first = true;

            return Step::none();
        }

        if self.current().is_none() {
            self.set_current(Some(0));
        }

        self.open_current(shared)
    }

    /// `anew`: the list became another one, and begins at its first row.
    fn answered(
        &mut self,
        counts: Option<Counts>,
        anew: bool,
        further: Option<Question>,
        shared: &Shared,
    ) -> Step<Message> {
        if let Some(counts) = counts {
            self.counts = counts;
        }

        self.version += u64::from(anew);

        let further = further.map_or_else(Task::none, |question| self.put(question, shared));

        if std::mem::take(&mut self.open_first) {
            self.set_current(Some(0));
            let open = self.open_current(shared);

            return Step { task: Task::batch([further, open.task]), asks: open.asks };
        }

        Step::task(further)
    }

    fn export(&self, shared: &Shared) -> Step<Message> {
        if self.ticks().is_empty() {
            Step::ask(Ask::Export(if self.list == List::Subscriptions {
                ExportOf::Subscriptions(Selection::Query(self.queries.subscriptions.clone()))
            } else {
                ExportOf::Members(Selection::Query(self.member_query()))
            }))
        } else {
            Step::task(self.ids(shared, Message::ExportTicked))
        }
    }
}

fn products(shared: &Shared) -> Task<Message> {
    let desk = shared.desk.clone();

    Task::perform(async move { desk.offers().await }, Message::Products)
}
