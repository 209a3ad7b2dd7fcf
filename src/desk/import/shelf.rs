//! People under way who wait for their next row, outside of memory: the rows of one person may stand anywhere in a file
//! of millions. They go to a file of their own, packed, and come back when a row speaks of them.

use std::collections::HashMap;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use chrono::{DateTime, Datelike as _, NaiveDate};
use tempfile::SpooledTempFile;

use crate::domain::entity::{Entity, Id, Kind, Value};

/// How much of it stays in memory.
const IN_MEMORY: usize = 8 << 20;

/// Where somebody's bytes stand.
struct Place {
    at: u64,
    length: usize,
}

/// The people who wait, by their number in the file.
pub struct Shelf {
    file: SpooledTempFile,
    end: u64,
    places: HashMap<u32, Place>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { file: SpooledTempFile::new(IN_MEMORY), end: 0, places: HashMap::new() }
    }
}

impl Shelf {
    /// Puts all of them away.
    pub fn put(&mut self, packs: impl Iterator<Item = (u32, Packing)>) -> io::Result<()> {
        let mut bytes = Vec::new();

        for (person, pack) in packs {
            self.places.insert(person, Place { at: self.end + bytes.len() as u64, length: pack.0.len() });
            bytes.extend(pack.0);
        }

        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&bytes)?;
        self.end += bytes.len() as u64;

        Ok(())
    }

    /// Takes those who are here, in the order in which they were put.
    pub fn take(&mut self, persons: impl Iterator<Item = u32>) -> io::Result<Vec<(u32, Unpacking)>> {
        let mut places: Vec<(u32, Place)> =
            persons.filter_map(|person| Some((person, self.places.remove(&person)?))).collect();

        places.sort_unstable_by_key(|(_, place)| place.at);

        let mut found = Vec::with_capacity(places.len());

        for (person, place) in places {
            let mut bytes = vec![0; place.length];

            self.file.seek(SeekFrom::Start(place.at))?;
            self.file.read_exact(&mut bytes)?;
            found.push((person, Unpacking { bytes, at: 0 }));
        }

        if self.places.is_empty() {
            self.end = 0;
        }

        Ok(found)
    }
}

/// Bytes that are being put together.
#[derive(Default)]
pub struct Packing(Vec<u8>);

/// Bytes that are being taken apart, in the order in which they were put together.
pub struct Unpacking {
    bytes: Vec<u8>,
    at: usize,
}

const NULL: u8 = 0;
const SOME: u8 = 1;
const YES: u8 = 2;

impl Packing {
    pub fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    pub fn count(&mut self, count: usize) {
        self.0.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }

    pub fn id(&mut self, id: Id) {
        self.0.extend(id.into_bytes());
    }

    pub fn text(&mut self, text: Option<&str>) {
        match text {
            None => self.0.push(NULL),
            Some(text) => {
                self.0.push(SOME);
                self.count(text.len());
                self.0.extend(text.as_bytes());
            }
        }
    }

    pub fn row<E: Entity>(&mut self, row: &E) {
        self.id(row.id());

        for value in row.values() {
            match value {
                Value::Null => self.0.push(NULL),
                Value::Text(text) => self.text(Some(&text)),
                Value::Bool(flag) => self.0.push(if flag { YES } else { SOME }),
                Value::Id(id) => {
                    self.0.push(SOME);
                    self.id(id);
                }
                Value::Integer(number) => {
                    self.0.push(SOME);
                    self.0.extend(number.to_le_bytes());
                }
                Value::Date(date) => {
                    self.0.push(SOME);
                    self.0.extend(date.num_days_from_ce().to_le_bytes());
                }
                Value::Instant(at) => {
                    self.0.push(SOME);
                    self.0.extend(at.timestamp().to_le_bytes());
                    self.0.extend(at.timestamp_subsec_nanos().to_le_bytes());
                }
            }
        }
    }

    pub fn rows<E: Entity>(&mut self, rows: &[E]) {
        self.count(rows.len());
        rows.iter().for_each(|row| self.row(row));
    }
}

