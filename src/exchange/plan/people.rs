//! Which rows are the same person, and which person of the workspace that is. Kept small: a file may have millions.
//!
//! Somebody with an e-mail is known by it and the name (couples share an address), somebody without by the name, unless
//! the birth date or the telephone says otherwise. A row with an e-mail and no name is the one member who has that e-mail.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use chrono::{Datelike, NaiveDate};

use crate::domain::entity::Id;
use crate::domain::fold::phone_digits;
use crate::domain::member::{Member, display_name};
use crate::exchange::map::names::key;

/// No person, no row, nobody known.
pub const NONE: u32 = u32::MAX;

/// The name of those who have an e-mail and no name.
const NAMELESS: u64 = 0;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    Person,
    /// Says word for word what an earlier row said.
    Doubled,
    Total,
    Refused,
    /// The operator left it out.
    LeftOut,
}

/// One row of the file.
#[derive(Debug, Clone, Copy)]
pub struct RowPlan {
    pub person: u32,
    pub kind: RowKind,
}

/// What tells whether a row says what an earlier one said.
#[derive(Debug, Clone, Copy)]
struct Said {
    hash: u64,
    /// The row before of the same person.
    before: u32,
}

/// One person in the file.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    name: u64,
    /// The next person with the same key.
    next: u32,
    birth: i32,
    phone: u32,
    last_row: u32,
    /// Index into [`People::known`].
    known: u32,
    /// How well the known one fits.
    fit: u8,
    /// How many rows speak of this person, doubled ones left out.
    pub rows: u32,
}

/// What is needed of a member of the workspace to know them again. What is empty is not known.
#[derive(Debug, Clone, Copy)]
pub struct Met<'a> {
    pub id: Id,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub email: &'a str,
    pub phone: &'a str,
    pub birth_date: Option<NaiveDate>,
    pub pseudonym: &'a str,
}

impl<'a> From<&'a Member> for Met<'a> {
    fn from(member: &'a Member) -> Self {
        Self {
            id: member.id,
            first_name: &member.first_name,
            last_name: &member.last_name,
            email: member.email.as_deref().unwrap_or_default(),
            phone: member.phone.as_deref().unwrap_or_default(),
            birth_date: member.birth_date,
            pseudonym: member.pseudonym.as_deref().unwrap_or_default(),
        }
    }
}

/// Why a new person may be one who is there already.
#[derive(Debug, Clone, PartialEq)]
pub enum Alike {
    /// Same e-mail, other name.
    EmailInFile {
        row: u32,
    },
    EmailKnown {
        name: String,
        id: Id,
    },
    /// Same name and birth date, other e-mail or none.
    BirthInFile {
        row: u32,
    },
    BirthKnown {
        name: String,
        id: Id,
    },
}

/// Everybody in a file.
#[derive(Clone)]
pub struct People {
    hasher: RandomState,
    /// From the e-mail, or the name of those without, to the first of the persons who share it.
    heads: HashMap<u64, u32>,
    persons: Vec<Person>,
    rows: Vec<RowPlan>,
    /// Of each row, until all are in.
    said: Vec<Said>,
    /// Name and birth date, and the person; sorted once all rows are in.
    births: Vec<(u64, u32)>,
    known: Vec<Id>,
    /// Others in the workspace with the same e-mail and name as one who was found.
    twins: HashMap<u32, Vec<Id>>,
    alike: Vec<(u32, Alike)>,
    /// Persons of whom the operator said who they are: nobody known, or this member.
    decided: HashMap<u32, Option<Id>>,
}

/// The most doubts that are kept.
const DOUBTS: usize = 100_000;

impl Default for People {
    fn default() -> Self {
        Self {
            hasher: RandomState::new(),
            heads: HashMap::new(),
            persons: Vec::new(),
            rows: Vec::new(),
            said: Vec::new(),
            births: Vec::new(),
            known: Vec::new(),
            twins: HashMap::new(),
            alike: Vec::new(),
            decided: HashMap::new(),
        }
    }
}

/// What tells people apart.
struct Traits {
    key: u64,
    has_email: bool,
    name: u64,
    birth: i32,
    phone: u32,
}

impl People {
    /// A row that is nobody.
    pub fn skip(&mut self, kind: RowKind) {
        self.push(NONE, kind, Said { hash: 0, before: NONE });
    }

