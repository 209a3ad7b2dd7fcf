//! The member beside the list: everything known of a person, edited in place.

mod dialogs;
mod doubles;
mod files;
pub mod form;
mod general;
mod history;
mod sources;
mod subscriptions;
mod tickets;
mod view;

use std::collections::HashMap;
use std::path::PathBuf;

use iced::Task;
use iced::widget::text_editor::Content;

use crate::desk::{Failure, HistoryEntry, MemberPage, Outcome};
use crate::domain::custom::FieldKind;
use crate::domain::entity::Id;
use crate::domain::member::EmailState;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::venue::Venue;
use crate::ui::custom::Said;
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};

use dialogs::Dialog;
pub use dialogs::labelled;
use form::{Field, Form, Meanwhile, Switch};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    General,
    Subscriptions,
    Tickets,
    History,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::General, Self::Subscriptions, Self::Tickets, Self::History];
}

/// A member left half edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft(Form);

impl Draft {
    /// Whose it is.
    pub fn name(&self) -> String {
        self.0.before.display_name()
    }
}

/// The most entries of the history shown.
const HISTORY: usize = 200;

pub struct State {
    id: Id,
    tab: Tab,
    page: Option<MemberPage>,
    history: Option<Vec<HistoryEntry>>,
    form: Option<Form>,
    /// What was changed elsewhere in fields that are being typed in.
    meanwhile: Vec<Meanwhile>,
    /// What the comment editor holds; kept in step with the form.
    comment: Content,
    /// What the editors of the venue's own long texts hold; kept in step with the form.
    areas: HashMap<Id, Content>,
    /// Saving was tried: what is missing is said from then on.
    tried: bool,
    saving: bool,
    /// "Discard" was pressed and waits to be confirmed.
    discarding: bool,
    refused: Vec<Problem>,
    failure: Option<Phrase>,
    gone: bool,
    dialog: Option<Dialog>,
    files: files::State,
    ticket: Option<tickets::Draft>,
    /// The more seldom fields are shown.
    unfolded: bool,
    sources: sources::State,
    doubles: doubles::State,
}

#[derive(Debug, Clone)]
pub enum Message {
    Page(Result<Box<MemberPage>, Failure>),
    History(Result<Vec<HistoryEntry>, Failure>),
    Tab(usize),
    Type(Field, String),
    Comment(iced::widget::text_editor::Action),
    Switch(Switch, bool),
    /// A field of the venue's own.
    Custom(Id, Said),
    File(files::Message),
    Ticket(tickets::Message),
    EmailState(EmailState),
    Unfold,
    Sources(sources::Message),
    Doubles(doubles::Message),
    Save,
    Saved(Result<Outcome, Failure>),
    Discard,
    DiscardForGood,
    KeepEditing,
    Subscribe,
    Renew(Id),
    Dialog(dialogs::Message),
    Undo(Id),
    Done(Result<Outcome, Failure>),
    OpenMember(Id),
    Retry,
    Close,
}

impl Message {
    /// Whether it says that the form was saved.
    pub fn saved(&self) -> bool {
        matches!(self, Self::Saved(Ok(_)))
    }
}

/// What comes back after the panel has gone on to another member: what was done, or not done, is said all the same.
pub fn late(message: Message) -> Step<Message> {
    match message {
        Message::Saved(answer)
        | Message::Done(answer)
        | Message::Dialog(dialogs::Message::Answer(answer))
        | Message::Ticket(tickets::Message::Answer(answer))
        | Message::Doubles(doubles::Message::Decided(answer))
        | Message::File(files::Message::Done(answer)) => Step::ask(match answer {
            Ok(outcome) => Ask::Done(outcome),
            Err(failure) => Ask::Fail(failure.phrase()),
        }),
        _ => Step::none(),
    }
}

impl State {
    pub fn new(shared: &Shared, id: Id, tab: Tab, draft: Option<Draft>) -> (Self, Task<Message>) {
        let mut state = Self {
            id,
            tab,
            page: None,
            history: None,
            form: None,
            meanwhile: Vec::new(),
            comment: Content::new(),
            areas: HashMap::new(),
            tried: false,
            saving: false,
            discarding: false,
            refused: Vec::new(),
            failure: None,
            gone: false,
            dialog: None,
            files: files::State::default(),
            ticket: None,
            unfolded: false,
            sources: sources::State::default(),
            doubles: doubles::State::default(),
        };

        if let Some(Draft(form)) = draft {
            state.set_form(form);
        }

        let task = state.refresh(shared);

        (state, task)
    }

    pub fn id(&self) -> Id {
        self.id
    }

    pub fn tab(&self) -> Tab {
        self.tab
    }

