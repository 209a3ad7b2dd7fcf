//! The members by column: what filters and sorts need of them, and their folded text. Rows shown are read from the
//! workspace by id.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::{Bits, Classes};
use super::names::Names;
use super::order::{self, Arrivals, Order, Stretch, Walk, room_for};
use super::text::{FIELD_END, Texts};
use super::{Among, Person};
use crate::domain::entity::Id;
use crate::domain::fold;
use crate::domain::member::{EmailState, email_key};
use crate::domain::query::MemberSort;
use crate::domain::subscription::Standing;

/// The sorts that have an order of their own.
pub const KEYS: [MemberSort; 3] = [MemberSort::LastName, MemberSort::FirstName, MemberSort::Email];

/// The fields of a member's text that are read back.
const FIRST_NAME: usize = 0;
const LAST_NAME: usize = 1;
const EMAIL: usize = 3;
const EXACT_EMAIL: usize = 5;

#[derive(Default)]
pub struct People {
    pub columns: Columns,
    /// In the order of [`KEYS`].
    pub orders: [Order; KEYS.len()],
    pub arrivals: Arrivals,
}

pub struct Columns {
    pub ids: Vec<Id>,
    pub last: Vec<u32>,
    pub first: Vec<u32>,
    pub texts: Texts,
    pub live: Bits,
    pub active: Bits,
    pub team: Bits,
    pub email_error: Bits,
    pub email_verified: Bits,
    pub standing: Classes<4>,
}

impl Default for Columns {
    fn default() -> Self {
        let none = || Bits::with_room(0);

        Self {
            ids: Vec::new(),
            last: Vec::new(),
            first: Vec::new(),
            texts: Texts::default(),
            live: none(),
            active: none(),
            team: none(),
            email_error: none(),
            email_verified: none(),
            standing: Classes::with_room(0),
        }
    }
}

/// The folded text of a member; `first` and `last` are folded already.
pub fn write_text(text: &mut Vec<u8>, first: &str, last: &str, person: &Person<&str>) {
    let mut field = |part: &str| {
        text.extend_from_slice(part.as_bytes());
        text.push(FIELD_END);
    };
    let or_nothing = |part: Option<&str>, folded: fn(&str) -> String| part.map(folded).unwrap_or_default();

    field(first);
    field(last);
    field(&or_nothing(person.pseudonym, fold::fold));

    let address = person.email.unwrap_or_default();

    // Most addresses: folding would leave them as they are.
    if address.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'@' | b'-' | b'_' | b'+')) {
        field(address);
        field(&or_nothing(person.phone, fold::phone_digits));

        return;
    }

    let email = fold::fold_email(address);
    field(&email);
    field(&or_nothing(person.phone, fold::phone_digits));

    // Addresses are matched exactly, accents included: kept as they are where folding changes them.
    let exact = email_key(address);

    if exact != email {
        field(&exact);
    }
}

impl Columns {
    pub fn grow(&mut self, slots: usize) {
        self.ids.resize(slots, Id::nil());
        self.last.resize(slots, 0);
        self.first.resize(slots, 0);
        self.texts.grow(slots);
        self.grow_sets(slots);
    }

    pub fn grow_sets(&mut self, slots: usize) {
        self.standing.grow(slots);

        for bits in [&mut self.live, &mut self.active, &mut self.team, &mut self.email_error, &mut self.email_verified]
        {
            bits.grow(slots);
        }
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.ids.shrink_to(room_for(self.ids.len()));
        self.first.shrink_to(room_for(self.first.len()));
        self.last.shrink_to(room_for(self.last.len()));
    }

    pub fn put_flags<T>(&mut self, slot: u32, person: &Person<T>) {
        self.live.put(slot, true);
        self.active.put(slot, person.active);
        self.team.put(slot, person.team);
        self.email_error.put(slot, person.email_state == EmailState::Error);
        self.email_verified.put(slot, person.email_state == EmailState::Verified);
    }

    pub fn email(&self, slot: u32) -> &[u8] {
        self.texts.field(slot, EMAIL)
    }

