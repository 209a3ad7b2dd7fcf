//! Reading a file and finding out what it would do.

use std::path::Path;
use std::sync::Arc;

use super::source::{Plan, Source, steps};
use super::walk::{Batch, Ids, Terms, Walk};
use super::{
    Alike, ColumnMap, Effect, ImportOptions, LISTED, PossibleDuplicate, Refusal, RowChoice, SaleChoice, Summary, layout,
};
use crate::desk::{Desk, Failure, Job, Result};
use crate::domain::custom::CustomField;
use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::member::Member;
use crate::domain::money::decimals;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::venue::Venue;
use crate::exchange::draft::merge::Policies;
use crate::exchange::draft::{Draft, Drafting, Own, Said};
use crate::exchange::map::{self, Mapping, Program};
use crate::exchange::plan::catalogue::Resolved;
use crate::exchange::plan::people::{Alike as Like, RowKind};
use crate::exchange::plan::{Catalogue, People};
use crate::exchange::read::row::Row;
use crate::exchange::read::trouble::{Trouble, named};
use crate::exchange::read::{self, Table, Wishes};
use crate::exchange::{Field, Meaning, Question};
use crate::store::Read;

/// How many members are met at once.
const PAGE: usize = 4_000;

/// Progress of a check is told in thousandths: half for reading, a quarter each for grouping and comparing.
const STEPS: u64 = 1_000;

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

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Said(phrase) => Self::Storage(phrase),
            Trouble::Stopped => Self::Cancelled,
        }
    }
}

fn refused(phrase: Phrase) -> Failure {
    Failure::Refused(vec![Problem::new(phrase)])
}

/// What of the options says how to read the file. Dates and decimals are read from the cells later.
fn wishes(options: &ImportOptions) -> Wishes {
    Wishes {
        sheet: options.sheet.clone(),
        encoding: options.encoding.clone(),
        separator: options.separator,
        header_row: options.header_row,
        ..Wishes::default()
    }
}

/// What a file is prepared with.
struct Preparation {
    table: Arc<Table>,
    options: ImportOptions,
    remembered: Option<Instant>,
    custom: Vec<CustomField>,
    venue: Arc<Venue>,
    today: chrono::NaiveDate,
    now: Instant,
}

impl Preparation {
    /// Maps the columns and groups the rows; blocks.
    fn plan(self, path: &Path, job: &Job) -> Result<(Plan, Summary)> {
        let Self { table, options, remembered, custom, venue, today, now } = self;
        let program = Program::of(&table.headers);
        let subject = options.subject.or(program.map(|program| program.subject));
        let mapping =
            map::propose(&table.headers, &table.profile, &options.map, program, &custom, subject).map_err(refused)?;
        let mut read_as = table.read_as.clone();

        // What the operator decided needs no second reading: it only changes what the cells mean.
        if options.dates.is_some() {
            let dates = table.profile.dates(&table.headers, options.dates);

            (read_as.dates, read_as.column_dates) = (dates.of_file, dates.of_columns);
            read_as.doubts.retain(|doubt| doubt.question != Question::Dates);
        }

        if options.decimal.is_some() {
            let decimal = table.profile.decimal(&table.headers, read_as.separator, options.decimal);

            (read_as.decimal, read_as.column_decimals) = (decimal.of_file, decimal.of_columns);
            read_as.doubts.retain(|doubt| doubt.question != Question::Decimal);
        }

        let own = Own::of(&mapping.meanings, &table.headers, &custom, now);
        let policies = policies(&options, &mapping, &own);
        let mut summary = Summary::of(path, &table, &mapping, &options);

        summary.program = program.map(|program| program.name);
        summary.subject = subject;
        summary.remembered = remembered;
        summary.read_as = read_as.clone();

        let mut source = Source {
            wishes: wishes(&options),
            drafting: Drafting {
                mapping,
                read_as,
                own,
                subject,
                file: named(path),
                decimals: decimals(&venue.currency),
                today,
            },
            table,
            catalogue: Catalogue::default(),
            policies,
            options,
            file: named(path),
            venue,
        };
        let has = |field| source.drafting.mapping.has(field);
        let nobody = ![Field::Email, Field::LastName, Field::FullName].into_iter().any(has);
        let useless = if nobody { Some(unknown_columns(&source)) } else { source.drafting.lacks_tickets() };
        let people = match useless {
            Some(why) => {
                summary.refused.push(whole(&source, why));
                summary.refused_count = 1;
                summary.rows = 1;

                People::default()
            }
            None => group(&mut source, &mut summary, job)?,
        };

        Ok((Plan { source: Arc::new(source), people, revision: 0 }, summary))
    }
}

