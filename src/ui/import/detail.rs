//! The row that is open: what happens with it and why, what there is to decide, and its cells, which can be mended.

use std::collections::BTreeMap;
use std::time::Duration;

use iced::Task;

use super::rows::{self, What};
use super::{Message, State};
use crate::desk::import::{Alike, Contradiction, RowChoice};
use crate::domain::phrase::Phrase;
use crate::ui::kit::Tone;
use crate::ui::screen::Shared;
use crate::words::Words;

/// The first thing to decide of the row, and the cell to mend, for the focus.
pub const CHOICE: &str = "import_choice";
pub const CELL: &str = "import_cell";

/// Whoever walks through the rows does not have the cells of each read.
const PAUSE: Duration = Duration::from_millis(60);

#[derive(Default)]
pub struct Detail {
    /// As a spreadsheet counts.
    pub row: usize,
    /// As they were read, mends included; none until they are there.
    pub cells: Option<Vec<String>>,
    /// What was typed into cells and is not taken over yet, by column.
    pub typed: BTreeMap<usize, String>,
    pub said: Said,
}

/// The row in words.
#[derive(Default)]
pub struct Said {
    pub title: String,
    pub name: String,
    pub pill: Option<(Tone, String)>,
    /// Why it is refused, or who else it may be.
    pub why: Option<(Tone, String)>,
    /// Field, value before, value after.
    pub changes: Vec<[String; 3]>,
    /// What it brings beside the person.
    pub brings: Vec<String>,
    /// What there is to decide: the title of each choice, and its ways.
    pub choices: Vec<Choice>,
    pub cells: Vec<Cell>,
}

/// One of which the operator decides.
pub struct Choice {
    pub title: Option<String>,
    pub ways: Vec<Way>,
}

pub struct Way {
    pub label: String,
    pub chosen: bool,
    /// What choosing it says, and what its key says: the next row follows.
    pub pressed: Message,
    pub keyed: Message,
}

impl Way {
    fn of_row(label: String, choice: RowChoice, decided: Option<RowChoice>) -> Self {
        Self {
            label,
            chosen: decided == Some(choice),
            pressed: Message::Choose(choice, false),
            keyed: Message::Choose(choice, true),
        }
    }

    fn of_value(label: String, found: &Contradiction, take: bool, taken: bool) -> Self {
        let says = Message::Take(found.meaning, take);

        Self { label, chosen: take == taken, pressed: says.clone(), keyed: says }
    }
}

pub struct Cell {
    pub column: usize,
    pub label: String,
    pub value: String,
    /// Not imported.
    pub aside: bool,
    pub mended: bool,
    /// What was typed waits for Enter.
    pub typed: bool,
    pub problem: Option<String>,
}

impl Detail {
    /// Forgets what was typed and is not taken over; whether there was something.
    pub fn forget_typed(&mut self) -> bool {
        let some = !self.typed.is_empty();
        self.typed.clear();

        some
    }
}

impl State {
    /// Opens a row; its cells are fetched.
    pub(super) fn open(&mut self, row: usize) -> Task<Message> {
        if self.detail.as_ref().is_some_and(|detail| detail.row == row) {
            return Task::none();
        }
        self.detail = Some(Detail { row, ..Detail::default() });

        Task::perform(async { tokio::time::sleep(PAUSE).await }, move |()| Message::Fetch(row))
    }

    /// The row that is open was checked again.
    pub(super) fn reopen(&mut self) -> Task<Message> {
        match self.detail.as_ref().map(|detail| detail.row) {
            Some(row) => Task::done(Message::Fetch(row)),
            None => Task::none(),
        }
    }

    pub(super) fn fetch(&self, row: usize, shared: &Shared) -> Task<Message> {
        let open = self.detail.as_ref().is_some_and(|detail| detail.row == row);
        let Some(checked) = self.checked.clone().filter(|_| open) else { return Task::none() };
        let desk = shared.desk.clone();

        Task::perform(
            async move { Ok(desk.imported_rows(&checked, &[row]).await?.remove(&row).unwrap_or_default()) },
            move |answer| Message::Cells(row, answer),
        )
    }

    /// The control of the open row that is to have the focus.
    pub(super) fn first_control(&self) -> Option<&'static str> {
        let (detail, checked) = (self.detail.as_ref()?, self.checked.as_ref()?);

