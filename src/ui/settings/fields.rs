//! The venue's own fields: their list, in the order in which a member's page asks them, and the form of one.

use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::widget::text_editor::{Action, Content};
use iced::{Task, widget};

use crate::desk::{Failure, Order, Outcome};
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::custom::Said;
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step};

/// The form's first input.
pub const TITLE: &str = "settings_field_title";

pub struct State {
    /// All of them in their order, archived ones last; none until they are read.
    pub fields: Option<Vec<CustomField>>,
    pub failure: Option<Phrase>,
    pub show_archived: bool,
    /// The line that keys act on.
    pub current: Option<Id>,
    pub draft: Option<Draft>,
    /// "Discard" was pressed and waits to be confirmed.
    pub leaving: bool,
    /// The current line gets the focus when the list is there again.
    refocus: bool,
}

/// A field that is being written.
pub struct Draft {
    pub field: CustomField,
    begun: CustomField,
    pub fresh: bool,
    /// What the editor of its choices holds.
    pub choices: Content,
    /// What was tried in the control as members will see it; kept nowhere.
    pub tried: String,
    pub area: Content,
    pub problems: Vec<Problem>,
    pub saving: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Load,
    Loaded(Result<Vec<CustomField>, Failure>),
    New,
    Open(Id),
    Title(String),
    Help(String),
    Kind(FieldKind),
    Choices(Action),
    Required(bool),
    /// The control was tried.
    Try(Said),
    Save,
    Saved(Id, Result<Outcome, Failure>),
    /// Goes back to the list; asks first when something would be lost.
    Leave,
    LeaveForGood,
    Move(Id, i32),
    Shift(Id, i32),
    Archive(Id, bool),
    Changed(Result<Outcome, Failure>),
    ShowArchived(bool),
}

impl Draft {
    fn of(field: CustomField, fresh: bool) -> Self {
        Self {
            choices: Content::with_text(&field.choices),
            begun: field.clone(),
            field,
            fresh,
            tried: String::new(),
            area: Content::new(),
            problems: Vec::new(),
            saving: false,
        }
    }

    pub fn changed(&self) -> bool {
        self.field != self.begun
    }

    /// What is wrong with what is typed.
    fn check(&self) -> Vec<Problem> {
        let mut field = self.field.clone();

        field.tidy();
        field.problems()
    }

    /// What is tried in the control, if the field would not take it.
    pub fn refusal(&self, shared: &Shared) -> Option<Phrase> {
        self.field.accept(&shared.words.read_field(self.field.kind, &self.tried)).err()
    }
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let state = Self {
            fields: None,
            failure: None,
            show_archived: false,
            current: None,
            draft: None,
            leaving: false,
            refocus: false,
        };

