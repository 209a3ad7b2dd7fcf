//! Who is possibly known twice, and the decision that two members are not the same person.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::domain::duplicate::{Apart, Group, Likeness, Traits, groups, likeness};
use crate::domain::entity::{Entity, Id};
use crate::domain::member::Member;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::query::MemberRow;
use crate::store::Read;

use super::lists::in_order;
use super::members::known;
use super::{Desk, Done, Failure, Outcome, Result};

/// Somebody who is possibly the same person as a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Double {
    pub id: Id,
    pub name: String,
    pub why: Likeness,
}

/// Those who are possibly the same person as a member.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doubles {
    /// The most alike first, then the newest; not all of very many.
    pub shown: Vec<Double>,
    /// How many there are in all.
    pub total: usize,
}

/// How many are named of those who are possibly the same person as a member, and of a group.
pub const NAMED: usize = 8;

/// How many members are decided about at once: each of them with each is a row.
pub const AT_ONCE: usize = 30;

/// How many members are read at once.
const PAGE: usize = 2_000;

impl Desk {
    /// Those who are possibly the same person as this member.
    ///
    /// # Errors
    /// `Gone` when there is no such member.
    pub async fn possible_duplicates(&self, member: Id) -> Result<Doubles> {
        let mut alike = self.alike_to(member).await?;
        let total = alike.len();

        alike.sort_unstable_by_key(|(id, why)| (*why, Reverse(*id)));
        alike.truncate(NAMED);

        let ids: Vec<Id> = alike.iter().map(|(id, _)| *id).collect();
        let named: Vec<Member> = self.store().some(&ids).await?;
        let shown = in_order(&ids, named);
        let shown = shown.iter().zip(alike).map(|(other, (id, why))| Double { id, name: other.display_name(), why });

        Ok(Doubles { shown: shown.collect(), total })
    }

    /// Everybody who is possibly the same person as a member, in no particular order.
    pub(super) async fn alike_to(&self, member: Id) -> Result<Vec<(Id, Likeness)>> {
        let store = self.store();
        let member = known(store, member).await?;
        let traits = Traits::of(&member);
        let apart = self.apart_from(member.id).await?;
        let names = self.found_namesakes(member.first_name.clone(), member.last_name.clone()).await;
        let Some(names) = names else {
            // Until search is ready: everybody is looked at.
            let people = self.people().await?;
            let alike = people.into_iter().filter_map(|(id, other)| Some((id, likeness(&traits, &other)?)));

            return Ok(alike.filter(|(id, _)| *id != member.id && !apart.contains(id)).collect());
        };
        let mut alike: Vec<(Id, Likeness)> = store
            .some::<Member>(&names)
            .await?
            .iter()
            .filter_map(|other| Some((other.id, likeness(&traits, &Traits::of(other))?)))
            .collect();
        let found: HashSet<Id> = alike.iter().map(|(id, _)| *id).collect();

        // An address may be that of thousands: they are not read.
        if let Some(email) = &member.email {
            let shared = store.ids_with_text::<Member>("email", email).await?;

            alike.extend(shared.into_iter().filter(|id| !found.contains(id)).map(|id| (id, Likeness::Email)));
        }

        alike.retain(|(id, _)| *id != member.id && !apart.contains(id));

        Ok(alike)
    }

    /// Who was decided not to be the same person as this member.
    async fn apart_from(&self, member: Id) -> Result<HashSet<Id>> {
        let one: Vec<Apart> = self.store().of("one", member).await?;
        let other: Vec<Apart> = self.store().of("other", member).await?;

        Ok(one.iter().map(|apart| apart.other).chain(other.iter().map(|apart| apart.one)).collect())
    }

    /// All members who are possibly known twice, in groups, that with the newest member first.
    pub async fn all_possible_duplicates(&self) -> Result<Vec<Group>> {
        let people = self.people().await?;
        let apart: Vec<Apart> = self.store().all().await?;
        let work = move || groups(&people, apart.iter().map(|apart| (apart.one, apart.other)));

        tokio::task::spawn_blocking(work).await.map_err(|_| Failure::Cancelled)
    }