        match rows::what_of(&checked.summary, &self.options, detail.row) {
            Some(What::Refused(at)) if checked.summary.refused.get(at)?.index.is_some() => Some(CELL),
            _ => Some(CHOICE),
        }
    }

    /// Puts the open row into words.
    pub(super) fn say_detail(&mut self, words: &Words) {
        let Some(checked) = &self.checked else { return };
        let Some(row) = self.detail.as_ref().map(|detail| detail.row) else { return };
        let summary = &checked.summary;
        let what = rows::what_of(summary, &self.options, row);
        let told = what.and_then(|what| rows::tell(rows::Row { number: row, what }, summary, &self.memory, words));
        let listed = summary.listed.iter().find(|listed| listed.row == row);
        let mut said = Said {
            title: words.say(&Phrase::new("import-row-title").with("row", row)),
            pill: told.as_ref().map(|told| (told.tone, told.what.clone())),
            name: listed.map(|listed| listed.name.clone()).unwrap_or_default(),
            choices: self.choices(row, what, words),
            ..Said::default()
        };
        let mut fault = None;

        match what {
            Some(What::Refused(at)) => {
                let refusal = &summary.refused[at];
                fault = refusal.index.map(|index| (index, words.say(&refusal.why)));
                if fault.is_none() {
                    said.why = Some((Tone::Danger, words.say(&refusal.why)));
                }
            }
            Some(What::Duplicate(at)) => {
                said.name.clone_from(&summary.duplicates[at].name);
                said.why = Some((Tone::Warning, words.say(&summary.duplicates[at].why)));
            }
            Some(What::LeftOut) => said.name = told.map(|told| told.subject).unwrap_or_default(),
            None => said.why = Some((Tone::Neutral, words.get("import-row-nothing"))),
            Some(What::Contradicted(_) | What::Comes(..)) => {}
        }

        if let Some(listed) = listed.filter(|_| what != Some(What::LeftOut)) {
            said.changes = listed
                .changes
                .iter()
                .filter_map(|change| rows::changed(change, words))
                .map(|(name, before, after)| [name, before, after])
                .collect();
            said.brings.extend(listed.sold.as_ref().map(|sold| rows::bought(sold, words)));
            said.brings.extend(listed.ticket.as_ref().map(|title| rows::held(title, words)));
        }

        said.cells = self.cells(row, fault, words);
        if let Some(detail) = &mut self.detail {
            detail.said = said;
        }
    }

    fn choices(&self, row: usize, what: Option<What>, words: &Words) -> Vec<Choice> {
        let Some(checked) = &self.checked else { return Vec::new() };
        let summary = &checked.summary;
        let decided = self.options.rows.get(&row).copied();
        let mut choices = Vec::new();

        let of_now = match what {
            Some(What::Contradicted(at)) => &summary.contradictions[at..],
            _ => &[],
        };
        let asked = of_now.iter().take_while(|found| found.row == row);
        let of_row = |found: &Contradiction| of_now.iter().any(|of| of.row == row && of.meaning == found.meaning);
        let answered =
            self.memory.contradictions.values().filter(|found| {
                found.row == row && self.options.take.contains(&(row, found.meaning)) && !of_row(found)
            });
        for found in asked.chain(answered) {
            let takes = self.options.take.contains(&(row, found.meaning));
            let keep = Phrase::new("import-hand-keep")
                .with("value", rows::shown(&found.kept, words))
                .with("by", found.by.as_str())
                .with("when", found.at);
            let take = Phrase::new("import-hand-take").with("value", rows::shown(&found.said, words));

            choices.push(Choice {
                title: Some(rows::title(&found.of, words)),
                ways: vec![
                    Way::of_value(words.say(&keep), found, false, takes),
                    Way::of_value(words.say(&take), found, true, takes),
                ],
            });
        }

        let duplicate = match what {
            Some(What::Duplicate(at)) => summary.duplicates.get(at),
            _ => self.memory.duplicates.get(&row).filter(|_| decided.is_some()),
        };
        let mut ways = Vec::new();
        if let Some(duplicate) = duplicate {
            let (label, same) = match duplicate.of {
                Alike::Member(id) => (words.get("import-choose-same"), RowChoice::Same(id)),
                Alike::Row(other) => {
                    (words.say(&Phrase::new("import-choose-row").with("row", other)), RowChoice::SameRow(other))
                }
            };
            ways.push(Way::of_row(label, same, decided));
            ways.push(Way::of_row(words.get("import-choose-new"), RowChoice::New, decided));
        }
        ways.push(Way::of_row(words.get("import-choose-out"), RowChoice::LeaveOut, decided));
        choices.push(Choice { title: duplicate.map(|_| words.get("import-choose-title")), ways });

        choices
    }

    /// The cells of the row: the one at fault first, then those mended, those that come in, and the others.
    fn cells(&self, row: usize, fault: Option<(usize, String)>, words: &Words) -> Vec<Cell> {
        let (Some(detail), Some(checked)) = (&self.detail, &self.checked) else { return Vec::new() };
        let Some(cells) = &detail.cells else { return Vec::new() };
        let mut lines: Vec<Cell> = checked
            .summary
            .columns
            .iter()
            .map(|column| {
                let typed = detail.typed.get(&column.index);
                let read = cells.get(column.index).map_or("", String::as_str);

                Cell {
                    column: column.index,
                    label: super::columns::header(column, words),
                    value: typed.map_or(read, String::as_str).to_owned(),
                    aside: column.meaning.is_none(),
                    mended: self.options.mends.contains_key(&(row, column.index)),
                    typed: typed.is_some_and(|typed| typed != read),
                    problem: fault.as_ref().filter(|(index, _)| *index == column.index).map(|(_, why)| why.clone()),
                }
            })
            .collect();
        lines.sort_by_key(|cell| (cell.problem.is_none(), !cell.mended, cell.aside));

        lines
    }
}
