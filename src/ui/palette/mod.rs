//! Everything by its name: every action, and every member, while typing.

mod view;

use iced::keyboard::key::Named;
use iced::keyboard::{self, Key};
use iced::{Subscription, Task};

use crate::desk::Failure;
use crate::domain::entity::Id;
use crate::domain::fold;
use crate::domain::phrase::Phrase;
use crate::domain::query::{MemberQuery, MemberRow, Page};
use crate::ui::keys::{Action, TABLE};
use crate::ui::kit::Dialog;
use crate::ui::screen::{Ask, Shared, Step};

/// How many members are proposed.
const MEMBERS: usize = 8;

/// Something the palette can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Do { action: Action, name: String, hint: String },
    Member { id: Id, name: String, email: String },
}

pub struct State {
    text: String,
    /// Every action with its name, its key and its folded words.
    actions: Vec<(Entry, String)>,
    entries: Vec<Entry>,
    members: Vec<Entry>,
    at: usize,
    question: u64,
    problem: Option<Phrase>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Typed(String),
    Found(u64, Result<Page<MemberRow>, Failure>),
    Move(i32),
    Run,
    Choose(usize),
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let mut state = Self {
            text: String::new(),
            actions: actions(shared),
            entries: Vec::new(),
            members: Vec::new(),
            at: 0,
            question: 0,
            problem: None,
        };
        state.arrange();

        (state, iced::widget::operation::focus(view::INPUT))
    }

    /// Up and down, which the input leaves alone.
    pub fn subscription(&self) -> Subscription<Message> {
        keyboard::listen().filter_map(|event| match event {
            keyboard::Event::KeyPressed { key: Key::Named(named), .. } => match named {
                Named::ArrowUp => Some(Message::Move(-1)),
                Named::ArrowDown => Some(Message::Move(1)),
                Named::PageUp => Some(Message::Move(-5)),
                Named::PageDown => Some(Message::Move(5)),
                _ => None,
            },
            _ => None,
        })
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        None
    }

    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Dialog<'a, Message> {
        view::dialog(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh => {
                self.actions = actions(shared);
                self.arrange();

                return self.search(shared);
            }
            Message::Dismiss => return Step::ask(Ask::Close),
            Message::Typed(text) => {
                self.text = text;
                self.at = 0;
                self.arrange();

                return self.search(shared);
            }
            Message::Found(question, _) if question != self.question => {}
            Message::Found(_, Ok(page)) => {
                self.problem = None;
                self.members = page.rows.iter().map(member).collect();
                self.arrange();
            }
            Message::Found(_, Err(failure)) => self.problem = Some(failure.phrase()),
            Message::Move(by) => {
                let last = self.entries.len().saturating_sub(1);
                let step = usize::try_from(by.unsigned_abs()).unwrap_or(1);
                self.at = if by < 0 { self.at.saturating_sub(step) } else { (self.at + step).min(last) };

                return Step::task(view::reveal(self.at, shared));
            }
            Message::Run => return self.run(self.at),
            Message::Choose(at) => return self.run(at),
        }

        Step::none()
    }

    fn run(&mut self, at: usize) -> Step<Message> {
        match self.entries.get(at) {
            Some(Entry::Do { action, .. }) => Step::ask(Ask::Close).and(Ask::Do(*action)),
            Some(Entry::Member { id, .. }) => Step::ask(Ask::Close).and(Ask::OpenMember(*id)),
            None => Step::none(),
        }
    }

    /// Asks for the members that are typed; forgets those of an older text at once when nothing is.
    fn search(&mut self, shared: &Shared) -> Step<Message> {
        self.question += 1;
        if self.text.trim().is_empty() {
            self.members.clear();
            self.arrange();
            return Step::none();
        }
        let question = self.question;
        let desk = shared.desk.clone();
        let query = MemberQuery { text: self.text.clone(), ..MemberQuery::default() };

        Step::task(Task::perform(async move { desk.members(&query, 0..MEMBERS).await }, move |answer| {
            Message::Found(question, answer)
        }))
    }

    /// The actions that hold every word, those that begin with the text first; then the members.
    fn arrange(&mut self) {
        let words: Vec<String> = fold::fold(&self.text).split_whitespace().map(str::to_owned).collect();
        let begins = |folded: &str| {
            words.first().is_some_and(|word| folded.split_whitespace().any(|part| part.starts_with(word.as_str())))
        };
        let mut found: Vec<&(Entry, String)> =
            self.actions.iter().filter(|(_, folded)| words.iter().all(|word| folded.contains(word.as_str()))).collect();
        found.sort_by_key(|(_, folded)| !begins(folded));
        self.entries = found.into_iter().map(|(entry, _)| entry.clone()).chain(self.members.clone()).collect();
        self.at = self.at.min(self.entries.len().saturating_sub(1));
    }
}

/// What the palette itself is, and what only makes sense where the focus is, are left out.
fn actions(shared: &Shared) -> Vec<(Entry, String)> {
    TABLE
        .iter()
        .filter_map(|line| Some((line.action?, line)))
        .filter(|(action, _)| {
            !matches!(
                action,
                Action::Palette | Action::Close | Action::NextField | Action::PreviousField | Action::Save
            )
        })
        .map(|(action, line)| {
            let name = shared.words.get(line.text);
            let hint = line.chords.first().map(|chord| chord.label(&shared.words)).unwrap_or_default();
            let folded = fold::fold(&name);

            (Entry::Do { action, name, hint }, folded)
        })
        .collect()
}

fn member(row: &MemberRow) -> Entry {
    let name = match row.pseudonym.as_deref().filter(|pseudonym| !pseudonym.is_empty()) {
        Some(pseudonym) => format!("{} {} · {pseudonym}", row.first_name, row.last_name),
        None => format!("{} {}", row.first_name, row.last_name),
    };

    Entry::Member { id: row.id, name, email: row.email.clone().unwrap_or_default() }
}
