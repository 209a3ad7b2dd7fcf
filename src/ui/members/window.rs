//! The part of a long list that is in memory: the rows around those on screen, and the question for others.

use std::ops::Range;

use crate::desk::Failure;
use crate::domain::entity::Id;
use crate::domain::query::{MemberRow, Page, SubscriptionRow};

/// Rows asked for on each side of those on screen.
const MARGIN: usize = 120;

/// A row is asked for again once fewer than this many are left before the edge of what is loaded.
const NEAR: usize = 30;

/// A row that can be pointed at.
pub trait Row {
    fn id(&self) -> Id;
}

impl Row for MemberRow {
    fn id(&self) -> Id {
        self.id
    }
}

impl Row for SubscriptionRow {
    fn id(&self) -> Id {
        self.id
    }
}

/// A question to the desk: its number, and the rows wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub number: u64,
    pub rows: Range<usize>,
}

#[derive(Debug)]
pub struct Window<R> {
    total: usize,
    first: usize,
    rows: Vec<R>,
    /// Number of the last question; an answer to an earlier one is late and dropped.
    asked: u64,
    /// The last question, while it is not answered.
    waiting: Option<Range<usize>>,
    /// What the last answer was asked for: more than its rows where some have gone meanwhile.
    covers: Range<usize>,
    visible: Range<usize>,
    /// The list becomes another one with the answer that is awaited, and begins at its first row.
    anew: bool,
    current: Option<usize>,
    /// Whose the current row is, to find it again when the list moves.
    current_id: Option<Id>,
    known: bool,
    failure: Option<Failure>,
}

impl<R> Default for Window<R> {
    fn default() -> Self {
        Self {
            total: 0,
            first: 0,
            rows: Vec::new(),
            asked: 0,
            waiting: None,
            covers: 0..0,
            visible: 0..0,
            anew: false,
            current: None,
            current_id: None,
            known: false,
            failure: None,
        }
    }
}

impl<R: Row> Window<R> {
    /// How many rows the list has, loaded or not.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether an answer has come yet.
    pub fn known(&self) -> bool {
        self.known
    }

    pub fn waiting(&self) -> bool {
        self.waiting.is_some()
    }

    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The row at this place, when it is loaded.
    pub fn row(&self, index: usize) -> Option<&R> {
        self.rows.get(index.checked_sub(self.first)?)
    }

    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    pub fn current(&self) -> Option<usize> {
        self.current
    }

    pub fn current_row(&self) -> Option<&R> {
        self.row(self.current?)
    }

    pub fn visible(&self) -> Range<usize> {
        self.visible.clone()
    }

    /// Asks again for what is on screen, whatever is loaded.
    pub fn ask(&mut self) -> Question {
        let rows = self.visible.start.saturating_sub(MARGIN)..self.visible.end.max(1) + MARGIN;
        self.asked += 1;
        self.waiting = Some(rows.clone());

        Question { number: self.asked, rows }
    }

    /// From the top: the list becomes another one (search, filter, sort). What is on screen stays until it is there.
    pub fn ask_from_top(&mut self) -> Question {
        let shown = self.visible.len();
        self.visible = 0..shown;
        self.anew = true;
        self.set_current(None);

        self.ask()
    }

    /// These rows are on screen; a question when some near them are not loaded.
    pub fn show(&mut self, visible: Range<usize>) -> Option<Question> {
        // Where the list before was scrolled to says nothing of the one that comes.
        self.visible = if self.anew { 0..visible.len() } else { visible };

        self.further()
    }

    /// A question when some rows near those on screen are not loaded. One at a time: what is passed over while an answer is
    /// awaited is not asked for, so that who scrolls fast sees every answer.
    pub fn further(&mut self) -> Option<Question> {
        let near = self.visible.start.saturating_sub(NEAR)..(self.visible.end + NEAR).min(self.total);
        let covered = self.covers.start <= near.start && near.end <= self.covers.end;

        // What failed is asked for again when someone wants it.
        if near.is_empty() || covered || self.waiting() || self.failure.is_some() {
            return None;
        }

        Some(self.ask())
    }

    /// Takes an answer and says whether the list became another one with it; none when it is late and nothing changed.
    pub fn answer(&mut self, number: u64, answer: Result<Page<R>, Failure>) -> Option<bool> {
        if number != self.asked {
            return None;
        }

        let covers = self.waiting.take().unwrap_or_default();

        match answer {
            Ok(page) => {
                self.total = page.total;
                self.first = page.first;
                self.rows = page.rows;
                self.covers = covers;
                self.known = true;
                self.failure = None;
                self.find_current();
            }
            Err(failure) => self.failure = Some(failure),
        }

        Some(std::mem::take(&mut self.anew))
    }

    /// Makes this row the current one.
    pub fn set_current(&mut self, index: Option<usize>) {
        self.current = index.filter(|index| *index < self.total);
        self.current_id = self.current_row().map(Row::id);
    }

    /// Makes the row of this id the current one, now or when it comes.
    pub fn point_at(&mut self, id: Id) {
        let place = self.rows.iter().position(|row| row.id() == id);

        self.current = place.map(|place| self.first + place);
        self.current_id = Some(id);
    }

