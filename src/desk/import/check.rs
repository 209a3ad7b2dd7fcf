//! Reading a file and finding out what it would do.

use std::path::Path;
use std::sync::Arc;

use super::prepare::{Preparation, wishes};
use super::source::{Plan, steps};
use super::walk::{Batch, Ids, Terms, Walk};
use super::{Alike, Effect, ImportOptions, LISTED, PossibleDuplicate, SaleChoice, Summary, layout};
use crate::desk::{Desk, Failure, Job, Result};
use crate::domain::custom::CustomField;
use crate::domain::entity::Id;
use crate::domain::member::Member;
use crate::domain::phrase::Phrase;
use crate::exchange::draft::{Draft, Said};
use crate::exchange::plan::People;
use crate::exchange::plan::catalogue::Resolved;
use crate::exchange::plan::people::{Alike as Like, Met, NONE, RowKind, RowPlan};
use crate::exchange::read;
use crate::exchange::read::row::Row;
use crate::exchange::read::trouble::{Trouble, named};
use crate::store::Read;

/// How many members are met at once.
const PAGE: usize = 4_000;

/// Progress of a check is told in thousandths: half for reading, a quarter each for grouping and comparing.
pub const STEPS: u64 = 1_000;

/// What the walk counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub subscriptions: usize,
    pub payments: usize,
    pub amount: i64,
    pub tickets: usize,
    /// Titles of the fields that were needed and are not there yet.
    pub fields: Vec<String>,
}

impl Counts {
    pub fn effects(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::New => self.new += 1,
                Effect::Updated => self.updated += 1,
                Effect::Unchanged => self.unchanged += 1,
            }
        }
    }

    pub fn batch(&mut self, batch: &Batch) {
        self.subscriptions += batch.subscriptions.len();
        self.payments += batch.payments.len();
        self.amount += batch.payments.iter().map(|payment| payment.amount).sum::<i64>();
        self.tickets += batch.tickets.len();
        self.fields.extend(batch.fields.iter().map(|field| field.title.clone()));
    }

    pub fn rows(&self) -> usize {
        self.new + self.updated + self.unchanged
    }
}

/// What a rehearsal found.
pub struct Rehearsed {
    pub counts: Counts,
    pub resolved: Resolved,
    pub walk: Walk,
}

/// The columns by which a member is known again, and what they say.
const MET: [&str; 6] = ["first_name", "last_name", "email", "phone", "birth_date", "pseudonym"];

fn met(id: Id, []: [Id; 0], cells: [&str; 6]) -> Option<Met<'_>> {
    let [first_name, last_name, email, phone, birth_date, pseudonym] = cells;
    let birth_date = if birth_date.is_empty() { None } else { Some(birth_date.parse().ok()?) };

    Some(Met { id, first_name, last_name, email, phone, birth_date, pseudonym })
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Said(phrase) => Self::Storage(phrase),
            Trouble::Stopped => Self::Cancelled,
        }
    }
}