    pub fn show(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// What is typed and not saved.
    pub fn draft(&self) -> Option<Draft> {
        self.form.as_ref().filter(|form| form.changed()).cloned().map(Draft)
    }

    /// Whether the member is not there any more: an action that made it was undone.
    pub fn gone(&self) -> bool {
        self.gone
    }

    /// Asks again for everything shown; what is typed stays.
    pub fn refresh(&mut self, shared: &Shared) -> Task<Message> {
        let id = self.id;
        let desk = shared.desk.clone();
        let page = Task::perform(async move { desk.member(id).await.map(Box::new) }, Message::Page);
        let desk = shared.desk.clone();
        let history = Task::perform(async move { desk.history(Some(id), HISTORY).await }, Message::History);

        let doubles = doubles::State::refresh(id, shared).map(Message::Doubles);

        Task::batch([page, history, self.sources.refresh(self.id, shared), doubles])
    }

    /// Closes what is open on top of the panel; false when there is nothing.
    pub fn dismiss(&mut self) -> bool {
        if self.dialog.take().is_some()
            || self.ticket.take().is_some()
            || self.files.dismiss()
            || std::mem::take(&mut self.discarding)
        {
            return true;
        }

        false
    }

    /// Whether a dialog is open over the window.
    pub fn has_dialog(&self) -> bool {
        self.dialog.is_some() || self.ticket.is_some() || self.files.offers()
    }

    /// Whether a file that is dropped on the window may be for this member.
    pub fn takes_files(&self) -> bool {
        self.page.as_ref().is_some_and(|page| page.fields.iter().any(|(field, _)| field.kind == FieldKind::File))
    }

    /// Offers a file that was dropped on the window to the fields of files.
    pub fn offer(&mut self, path: PathBuf) {
        self.files.offer(path);
    }

    /// Takes the last edit of the form back; false when there is none, and undoing means the last action.
    pub fn step_back(&mut self) -> bool {
        let Some(form) = &mut self.form else { return false };
        let stepped = form.step_back();

        if stepped {
            self.comment = Content::with_text(form.text(Field::Comment));
            self.areas = areas(form);
        }

        stepped
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Page(Ok(page)) => {
                self.failure = None;
                self.gone = false;

                if page.member.id == self.id {
                    match &self.form {
                        Some(form) if form.changed() => self.follow(&page, shared),
                        _ => self.set_form(Form::new(&page.member, &page.fields, &shared.words)),
                    }

                    self.page = Some(*page);
                }

                Step::none()
            }
            Message::Page(Err(failure)) => {
                self.gone = matches!(failure, Failure::Gone(_)) && self.page.is_some();
                self.failure = Some(failure.phrase());

                Step::none()
            }
            Message::History(Ok(history)) => {
                self.history = Some(history);

                Step::none()
            }
            Message::History(Err(failure)) => Step::ask(Ask::Fail(failure.phrase())),
            Message::Tab(tab) => {
                self.tab = Tab::ALL.get(tab).copied().unwrap_or_default();

                Step::task(kit::panel_to_top())
            }
            Message::Type(field, text) => self.edit(|form| form.type_in(field, text)),
            Message::Comment(action) => {
                let edits = action.is_edit();
                self.comment.perform(action);
                let text = self.comment.text();
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();

                if edits { self.edit(|form| form.type_in(Field::Comment, text)) } else { Step::none() }
            }
            Message::Switch(switch, on) => self.edit(|form| form.switch(switch, on)),
            Message::Custom(field, Said::Text(text)) => self.edit(|form| form.type_custom(field, text)),
            Message::Custom(field, Said::Edit(action)) => {
                let Some(content) = self.areas.get_mut(&field) else { return Step::none() };
                let edits = action.is_edit();

                content.perform(action);

                let text = content.text();
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();

                if edits { self.edit(|form| form.type_custom(field, text)) } else { Step::none() }
            }
            Message::Custom(field, Said::File(act)) => self.file(files::Message::Act(field, act), shared),
            Message::File(message) => self.file(message, shared),
            Message::Ticket(message) => self.ticket(message, shared),
            Message::EmailState(state) => self.edit(|form| form.set_email_state(state)),
            Message::Unfold => {
                self.unfolded = !self.unfolded;

                Step::none()
            }
            Message::Sources(message) => Step::task(self.sources.update(message, self.id, shared)),
            Message::Doubles(message) => self.doubles.update(message, self.id, shared).map(Message::Doubles),
            Message::Save => self.save(shared),
            Message::Saved(answer) => self.saved(answer, shared),
            Message::Discard => {
                self.discarding = true;

                Step::none()
            }
            Message::KeepEditing => {
                self.discarding = false;

                Step::none()
            }
            Message::DiscardForGood => {
                if let Some(page) = &self.page {
                    let form = Form::new(&page.member, &page.fields, &shared.words);
                    self.set_form(form);
                }

                Step::none()
            }
            Message::Subscribe => Step::ask(Ask::Subscribe(Some(self.id))),
            Message::Renew(subscription) => Step::ask(Ask::Renew(subscription)),
            Message::Dialog(message) => self.dialog(message, shared),
            Message::Undo(entry) => {
                let desk = shared.desk.clone();

                Step::task(Task::perform(async move { desk.undo(Some(entry)).await }, Message::Done))
            }
            Message::Done(Ok(outcome)) => Step::ask(Ask::Done(outcome)),
            Message::Done(Err(failure)) => Step::ask(Ask::Fail(failure.phrase())),
            Message::OpenMember(id) => Step::ask(Ask::OpenMember(id)),
            Message::Retry => Step::task(self.refresh(shared)),
            // The list, which holds the panel, closes it.
            Message::Close => Step::none(),
        }
    }