/// The file's policy and those of its columns. A column of a new field has none: there is nothing yet.
fn policies(options: &ImportOptions, mapping: &Mapping, own: &[Own]) -> Policies {
    let columns = options
        .policies
        .iter()
        .filter_map(|(index, policy)| {
            let meaning = match own.iter().find(|own| own.column == *index) {
                Some(own) => Meaning::Custom(own.field.id),
                None => mapping.meanings.get(*index).copied().flatten()?,
            };

            Some((meaning, *policy))
        })
        .collect();

    Policies { file: options.on_match, columns }
}

impl Summary {
    /// What is known of a file before its rows are looked at.
    fn of(path: &Path, table: &Table, mapping: &Mapping, options: &ImportOptions) -> Self {
        let columns = table
            .headers
            .iter()
            .enumerate()
            .map(|(index, header)| {
                let profile = table.profile.columns.get(index).cloned().unwrap_or_default();

                ColumnMap {
                    index,
                    header: header.clone(),
                    meaning: mapping.meanings[index],
                    policy: options.policies.get(&index).copied().unwrap_or(options.on_match),
                    samples: profile.samples,
                    filled: profile.filled,
                }
            })
            .collect();

        Self {
            file: path.to_owned(),
            read_as: table.read_as.clone(),
            program: None,
            subject: None,
            remembered: None,
            columns,
            rows: 0,
            new: 0,
            updated: 0,
            unchanged: 0,
            left_out: 0,
            new_subscriptions: 0,
            new_payments: 0,
            new_amount: 0,
            new_tickets: 0,
            listed: Vec::new(),
            refused_count: 0,
            refused: Vec::new(),
            duplicate_count: 0,
            duplicates: Vec::new(),
            contradiction_count: 0,
            contradictions: Vec::new(),
            new_products: Vec::new(),
            new_prices: Vec::new(),
            new_fields: Vec::new(),
            notes: table.notes.clone(),
        }
    }
}

/// A file without a name or e-mail in it.
fn unknown_columns(source: &Source) -> Phrase {
    let headers = source.table.headers.join(", ");

    Phrase::new("exchange-no-people").with("file", source.file.as_str()).with("columns", excerpt(&headers))
}

/// The whole file is refused at its header, so that its columns can still be shown and said.
fn whole(source: &Source, why: Phrase) -> Refusal {
    Refusal {
        row: source.table.read_as.header_row.unwrap_or(1),
        column: None,
        index: None,
        value: excerpt(&source.table.headers.join(", ")),
        why,
    }
}