impl Desk {
    /// Reads, groups, meets the members and walks without writing. What `before` read is taken over where it is read the
    /// same way.
    pub(super) async fn check_file(
        &self,
        file: &Path,
        mut options: ImportOptions,
        before: Option<&Plan>,
        job: &Job,
    ) -> Result<(Arc<Plan>, Summary)> {
        job.set_total(STEPS);

        let custom = self.store().all::<CustomField>().await?;
        let table = match before {
            Some(before) if before.wishes == wishes(&options) => before.table.clone(),
            _ => {
                let (path, wishes, for_thread) = (file.to_owned(), wishes(&options), job.clone());

                blocking(file, move || {
                    let watch = |done: u64, total: u64| for_thread.step(done * (STEPS / 2) / total.max(1)).is_ok();

                    Ok(Arc::new(read::table(&path, &wishes, &watch)?))
                })
                .await?
            }
        };
        let layout = layout::find(self.store(), &table.headers).await?.filter(|_| !options.afresh);

        if let Some(layout) = &layout {
            layout::recall(layout, &table.headers, &custom, &mut options);
        }

        let preparation = Preparation {
            table,
            options,
            remembered: layout.map(|layout| layout.modified_at),
            custom,
            venue: self.settings(),
            today: self.settings().day(self.now()),
            now: self.now(),
        };
        let (path, for_thread) = (file.to_owned(), job.clone());
        let (mut plan, mut summary) = blocking(file, move || preparation.plan(&path, &for_thread)).await?;

        plan.revision = self.revision();
        self.meet(self.store(), &mut plan.people, job).await?;
        nameless(&plan, &mut summary)?;

        let plan = Arc::new(plan);
        let Rehearsed { counts, resolved, walk } = self.rehearse(self.store(), &plan, Walk::listing(), job).await?;
        let doubled = plan.people.rows().iter().filter(|row| row.kind == RowKind::Doubled).count();

        summary.contradiction_count = walk.contradictions;

        if walk.tickets_elsewhere > 0 {
            summary.notes.push(Phrase::new("exchange-tickets-known").with("count", walk.tickets_elsewhere));
        }

        (summary.listed, summary.contradictions) = walk.listed();
        summary.new = counts.new;
        summary.updated = counts.updated;
        summary.unchanged = counts.unchanged + doubled;
        summary.new_subscriptions = counts.subscriptions;
        summary.new_payments = counts.payments;
        summary.new_amount = counts.amount;
        summary.new_tickets = counts.tickets;
        summary.new_fields = counts.fields;
        summary.new_products = resolved.names();
        summary.new_prices = resolved.missing().cloned().collect();
        doubts(&plan, &mut summary)?;
        job.step(STEPS)?;

        Ok((plan, summary))
    }

    /// Shows every member of the workspace to the people of the file.
    pub(super) async fn meet(&self, read: &impl Read, people: &mut People, job: &Job) -> Result<()> {
        people.forget();

        let mut after = Id::nil();
        let mut page = read.pack::<Member, _, _>(&[], &MET, after, PAGE).await?;

        while let Some(this) = page {
            // One is read while the other is met.
            let (next, known) = tokio::join!(read.pack::<Member, _, _>(&[], &MET, this.last, PAGE), async {
                this.rows(met).map(|known| known.iter().for_each(|member| people.meet(member)))
            });

            if known.is_none() {
                let members: Vec<Member> = read.after(after, PAGE).await?;

                members.iter().for_each(|member| people.meet(&member.into()));
            }

            job.step(job.progress().0)?;
            after = this.last;
            page = next?;
        }

        people.met();

        Ok(())
    }

    /// The walk without writing.
    pub(super) async fn rehearse(
        &self,
        read: &impl Read,
        plan: &Arc<Plan>,
        mut walk: Walk,
        job: &Job,
    ) -> Result<Rehearsed> {
        let mut resolved = self.resolve(read, plan).await?;
        let terms = terms(plan, self);
        let mut counts = Counts::default();
        let mut steps = steps(plan.clone());
        let all = plan.people.rows().len().max(1);

        while let Some(steps) = steps.recv().await {
            let (effects, batch) = walk.over(read, &terms, &mut resolved, steps?).await?;

            counts.effects(&effects);
            counts.batch(&batch);
            job.step(STEPS * 3 / 4 + counts.rows() as u64 * (STEPS / 4) / all as u64)?;
        }

        Ok(Rehearsed { counts, resolved, walk })
    }

    /// The products and prices of the file, as the operator decided about those that are missing.
    pub(super) async fn resolve(&self, read: &impl Read, plan: &Plan) -> Result<Resolved> {
        let offers = crate::desk::products::offers(read).await?;
        let mut resolved = plan.catalogue.resolve(&offers, &plan.venue, plan.drafting.read_as.decimal, self.now());
        let missing: Vec<String> = resolved.missing().map(|price| price.name.clone()).collect();

        for name in missing {
            let other = if plan.options.create { SaleChoice::Create } else { SaleChoice::LeaveOut };

            match plan.options.sales.get(&name).copied().unwrap_or(other) {
                SaleChoice::Create => {}
                SaleChoice::LeaveOut => resolved.settle(&name, None),
                SaleChoice::Use(id) => {
                    let offer = offers
                        .iter()
                        .find_map(|offer| Some((&offer.product, offer.prices.iter().find(|price| price.id == id)?)));

                    resolved
                        .settle(&name, Some(offer.ok_or_else(|| Failure::Gone(Phrase::new("gone-price-unknown")))?));
                }
            }
        }

        Ok(resolved)
    }
}

