//! New members that a conversation brought and that may be known here already: told once, and counted until decided.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use crate::domain::duplicate::{Apart, Traits, likeness};
use crate::domain::entity::{Entity, Id};
use crate::domain::member::Member;
use crate::domain::phrase::Phrase;
use crate::store::Read;
use crate::sync::wire::{ARCHIVED, Page};

use super::super::{Desk, Result};

/// Since this desk was opened.
#[derive(Default)]
pub struct Arrivals {
    /// Members that are new here with the conversation under way.
    came: Vec<Id>,
    /// Who came, and who they may be.
    pairs: Vec<(Id, Id)>,
    /// What is to be said.
    news: Vec<Phrase>,
}

/// So many who came at once are looked at one by one; of more, those whom looking at everybody finds.
const FEW: usize = 50;

/// The most pairs that are counted.
const MOST: usize = 200;

impl Desk {
    /// How many who came from other desks since this one was opened are possibly known here already, and not decided
    /// about.
    pub fn arrivals(&self) -> usize {
        self.0.sharing.arrived.load(Ordering::Relaxed)
    }

    /// What is to be said of those who came; each is given once.
    pub fn news(&self) -> Vec<Phrase> {
        std::mem::take(&mut self.arrived().news)
    }

    fn arrived(&self) -> std::sync::MutexGuard<'_, Arrivals> {
        self.0.sharing.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Before a page is taken: who on it is new here. All are, to a desk that has just joined: that is no news.
    pub(super) async fn note_strangers(&self, page: &Page) -> Result<()> {
        if self.shared().is_none_or(|shared| shared.exchanged_at.is_none()) {
            return Ok(());
        }

        let seen = |cells: &crate::sync::wire::Cells| cells.get(ARCHIVED).is_none_or(serde_json::Value::is_null);
        let members = page.rows.iter().filter(|row| row.entity == Member::TABLE.name && seen(&row.cells));
        let ids: Vec<Id> = members.map(|row| row.id).collect();
        let strangers = self.store().unknown::<Member>(&ids).await?;

        self.arrived().came.extend(strangers);

        Ok(())
    }

    /// After a conversation: which of those who came may be somebody known here.
    pub(super) async fn weigh_arrivals(&self) -> Result<()> {
        let mut came = std::mem::take(&mut self.arrived().came);

        if came.is_empty() {
            return Ok(());
        }

        if came.len() > FEW {
            let mut alike = self.possible_duplicate_ids().await?;

            alike.sort_unstable();
            came.retain(|id| alike.binary_search(id).is_ok());
            came.truncate(MOST);
        }

        let mut pairs: Vec<(Id, Id)> = Vec::new();

        for id in came {
            // Gone again meanwhile, it is nobody's double.
            let alike = self.alike_to(id).await.unwrap_or_default();

            if let Some((other, _)) = alike.into_iter().min_by_key(|(_, why)| *why)
                && !pairs.contains(&(other, id))
            {
                pairs.push((id, other));
            }
        }

        let news = match pairs.as_slice() {
            [] => return Ok(()),
            [(came, known)] => self.told(*came, *known).await?,
            pairs => Phrase::new("arrivals-many").with("count", pairs.len()),
        };
        let mut arrived = self.arrived();

        arrived.news.push(news);
        arrived.pairs.extend(pairs);

        let over = arrived.pairs.len().saturating_sub(MOST);

        arrived.pairs.drain(..over);

        Ok(())
    }

    /// "Zoé Lefèvre may be twice: entered here and at Bar."
    async fn told(&self, came: Id, known: Id) -> Result<Phrase> {
        let name = self.store().get::<Member>(came).await?.map(|member| member.display_name()).unwrap_or_default();
        let (there, here) = (self.store().entered(came).await?, self.store().entered(known).await?);
        let told = |key: &'static str| Phrase::new(key).with("name", name.as_str());

        Ok(match (there, here) {
            (Some((there, _)), Some((_, false))) => told("arrivals-here").with("there", there),
            (Some((there, _)), Some((here, true))) => {
                told("arrivals-elsewhere").with("here", here).with("there", there)
            }
            // The journal is not everybody's to read.
            _ => told("arrivals-unknown"),
        })
    }

    /// Counts again those who are not decided about.
    pub(super) async fn count_arrivals(&self) -> Result<()> {
        let pairs = self.arrived().pairs.clone();
        let mut open = 0;

        if !pairs.is_empty() {
            let members: Vec<Id> = pairs.iter().flat_map(|(came, known)| [*came, *known]).collect();
            let members: Vec<Member> = self.store().some(&members).await?;
            let decided: Vec<Id> = pairs.iter().map(|(came, known)| Apart::id_of(*came, *known)).collect();
            let decided: Vec<Apart> = self.store().some(&decided).await?;
            let traits = |id| members.iter().find(|member| member.id == id).map(Traits::of);

            for (came, known) in pairs {
                let alike = traits(came).zip(traits(known)).and_then(|(one, other)| likeness(&one, &other)).is_some();
                let id = Apart::id_of(came, known);

                open += usize::from(alike && decided.iter().all(|apart| apart.id != id));
            }
        }

        self.0.sharing.arrived.store(open, Ordering::Relaxed);

        Ok(())
    }
}
