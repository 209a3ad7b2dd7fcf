//! What the operator decides of the file, its columns and its rows. Each decision is checked again in the background.

use iced::Task;

use super::detail::Detail;
use super::rows::{self, What};
use super::{Message, State, Work, verify};
use crate::desk::import::{ImportOptions, Meaning, Question, RowChoice};
use crate::ui::kit;
use crate::ui::screen::Shared;

/// How many decisions can be taken back.
const STEPS: usize = 100;

impl State {
    pub(super) fn decide(&mut self, message: Message, shared: &Shared) -> Task<Message> {
        if matches!(self.work, Work::Importing(_) | Work::Undoing) || self.finished.is_some() {
            return Task::none();
        }
        let before = self.options.clone();
        let follows = self.change(message, shared);
        if self.options == before {
            return follows;
        }
        if self.steps.len() == STEPS {
            self.steps.remove(0);
        }
        self.steps.push(before);

        Task::batch([self.rethink(), follows])
    }

    /// Takes back what is typed into a cell, else the last decision; none when there is nothing to take back.
    pub fn step_back(&mut self, shared: &Shared) -> Option<Task<Message>> {
        if !matches!(self.work, Work::Idle | Work::Rechecking(_)) || self.finished.is_some() {
            return None;
        }
        let task = if self.detail.as_mut().is_some_and(Detail::forget_typed) {
            Task::none()
        } else {
            let undone = std::mem::replace(&mut self.options, self.steps.pop()?);
            // The rows that it was about stay in the list, as they are now.
            self.kept.extend(decided(&undone, &self.options).chain(decided(&self.options, &undone)));

            self.rethink()
        };
        self.say(shared);

        Some(task)
    }

    fn change(&mut self, message: Message, shared: &Shared) -> Task<Message> {
        let options = &mut self.options;

        match message {
            Message::About(subject) => options.subject = Some(subject),
            Message::Afresh => {
                options.afresh = true;
                options.map.clear();
                options.policies.clear();
            }
            Message::Map(index, meaning) => self.map(index, meaning),
            Message::Policy(index, policy) => {
                match policy {
                    Some(policy) => options.policies.insert(index, policy),
                    None => options.policies.remove(&index),
                };
            }
            Message::OnMatch(policy) => options.on_match = policy,
            Message::Encoding(encoding) => options.encoding = Some(encoding),
            Message::Separator(separator) => {
                options.separator = Some(separator);
                forget_columns(options);
            }
            Message::Dates(dates) => options.dates = Some(dates),
            Message::Decimal(decimal) => options.decimal = Some(decimal),
            Message::HeaderRow(row) => {
                options.header_row = Some(row);
                forget_columns(options);
            }
            Message::Sheet(sheet) => self.sheet(sheet),
            Message::Answer(question, answer) => self.answer(question, answer),

            Message::Current(at) => return self.current(at, false),
            Message::Open(at) => return self.current(at, true),
            Message::Fetch(row) => return self.fetch(row, shared),
            Message::Cells(row, Ok(cells)) => {
                if let Some(detail) = self.detail.as_mut().filter(|detail| detail.row == row) {
                    detail.cells = Some(cells);
                }
            }
            Message::Cells(_, Err(failure)) => self.problem = Some(failure.phrase()),
            Message::Cell(column, text) => {
                if let Some(detail) = &mut self.detail {
                    detail.typed.insert(column, text);
                }
            }
            Message::Mend => self.mend(),
            Message::Unmend(column) => {
                if let Some(detail) = &mut self.detail {
                    detail.typed.remove(&column);
                    options.mends.remove(&(detail.row, column));
                    self.kept.insert(detail.row);
                }
            }
            Message::CloseRow => {
                self.mend();
                self.detail = None;

                return kit::reach(verify::TABLE);
            }
            Message::Beside(by) => return self.beside(by),
            Message::Choose(choice, on) => return self.choose(choice, on, shared),
            Message::Take(meaning, take) => self.take_from_file(meaning, take),
            Message::TakeAll(all) => options.take_all = all,
            Message::Sale(name, choice) => {
                options.sales.insert(name, choice);
            }
            _ => {}
        }

        Task::none()
    }

    fn map(&mut self, index: usize, meaning: Option<Meaning>) {
        let Some(checked) = &mut self.checked else { return };
        // A field comes from one column: the one that had it gives it up.
        for column in &mut checked.summary.columns {
            if column.index != index
                && matches!(meaning, Some(Meaning::Field(_) | Meaning::Custom(_)))
                && column.meaning == meaning
            {
                column.meaning = None;
                remember(&mut self.options, column.index, None);
            }
        }
        if let Some(column) = checked.summary.columns.iter_mut().find(|column| column.index == index) {
            column.meaning = meaning;
        }
        remember(&mut self.options, index, meaning);
    }