    /// Everybody who is in one of the groups.
    pub(super) async fn possible_duplicate_ids(&self) -> Result<Vec<Id>> {
        Ok(self.all_possible_duplicates().await?.into_iter().flat_map(|group| group.members).collect())
    }

    /// The first [`NAMED`] members of each group, as the lists show them.
    pub async fn named_groups(&self, groups: Vec<Group>) -> Result<Vec<(Group, Vec<MemberRow>)>> {
        let ids: Vec<Id> = groups.iter().flat_map(|group| group.members.iter().take(NAMED).copied()).collect();
        let members: Vec<Member> = self.store().some(&ids).await?;
        let mut rows = self.member_rows(&in_order(&ids, members)).await?.into_iter().peekable();

        Ok(groups
            .into_iter()
            .map(|group| {
                let mut named = Vec::new();

                // Who is gone meanwhile is left out.
                while let Some(row) = rows.next_if(|row| group.members.contains(&row.id)) {
                    named.push(row);
                }

                (group, named)
            })
            .collect())
    }

    /// What tells members apart, of everybody, page by page.
    async fn people(&self) -> Result<Vec<(Id, Traits)>> {
        let mut people = Vec::new();
        let mut after = Id::nil();

        while let Some(pack) = self.store().pack::<Member, 0, 5>(&[], &COLUMNS, after, PAGE).await? {
            match pack.rows(traits) {
                Some(page) => people.extend(page),
                None => {
                    let page = self.store().after::<Member>(after, PAGE).await?;

                    people.extend(page.iter().map(|member| (member.id, Traits::of(member))));
                }
            }

            after = pack.last;
        }

        Ok(people)
    }

    /// Decides that these members are all different persons. Deciding it again changes nothing.
    ///
    /// # Errors
    /// `Refused` when fewer than two or too many are named; `Gone` when one is not there.
    pub async fn set_apart(&self, members: &[Id]) -> Result<Outcome> {
        let mut ids = members.to_vec();

        ids.sort_unstable();
        ids.dedup();

        if ids.len() < 2 {
            return Err(Problem::new("apart-too-few").into());
        }

        if ids.len() > AT_ONCE {
            let phrase = Phrase::new("apart-too-many").with("count", ids.len()).with("limit", AT_ONCE);

            return Err(Problem::new(phrase).into());
        }

        let mut tx = self.begin("member.apart").await?;
        let mut names = Vec::with_capacity(ids.len());

        for &id in &ids {
            names.push(known(&tx, id).await?.display_name());
        }

        let pairs =
            ids.iter().enumerate().flat_map(|(place, one)| ids[place + 1..].iter().map(move |other| (one, other)));
        let wanted: Vec<Apart> = pairs.map(|(one, other)| Apart::of(*one, *other, tx.at())).collect();
        let wanted_ids: Vec<Id> = wanted.iter().map(Entity::id).collect();
        let there: Vec<(Apart, bool)> = tx.some_any_state(&wanted_ids).await?;
        let undone: Vec<Id> = there.iter().filter(|(_, archived)| *archived).map(|(apart, _)| apart.id).collect();
        let new: Vec<Apart> =
            wanted.into_iter().filter(|apart| there.iter().all(|(known, _)| known.id != apart.id)).collect();

        tx.restore::<Apart>(&undone).await?;
        tx.insert_many(&new).await?;

        let names = names.join(", ");
        let done = Done::new("done-member-apart", names.as_str())
            .member(ids[0])
            .note(Phrase::new("note-apart").with("names", names));

        self.commit(tx, done).await
    }
}

/// The columns that [`traits`] reads.
const COLUMNS: [&str; 5] = ["first_name", "last_name", "email", "phone", "birth_date"];

fn traits(id: Id, []: [Id; 0], [first, last, email, phone, birth]: [&str; 5]) -> Option<(Id, Traits)> {
    let some = |cell| Some(cell).filter(|cell: &&str| !cell.is_empty());
    let birth = match some(birth) {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };

    Some((id, Traits::new(first, last, some(email), some(phone), birth)))
}
