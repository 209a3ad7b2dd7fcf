//! Writing what was checked: one transaction, one entry in the journal.

use std::sync::Arc;

use super::check::{Counts, Plan, steps, terms};
use super::walk::{Batch, Walk};
use super::{Checked, Summary};
use crate::desk::{Desk, Done, Failure, Job, Outcome, Result};
use crate::domain::phrase::{Phrase, Problem};
use crate::store::Tx;

impl Desk {
    pub(super) async fn write_import(&self, checked: Checked, job: &Job) -> Result<Outcome> {
        let Checked { summary, plan } = checked;

        job.set_total(summary.rows as u64);

        // Nobody writes between this and the commit.
        let mut tx = self.begin("file.import").await?;
        let plan = if self.revision() == plan.revision { plan } else { self.again(&tx, &plan, &summary, job).await? };

        tx.bulk().await?;

        let counts = self.write_all(&mut tx, &plan, job).await?;
        let mut done = Done::new("done-import", plan.file.as_str())
            .note(Phrase::new("note-import").with("new", counts.new).with("updated", counts.updated));

        done.said = done.said.with("new", counts.new).with("updated", counts.updated);

        if summary.refused_count > 0 {
            done.left.push(Phrase::new("exchange-left-refused").with("count", summary.refused_count));
        }

        self.commit(tx, done).await
    }

    /// The workspace changed since the check: meets everybody again. What comes of it must be what was shown.
    async fn again(&self, tx: &Tx, plan: &Plan, summary: &Summary, job: &Job) -> Result<Arc<Plan>> {
        let mut plan = Plan { source: plan.source.clone(), people: plan.people.clone(), revision: self.revision() };

        self.meet(tx, &mut plan.people, job).await?;

        let plan = Arc::new(plan);
        let (counts, resolved, _) = self.rehearse(tx, &plan, Walk::default(), job).await?;
        let same = counts.new == summary.new
            && counts.updated == summary.updated
            && counts.subscriptions == summary.new_subscriptions
            && resolved.names() == summary.new_products;

        if same {
            Ok(plan)
        } else {
            Err(Failure::Refused(vec![Problem::new(Phrase::new("exchange-workspace-changed"))]))
        }
    }

    async fn write_all(&self, tx: &mut Tx, plan: &Arc<Plan>, job: &Job) -> Result<Counts> {
        let mut resolved = self.resolve(tx, plan).await?;
        let mut terms = terms(plan, self);
        let mut walk = Walk::default();
        let mut counts = Counts::default();
        let mut steps = steps(plan.clone());
        let mut ready = Batch::default();
        // A workspace in memory has one connection, which the transaction holds: walking waits for writing there.
        let beside = !self.path().as_os_str().is_empty();

        terms.now = tx.at();

        while let Some(steps) = steps.recv().await {
            let writing = std::mem::take(&mut ready);
            let (effects, batch) = if beside {
                // Nobody else writes meanwhile, and nobody who was written is walked over again: the file as it was
                // before is all the walk needs to see.
                let (walked, written) =
                    tokio::join!(walk.over(self.store(), &terms, &mut resolved, steps?), put(tx, writing));

                written?;
                walked?
            } else {
                put(tx, writing).await?;
                walk.over(tx, &terms, &mut resolved, steps?).await?
            };

            counts.effects(&effects);
            counts.batch(&batch);
            ready = batch;
            job.step((counts.new + counts.updated + counts.unchanged) as u64)?;
        }

        put(tx, ready).await?;

        Ok(counts)
    }
}

/// What is referred to comes first.
async fn put(tx: &mut Tx, batch: Batch) -> Result<()> {
    tx.insert_many(&batch.products).await?;
    tx.insert_many(&batch.prices).await?;
    tx.insert_many(&batch.members).await?;
    tx.update_many(&batch.changed).await?;
    tx.insert_many(&batch.subscriptions).await?;
    tx.update_many(&batch.changed_subscriptions).await?;
    tx.insert_many(&batch.payments).await?;

    Ok(())
}