    fn sheet(&mut self, sheet: String) {
        if self.checked.as_ref().is_some_and(|checked| checked.summary.read_as.sheet.as_ref() != Some(&sheet)) {
            self.detail = None;
            self.options.header_row = None;
            forget_columns(&mut self.options);
        }
        self.options.sheet = Some(sheet);
    }

    fn answer(&mut self, question: Question, answer: String) {
        let options = &mut self.options;

        match question {
            Question::Encoding => options.encoding = Some(answer),
            Question::Separator => {
                options.separator = answer.chars().next();
                forget_columns(options);
            }
            Question::Decimal => options.decimal = answer.parse().ok(),
            Question::Dates => options.dates = answer.parse().ok(),
            Question::Sheet => self.sheet(answer),
        }
    }

    /// Writes what was typed into the cells of the row that is open.
    fn mend(&mut self) {
        let Some(detail) = &mut self.detail else { return };
        let Some(cells) = &detail.cells else { return };
        for (column, text) in std::mem::take(&mut detail.typed) {
            if cells.get(column).is_none_or(|cell| *cell != text) {
                self.options.mends.insert((detail.row, column), text);
                self.kept.insert(detail.row);
            }
        }
    }

    /// The row is the current one; `reach` brings the focus to what there is to decide of it.
    fn current(&mut self, at: usize, reach: bool) -> Task<Message> {
        let Some(row) = self.listing.choose(at) else { return Task::none() };
        self.mend();
        let fetch = self.open(row.number);
        let first = reach.then(|| self.first_control()).flatten().map(kit::reach);

        Task::batch([fetch, first.unwrap_or_else(Task::none)])
    }

    fn beside(&mut self, by: isize) -> Task<Message> {
        let at = self.listing.current().map_or(0, |at| at.saturating_add_signed(by));

        self.current(at.min(self.listing.len().saturating_sub(1)), true)
    }

    fn choose(&mut self, choice: RowChoice, on: bool, shared: &Shared) -> Task<Message> {
        let Some(row) = self.detail.as_ref().map(|detail| detail.row) else { return Task::none() };
        let Some(checked) = &self.checked else { return Task::none() };
        if self.options.rows.get(&row) == Some(&choice) {
            self.options.rows.remove(&row);
            self.kept.insert(row);

            return Task::none();
        }
        let summary = &checked.summary;
        if let Some(duplicate) = summary.duplicates.iter().find(|duplicate| duplicate.row == row) {
            self.memory.duplicates.insert(row, duplicate.clone());
        }
        if let Some(what) = rows::what_of(summary, &self.options, row).filter(|what| *what != What::LeftOut)
            && let Some(told) = rows::tell(rows::Row { number: row, what }, summary, &self.memory, &shared.words)
        {
            self.memory.left.insert(row, told);
        }
        self.options.rows.insert(row, choice);
        self.kept.insert(row);
        let last = self.listing.current().is_none_or(|at| at + 1 >= self.listing.len());

        if on && !last { self.beside(1) } else { Task::none() }
    }

    fn take_from_file(&mut self, meaning: Meaning, take: bool) {
        let Some(row) = self.detail.as_ref().map(|detail| detail.row) else { return };
        let found = self.checked.as_ref().and_then(|checked| {
            checked.summary.contradictions.iter().find(|found| found.row == row && found.meaning == meaning)
        });
        if let Some(found) = found {
            self.memory.contradictions.insert((row, meaning), found.clone());
        }
        if take {
            self.options.take.insert((row, meaning));
        } else {
            self.options.take.remove(&(row, meaning));
        }
        self.kept.insert(row);
    }
}

/// The rows of which these options decide something that the others do not.
fn decided<'a>(of: &'a ImportOptions, others: &'a ImportOptions) -> impl Iterator<Item = usize> + 'a {
    let mended = of.mends.iter().filter(|(cell, text)| others.mends.get(cell) != Some(text)).map(|((row, _), _)| *row);
    let chosen = of.rows.iter().filter(|(row, choice)| others.rows.get(row) != Some(choice)).map(|(row, _)| *row);
    let taken = of.take.difference(&others.take).map(|(row, _)| *row);

    mended.chain(chosen).chain(taken)
}

/// Notes what a column is; named by its number, because headers can be doubled or missing.
fn remember(options: &mut ImportOptions, index: usize, meaning: Option<Meaning>) {
    let name = (index + 1).to_string();
    options.map.retain(|(column, _)| *column != name);
    options.map.push((name, meaning));
}

/// The table is another one: what was decided of its columns and cells says nothing any more.
fn forget_columns(options: &mut ImportOptions) {
    options.map.clear();
    options.policies.clear();
    options.mends.clear();
    options.rows.clear();
    options.take.clear();
}