    fn has_email(&self, slot: u32, email: &str, folded: &str) -> bool {
        match self.texts.field(slot, EXACT_EMAIL) {
            [] => email == folded,
            exact => exact == email.as_bytes(),
        }
    }

    pub fn standing(&self, slot: u32) -> Standing {
        self.standing.get(slot).map_or(Standing::None, |class| Standing::ALL[class])
    }

    /// The ascending order of one of [`KEYS`]; total, as ids differ.
    pub fn compare(&self, names: &Names, key: MemberSort, a: u32, b: u32) -> Ordering {
        let name = |column: &[u32]| names.place(column[a as usize]).cmp(&names.place(column[b as usize]));
        let id = || self.ids[a as usize].cmp(&self.ids[b as usize]);

        match key {
            MemberSort::LastName => name(&self.last).then_with(|| name(&self.first)).then_with(id),
            MemberSort::FirstName => name(&self.first).then_with(|| name(&self.last)).then_with(id),
            MemberSort::Email => {
                let (a, b) = (self.email(a), self.email(b));
                a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b)).then_with(id)
            }
            MemberSort::Received | MemberSort::Standing | MemberSort::Active => id(),
        }
    }

    /// The order that a list is shown in: what is blank comes last both ways.
    fn compare_shown(&self, names: &Names, sort: MemberSort, descending: bool, a: u32, b: u32) -> Ordering {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };

        match sort {
            MemberSort::Standing => turned(
                self.standing(a).cmp(&self.standing(b)).then_with(|| self.compare(names, MemberSort::LastName, a, b)),
            ),
            MemberSort::Active => turned(
                self.active
                    .get(a)
                    .cmp(&self.active.get(b))
                    .then_with(|| self.compare(names, MemberSort::LastName, a, b)),
            ),
            MemberSort::Email => match (self.email(a).is_empty(), self.email(b).is_empty()) {
                (false, false) => turned(self.compare(names, sort, a, b)),
                _ => self.compare(names, sort, a, b),
            },
            _ => turned(self.compare(names, sort, a, b)),
        }
    }
}

impl People {
    pub fn order(&self, key: MemberSort) -> &Order {
        let index = KEYS.iter().position(|&own| own == key).unwrap_or_default();

        &self.orders[index]
    }

    pub fn slot(&self, id: Id) -> Option<u32> {
        self.arrivals.find(&self.columns.ids, id).filter(|&slot| self.columns.live.get(slot))
    }

    /// The members that each of the sets lets through.
    pub fn among(&self, among: &Among) -> Bits {
        let mut all = self.columns.live.clone();

        for (members, stay) in &among.0 {
            let mut set = Bits::with_room(self.columns.ids.len());

            for slot in members.iter().filter_map(|&id| self.slot(id)) {
                set.put(slot, true);
            }

            all.keep(&set, *stay);
        }

        all
    }

    pub fn by_email(&self, email: &str) -> Vec<Id> {
        let email = email_key(email);
        let folded = fold::fold_email(&email);

        if folded.is_empty() {
            return Vec::new();
        }

        let columns = &self.columns;
        let order = self.order(MemberSort::Email).slots();
        let start = order.partition_point(|&slot| match columns.email(slot) {
            [] => false,
            other => other < folded.as_bytes(),
        });

        order[start..]
            .iter()
            .take_while(|&&slot| columns.email(slot) == folded.as_bytes())
            .filter(|&&slot| columns.has_email(slot, &email, &folded))
            .map(|&slot| columns.ids[slot as usize])
            .collect()
    }

    /// Members of these names but for case, accents and punctuation, whichever of the two is the first name.
    pub fn namesakes(&self, first: &str, last: &str) -> Vec<Id> {
        let (first, last) = (fold::fold(first), fold::fold(last));

        if first.is_empty() || last.is_empty() {
            return Vec::new();
        }

        let columns = &self.columns;
        let words: Vec<String> = first.split(' ').chain(last.split(' ')).map(str::to_owned).collect();
        let same = |slot: &u32| {
            let names = [columns.texts.field(*slot, FIRST_NAME), columns.texts.field(*slot, LAST_NAME)];

            names == [first.as_bytes(), last.as_bytes()] || names == [last.as_bytes(), first.as_bytes()]
        };

        columns.texts.search(&words).iter().filter(same).map(|slot| columns.ids[slot as usize]).collect()
    }

