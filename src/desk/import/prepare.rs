//! What a file means before anybody of the workspace is met: its columns mapped, its rows drafted and grouped.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::check::STEPS;
use super::source::{Plan, Source};
use super::{ColumnMap, ImportOptions, LISTED, Refusal, RowChoice, Summary};
use crate::desk::{Failure, Job, Result};
use crate::domain::custom::CustomField;
use crate::domain::entity::Instant;
use crate::domain::money::decimals;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::venue::Venue;
use crate::exchange::draft::merge::Policies;
use crate::exchange::draft::{Drafting, Own, Said, Wrong};
use crate::exchange::map::programs::Habits;
use crate::exchange::map::{self, Mapping, Program};
use crate::exchange::plan::people::RowKind;
use crate::exchange::plan::{Catalogue, People};
use crate::exchange::read::row::Row;
use crate::exchange::read::trouble::named;
use crate::exchange::read::{Table, Wishes};
use crate::exchange::{Field, Meaning, Question};

fn refused(phrase: Phrase) -> Failure {
    Failure::Refused(vec![Problem::new(phrase)])
}

/// What of the options says how to read the file. Dates and decimals are read from the cells later.
pub(super) fn wishes(options: &ImportOptions) -> Wishes {
    Wishes {
        sheet: options.sheet.clone(),
        encoding: options.encoding.clone(),
        separator: options.separator,
        header_row: options.header_row,
        ..Wishes::default()
    }
}

/// What a file is prepared with.
pub(super) struct Preparation {
    pub table: Arc<Table>,
    pub options: ImportOptions,
    pub remembered: Option<Instant>,
    pub custom: Vec<CustomField>,
    pub venue: Arc<Venue>,
    pub today: chrono::NaiveDate,
    pub now: Instant,
}

impl Preparation {
    /// Maps the columns and groups the rows; blocks.
    pub fn plan(self, path: &Path, job: &Job) -> Result<(Plan, Summary)> {
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
                habits: program.map(|program| Habits::of(program, &table.headers)).unwrap_or_default(),
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
                    suggested: mapping.kinds[index],
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

impl Summary {
    /// Counts a refused row, and lists it when it is one of the first.
    pub(super) fn refuse(&mut self, headers: &[String], row: &Row, wrong: Wrong) {
        self.refused_count += 1;

        if self.refused.len() < LISTED {
            self.refused.push(Refusal {
                row: row.number as usize,
                column: wrong.column.map(|column| headers[column].clone()),
                index: wrong.column,
                value: wrong.column.map(|column| excerpt(row.cell(column))).unwrap_or_default(),
                why: wrong.why,
            });
        }
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
    let mut asides = Asides::default();
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
            Said::Aside(column) => {
                asides.rows.count(column, row.cell(column), row.number);
                people.skip(RowKind::LeftOut);
            }
            Said::Wrong(wrong) => {
                summary.refuse(&plan.table.headers, &row, wrong);
                people.skip(RowKind::Refused);
            }
            Said::Person(draft) => {
                if let Some(column) = draft.aside {
                    asides.sales.count(column, row.cell(column), row.number);
                }

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
    asides.tell(&plan.table.headers, summary);
    notes(plan, &people, summary, &totals, odd_methods);
    summary.rows -= asides.rows.sum();

    Ok(people)
}

/// Rows that a status keeps from counting, and people whom it keeps from a subscription or ticket.
#[derive(Default)]
struct Asides {
    rows: Statuses,
    sales: Statuses,
}

/// How many rows have which status, by its column, and the first of them.
#[derive(Default)]
struct Statuses(BTreeMap<(usize, String), (usize, u32)>);

impl Statuses {
    fn count(&mut self, column: usize, status: &str, row: u32) {
        let status = excerpt(status.trim());
        // What is no status but a text of its own in each row is counted together.
        let status =
            if self.0.len() < 20 || self.0.contains_key(&(column, status.clone())) { status } else { "…".into() };

        self.0.entry((column, status)).or_insert((0, row)).0 += 1;
    }

    fn sum(&self) -> usize {
        self.0.values().map(|(count, _)| count).sum()
    }

    /// `of` begins the sentence of a status.
    fn phrases(&self, headers: &[String], of: impl Fn(&str) -> Phrase) -> Vec<Phrase> {
        self.0
            .iter()
            .map(|((column, status), (count, row))| {
                of(status)
                    .with("count", *count)
                    .with("row", i64::from(*row))
                    .with("column", headers.get(*column).map_or("", |header| header.trim()))
            })
            .collect()
    }
}

impl Asides {
    fn tell(&self, headers: &[String], summary: &mut Summary) {
        summary.notes.extend(
            self.rows.phrases(headers, |status| Phrase::new("exchange-rows-aside").with("value", status.to_owned())),
        );
        summary.notes.extend(self.sales.phrases(headers, |status| match status {
            "" => Phrase::new("exchange-sales-aside-blank"),
            status => Phrase::new("exchange-sales-aside").with("value", status.to_owned()),
        }));
    }
}

/// Applies what was decided of rows.
fn decide(plan: &Source, people: &mut People, decided: &[(usize, RowChoice)]) {
    let of_rows = decided.iter().any(|(_, choice)| matches!(choice, RowChoice::SameRow(_)));
    let numbers = if of_rows { plan.numbers().unwrap_or_default() } else { Vec::new() };

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