    /// Moves the current row by `by` rows and gives its place; from nowhere, downwards begins at the first row on screen.
    pub fn step(&mut self, by: isize) -> Option<usize> {
        let last = self.total.checked_sub(1)?;
        let index = match self.current {
            Some(current) => current.saturating_add_signed(by).min(last),
            None if by < 0 => last.min(self.visible.end.saturating_sub(1)),
            None => self.visible.start.min(last),
        };

        self.set_current(Some(index));

        Some(index)
    }

    fn find_current(&mut self) {
        let found = self.current_id.and_then(|id| self.rows.iter().position(|row| row.id() == id));

        match (found, self.current) {
            (Some(place), _) => self.current = Some(self.first + place),
            (None, None) => {}
            // Scrolled away, it is still where it was.
            (None, Some(current)) if self.row(current).is_none() && current < self.total => {}
            (None, Some(current)) => {
                let last = self.total.checked_sub(1);
                self.set_current(last.map(|last| current.min(last)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::Counts;

    #[derive(Debug, Clone, PartialEq)]
    struct Line(u128);

    impl Row for Line {
        fn id(&self) -> Id {
            Id::from_u128(self.0)
        }
    }

    fn page(total: usize, rows: Range<usize>) -> Page<Line> {
        let rows = rows.start..rows.end.min(total);

        Page {
            total,
            first: rows.start,
            rows: rows.map(|index| Line(index as u128)).collect(),
            counts: Counts::default(),
        }
    }

    #[test]
    fn scrolling_within_what_is_loaded_asks_nothing() {
        let mut window = Window::default();
        window.show(0..20);
        let question = window.ask();
        assert_eq!(window.answer(question.number, Ok(page(1_000_000, question.rows))), Some(false));

        assert_eq!(window.show(10..30), None);
        let question = window.show(500_000..500_020).unwrap();
        assert!(question.rows.contains(&499_990) && question.rows.contains(&500_030));
        assert_eq!(window.show(500_001..500_021), None, "the question under way covers it");
        assert_eq!(window.row(10), Some(&Line(10)), "the old rows stay until the others are there");
        window.answer(question.number, Ok(page(1_000_000, question.rows)));
        assert_eq!(window.further(), None);
    }

    #[test]
    fn who_scrolls_faster_than_the_answers_sees_every_one_of_them() {
        let mut window = Window::default();
        window.show(0..20);
        let question = window.ask();
        window.answer(question.number, Ok(page(1_000_000, question.rows)));

        let mut question = window.show(1_000..1_020).unwrap();
        for at in (2_000..20_000).step_by(1_000) {
            assert_eq!(window.show(at..at + 20), None, "an answer is awaited");
            let number = question.number;
            assert!(window.answer(number, Ok(page(1_000_000, question.rows))).is_some(), "and it is not late");
            question = window.further().unwrap();
            assert!(question.rows.contains(&at) && question.rows.contains(&(at + 19)));
        }
        window.answer(question.number, Ok(page(1_000_000, question.rows)));
        assert_eq!(window.further(), None);
        assert_eq!(window.row(19_010), Some(&Line(19_010)), "where the scrolling ended, the rows are there");
    }

    #[test]
    fn a_late_answer_is_dropped() {
        let mut window = Window::default();
        let first = window.ask();
        let second = window.ask_from_top();

        assert_eq!(window.answer(second.number, Ok(page(3, 0..3))), Some(true));
        assert_eq!(window.answer(first.number, Ok(page(9, 0..9))), None);
        assert_eq!(window.total(), 3);
    }

    #[test]
    fn what_is_on_screen_stays_until_another_list_is_there() {
        let mut window = Window::default();
        window.show(500_000..500_020);
        let question = window.ask();
        assert_eq!(window.answer(question.number, Ok(page(1_000_000, question.rows))), Some(false));

        let question = window.ask_from_top();
        assert_eq!(window.show(500_003..500_023), None, "still scrolled where it was");
        assert_eq!(window.row(500_010), Some(&Line(500_010)));
        assert!(question.rows.contains(&0));
        assert_eq!(window.answer(question.number, Ok(page(2_000, question.rows))), Some(true));
        assert_eq!((window.visible(), window.further()), (0..20, None));
        assert_eq!(window.row(0), Some(&Line(0)));
    }

    #[test]
    fn the_current_row_follows_its_member() {
        let mut window = Window::default();
        window.show(0..10);
        let question = window.ask();
        window.answer(question.number, Ok(page(10, 0..10)));
        window.set_current(Some(4));

        let question = window.ask();
        let mut moved = page(10, 0..10);
        moved.rows.swap(4, 7);
        window.answer(question.number, Ok(moved));
        assert_eq!(window.current(), Some(7));

        let question = window.ask();
        window.answer(question.number, Ok(page(3, 0..3)));
        assert_eq!(window.current(), Some(2), "what is gone leaves the mark on the last row");
    }

    #[test]
    fn the_arrows_stay_in_the_list() {
        let mut window = Window::<Line>::default();
        assert_eq!(window.step(1), None);

        window.show(0..10);
        let question = window.ask();
        window.answer(question.number, Ok(page(5, 0..5)));
        assert_eq!(window.step(1), Some(0));
        assert_eq!(window.step(-1), Some(0));
        assert_eq!(window.step(isize::MAX), Some(4));
        assert_eq!(window.step(isize::MIN + 1), Some(0));
    }
}
