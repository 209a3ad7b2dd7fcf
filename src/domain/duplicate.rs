//! Whether two members are possibly one person, and the decision that they are not.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroU64;

use chrono::NaiveDate;

use super::entity::{Id, Instant, Named, entity, paired, text_enum};
use super::fold::{fold, phone_digits};
use super::member::{Member, email_key};
use super::phrase::Phrase;

entity! {
    /// The decision that two members are not the same person. Its id is [`Apart::id_of`] both.
    Apart = "apart" row {
        one: Id = Never,
        other: Id = Never,
        created_at: Instant = Never,
    }
}

impl Apart {
    /// The decision about two members, whichever way round they are named.
    pub fn of(one: Id, other: Id, now: Instant) -> Self {
        Self { id: Self::id_of(one, other), one: one.min(other), other: one.max(other), created_at: now }
    }

    /// The same on every desk: decided twice it is one decision.
    pub fn id_of(one: Id, other: Id) -> Id {
        paired(one.min(other), one.max(other))
    }
}

text_enum! {
    /// In what two members are alike, the most telling first.
    Likeness {
        EmailAndNames = "email_names",
        NamesAndBirth = "names_birth",
        NamesAndPhone = "names_phone",
        Email = "email",
        /// And nothing that both have tells them apart.
        Names = "names",
    }
}

impl Likeness {
    /// "same e-mail, same name".
    pub fn phrase(self) -> Phrase {
        Phrase::new(self.key())
    }
}

/// What of a member tells whether they may be somebody else: fingerprints of what is compared, so that a million members
/// take little room. That two different texts have one fingerprint is less likely than 1 in 10⁷ among so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits {
    email: Option<NonZeroU64>,
    names: Option<NonZeroU64>,
    phone: Option<NonZeroU64>,
    birth: Option<NaiveDate>,
}

/// Fewer digits are no phone number, but an extension or something typed to fill the field.
const PHONE_DIGITS: usize = 6;

impl Traits {
    /// Case, accents and punctuation of names do not count, nor which of them is the first name.
    pub fn new(first: &str, last: &str, email: Option<&str>, phone: Option<&str>, birth: Option<NaiveDate>) -> Self {
        let (first, last) = (fold(first), fold(last));
        let email = email.map(email_key).filter(|email| !email.is_empty());
        let phone = phone.map(phone_digits).filter(|digits| digits.len() >= PHONE_DIGITS);
        // Half a name is no name.
        let names = (!first.is_empty() && !last.is_empty()).then(|| (first.clone().min(last.clone()), first.max(last)));

        Self { email: email.map(print), names: names.map(print), phone: phone.map(print), birth }
    }

    pub fn of(member: &Member) -> Self {
        let Member { first_name, last_name, email, phone, birth_date, .. } = member;

        Self::new(first_name, last_name, email.as_deref(), phone.as_deref(), *birth_date)
    }
}

fn print(of: impl Hash) -> NonZeroU64 {
    let mut hasher = DefaultHasher::new();

    of.hash(&mut hasher);
    NonZeroU64::new(hasher.finish()).unwrap_or(NonZeroU64::MIN)
}

fn same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_some() && one == other
}

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_some() && other.is_some() && one != other
}

/// In what two members are so alike that they are possibly one person; none when they are not.
pub fn likeness(one: &Traits, other: &Traits) -> Option<Likeness> {
    match (same(one.email, other.email), same(one.names, other.names)) {
        (true, true) => Some(Likeness::EmailAndNames),
        (true, false) => Some(Likeness::Email),
        (false, false) => None,
        (false, true) if same(one.birth, other.birth) => Some(Likeness::NamesAndBirth),
        (false, true) if same(one.phone, other.phone) => Some(Likeness::NamesAndPhone),
        (false, true) => {
            let told_apart =
                differ(one.email, other.email) || differ(one.birth, other.birth) || differ(one.phone, other.phone);

            (!told_apart).then_some(Likeness::Names)
        }
    }
}

/// Members each of whom is possibly the same person as another one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// By order of receipt; two at least.
    pub members: Vec<Id>,
    /// In what they are alike.
    pub why: Phrase,
}

/// All groups, the one with the newest member first. `people` each once; `apart`: who was decided not to be the same
/// person. It takes as long as sorting the people, whoever shares what with whom.
pub fn groups(people: &[(Id, Traits)], apart: impl IntoIterator<Item = (Id, Id)>) -> Vec<Group> {
    let mut order: Vec<u32> = (0..u32::try_from(people.len()).unwrap_or(u32::MAX)).collect();

    order.sort_unstable_by_key(|&at| people[at as usize].0);

    let place = |id: Id| {
        let found = order.binary_search_by_key(&id, |&at| people[at as usize].0).ok()?;

        Some(order[found])
    };
    let mut links = Links {
        people,
        parents: (0..u32::try_from(people.len()).unwrap_or(u32::MAX)).collect(),
        by: vec![0; people.len()],
        apart: apart
            .into_iter()
            .filter_map(|(one, other)| place(one).zip(place(other)))
            .map(|(one, other)| (one.min(other), one.max(other)))
            .collect(),
    };

    for alike in runs(people, |traits| traits.email) {
        links.all(alike, BY_EMAIL);
    }

    for alike in runs(people, |traits| traits.names) {
        links.namesakes(alike);
    }

    links.groups(&order)
}

/// The people who have the same of something, where they are two or more.
fn runs(people: &[(Id, Traits)], of: impl Fn(&Traits) -> Option<NonZeroU64>) -> Vec<Vec<u32>> {
    let mut keyed: Vec<(NonZeroU64, u32)> =
        people.iter().zip(0..).filter_map(|((_, traits), at)| Some((of(traits)?, at))).collect();

    keyed.sort_unstable();

    keyed
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|(_, at)| *at).collect())
        .collect()
}

