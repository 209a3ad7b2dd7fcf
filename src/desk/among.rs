//! Whom filters let through that the directory does not know of, those on the venue's own fields and on possible
//! duplicates: asked of the file once, and again when the workspace moved.

use std::sync::{Arc, Mutex, PoisonError};

use crate::directory::Among;
use crate::domain::custom::CustomFilter;
use crate::domain::entity::Id;
use crate::domain::query::MemberQuery;

use super::{Desk, Result};

/// What was asked last, and at which revision of the workspace.
#[derive(Default)]
pub(super) struct Asked(Mutex<Option<Answer>>);

struct Answer {
    filters: Vec<(Id, CustomFilter)>,
    duplicate: Option<bool>,
    revision: u64,
    among: Arc<Among>,
}

impl Desk {
    /// None when the query has no such filter.
    pub(super) async fn among(&self, query: &MemberQuery) -> Result<Option<Arc<Among>>> {
        if query.custom.is_empty() && query.duplicate.is_none() {
            return Ok(None);
        }

        // Before the file is asked: what is committed meanwhile makes the answer too old.
        let revision = self.revision();

        if let Some(known) = self.known_among(query, revision) {
            return Ok(Some(known));
        }

        let mut sets = Vec::with_capacity(query.custom.len());

        for (field, filter) in &query.custom {
            sets.push((self.store().members_with(*field, filter).await?, !filter.is_none()));
        }

        if let Some(wanted) = query.duplicate {
            sets.push((self.possible_duplicate_ids().await?, wanted));
        }

        let among = Arc::new(Among(sets));

        *self.0.asked.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Answer { filters: query.custom.clone(), duplicate: query.duplicate, revision, among: among.clone() });

        Ok(Some(among))
    }

    fn known_among(&self, query: &MemberQuery, revision: u64) -> Option<Arc<Among>> {
        let asked = self.0.asked.0.lock().unwrap_or_else(PoisonError::into_inner);

        asked
            .as_ref()
            .filter(|answer| {
                answer.revision == revision && answer.filters == query.custom && answer.duplicate == query.duplicate
            })
            .map(|answer| answer.among.clone())
    }
}