    fn set_form(&mut self, form: Form) {
        self.comment = Content::with_text(form.text(Field::Comment));
        self.areas = areas(&form);
        self.form = Some(form);
        self.tried = false;
        self.discarding = false;
        self.refused.clear();
        self.meanwhile.clear();
    }

    /// The member was changed elsewhere while the form is being typed in.
    fn follow(&mut self, page: &MemberPage, shared: &Shared) {
        let Some(form) = self.form.as_mut().filter(|form| form.before != page.member || form.fields != page.fields)
        else {
            return;
        };

        for met in form.follow(&page.member, &page.fields, &shared.words) {
            match self.meanwhile.iter_mut().find(|known| known.place == met.place) {
                Some(known) => known.after = met.after,
                None => self.meanwhile.push(met),
            }
        }

        // An editor that somebody types in keeps its caret.
        let is = |content: &Content, text: &str| {
            let held = content.text();

            held.strip_suffix('\n').unwrap_or(&held) == text
        };

        if !is(&self.comment, form.text(Field::Comment)) {
            self.comment = Content::with_text(form.text(Field::Comment));
        }

        for (id, fresh) in areas(form) {
            match self.areas.get(&id) {
                Some(known) if known.text() == fresh.text() => {}
                _ => drop(self.areas.insert(id, fresh)),
            }
        }
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Form)) -> Step<Message> {
        if let Some(form) = &mut self.form {
            edit(form);
        }

        self.discarding = false;
        self.refused.clear();

        Step::none()
    }

    /// What is wrong with what is typed.
    fn problems(&self, shared: &Shared) -> Vec<Problem> {
        let Some(form) = &self.form else { return Vec::new() };
        let now = shared.desk.now();
        let (_, mut problems) = form.member(&shared.words, now, shared.venue.day(now));
        problems.extend(form.values(&shared.words).1);
        problems.extend(self.refused.iter().cloned());

        problems
    }

    fn save(&mut self, shared: &Shared) -> Step<Message> {
        let Some(form) = self.form.as_ref().filter(|form| form.changed() && !self.saving) else { return Step::none() };
        let now = shared.desk.now();
        let (after, mut problems) = form.member(&shared.words, now, shared.venue.day(now));
        let (values, wrong) = form.values(&shared.words);

        problems.extend(wrong);
        self.tried = true;

        if !problems.is_empty() {
            return Step::task(self.point_at(&problems));
        }

        self.saving = true;
        let (desk, before, no_email) = (shared.desk.clone(), form.before.clone(), form.on(Switch::NoEmail));

        Step::task(Task::perform(
            async move { desk.edit_member_and_fields(&before, after, no_email, &values).await },
            Message::Saved,
        ))
    }

    /// Shows the form, with the focus on the first field that has a problem.
    fn point_at(&mut self, problems: &[Problem]) -> Task<Message> {
        if problems.iter().any(|problem| problem.field.is_some() || problem.custom.is_some()) {
            // The form may be out of sight.
            self.tab = Tab::General;
            let seldom = [
                "pseudonym",
                "username",
                "country",
                "language",
                "billing_name",
                "billing_email",
                "billing_address",
                "billing_country",
                "billing_vat",
            ];
            self.unfolded |= problems.iter().filter_map(|problem| problem.field).any(|field| seldom.contains(&field));
        }

        kit::reach_wrong()
    }

    fn saved(&mut self, answer: Result<Outcome, Failure>, shared: &Shared) -> Step<Message> {
        self.saving = false;

        match answer {
            Ok(outcome) => {
                // What comes from the desk replaces the form.
                self.form = None;
                let refresh = self.refresh(shared);

                Step { task: refresh, asks: vec![Ask::Done(outcome)] }
            }
            Err(Failure::Refused(problems)) => {
                let said = problems.iter().all(|problem| problem.field.is_some() || problem.custom.is_some());
                let first = problems.first().map(|problem| problem.phrase.clone());
                let point = self.point_at(&problems);
                self.refused = problems;

                match first {
                    Some(phrase) if !said => Step { task: point, asks: vec![Ask::Fail(phrase)] },
                    _ => Step::task(point),
                }
            }
            Err(failure) => Step::ask(Ask::Fail(failure.phrase())),
        }
    }

    fn subscription_of(&self, id: Id) -> Option<&crate::domain::subscription::Subscription> {
        self.page.as_ref()?.subscriptions.iter().find(|subscription| subscription.id == id)
    }

    fn day(venue: &Venue, at: crate::domain::entity::Instant) -> chrono::NaiveDate {
        venue.day(at)
    }
}

/// The editors of the venue's own long texts.
fn areas(form: &Form) -> HashMap<Id, Content> {
    form.fields
        .iter()
        .enumerate()
        .filter(|(_, (field, _))| field.kind == FieldKind::LongText)
        .map(|(place, (field, _))| (field.id, Content::with_text(form.custom(place))))
        .collect()
}