impl Unpacking {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let bytes = self.bytes.get(self.at..self.at + N)?.try_into().ok()?;

        self.at += N;

        Some(bytes)
    }

    fn mark(&mut self) -> Option<u8> {
        self.bytes::<1>().map(|[mark]| mark)
    }

    pub fn flag(&mut self) -> Option<bool> {
        self.mark().map(|mark| mark != 0)
    }

    pub fn count(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.bytes()?)).ok()
    }

    pub fn id(&mut self) -> Option<Id> {
        self.bytes().map(Id::from_bytes)
    }

    fn said(&mut self) -> Option<String> {
        let length = self.count()?;
        let text = std::str::from_utf8(self.bytes.get(self.at..self.at + length)?).ok()?.to_owned();

        self.at += length;

        Some(text)
    }

    pub fn text(&mut self) -> Option<Option<String>> {
        match self.mark()? {
            NULL => Some(None),
            _ => self.said().map(Some),
        }
    }

    pub fn row<E: Entity>(&mut self) -> Option<E> {
        let id = self.id()?;
        let mut values = Vec::with_capacity(E::TABLE.columns.len());

        for column in E::TABLE.columns {
            let mark = self.mark()?;

            values.push(match column.kind {
                _ if mark == NULL => Value::Null,
                Kind::Text => Value::Text(self.said()?),
                Kind::Bool => Value::Bool(mark == YES),
                Kind::Id => Value::Id(self.id()?),
                Kind::Integer => Value::Integer(i64::from_le_bytes(self.bytes()?)),
                Kind::Date => Value::Date(NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(self.bytes()?))?),
                Kind::Instant => {
                    let seconds = i64::from_le_bytes(self.bytes()?);

                    Value::Instant(DateTime::from_timestamp(seconds, u32::from_le_bytes(self.bytes()?))?)
                }
            });
        }

        E::from_values(id, values).ok()
    }

    pub fn rows<E: Entity>(&mut self) -> Option<Vec<E>> {
        (0..self.count()?).map(|_| self.row()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::member::Member;
    use crate::domain::subscription::Subscription;

    fn member(name: &str) -> Member {
        let at = DateTime::from_timestamp(1_700_000_000, 123_456_789).unwrap();

        Member {
            first_name: name.to_owned(),
            email: Some(String::new()),
            birth_date: NaiveDate::from_ymd_opt(1899, 12, 31),
            vip: true,
            newsletter_at: Some(at),
            ..Member::new(Id::now_v7(), at)
        }
    }

    #[test]
    fn who_was_put_away_comes_back_as_they_were() {
        let mut shelf = Shelf::default();
        // More than stays in memory.
        let long = "é".repeat(10_000);
        let people: Vec<Member> = (0..1_000).map(|n| member(&format!("{n}{long}"))).collect();

        for (n, half) in people.chunks(500).enumerate() {
            let packs = half.iter().zip(500 * n as u32..).map(|(member, person)| {
                let mut pack = Packing::default();

                pack.flag(person % 2 == 0);
                pack.text((person % 3 == 0).then_some("trois"));
                pack.rows(std::slice::from_ref(member));
                pack.rows::<Subscription>(&[]);

                (person, pack)
            });

            shelf.put(packs).unwrap();
        }

        assert!(shelf.places.contains_key(&999) && !shelf.places.contains_key(&1_000));

        let taken = shelf.take((0..1_200).rev().filter(|person| person % 7 != 0)).unwrap();

        assert!(!shelf.places.contains_key(&1) && shelf.places.contains_key(&7));

        for (person, mut pack) in taken.into_iter().chain(shelf.take(0..1_000).unwrap()) {
            assert_eq!(pack.flag(), Some(person % 2 == 0));
            assert_eq!(pack.text(), Some((person % 3 == 0).then(|| "trois".to_owned())));
            assert_eq!(pack.rows(), Some(vec![people[person as usize].clone()]));
            assert_eq!(pack.rows::<Subscription>(), Some(Vec::new()));
            assert_eq!(pack.flag(), None);
        }

        assert!(shelf.places.is_empty());
    }
}
