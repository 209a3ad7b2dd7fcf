//! Writing what was checked: one transaction, one entry in the journal.

use std::sync::Arc;

use super::check::{Counts, Rehearsed, terms};
use super::layout::Decided;
use super::source::{Plan, steps};
use super::walk::{Batch, Walk};
use super::{Checked, Summary};
use crate::desk::{Desk, Done, Failure, Job, Outcome, Result};
use crate::domain::custom::{CustomField, FieldValue};
use crate::domain::entity::Entity as _;
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::subscription::Subscription;
use crate::exchange::map::{self, Program};
use crate::store::{Read as _, Tx};

impl Desk {
    pub(super) async fn write_import(&self, checked: Checked, job: &Job) -> Result<Outcome> {
        let Checked { summary, plan } = checked;

        job.set_total(summary.rows as u64);

        // Nobody writes between this and the commit.
        let mut tx = self.begin("file.import").await?;
        let plan = if self.revision() == plan.revision { plan } else { self.again(&tx, &plan, &summary, job).await? };

        if self.walks_beside() {
            tx.bulk_of(&[
                (Member::TABLE.name, summary.new),
                (Subscription::TABLE.name, summary.new_subscriptions),
                (Payment::TABLE.name, summary.new_payments),
            ])
            .await?;
        } else {
            tx.bulk().await?;
        }

        let counts = self.write_all(&mut tx, &plan, job).await?;

        self.remember(&mut tx, &plan, &counts).await?;

        let mut done = Done::new("done-import", plan.file.as_str())
            .note(Phrase::new("note-import").with("new", counts.new).with("updated", counts.updated));

        done.said = done.said.with("new", counts.new).with("updated", counts.updated);

        if summary.refused_count > 0 {
            done.left.push(Phrase::new("exchange-left-refused").with("count", summary.refused_count));
        }

        self.commit(tx, done).await
    }

    /// Whether the file is walked over beside the transaction. A workspace in memory has one connection, which the
    /// transaction holds: walking waits for writing there.
    fn walks_beside(&self) -> bool {
        !self.path().as_os_str().is_empty()
    }

    /// The workspace changed since the check: meets everybody again. What comes of it must be what was shown.
    async fn again(&self, tx: &Tx, plan: &Plan, summary: &Summary, job: &Job) -> Result<Arc<Plan>> {
        let mut plan = Plan { source: plan.source.clone(), people: plan.people.clone(), revision: self.revision() };

        self.meet(tx, &mut plan.people, job).await?;

        let plan = Arc::new(plan);
        let Rehearsed { counts, resolved, walk } = self.rehearse(tx, &plan, Walk::default(), job).await?;
        let same = counts.new == summary.new
            && counts.updated == summary.updated
            && counts.subscriptions == summary.new_subscriptions
            && counts.tickets == summary.new_tickets
            && counts.fields == summary.new_fields
            && walk.contradictions == summary.contradiction_count
            && resolved.names() == summary.new_products;

        if same {
            Ok(plan)
        } else {
            Err(Failure::Refused(vec![Problem::new(Phrase::new("exchange-workspace-changed"))]))
        }
    }

    /// Keeps how the columns were mapped, for the next file with the same headers.
    async fn remember(&self, tx: &mut Tx, plan: &Plan, counts: &Counts) -> Result<()> {
        if counts.new + counts.updated == 0 {
            return Ok(());
        }

        let known: Vec<CustomField> = tx.all().await?;
        let (table, drafting) = (&plan.table, &plan.drafting);
        let program = Program::of(&table.headers);
        let proposed = map::propose(&table.headers, &table.profile, &[], program, &known, drafting.subject)
            .map_err(|phrase| Failure::Refused(vec![Problem::new(phrase)]))?;
        let new: Vec<_> =
            drafting.own.iter().filter(|own| own.new).map(|own| (own.column, own.field.clone())).collect();
        let decided = Decided { mapping: &drafting.mapping, custom: &new, known: &known, options: &plan.options };
        let now = tx.at();

        decided.remember(tx, &proposed, now).await
    }

    async fn write_all(&self, tx: &mut Tx, plan: &Arc<Plan>, job: &Job) -> Result<Counts> {
        let mut resolved = self.resolve(tx, plan).await?;
        let mut terms = terms(plan, self);
        let mut walk = Walk::default();
        let mut counts = Counts::default();
        let mut steps = steps(plan.clone());
        let mut ready = Batch::default();
        let beside = self.walks_beside();

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
            job.step(counts.rows() as u64)?;
        }

        put(tx, ready).await?;

        Ok(counts)
    }
}

/// What is referred to comes first.
async fn put(tx: &mut Tx, batch: Batch) -> Result<()> {
    tx.insert_many(&batch.products).await?;
    tx.insert_many(&batch.prices).await?;
    tx.insert_many(&batch.fields).await?;
    tx.insert_many(&batch.members).await?;
    tx.complete_many(&batch.completed).await?;
    tx.update_many(&batch.changed).await?;
    tx.insert_many(&batch.subscriptions).await?;
    tx.update_many(&batch.changed_subscriptions).await?;
    tx.insert_many(&batch.payments).await?;
    tx.insert_many(&batch.values).await?;

    if !batch.restored_values.is_empty() {
        tx.restore::<FieldValue>(&batch.restored_values).await?;
    }

    tx.update_many(&batch.changed_values).await?;
    tx.insert_many(&batch.tickets).await?;
    tx.update_many(&batch.changed_tickets).await?;

    Ok(())
}
