//! Reading a file and finding out what it would do.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::walk::{Batch, Ids, Step, Terms, Walk};
use super::{ColumnMap, Effect, ImportOptions, LISTED, Listed, PossibleDuplicate, Refusal, Summary};
use crate::desk::{Desk, Failure, Job, Result};
use crate::domain::entity::{Entity, Id};
use crate::domain::member::Member;
use crate::domain::money::decimals;
use crate::domain::phrase::Phrase;
use crate::domain::venue::Venue;
use crate::exchange::draft::{Draft, Drafting, Said};
use crate::exchange::plan::catalogue::Resolved;
use crate::exchange::plan::people::{Alike, RowKind};
use crate::exchange::plan::{Catalogue, People};
use crate::exchange::read::row::Row;
use crate::exchange::read::trouble::{Trouble, named};
use crate::exchange::read::{self, Table, Wishes};
use crate::exchange::{Field, map};
use crate::store::Read;

/// How many rows go through the walk at once.
const STRIDE: usize = 2_000;

/// How many members are met at once.
const PAGE: usize = 4_000;

/// What was read of a file.
pub struct Source {
    pub table: Table,
    pub drafting: Drafting,
    pub catalogue: Catalogue,
    pub options: ImportOptions,
    pub file: String,
    pub venue: Arc<Venue>,
}

/// A file beside a state of the workspace.
pub struct Plan {
    pub source: Arc<Source>,
    pub people: People,
    /// As the workspace was when the people were met.
    pub revision: u64,
}

impl std::ops::Deref for Plan {
    type Target = Source;

    fn deref(&self) -> &Source {
        &self.source
    }
}

/// What the walk counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub subscriptions: usize,
    pub payments: usize,
    pub amount: i64,
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
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Said(phrase) => Self::Storage(phrase),
            Trouble::Stopped => Self::Cancelled,
        }
    }
}

/// The rows that are people, drafted on a thread of their own.
pub fn steps(plan: Arc<Plan>) -> mpsc::Receiver<Result<Vec<Step>>> {
    let (send, receive) = mpsc::channel(2);

    tokio::task::spawn_blocking(move || {
        let mut rows = plan.table.rows.rows(0);
        let mut row = Row::default();
        let mut steps = Vec::with_capacity(STRIDE);

        for of in plan.people.rows() {
            match rows.next(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let _ = send.blocking_send(Err(spoiled(&plan.file, &error)));
                    return;
                }
            }

            if of.kind == RowKind::Person
                && let Said::Person(draft) = plan.drafting.read(&row)
            {
                steps.push(Step { row: row.number, person: of.person, draft: *draft });
            }

            if steps.len() == STRIDE && send.blocking_send(Ok(std::mem::take(&mut steps))).is_err() {
                return;
            }
        }

        // Nobody waits for it any more when the job was cancelled.
        let _ = send.blocking_send(Ok(steps));
    });

    receive
}

fn spoiled(file: &str, error: &std::io::Error) -> Failure {
    Failure::Storage(Phrase::new("exchange-no-room-to-read").with("file", file).with("error", error.to_string()))
}

/// Reads the file and groups its rows; blocks.
fn read(
    path: &Path,
    options: &ImportOptions,
    venue: &Arc<Venue>,
    today: chrono::NaiveDate,
    job: &Job,
) -> Result<(Plan, Summary)> {
    let wishes = Wishes {
        sheet: options.sheet.clone(),
        encoding: options.encoding.clone(),
        separator: options.separator,
        decimal: options.decimal,
        dates: options.dates,
        header_row: options.header_row,
    };
    let watch = |done: u64, total: u64| {
        job.set_total(STEPS);
        job.step(done * (STEPS / 2) / total.max(1)).is_ok()
    };
    let table = read::table(path, &wishes, &watch)?;
    let mapping = map::propose(&table.headers, &table.profile, &options.map)
        .map_err(|phrase| Failure::Refused(vec![crate::domain::phrase::Problem::new(phrase)]))?;

    let columns = table
        .headers
        .iter()
        .enumerate()
        .map(|(index, header)| {
            let profile = table.profile.columns.get(index).cloned().unwrap_or_default();

            ColumnMap {
                index,
                header: header.clone(),
                field: mapping.fields[index],
                samples: profile.samples,
                filled: profile.filled,
            }
        })
        .collect();
    let mut summary = Summary {
        file: path.to_owned(),
        read_as: table.read_as.clone(),
        columns,
        rows: 0,
        new: 0,
        updated: 0,
        unchanged: 0,
        new_subscriptions: 0,
        new_payments: 0,
        new_amount: 0,
        listed: Vec::new(),
        refused_count: 0,
        refused: Vec::new(),
        duplicate_count: 0,
        duplicates: Vec::new(),
        new_products: Vec::new(),
        notes: table.notes.clone(),
    };
    let drafting = Drafting { mapping, read_as: table.read_as.clone(), decimals: decimals(&venue.currency), today };
    let mut source = Source {
        table,
        drafting,
        catalogue: Catalogue::default(),
        options: options.clone(),
        file: named(path),
        venue: venue.clone(),
    };
    let nobody =
        ![Field::Email, Field::LastName, Field::FullName].into_iter().any(|field| source.drafting.mapping.has(field));
    let people = if nobody {
        summary.refused.push(unknown_columns(&source));
        summary.refused_count = 1;
        summary.rows = 1;

        People::default()
    } else {
        group(&mut source, &mut summary, job)?
    };

    Ok((Plan { source: Arc::new(source), people, revision: 0 }, summary))
}