    fn push(&mut self, person: u32, kind: RowKind, said: Said) {
        self.rows.push(RowPlan { person, kind });
        self.said.push(said);
    }

    /// The next row of the file and all of its cells.
    pub fn add<'a>(&mut self, member: &Member, cells: impl Iterator<Item = &'a str>) {
        let traits = self.traits(&member.into());
        let hash = self.hasher.hash_one(cells.map(str::trim).collect::<Vec<_>>());
        let row = u32::try_from(self.rows.len()).unwrap_or(NONE);
        let head = self.heads.get(&traits.key).copied();
        let found = head.and_then(|head| self.best(head, &traits)).map(|(person, _)| person);

        if let Some(person) = found {
            let before = self.persons[person as usize].last_row;
            let doubled = self.rows_of(before).any(|earlier| earlier.hash == hash);
            let of = &mut self.persons[person as usize];

            of.last_row = row;
            of.rows += u32::from(!doubled);

            // A later row may know more.
            if of.birth == i32::MIN {
                of.birth = traits.birth;
            }

            let kind = if doubled { RowKind::Doubled } else { RowKind::Person };

            self.push(person, kind, Said { hash, before });

            return;
        }

        let person = u32::try_from(self.persons.len()).unwrap_or(NONE);

        if let Some(head) = head
            && traits.has_email
            && traits.name != NAMELESS
            && self.persons[head as usize].name != NAMELESS
            && self.alike.len() < DOUBTS
        {
            self.alike.push((person, Alike::EmailInFile { row: self.persons[head as usize].last_row }));
        }

        if traits.birth != i32::MIN {
            self.births.push((self.birth_key(traits.name, traits.birth), person));
        }

        self.persons.push(Person {
            name: traits.name,
            next: head.unwrap_or(NONE),
            birth: traits.birth,
            phone: traits.phone,
            last_row: row,
            known: NONE,
            fit: 0,
            rows: 1,
        });
        self.heads.insert(traits.key, person);
        self.push(person, RowKind::Person, Said { hash, before: NONE });
    }

    /// All rows are in.
    pub fn settle(&mut self) {
        self.said = Vec::new();
        self.rows.shrink_to_fit();
        self.persons.shrink_to_fit();
        self.births.sort_unstable();

        for pair in self.births.windows(2) {
            if pair[0].0 == pair[1].0 && self.alike.len() < DOUBTS {
                self.alike.push((pair[1].1, Alike::BirthInFile { row: self.persons[pair[0].1 as usize].last_row }));
            }
        }
    }

    /// The person of a row (by its place in the file) is somebody new, or this member. All rows of the person follow.
    pub fn decide(&mut self, row: usize, who: Option<Id>) {
        let Some(person) = self.rows.get(row).map(|row| row.person).filter(|person| *person != NONE) else { return };
        let other = who.and_then(|id| {
            self.decided.iter().find(|(other, known)| **known == Some(id) && **other != person).map(|(other, _)| *other)
        });

        match other {
            Some(other) => self.unite(person, other),
            None => {
                self.decided.insert(person, who);
            }
        }
    }

    /// The persons of two rows (by their places in the file) are one.
    pub fn same(&mut self, row: usize, other: usize) {
        let person = |row: usize| self.rows.get(row).map(|row| row.person).filter(|person| *person != NONE);

        if let (Some(person), Some(other)) = (person(row), person(other))
            && person != other
        {
            self.unite(person, other);
        }
    }

    /// The rows of one person become those of another.
    fn unite(&mut self, person: u32, into: u32) {
        self.unite_all(&HashMap::from([(person, into)]));
    }

    /// The rows of these persons become those of others.
    fn unite_all(&mut self, into: &HashMap<u32, u32>) {
        if into.is_empty() {
            return;
        }

        for row in &mut self.rows {
            if let Some(other) = into.get(&row.person) {
                row.person = *other;
            }
        }

        for (person, other) in into {
            self.persons[*other as usize].rows += std::mem::take(&mut self.persons[*person as usize].rows);
        }

        self.alike.retain(|(of, _)| !into.contains_key(of));
    }

    /// All members of the workspace were met: whoever the operator said to be a member that is also known otherwise is
    /// one person with that, and so is who has no name. Rows without a name whose e-mail nobody or several have are refused.
    pub fn met(&mut self) {
        let decided: Vec<(u32, Id)> = self.decided.iter().filter_map(|(person, id)| Some((*person, (*id)?))).collect();

        for (person, id) in decided {
            let known = self.known.iter().position(|known| *known == id);
            let other = known.and_then(|known| self.persons.iter().position(|of| of.known as usize == known));

            match (known, other) {
                (_, Some(other)) if other != person as usize => {
                    self.unite(person, u32::try_from(other).unwrap_or(NONE));
                }
                (None, _) => {
                    self.persons[person as usize].known = u32::try_from(self.known.len()).unwrap_or(NONE);
                    self.known.push(id);
                }
                _ => {}
            }
        }

        if self.persons.iter().any(|person| person.name == NAMELESS) {
            self.place_nameless();
        }
    }

    fn place_nameless(&mut self) {
        let numbered = || (0_u32..).zip(&self.persons);
        let named: HashMap<Id, u32> = numbered()
            .filter(|(_, of)| of.name != NAMELESS && of.rows > 0)
            .filter_map(|(person, _)| Some((self.known(person)?, person)))
            .collect();
        let same: HashMap<u32, u32> = numbered()
            .filter(|(person, of)| of.name == NAMELESS && of.rows > 0 && !self.twins.contains_key(person))
            .filter_map(|(person, _)| Some((person, *named.get(&self.known(person)?)?)))
            .collect();

        self.unite_all(&same);

        for at in 0..self.rows.len() {
            let RowPlan { person, kind } = self.rows[at];

            if kind == RowKind::Person && self.nameless(person).is_some() {
                self.rows[at].kind = RowKind::Refused;
            }
        }
    }

    /// Whether several members have the e-mail of a person without a name; none when it is known who that is.
    pub fn nameless(&self, person: u32) -> Option<bool> {
        let of = self.persons.get(person as usize).filter(|of| of.name == NAMELESS)?;
        let several = self.twins.contains_key(&person);

        (several || of.known == NONE).then_some(several)
    }

    /// A member of the workspace: is it one of the file?
    pub fn meet(&mut self, member: &Met<'_>) {
        let traits = self.traits(member);
        let head = self.heads.get(&traits.key).copied();

        if traits.has_email {
            self.meet_nameless(head, member.id);
        }

        if let Some((person, fit)) = head.and_then(|head| self.best(head, &traits))
            && !self.decided.contains_key(&person)
        {
            let of = &mut self.persons[person as usize];

            if of.known == NONE {
                of.known = u32::try_from(self.known.len()).unwrap_or(NONE);
                of.fit = fit;
                self.known.push(member.id);
            } else {
                let twin = if fit > of.fit {
                    of.fit = fit;
                    std::mem::replace(&mut self.known[of.known as usize], member.id)
                } else {
                    member.id
                };

                self.twins.entry(person).or_default().push(twin);
            }

            return;
        }

        if self.alike.len() >= DOUBTS {
            return;
        }

        if traits.has_email {
            let mut next = head.unwrap_or(NONE);

            while next != NONE {
                let of = &self.persons[next as usize];

                if of.name != NAMELESS {
                    self.alike.push((
                        next,
                        Alike::EmailKnown {
                            name: display_name(member.pseudonym, member.first_name, member.last_name),
                            id: member.id,
                        },
                    ));
                }

                next = of.next;
            }
        }

        if traits.birth != i32::MIN {
            let key = self.birth_key(traits.name, traits.birth);
            let at = self.births.partition_point(|birth| birth.0 < key);

            for (_, person) in self.births[at..].iter().take_while(|birth| birth.0 == key) {
                self.alike.push((
                    *person,
                    Alike::BirthKnown {
                        name: display_name(member.pseudonym, member.first_name, member.last_name),
                        id: member.id,
                    },
                ));
            }
        }
    }

    /// The person without a name who has the e-mail of this member: there is one at most, as their rows are the same person.
    fn meet_nameless(&mut self, head: Option<u32>, member: Id) {
        let step = |at: u32| (at != NONE).then_some(at);
        let mut chain = std::iter::successors(head, |at| step(self.persons[*at as usize].next));
        let found = chain.find(|at| self.persons[*at as usize].name == NAMELESS);
        let Some(person) = found.filter(|person| !self.decided.contains_key(person)) else { return };
        let of = &mut self.persons[person as usize];

        if of.known == NONE {
            of.known = u32::try_from(self.known.len()).unwrap_or(NONE);
            self.known.push(member);
        } else {
            self.twins.entry(person).or_default().push(member);
        }
    }

    /// Forgets whom the rows were found to be, to find them again.
    pub fn forget(&mut self) {
        for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Refused && row.person != NONE) {
            row.kind = RowKind::Person;
        }

        self.known.clear();
        self.twins.clear();
        self.alike.retain(|(_, alike)| matches!(alike, Alike::EmailInFile { .. } | Alike::BirthInFile { .. }));

        for person in &mut self.persons {
            person.known = NONE;
            person.fit = 0;
        }
    }

    pub fn rows(&self) -> &[RowPlan] {
        &self.rows
    }

    pub fn person(&self, person: u32) -> &Person {
        &self.persons[person as usize]
    }

    /// The member of the workspace that a person is.
    pub fn known(&self, person: u32) -> Option<Id> {
        self.known.get(self.persons[person as usize].known as usize).copied()
    }

    /// More members of the workspace who cannot be told from that one.
    pub fn twins(&self, person: u32) -> &[Id] {
        self.twins.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The doubts about persons who are new, in the order of the file, one each.
    pub fn doubts(&self) -> HashMap<u32, &Alike> {
        let mut doubts = HashMap::new();

        for (person, alike) in &self.alike {
            if self.known(*person).is_none() && !self.decided.contains_key(person) {
                doubts.entry(*person).or_insert(alike);
            }
        }

        doubts
    }

    fn rows_of(&self, last: u32) -> impl Iterator<Item = &Said> {
        std::iter::successors(self.said.get(last as usize), |row| self.said.get(row.before as usize)).take(1000)
    }

    /// The person from `head` on whom these traits fit best, and how well.
    fn best(&self, head: u32, traits: &Traits) -> Option<(u32, u8)> {
        let mut best = None;
        let mut at = head;

        while at != NONE {
            let person = &self.persons[at as usize];

            if let Some(fit) = fit(person, traits)
                && best.is_none_or(|(_, best)| fit >= best)
            {
                best = Some((at, fit));
            }

            at = person.next;
        }

        best
    }

    fn traits(&self, member: &Met<'_>) -> Traits {
        let names = [key(member.first_name), key(member.last_name)];
        let mut words: Vec<&str> = names.iter().flat_map(|name| name.split(' ')).collect();

        // "Dupont Marie" is Marie Dupont.
        words.sort_unstable();

        // A name of signs alone still tells people apart.
        let name = if member.first_name.is_empty() && member.last_name.is_empty() && !member.email.is_empty() {
            NAMELESS
        } else if words.iter().all(|word| word.is_empty()) {
            self.hasher.hash_one((member.first_name, member.last_name))
        } else {
            self.hasher.hash_one(&words)
        };
        let digits = phone_digits(member.phone);

        Traits {
            key: match member.email {
                "" => self.hasher.hash_one((1, name)),
                email => self.hasher.hash_one((0, email)),
            },
            has_email: !member.email.is_empty(),
            name,
            birth: member.birth_date.map_or(i32::MIN, |date: NaiveDate| date.num_days_from_ce()),
            phone: if digits.is_empty() { 0 } else { (self.hasher.hash_one(digits) as u32).max(1) },
        }
    }

    fn birth_key(&self, name: u64, birth: i32) -> u64 {
        self.hasher.hash_one((name, birth))
    }
}