        (state, load(shared))
    }

    pub fn unsaved(&self) -> bool {
        self.draft.as_ref().is_some_and(Draft::changed)
    }

    /// Those of the list.
    pub fn shown(&self) -> impl Iterator<Item = &CustomField> {
        self.fields.iter().flatten().filter(|field| self.show_archived || !field.archived)
    }

    pub fn archived(&self) -> usize {
        self.fields.iter().flatten().filter(|field| field.archived).count()
    }

    /// Closes the form, or the question about leaving it; false when there is nothing to close.
    pub fn dismiss(&mut self, shared: &Shared) -> Option<Step<Message>> {
        self.draft.is_some().then(|| self.update(Message::Leave, shared))
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Load => return Step::task(load(shared)),
            Message::Loaded(Ok(fields)) => {
                self.failure = None;
                self.fields = Some(fields);

                if std::mem::take(&mut self.refocus) {
                    return self.focus();
                }
            }
            Message::Loaded(Err(failure)) => self.failure = Some(failure.phrase()),

            Message::New => {
                let field = CustomField::new(Id::now_v7(), FieldKind::Text, "", shared.desk.now());

                self.draft = Some(Draft::of(field, true));

                return Step::task(kit::reach(TITLE));
            }
            Message::Open(id) => {
                let found = self.fields.iter().flatten().find(|field| field.id == id).cloned();

                self.current = Some(id);
                self.draft = found.map(|field| Draft::of(field, false));

                return Step::task(kit::reach(TITLE));
            }

            Message::Title(title) => self.edit(|draft| draft.field.title = title),
            Message::Help(help) => self.edit(|draft| draft.field.help = Some(help).filter(|help| !help.is_empty())),
            Message::Required(required) => self.edit(|draft| draft.field.required = required),
            Message::Kind(kind) => self.edit(|draft| {
                draft.field.kind = kind;
                draft.tried.clear();
                draft.area = Content::new();
            }),
            Message::Choices(action) => self.edit(|draft| {
                draft.choices.perform(action);

                let text = draft.choices.text();

                text.strip_suffix('\n').unwrap_or(&text).clone_into(&mut draft.field.choices);
            }),
            Message::Try(said) => {
                if let Some(draft) = &mut self.draft {
                    match said {
                        Said::Text(text) => draft.tried = text,
                        Said::Edit(action) => draft.area.perform(action),
                        // There is no member to keep a file for.
                        Said::File(_) => {}
                    }
                }
            }

            Message::Save => return self.save(shared),
            Message::Saved(id, Ok(outcome)) => {
                self.draft = None;
                self.leaving = false;
                self.current = Some(id);
                self.refocus = true;

                let said: Vec<Ask> = outcome.left.iter().cloned().map(Ask::Say).collect();
                let mut step = Step::ask(Ask::Done(outcome));

                step.asks.extend(said);

                return step;
            }
            Message::Saved(_, Err(failure)) => {
                if let Some(draft) = &mut self.draft {
                    draft.saving = false;

                    if let Failure::Refused(problems) = failure {
                        draft.problems = problems;

                        return Step::none();
                    }
                }

                return Step::ask(Ask::Fail(failure.phrase()));
            }
            Message::Leave => {
                if self.leaving || !self.unsaved() {
                    let leaving = std::mem::take(&mut self.leaving);

                    // Escape once more keeps on writing.
                    if !leaving {
                        self.draft = None;

                        return self.focus();
                    }
                } else {
                    self.leaving = true;
                }
            }
            Message::LeaveForGood => {
                self.leaving = false;
                self.draft = None;

                return self.focus();
            }

            Message::Move(from, by) => {
                let ids: Vec<Id> = self.shown().map(|field| field.id).collect();
                let at = ids.iter().position(|id| *id == from).unwrap_or_default();
                let to = if by < 0 { at.saturating_sub(1) } else { (at + 1).min(ids.len().saturating_sub(1)) };

                self.current = ids.get(to).copied();

                return self.focus();
            }
            Message::Shift(id, by) => {
                let mut ids: Vec<Id> =
                    self.fields.iter().flatten().filter(|field| !field.archived).map(|field| field.id).collect();
                let at = ids.iter().position(|known| *known == id);
                let to = at.and_then(|at| if by < 0 { at.checked_sub(1) } else { Some(at + 1) });

                if let (Some(at), Some(to)) = (at, to.filter(|to| *to < ids.len())) {
                    let desk = shared.desk.clone();

                    ids.swap(at, to);
                    self.current = Some(id);

                    return Step::task(Task::perform(
                        async move { desk.reorder(Order::Fields(ids)).await },
                        Message::Changed,
                    ));
                }
            }
            Message::Archive(id, archived) => {
                let desk = shared.desk.clone();

                return Step::task(Task::perform(
                    async move { desk.archive_field(id, archived).await },
                    Message::Changed,
                ));
            }
            Message::Changed(Ok(outcome)) => {
                self.refocus = true;

                return Step::ask(Ask::Done(outcome));
            }
            Message::Changed(Err(failure)) => return Step::ask(Ask::Fail(failure.phrase())),
            Message::ShowArchived(show) => self.show_archived = show,
        }

        Step::none()
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Draft)) {
        self.leaving = false;

        if let Some(draft) = &mut self.draft {
            edit(draft);

            // Once saving was refused, what is still wrong is said as it is corrected.
            if !draft.problems.is_empty() {
                draft.problems = draft.check();
            }
        }
    }

    fn save(&mut self, shared: &Shared) -> Step<Message> {
        let Some(draft) = self.draft.as_mut().filter(|draft| !draft.saving) else { return Step::none() };

        draft.problems = draft.check();

        if let Some(problem) = draft.problems.first() {
            let focus = problem.field == Some("title");

            return if focus { Step::task(kit::reach(TITLE)) } else { Step::none() };
        }

        draft.saving = true;

        let (desk, field) = (shared.desk.clone(), draft.field.clone());
        let id = field.id;

        Step::task(Task::perform(async move { desk.save_field(field).await }, move |answer| Message::Saved(id, answer)))
    }

    fn focus(&self) -> Step<Message> {
        self.current.map_or_else(Step::none, |id| Step::task(kit::reach(line_id(id))))
    }
}

fn load(shared: &Shared) -> Task<Message> {
    let desk = shared.desk.clone();

    Task::perform(async move { desk.custom_fields(true).await }, Message::Loaded)
}

/// The name of a line, for the focus.
pub fn line_id(id: Id) -> widget::Id {
    widget::Id::from(format!("settings_field_{id}"))
}

/// What a key does to the line that has the focus.
pub fn pressed(key: &Key, modifiers: Modifiers, field: &CustomField) -> Option<Message> {
    let Key::Named(named) = key else { return None };
    let id = field.id;

    match (named, modifiers) {
        (Named::ArrowUp, Modifiers::ALT) => Some(Message::Shift(id, -1)),
        (Named::ArrowDown, Modifiers::ALT) => Some(Message::Shift(id, 1)),
        (_, modifiers) if !modifiers.is_empty() => None,
        (Named::ArrowUp, _) => Some(Message::Move(id, -1)),
        (Named::ArrowDown, _) => Some(Message::Move(id, 1)),
        (Named::Delete, _) => Some(Message::Archive(id, !field.archived)),
        (Named::Insert, _) => Some(Message::New),
        _ => None,
    }
}
