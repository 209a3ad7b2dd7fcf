//! The fields of an export: which, and in which order.

use crate::desk::export::{Meaning, Subject, default_fields, exportable};
use crate::domain::custom::CustomField;
use crate::ui::fields;
use crate::words::Words;

/// A field that can be exported.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub meaning: Meaning,
    pub label: String,
    pub chosen: bool,
}

/// The fields that go out unless others are chosen.
pub fn usual(subject: Subject) -> Vec<Meaning> {
    default_fields(subject).iter().copied().map(Meaning::Field).collect()
}

/// All that can be exported of a subject: those chosen first, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// Those given are chosen, in this order; none: the usual ones.
    pub fn of(subject: Subject, own: &[CustomField], chosen: Option<&[Meaning]>, words: &Words) -> Self {
        let label = |meaning: Meaning| match meaning {
            Meaning::Field(field) => Some(words.get(fields::name(field))),
            Meaning::Custom(id) => own.iter().find(|field| field.id == id).map(|field| field.title.clone()),
            Meaning::New(_) => None,
        };
        let all = exportable(subject).iter().copied().map(Meaning::Field);
        let all: Vec<Meaning> = all.chain(own.iter().map(|field| Meaning::Custom(field.id))).collect();
        let wanted: Vec<Meaning> = match chosen {
            Some(chosen) => chosen.iter().copied().filter(|meaning| all.contains(meaning)).collect(),
            None => usual(subject),
        };
        let others = all.iter().copied().filter(|meaning| !wanted.contains(meaning));
        let columns = wanted.iter().map(|meaning| (*meaning, true)).chain(others.map(|meaning| (meaning, false)));

        Self(columns.filter_map(|(meaning, chosen)| Some(Column { meaning, label: label(meaning)?, chosen })).collect())
    }

    /// In their order.
    pub fn list(&self) -> &[Column] {
        &self.0
    }

    pub fn chosen(&self) -> Vec<Meaning> {
        self.0.iter().filter(|column| column.chosen).map(|column| column.meaning).collect()
    }

    pub fn choose(&mut self, at: usize, chosen: bool) {
        if let Some(column) = self.0.get_mut(at) {
            column.chosen = chosen;
        }
    }

    pub fn choose_all(&mut self, chosen: bool) {
        self.0.iter_mut().for_each(|column| column.chosen = chosen);
    }

    /// Moves one up (-1) or down (1); where it stands then.
    pub fn shift(&mut self, at: usize, by: isize) -> usize {
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < self.0.len() && at < self.0.len()) else {
            return at;
        };
        self.0.swap(at, to);

        to
    }

    /// Puts the one at `from` where `to` is; those between make room.
    pub fn carry(&mut self, from: usize, to: usize) {
        if from.max(to) < self.0.len() {
            let column = self.0.remove(from);

            self.0.insert(to, column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::export::Field;
    use crate::domain::custom::FieldKind;
    use crate::domain::entity::{Id, Instant};
    use crate::words::Language;
    use chrono_tz::Tz;

    #[test]
    fn what_is_chosen_comes_first_and_can_be_moved() {
        let words = Words::new(Language::French, "EUR", Tz::Europe__Paris);
        let own = [CustomField::new(Id::now_v7(), FieldKind::Text, "Instrument", Instant::UNIX_EPOCH)];
        let (email, city) = (Meaning::Field(Field::Email), Meaning::Field(Field::City));
        let chosen = [Meaning::Custom(own[0].id), city, Meaning::Field(Field::TicketTitle)];
        let mut columns = Columns::of(Subject::Members, &own, Some(&chosen), &words);

        // A field of other rows is left aside, and no field is there twice.
        assert_eq!(columns.chosen(), chosen[..2]);
        assert_eq!(columns.list().len(), exportable(Subject::Members).len() + 1);
        assert_eq!(columns.list()[0].label, "Instrument");

        assert_eq!(columns.shift(1, -1), 0);
        assert_eq!(columns.shift(0, -1), 0);
        assert_eq!(columns.shift(usize::MAX, 1), usize::MAX);
        assert_eq!(columns.chosen(), [city, chosen[0]]);

        let labels = |columns: &Columns| -> Vec<String> {
            columns.list().iter().take(4).map(|column| column.label.clone()).collect()
        };
        let before = labels(&columns);
        columns.carry(0, 3);
        assert_eq!(labels(&columns), [1, 2, 3, 0].map(|at: usize| before[at].clone()));
        columns.carry(3, 0);
        columns.carry(0, usize::MAX);
        assert_eq!(labels(&columns), before);

        columns.choose_all(false);
        let at = columns.list().iter().position(|column| column.meaning == email).unwrap();
        columns.choose(at, true);
        assert_eq!(columns.chosen(), [email]);

        let usual = Columns::of(Subject::Members, &own, None, &words);
        assert_eq!(usual.chosen().len(), default_fields(Subject::Members).len());
    }
}