const BY_EMAIL: u8 = 1;
const BY_NAMES: u8 = 2;

/// Up to so many namesakes are compared each with each.
const FEW: usize = 8;

/// Who is linked to whom, as trees.
struct Links<'a> {
    people: &'a [(Id, Traits)],
    parents: Vec<u32>,
    /// By what somebody was linked.
    by: Vec<u8>,
    apart: HashSet<(u32, u32)>,
}

impl Links<'_> {
    fn root(&mut self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            let above = self.parents[self.parents[at as usize] as usize];

            self.parents[at as usize] = above;
            at = above;
        }

        at
    }

    fn are_apart(&self, one: u32, other: u32) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(one.min(other), one.max(other)))
    }

    fn link(&mut self, one: u32, other: u32, by: u8) {
        let (root, below) = (self.root(one), self.root(other));

        self.parents[below as usize] = root;
        self.by[one as usize] |= by;
    }

    /// Links everybody with everybody, but who is apart.
    fn all(&mut self, people: Vec<u32>, by: u8) {
        self.spread([people, Vec::new()], [0, 0], by);
    }

    /// Links everybody on one side with everybody across, but who is apart.
    fn across(&mut self, one: Vec<u32>, other: Vec<u32>, by: u8) {
        self.spread([one, other], [1, 0], by);
    }

    /// Each look at somebody takes them off the waiting list, or is at two who were decided to be apart.
    fn spread(&mut self, mut waiting: [Vec<u32>; 2], facing: [usize; 2], by: u8) {
        for side in [0, 1] {
            while let Some(first) = waiting[side].pop() {
                let mut reached = vec![(first, side)];

                while let Some((at, side)) = reached.pop() {
                    let facing = facing[side];

                    waiting[facing].retain(|&other| {
                        let stays = self.are_apart(at, other);

                        if !stays {
                            self.link(at, other, by);
                            reached.push((other, facing));
                        }

                        stays
                    });
                }
            }
        }
    }

    /// Links those of the same names who are alike: by what is equal, else where nothing tells them apart.
    fn namesakes(&mut self, people: Vec<u32>) {
        let known = self.people;
        let traits = |at: u32| known[at as usize].1;

        if people.len() <= FEW {
            for (place, &one) in people.iter().enumerate() {
                for &other in &people[place + 1..] {
                    if likeness(&traits(one), &traits(other)).is_some() && !self.are_apart(one, other) {
                        self.link(one, other, BY_NAMES);
                    }
                }
            }

            return;
        }

        let mut alike: HashMap<(usize, Option<u64>), Vec<u32>> = HashMap::new();
        // What nothing tells apart depends on what both have: members by which of the three they have.
        let mut having: [Vec<u32>; 8] = Default::default();

        for &at in &people {
            let Traits { email, phone, birth, .. } = traits(at);

            for (place, of) in [(0, birth.map(|day| print(day).get())), (1, phone.map(NonZeroU64::get))] {
                if of.is_some() {
                    alike.entry((place, of)).or_default().push(at);
                }
            }

            having
                [usize::from(email.is_some()) | usize::from(phone.is_some()) << 1 | usize::from(birth.is_some()) << 2]
                .push(at);
        }

        for people in alike.into_values() {
            self.all(people, BY_NAMES);
        }

        for one in 0..having.len() {
            for other in one..having.len() {
                let both = one & other;
                let mut facing: HashMap<_, [Vec<u32>; 2]> = HashMap::new();
                let sides: &[usize] = if one == other { &[one] } else { &[one, other] };

                for (side, pattern) in sides.iter().enumerate() {
                    for &at in &having[*pattern] {
                        let Traits { email, phone, birth, .. } = traits(at);
                        let key = (
                            email.filter(|_| both & 1 != 0),
                            phone.filter(|_| both & 2 != 0),
                            birth.filter(|_| both & 4 != 0),
                        );

                        facing.entry(key).or_default()[side].push(at);
                    }
                }

                for [left, right] in facing.into_values() {
                    if one == other {
                        self.all(left, BY_NAMES);
                    } else {
                        self.across(left, right, BY_NAMES);
                    }
                }
            }
        }
    }

    /// `order`: everybody by order of receipt.
    fn groups(mut self, order: &[u32]) -> Vec<Group> {
        let mut found: HashMap<u32, (u8, Vec<u32>)> = HashMap::new();

        for &at in order {
            let root = self.root(at);
            let (by, members) = found.entry(root).or_default();

            *by |= self.by[at as usize];
            members.push(at);
        }

        let mut groups: Vec<Group> = found
            .into_values()
            .filter(|(_, members)| members.len() > 1)
            .map(|(by, members)| {
                let traits = |at: u32| &self.people[at as usize].1;
                let why = match (members.as_slice(), by) {
                    (&[one, other], _) => likeness(traits(one), traits(other)).map(Likeness::phrase),
                    (_, BY_EMAIL) => Some(Likeness::Email.phrase()),
                    (_, BY_NAMES) => Some(Likeness::Names.phrase()),
                    _ => None,
                };

                Group {
                    members: members.into_iter().map(|at| self.people[at as usize].0).collect(),
                    why: why.unwrap_or_else(|| Phrase::new("likeness-either")),
                }
            })
            .collect();

        groups.sort_unstable_by(|one, other| other.members.last().cmp(&one.members.last()));

        groups
    }
}

#[cfg(test)]
mod tests;