/// A file without a name or e-mail in it: the whole of it is refused at its header, so that its columns can still be
/// shown and said.
fn unknown_columns(source: &Source) -> Refusal {
    let headers = source.table.headers.join(", ");

    Refusal {
        row: source.table.read_as.header_row.unwrap_or(1),
        column: None,
        value: excerpt(&headers),
        why: Phrase::new("exchange-no-people").with("file", source.file.as_str()).with("columns", excerpt(&headers)),
    }
}

/// Progress of a check is told in thousandths: half for reading, a quarter each for grouping and comparing.
const STEPS: u64 = 1_000;

/// Drafts every row once: who is who, what is refused, which products are named.
fn group(plan: &mut Source, summary: &mut Summary, job: &Job) -> Result<People> {
    let mut people = People::default();
    let mut rows = plan.table.rows.rows(0);
    let mut row = Row::default();
    let mut totals: Vec<u32> = Vec::new();
    let (mut done, mut odd_methods) = (0_u64, 0_usize);
    let all = plan.table.rows.len() as u64;

    while rows.next(&mut row).map_err(|error| spoiled(&plan.file, &error))? {
        done += 1;

        if done.is_multiple_of(1024) {
            job.step(STEPS / 2 + done * (STEPS / 4) / all.max(1))?;
        }

        match plan.drafting.read(&row) {
            Said::Total => {
                totals.push(row.number);
                people.skip(RowKind::Total);
            }
            Said::Wrong(wrong) => {
                summary.refused_count += 1;

                if summary.refused.len() < LISTED {
                    summary.refused.push(Refusal {
                        row: row.number as usize,
                        column: wrong.column.map(|column| plan.table.headers[column].clone()),
                        value: wrong.column.map(|column| excerpt(row.cell(column))).unwrap_or_default(),
                        why: wrong.why,
                    });
                }

                people.skip(RowKind::Refused);
            }
            Said::Person(draft) => {
                if let Some(sale) = &draft.sale {
                    odd_methods += usize::from(sale.odd_method);
                    plan.catalogue
                        .add(sale, &plan.venue)
                        .map_err(|phrase| Failure::Refused(vec![crate::domain::phrase::Problem::new(phrase)]))?;
                }

                people.add(&draft.member, row.cells());
            }
        }
    }

    people.settle();
    notes(plan, &people, summary, &totals, odd_methods);

    Ok(people)
}

fn notes(plan: &Source, people: &People, summary: &mut Summary, totals: &[u32], odd_methods: usize) {
    let mapping = &plan.drafting.mapping;
    let doubled = people.rows().iter().filter(|row| row.kind == RowKind::Doubled).count();

    if let [first, ..] = totals {
        summary
            .notes
            .push(Phrase::new("exchange-totals-skipped").with("count", totals.len()).with("row", i64::from(*first)));
    }

    if doubled > 0 {
        summary.notes.push(Phrase::new("exchange-rows-doubled").with("count", doubled));
    }

    if odd_methods > 0 {
        summary.notes.push(Phrase::new("exchange-methods-unknown").with("count", odd_methods));
    }

    let sells = mapping.has(Field::Product) || mapping.has(Field::Price);

    if !sells && [Field::PaidOn, Field::Contribution, Field::Ends].into_iter().any(|field| mapping.has(field)) {
        summary.notes.push(Phrase::new("exchange-no-product-column"));
    }

    if sells && !mapping.has(Field::Ends) {
        summary.notes.push(Phrase::new("exchange-no-end-column"));
    }

    summary.rows = people.rows().len() - totals.len();
}

/// What a cell holds, short enough to be shown.
fn excerpt(cell: &str) -> String {
    let mut characters = cell.chars();
    let mut excerpt: String = characters.by_ref().take(80).collect();

    if characters.next().is_some() {
        excerpt.push('…');
    }

    excerpt
}