    /// A slot for someone not here: the one they had, or another.
    pub fn reserve(&mut self, id: Id) -> u32 {
        self.arrivals.find(&self.columns.ids, id).unwrap_or_else(|| {
            let slot = self.columns.ids.len();
            self.columns.grow(slot + 1);
            self.columns.ids[slot] = id;

            slot as u32
        })
    }

    /// Writes what changed; the slot must be out of the orders that change.
    pub fn write(&mut self, names: &mut Names, slot: u32, person: &Person) {
        let mut text = Vec::new();
        write_text(&mut text, &fold::fold(&person.first_name), &fold::fold(&person.last_name), &person.lend());

        if self.columns.texts.get(slot) != text {
            self.columns.texts.put(slot, &text);
        }

        self.columns.first[slot as usize] = names.add(&person.first_name);
        self.columns.last[slot as usize] = names.add(&person.last_name);
        self.columns.put_flags(slot, person);
    }

    /// Whether the place of `slot` in the lists would change.
    pub fn moves(&self, names: &mut Names, slot: u32, person: &Person) -> bool {
        let email = person.email.as_deref().map(fold::fold_email).unwrap_or_default();

        self.columns.first[slot as usize] != names.add(&person.first_name)
            || self.columns.last[slot as usize] != names.add(&person.last_name)
            || self.columns.email(slot) != email.as_bytes()
    }

    pub fn detach(&mut self, names: &Names, slots: &[u32]) {
        for (&key, order) in KEYS.iter().zip(&mut self.orders) {
            order.detach(slots, |a, b| self.columns.compare(names, key, a, b));
        }
    }

    pub fn attach(&mut self, names: &Names, slots: &[u32]) {
        for (&key, order) in KEYS.iter().zip(&mut self.orders) {
            order.attach(slots, |a, b| self.columns.compare(names, key, a, b));
        }
    }

    /// Empties slots that are out of the orders. They are used again only for the same ids.
    pub fn forget(&mut self, slots: &[u32]) {
        self.arrivals.remove(&self.columns.ids, slots);

        for &slot in slots {
            self.columns.texts.put(slot, &[]);
            self.columns.live.put(slot, false);
            self.columns.standing.put(slot, None);
        }
    }

    pub fn window(
        &self,
        names: &Names,
        hits: &Bits,
        total: usize,
        sort: MemberSort,
        descending: bool,
        window: Range<usize>,
    ) -> Vec<u32> {
        let columns = &self.columns;
        let whole = |key: MemberSort, among| Stretch {
            slots: match key {
                MemberSort::Received => self.arrivals.walk(),
                key => Walk::Listed(self.order(key).slots()),
            },
            backwards: descending,
            among,
        };
        let inactive;
        let mut stretches: Vec<Stretch> = match sort {
            MemberSort::Standing => {
                (0..4).map(|class| whole(MemberSort::LastName, Some(columns.standing.of(class)))).collect()
            }
            MemberSort::Active => {
                let mut bits = columns.live.clone();
                bits.keep(&columns.active, false);
                inactive = bits;

                vec![whole(MemberSort::LastName, Some(&inactive)), whole(MemberSort::LastName, Some(&columns.active))]
            }
            MemberSort::Email => {
                let (filled, blank) = order::split(self.order(sort).slots(), |slot| columns.email(slot).is_empty());

                return order::window(
                    hits,
                    total,
                    window,
                    &[
                        Stretch { slots: Walk::Listed(filled), backwards: descending, among: None },
                        Stretch { slots: Walk::Listed(blank), backwards: false, among: None },
                    ],
                    |a, b| columns.compare_shown(names, sort, descending, a, b),
                );
            }
            _ => vec![whole(sort, None)],
        };

        if descending {
            stretches.reverse();
        }

        order::window(hits, total, window, &stretches, |a, b| columns.compare_shown(names, sort, descending, a, b))
    }
}