/// Work that takes long on a thread of its own.
async fn blocking<T: Send + 'static>(file: &Path, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| {
        Failure::Storage(Phrase::new("exchange-file-unreadable").with("file", named(file)).with("error", ""))
    })?
}

pub(super) fn terms<'a>(plan: &'a Plan, desk: &'a Desk) -> Terms<'a> {
    Terms {
        people: &plan.people,
        policies: &plan.policies,
        take_all: plan.options.take_all,
        take: &plan.options.take,
        own: &plan.drafting.own,
        venue: &plan.venue,
        now: desk.now(),
        how: &plan.file,
        operator: desk.operator(),
        ids: Ids::new(),
    }
}

/// Lists the rows that are refused as they have no name and it is not known who has their e-mail.
fn nameless(plan: &Plan, summary: &mut Summary) -> Result<()> {
    let refused = |of: &RowPlan| of.kind == RowKind::Refused && of.person != NONE;

    if !plan.people.rows().iter().any(refused) {
        return Ok(());
    }

    let mut rows = plan.source.rows();
    let mut row = Row::default();

    for of in plan.people.rows() {
        if !rows.next(&mut row)? {
            break;
        }

        if refused(of)
            && let Said::Person(draft) = plan.drafting.read(&row)
            && let Some(several) = plan.people.nameless(of.person)
        {
            summary.refuse(&plan.table.headers, &row, plan.drafting.nameless(&draft, several));
        }
    }

    // Those that were refused before are the first of their own.
    summary.refused.sort_by_key(|refusal| refusal.row);

    Ok(())
}

/// Lists the new people who may be somebody else, in the order of the file.
fn doubts(plan: &Plan, summary: &mut Summary) -> Result<()> {
    let mut doubts = plan.people.doubts();

    summary.duplicate_count = doubts.len();

    if doubts.is_empty() {
        return Ok(());
    }

    let numbers = plan.numbers()?;
    let mut rows = plan.source.rows();
    let mut row = Row::default();

    for of in plan.people.rows() {
        if !rows.next(&mut row)? || summary.duplicates.len() == LISTED {
            break;
        }

        if of.kind != RowKind::Person {
            continue;
        }

        let Some(alike) = doubts.remove(&of.person) else { continue };
        let Said::Person(draft) = plan.drafting.read(&row) else { continue };
        let number = |index: &u32| numbers.get(*index as usize).copied().unwrap_or(0);

        summary.duplicates.push(PossibleDuplicate {
            row: row.number as usize,
            name: name(&draft),
            of: match alike {
                Like::EmailInFile { row } | Like::BirthInFile { row } => Alike::Row(number(row) as usize),
                Like::EmailKnown { id, .. } | Like::BirthKnown { id, .. } => Alike::Member(*id),
            },
            why: why(alike, &draft, number),
        });
    }

    Ok(())
}

fn name(draft: &Draft) -> String {
    format!("{} {}", draft.member.first_name, draft.member.last_name).trim().to_owned()
}

fn why(alike: &Like, draft: &Draft, number: impl Fn(&u32) -> u32) -> Phrase {
    let email = draft.member.email.clone().unwrap_or_default();

    match alike {
        Like::EmailInFile { row } => {
            Phrase::new("exchange-alike-email-row").with("email", email).with("row", i64::from(number(row)))
        }
        Like::EmailKnown { name, .. } => {
            Phrase::new("exchange-alike-email-known").with("email", email).with("name", name.as_str())
        }
        Like::BirthInFile { row } => Phrase::new("exchange-alike-birth-row").with("row", i64::from(number(row))),
        Like::BirthKnown { name, .. } => Phrase::new("exchange-alike-birth-known").with("name", name.as_str()),
    }
}