impl Desk {
    /// Reads, groups, meets the members and walks without writing.
    pub(super) async fn check_file(
        &self,
        file: &Path,
        options: ImportOptions,
        job: &Job,
    ) -> Result<(Arc<Plan>, Summary)> {
        let (path, venue, today) = (file.to_owned(), self.settings(), self.settings().day(self.now()));
        let for_thread = (job.clone(), options);
        let (mut plan, mut summary) = tokio::task::spawn_blocking(move || {
            let (job, options) = for_thread;

            read(&path, &options, &venue, today, &job)
        })
        .await
        .map_err(|_| {
            Failure::Storage(Phrase::new("exchange-file-unreadable").with("file", named(file)).with("error", ""))
        })??;

        plan.revision = self.revision();
        self.meet(self.store(), &mut plan.people, job).await?;

        let plan = Arc::new(plan);
        let (counts, resolved, listed) = self.rehearse(self.store(), &plan, Walk::listing(), job).await?;
        let doubled = plan.people.rows().iter().filter(|row| row.kind == RowKind::Doubled).count();

        summary.listed = listed;
        summary.new = counts.new;
        summary.updated = counts.updated;
        summary.unchanged = counts.unchanged + doubled;
        summary.new_subscriptions = counts.subscriptions;
        summary.new_payments = counts.payments;
        summary.new_amount = counts.amount;
        summary.new_products = resolved.names();
        doubts(&plan, &mut summary).map_err(|error| spoiled(&plan.file, &error))?;
        job.step(STEPS)?;

        Ok((plan, summary))
    }

    /// Shows every member of the workspace to the people of the file.
    pub(super) async fn meet(&self, read: &impl Read, people: &mut People, job: &Job) -> Result<()> {
        let mut after = Id::nil();

        people.forget();

        loop {
            let members: Vec<Member> = read.after(after, PAGE).await?;
            let Some(last) = members.last() else { return Ok(()) };

            after = last.id();
            job.step(job.progress().0)?;
            members.iter().for_each(|member| people.meet(member));
        }
    }

    /// The walk without writing.
    pub(super) async fn rehearse(
        &self,
        read: &impl Read,
        plan: &Arc<Plan>,
        mut walk: Walk,
        job: &Job,
    ) -> Result<(Counts, Resolved, Vec<Listed>)> {
        let mut resolved = self.resolve(read, plan).await?;
        let terms = terms(plan, self);
        let mut counts = Counts::default();
        let mut steps = steps(plan.clone());
        let all = plan.people.rows().len().max(1);

        while let Some(steps) = steps.recv().await {
            let (effects, batch) = walk.over(read, &terms, &mut resolved, steps?).await?;

            counts.effects(&effects);
            counts.batch(&batch);
            job.step(
                STEPS * 3 / 4 + (counts.new + counts.updated + counts.unchanged) as u64 * (STEPS / 4) / all as u64,
            )?;
        }

        Ok((counts, resolved, walk.listed()))
    }

    pub(super) async fn resolve(&self, read: &impl Read, plan: &Plan) -> Result<Resolved> {
        let offers = crate::desk::products::offers(read).await?;

        Ok(plan.catalogue.resolve(&offers, &plan.venue, plan.drafting.read_as.decimal, self.now()))
    }
}

pub(super) fn terms<'a>(plan: &'a Plan, desk: &'a Desk) -> Terms<'a> {
    Terms {
        people: &plan.people,
        policy: plan.options.on_match,
        venue: &plan.venue,
        now: desk.now(),
        how: &plan.file,
        operator: desk.operator(),
        ids: Ids::new(),
    }
}

/// Lists the new people who may be somebody else, in the order of the file.
fn doubts(plan: &Plan, summary: &mut Summary) -> std::io::Result<()> {
    let mut doubts = plan.people.doubts();

    summary.duplicate_count = doubts.len();

    if doubts.is_empty() {
        return Ok(());
    }

    let numbers = numbers(plan)?;
    let mut rows = plan.table.rows.rows(0);
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

        summary.duplicates.push(PossibleDuplicate {
            row: row.number as usize,
            name: name(&draft),
            why: why(alike, &draft, |index| numbers.get(index as usize).copied().unwrap_or(0)),
        });
    }

    Ok(())
}

/// The number of each row, as a spreadsheet counts them.
fn numbers(plan: &Plan) -> std::io::Result<Vec<u32>> {
    let mut rows = plan.table.rows.rows(0);
    let mut row = Row::default();
    let mut numbers = Vec::with_capacity(plan.people.rows().len());

    while rows.next(&mut row)? {
        numbers.push(row.number);
    }

    Ok(numbers)
}

fn name(draft: &Draft) -> String {
    format!("{} {}", draft.member.first_name, draft.member.last_name).trim().to_owned()
}

fn why(alike: &Alike, draft: &Draft, number: impl Fn(u32) -> u32) -> Phrase {
    let email = draft.member.email.clone().unwrap_or_default();

    match alike {
        Alike::EmailInFile { row } => {
            Phrase::new("exchange-alike-email-row").with("email", email).with("row", i64::from(number(*row)))
        }
        Alike::EmailKnown { name } => {
            Phrase::new("exchange-alike-email-known").with("email", email).with("name", name.as_str())
        }
        Alike::BirthInFile { row } => Phrase::new("exchange-alike-birth-row").with("row", i64::from(number(*row))),
        Alike::BirthKnown { name } => Phrase::new("exchange-alike-birth-known").with("name", name.as_str()),
    }
}