/// How well: none when they are two people.
fn fit(person: &Person, traits: &Traits) -> Option<u8> {
    if person.name != traits.name {
        return None;
    }

    let births = (person.birth != i32::MIN && traits.birth != i32::MIN).then_some(person.birth == traits.birth);
    let phones = (person.phone != 0 && traits.phone != 0).then_some(person.phone == traits.phone);
    let fit = 1 + 2 * u8::from(births == Some(true)) + u8::from(phones == Some(true));

    // An e-mail and a name are enough; without e-mail nothing may speak against it.
    match (traits.has_email, births, phones) {
        (true, ..) | (_, Some(true), _) | (_, None, Some(true) | None) => Some(fit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::Instant;

    fn member(email: &str, first: &str, last: &str) -> Member {
        Member {
            email: (!email.is_empty()).then(|| email.to_owned()),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            ..Member::new(Id::now_v7(), Instant::UNIX_EPOCH)
        }
    }

    fn people(members: &[&Member]) -> People {
        let mut people = People::default();

        for member in members {
            let cells = [member.email.as_deref().unwrap_or(""), &member.first_name, &member.last_name];

            people.add(member, cells.into_iter());
        }

        people.settle();
        people
    }

    fn grouped(members: &[&Member]) -> Vec<u32> {
        people(members).rows().iter().map(|row| row.person).collect()
    }

    #[test]
    fn couples_are_two_and_one_person_has_many_rows() {
        let zoe = member("z@b.fr", "Zoé", "Lefèvre");
        let again = member("z@b.fr", "LEFEVRE", "Zoe");
        let max = member("z@b.fr", "Max", "Lefèvre");

        assert_eq!(grouped(&[&zoe, &again, &max, &zoe]), [0, 0, 1, 0]);

        let people = people(&[&zoe, &again, &max, &zoe]);

        assert_eq!(people.rows()[3].kind, RowKind::Doubled);
        assert_eq!(people.person(0).rows, 2);
        assert_eq!(people.doubts().get(&1), Some(&&Alike::EmailInFile { row: 1 }));
    }

    #[test]
    fn without_e_mail_births_and_phones_decide() {
        let birth = |day| NaiveDate::from_ymd_opt(1990, 1, day);
        let a = Member { birth_date: birth(1), ..member("", "Jean", "Martin") };
        let b = Member { birth_date: birth(2), ..member("", "Jean", "Martin") };
        let c = Member { phone: Some("0612345678".into()), ..member("", "Jean", "Martin") };
        let d = Member { phone: Some("+33 6 99 99 99 99".into()), ..member("", "Jean", "Martin") };
        let e = Member { phone: Some("+33 6 12 34 56 78".into()), ..member("", "Martin", "Jean") };

        assert_eq!(grouped(&[&a, &b]), [0, 1]);
        assert_eq!(grouped(&[&c, &d, &e]), [0, 1, 0]);
    }

    #[test]
    fn meets_who_is_known() {
        let zoe = member("z@b.fr", "Zoé", "Lefèvre");
        let max = member("z@b.fr", "Max", "Lefèvre");
        let mut people = people(&[&zoe]);

        people.meet(&(&max).into());
        assert_eq!(people.known(0), None);
        assert!(matches!(people.doubts().get(&0), Some(Alike::EmailKnown { .. })));

        people.meet(&(&zoe).into());
        assert_eq!(people.known(0), Some(zoe.id));
        assert!(people.doubts().is_empty());

        // No name: whoever has the e-mail, if that is one.
        let nobody = member("n@b.fr", "", "");
        let (couple, zoe_again) = (member("z@b.fr", "", ""), member("m@b.fr", "", ""));
        let alone = member("m@b.fr", "Léo", "Petit");
        let mut many = self::people(&[&couple, &nobody, &zoe_again, &alone, &zoe_again]);

        for met in [&zoe, &max, &alone] {
            many.meet(&met.into());
        }

        many.met();
        let kinds = |many: &People| many.rows().iter().map(|row| (row.person, row.kind)).collect::<Vec<_>>();
        let expected = [
            (0, RowKind::Refused),
            (1, RowKind::Refused),
            (3, RowKind::Person),
            (3, RowKind::Person),
            (3, RowKind::Doubled),
        ];

        assert_eq!(kinds(&many), expected);
        assert_eq!((many.nameless(0), many.nameless(1), many.nameless(3)), (Some(true), Some(false), None));
        assert_eq!((many.known(3), many.person(3).rows), (Some(alone.id), 2));
        assert!(many.doubts().is_empty());

        // Met again, one of the couple is gone.
        many.forget();
        many.meet(&(&zoe).into());
        many.meet(&(&alone).into());
        many.met();
        assert_eq!(
            (many.known(0), kinds(&many)[0].1, kinds(&many)[1].1),
            (Some(zoe.id), RowKind::Person, RowKind::Refused)
        );

        let twin = member("z@b.fr", "Zoé", "Lefèvre");

        people.meet(&(&twin).into());
        assert_eq!((people.known(0), people.twins(0)), (Some(zoe.id), &[twin.id][..]));
    }
}