/// Drafts every row once: who is who, what is refused, which products are named.
fn group(plan: &mut Source, summary: &mut Summary, job: &Job) -> Result<People> {
    let mut people = People::default();
    let mut catalogue = Catalogue::default();
    let mut choices: Vec<(usize, Own)> =
        plan.drafting.own.iter().cloned().enumerate().filter(|(_, own)| own.open).collect();
    let mut rows = plan.rows();
    let mut row = Row::default();
    let mut totals: Vec<u32> = Vec::new();
    // Places of the rows of which something was decided.
    let mut decided: Vec<(usize, RowChoice)> = Vec::new();
    let (mut done, mut odd_methods) = (0_u64, 0_usize);
    let all = plan.table.rows.len() as u64;

    while rows.next(&mut row)? {
        done += 1;

        if done.is_multiple_of(1024) {
            job.step(STEPS / 2 + done * (STEPS / 4) / all.max(1))?;
        }

        let choice = plan.options.rows.get(&(row.number as usize)).copied();

        if choice == Some(RowChoice::LeaveOut) {
            summary.left_out += 1;
            people.skip(RowKind::LeftOut);
            continue;
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
                        index: wrong.column,
                        value: wrong.column.map(|column| excerpt(row.cell(column))).unwrap_or_default(),
                        why: wrong.why,
                    });
                }

                people.skip(RowKind::Refused);
            }
            Said::Person(draft) => {
                if let Some(sale) = &draft.sale {
                    odd_methods += usize::from(sale.odd_method);
                    catalogue.add(sale, &plan.venue).map_err(refused)?;
                }

                for (_, own) in &mut choices {
                    if let Some((_, value)) = draft.values.iter().find(|(field, _)| *field == own.field.id) {
                        own.gather(value);
                    }
                }

                if let Some(choice) = choice {
                    decided.push((people.rows().len(), choice));
                }

                people.add(&draft.member, row.cells());
            }
        }
    }

    plan.catalogue = catalogue;

    for (at, mut own) in choices {
        own.open = false;
        own.field.problems().into_iter().next().map_or(Ok(()), |problem| {
            let column = plan.table.headers.get(own.column).cloned().unwrap_or_default();

            // A column without any value needs no choices: its field is not created.
            if own.field.choices.is_empty() {
                Ok(())
            } else {
                Err(refused(Phrase::new("exchange-choices-many").with("column", column).with("reason", problem.phrase)))
            }
        })?;
        plan.drafting.own[at] = own;
    }

    people.settle();
    decide(plan, &mut people, &decided);
    notes(plan, &people, summary, &totals, odd_methods);

    Ok(people)
}

/// Applies what was decided of rows.
fn decide(plan: &Source, people: &mut People, decided: &[(usize, RowChoice)]) {
    let of_rows = decided.iter().any(|(_, choice)| matches!(choice, RowChoice::SameRow(_)));
    let numbers = if of_rows { numbers(plan).unwrap_or_default() } else { Vec::new() };

    for (row, choice) in decided {
        match choice {
            RowChoice::New => people.decide(*row, None),
            RowChoice::Same(id) => people.decide(*row, Some(*id)),
            RowChoice::SameRow(other) => {
                if let Some(other) = numbers.iter().position(|number| *number as usize == *other) {
                    people.same(*row, other);
                }
            }
            RowChoice::LeaveOut => {}
        }
    }
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

    if sells && !mapping.has(Field::Ends) && !plan.drafting.tickets() {
        summary.notes.push(Phrase::new("exchange-no-end-column"));
    }

    summary.rows = people.rows().len() - totals.len() - summary.left_out;
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
        let mut after = Id::nil();

        people.forget();

        loop {
            let members: Vec<Member> = read.after(after, PAGE).await?;
            let Some(last) = members.last() else { break };

            after = last.id();
            job.step(job.progress().0)?;
            members.iter().for_each(|member| people.meet(member));
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

/// Lists the new people who may be somebody else, in the order of the file.
fn doubts(plan: &Plan, summary: &mut Summary) -> Result<()> {
    let mut doubts = plan.people.doubts();

    summary.duplicate_count = doubts.len();

    if doubts.is_empty() {
        return Ok(());
    }

    let numbers = numbers(plan)?;
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

/// The number of each row, as a spreadsheet counts them.
fn numbers(plan: &Source) -> Result<Vec<u32>> {
    let mut rows = plan.rows();
    let mut row = Row::default();
    let mut numbers = Vec::with_capacity(plan.table.rows.len());

    while rows.next(&mut row)? {
        numbers.push(row.number);
    }

    Ok(numbers)
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
