//! The four lists, and the member beside them.

mod custom;
mod filters;
mod keyboard;
mod rows;
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
use crate::domain::phrase::Phrase;
use crate::domain::product::Offer;
use crate::domain::query::{Counts, MemberRow, MemberSort, Page, SubscriptionRow, SubscriptionSort};
use crate::ui::screen::{Ask, ExportOf, Shared, Step};
use crate::ui::{kit, member};

pub use filters::List;
use filters::{Choice, Filter, Queries};
pub use keyboard::Press;
pub use rows::{standing, status};
use ticks::Ticks;
use window::{Question, Row, Window};

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
    /// Grows with each other question: the table then begins at its first row again.
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

    /// What closing the program would lose.
    pub fn unsaved(&self) -> Option<Phrase> {
        let open = self.panel.as_ref().and_then(member::State::draft).into_iter();
        let names: Vec<String> = open.chain(self.drafts.values().cloned()).map(|draft| draft.name()).collect();

        match names.as_slice() {
            [] => None,
            [name] => Some(Phrase::new("member-unsaved-one").with("name", name.clone())),
            names => {
                Some(Phrase::new("member-unsaved-many").with("count", names.len()).with("names", names.join(", ")))
            }
        }
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

                if self.members.answer(number, answer) { self.answered(counts, shared) } else { Step::none() }
            }
            Message::Subscriptions(number, answer) => {
                let counts = answer.as_ref().ok().map(|page| page.counts);

                if self.subscriptions.answer(number, answer) { self.answered(counts, shared) } else { Step::none() }
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
            Message::ClosePanel => {
                self.keep_draft();

                Step::none()
            }
            Message::Save => match self.panel.as_ref().map(member::State::id) {
                Some(id) => self.panel(id, member::Message::Save, shared),
                None => Step::none(),
            },
            Message::Panel(_, member::Message::Close) => self.update(Message::ClosePanel, shared),
            Message::Panel(id, message) => self.panel(id, message, shared),
        }
    }

    fn panel(&mut self, id: Id, message: member::Message, shared: &Shared) -> Step<Message> {
        let Some(panel) = self.panel.as_mut().filter(|panel| panel.id() == id) else {
            // Saved after another member was opened: what was kept of it is no draft any more.
            if message.saved() {
                self.drafts.remove(&id);
            }

            return member::late(message).map(move |message| Message::Panel(id, message));
        };
        let step = panel.update(message, shared);

        if panel.draft().is_none() {
            self.drafts.remove(&id);

            if panel.gone() {
                self.panel = None;
            }
        }

        step.map(move |message| Message::Panel(id, message))
    }

    /// Opens a member in the panel; one left half edited comes back as it was.
    fn open(&mut self, id: Id, shared: &Shared) -> Task<Message> {
        if self.panel.as_ref().is_some_and(|panel| panel.id() == id) {
            return Task::none();
        }

        let tab = self.panel.as_ref().map_or(member::Tab::General, member::State::tab);
        self.keep_draft();
        let (panel, task) = member::State::new(shared, id, tab, self.drafts.remove(&id));
        self.panel = Some(panel);
        self.members.point_at(id);

        task.map(move |message| Message::Panel(id, message))
    }

    fn keep_draft(&mut self) {
        if let Some(panel) = self.panel.take()
            && let Some(draft) = panel.draft()
        {
            self.drafts.insert(panel.id(), draft);
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

    /// Whether a dialog is open over the window.
    pub fn has_dialog(&self) -> bool {
        self.asking.is_some() || self.panel.as_ref().is_some_and(member::State::has_dialog)
    }

    /// Whether a file that is dropped on the window may be for the member that is open.
    pub fn takes_files(&self) -> bool {
        self.panel.as_ref().is_some_and(member::State::takes_files)
    }

    /// What a dialog over the window asks.
    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Option<kit::Dialog<'a, Message>> {
        if let Some(dialog) = self.custom_dialog(shared) {
            return Some(dialog);
        }

        let panel = self.panel.as_ref()?;
        let id = panel.id();

        Some(panel.dialog_view(shared)?.map(move |message| Message::Panel(id, message)))
    }

    /// Takes back the last edit of the member that is open; false when there is none.
    pub fn step_back(&mut self) -> bool {
        self.panel.as_mut().is_some_and(member::State::step_back)
    }

    fn open_current(&mut self, shared: &Shared) -> Step<Message> {
        let member = match self.list {
            List::Subscriptions => self.subscriptions.current_row().map(|row| row.member),
            _ => self.members.current_row().map(|row| row.id),
        };

        Step::task(member.map_or_else(Task::none, |id| self.open(id, shared)))
    }

    fn answered(&mut self, counts: Option<Counts>, shared: &Shared) -> Step<Message> {
        if let Some(counts) = counts {
            self.counts = counts;
        }

        if std::mem::take(&mut self.open_first) {
            self.set_current(Some(0));

            return self.open_current(shared);
        }

        Step::none()
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

    fn member_query(&self) -> crate::domain::query::MemberQuery {
        let mut query = self.queries.members.clone();

        if let Some(tab) = self.list.member_tab() {
            query.tab = tab;
        }

        query
    }

    /// The ids of all that the list holds, in its order.
    fn ids(
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

    fn again_from_top(&mut self, shared: &Shared) -> Step<Message> {
        let question = match self.list {
            List::Subscriptions => self.subscriptions.ask_from_top(),
            _ => self.members.ask_from_top(),
        };
        self.version += 1;

        Step::task(self.put(question, shared))
    }

    fn ask(&mut self, shared: &Shared) -> Task<Message> {
        let question = match self.list {
            List::Subscriptions => self.subscriptions.ask(),
            _ => self.members.ask(),
        };

        self.put(question, shared)
    }

    fn put(&self, question: Question, shared: &Shared) -> Task<Message> {
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

    /// How many the list would hold with nothing searched for and no filter, as far as known.
    fn whole(&self) -> usize {
        match self.list {
            List::All => self.counts.members,
            _ if !self.queries.narrowed(self.list) => self.total(),
            _ => self.counts.members,
        }
    }

    fn total(&self) -> usize {
        match self.list {
            List::Subscriptions => self.subscriptions.total(),
            _ => self.members.total(),
        }
    }

    fn known(&self) -> bool {
        match self.list {
            List::Subscriptions => self.subscriptions.known(),
            _ => self.members.known(),
        }
    }

    fn waiting(&self) -> bool {
        match self.list {
            List::Subscriptions => self.subscriptions.waiting(),
            _ => self.members.waiting(),
        }
    }

    fn failure(&self) -> Option<&Failure> {
        match self.list {
            List::Subscriptions => self.subscriptions.failure(),
            _ => self.members.failure(),
        }
    }

    fn current(&self) -> Option<usize> {
        match self.list {
            List::Subscriptions => self.subscriptions.current(),
            _ => self.members.current(),
        }
    }

    fn set_current(&mut self, index: Option<usize>) {
        match self.list {
            List::Subscriptions => self.subscriptions.set_current(index),
            _ => self.members.set_current(index),
        }
    }

    fn id_at(&self, index: usize) -> Option<Id> {
        match self.list {
            List::Subscriptions => self.subscriptions.row(index).map(Row::id),
            _ => self.members.row(index).map(Row::id),
        }
    }

    fn ticks(&self) -> &Ticks {
        match self.list {
            List::Subscriptions => &self.ticked_subscriptions,
            _ => &self.ticked_members,
        }
    }

    fn ticks_mut(&mut self) -> &mut Ticks {
        match self.list {
            List::Subscriptions => &mut self.ticked_subscriptions,
            _ => &mut self.ticked_members,
        }
    }

    /// Whether all that the list holds is ticked, as far as it is loaded.
    fn all_ticked(&self) -> bool {
        let ticks = self.ticks();

        self.total() > 0
            && ticks.len() >= self.total()
            && match self.list {
                List::Subscriptions => self.subscriptions.rows().iter().all(|row| ticks.has(row.id)),
                _ => self.members.rows().iter().all(|row| ticks.has(row.id)),
            }
    }
}

fn products(shared: &Shared) -> Task<Message> {
    let desk = shared.desk.clone();

    Task::perform(async move { desk.offers().await }, Message::Products)
}
