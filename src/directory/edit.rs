//! Keeping the directory current after each action.

use std::collections::{HashMap, HashSet};

use super::names::Names;
use super::rights::{Deal, NO_SLOT};
use super::{Directory, Person, Right};
use crate::domain::entity::Id;

fn deal(names: &mut Names, right: &Right) -> Deal {
    Deal {
        product: right.product,
        product_name: names.add(&right.product_name),
        price_name: names.add(&right.price_name),
        options: names.add(&right.options),
        contribution: right.contribution,
    }
}

/// The last of each id, in the order of the ids' first appearance.
fn latest<T>(items: &[T], id: impl Fn(&T) -> Id) -> Vec<&T> {
    let mut place: HashMap<Id, usize> = HashMap::with_capacity(items.len());
    let mut kept: Vec<&T> = Vec::with_capacity(items.len());

    for item in items {
        match place.entry(id(item)) {
            std::collections::hash_map::Entry::Occupied(at) => kept[*at.get()] = item,
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(kept.len());
                kept.push(item);
            }
        }
    }

    kept
}

impl Directory {
    /// Adds or replaces.
    pub fn put_person(&mut self, person: &Person) {
        self.put_people(std::slice::from_ref(person));
    }

    /// Adds or replaces many: one pass over each order for all of them.
    pub fn put_people(&mut self, people: &[Person]) {
        self.forget();
        let known: Vec<(Option<u32>, &Person)> = latest(people, |person| person.id)
            .into_iter()
            .map(|person| (self.people.slot(person.id), person))
            .collect();
        let moved: Vec<u32> = known
            .iter()
            .filter_map(|&(slot, person)| slot.filter(|&slot| self.people.moves(&mut self.names, slot, person)))
            .collect();

        self.people.detach(&self.names, &moved);

        let mut added = Vec::new();
        let mut attached = moved;
        let mut written = Vec::with_capacity(known.len());

        for (slot, person) in known {
            let slot = slot.unwrap_or_else(|| {
                let slot = self.people.reserve(person.id);
                attached.push(slot);
                added.push(slot);

                slot
            });
            self.people.write(&mut self.names, slot, person);
            written.push(slot);
        }

        self.people.attach(&self.names, &attached);
        self.people.arrivals.add(&self.people.columns.ids, &self.people.columns.live, &added);
        self.rights.columns.grow_members(self.people.columns.ids.len());
        self.note([], written);
    }

    /// Removes the member and their subscriptions.
    pub fn remove_person(&mut self, id: Id) {
        self.remove_people(&[id]);
    }

    /// Removes members and their subscriptions.
    pub fn remove_people(&mut self, ids: &[Id]) {
        self.forget();
        let gone: HashSet<u32> = ids.iter().filter_map(|&id| self.people.slot(id)).collect();
        let gone: Vec<u32> = gone.into_iter().collect();
        let rights: Vec<u32> = gone.iter().flat_map(|&slot| self.rights.columns.of(slot)).collect();

        self.rights.detach(&self.people.columns, &self.names, &rights);
        self.rights.forget(&rights);
        self.people.detach(&self.names, &gone);
        self.people.forget(&gone);
    }

    /// Adds or replaces. The right of a member who is not here is left out.
    pub fn put_right(&mut self, right: &Right) {
        self.put_rights(std::slice::from_ref(right));
    }

    /// Adds or replaces many: one pass over each order for all of them.
    pub fn put_rights(&mut self, rights: &[Right]) {
        self.hits = None;
        let rights: Vec<(&Right, Option<u32>)> =
            latest(rights, |right| right.id).into_iter().map(|right| (right, self.people.slot(right.member))).collect();
        let old: Vec<u32> = rights.iter().filter_map(|(right, _)| self.rights.slot(right.id)).collect();
        let mut members: HashSet<u32> = old.iter().map(|&slot| self.rights.columns.member[slot as usize]).collect();

        self.rights.detach(&self.people.columns, &self.names, &old);
        self.rights.forget(&old);

        let mut written = Vec::with_capacity(rights.len());

        for (right, member) in rights {
            if let Some(member) = member {
                let deal = deal(&mut self.names, right);
                let deal = self.rights.columns.deal_number(deal);
                let slot = self.rights.reserve(right.id);
                self.rights.columns.write(slot, member, right, deal);
                written.push(slot);
                members.insert(member);
            }
        }

        self.rights.attach(&self.people.columns, &self.names, &written);
        self.rights.arrivals.add(&self.rights.columns.ids, &self.rights.columns.live, &written);
        self.note(written, members);
    }

    pub fn remove_right(&mut self, id: Id) {
        self.remove_rights(&[id]);
    }

    pub fn remove_rights(&mut self, ids: &[Id]) {
        self.hits = None;
        let gone: HashSet<u32> = ids.iter().filter_map(|&id| self.rights.slot(id)).collect();
        let gone: Vec<u32> = gone.into_iter().collect();
        let members: HashSet<u32> = gone.iter().map(|&slot| self.rights.columns.member[slot as usize]).collect();

        self.rights.detach(&self.people.columns, &self.names, &gone);
        self.rights.forget(&gone);
        self.note([], members.into_iter().filter(|&member| member != NO_SLOT));
    }

    fn note(&mut self, rights: impl IntoIterator<Item = u32>, members: impl IntoIterator<Item = u32>) {
        self.clock.note(&mut self.people.columns, &mut self.rights.columns, rights.into_iter(), members.into_iter());
    }
}
