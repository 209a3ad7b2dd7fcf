//! What is ticked in a list. Ticks stay while the list is searched, filtered and sorted.

use std::collections::HashSet;

use crate::domain::entity::Id;

#[derive(Debug, Clone, Default)]
pub struct Ticks {
    ids: HashSet<Id>,
}

impl Ticks {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn has(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }

    pub fn add(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.ids.extend(ids);
    }

    pub fn remove(&mut self, ids: impl IntoIterator<Item = Id>) {
        for id in ids {
            self.ids.remove(&id);
        }
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The ticked ones in the order of the list `ids`, then those that the list does not show.
    pub fn in_order_of(&self, ids: &[Id]) -> Vec<Id> {
        let mut rest = self.ids.clone();
        let mut ordered: Vec<_> = ids.iter().copied().filter(|id| rest.remove(id)).collect();
        let mut unseen: Vec<_> = rest.into_iter().collect();
        unseen.sort_unstable();
        ordered.append(&mut unseen);

        ordered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_exported_keeps_the_order_of_the_list_and_loses_nothing() {
        let id = Id::from_u128;
        let mut ticks = Ticks::default();
        ticks.add([id(1), id(2), id(3), id(9)]);

        assert_eq!(ticks.in_order_of(&[id(3), id(5), id(1)]), [id(3), id(1), id(2), id(9)]);

        ticks.remove([id(9)]);
        assert!(!ticks.has(id(9)));
        assert_eq!(ticks.len(), 3);
    }
}
