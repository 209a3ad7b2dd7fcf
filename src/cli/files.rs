//! `import`, `export`, `check`, `backup` and `restore`.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::desk::export::{Dialect, ExportOf, ExportOptions, Field, Subject, exportable};
use crate::desk::import::{Alike, Effect, ImportOptions, Meaning, Of, Summary};
use crate::desk::{Desk, Job, Selection};
use crate::domain::custom::CustomField;
use crate::domain::entity::{Id, Named, Value};
use crate::domain::phrase::Phrase;
use crate::words::Language;

use super::args::{Backup, Check, Export, Import, Restore};
use super::lists::{member_query, one_of, pair, subscription_query};
use super::out::{Result, Stop, with_progress};
use super::{End, Shell, of_file};

impl Shell {
    pub(super) async fn import(&mut self, desk: &Desk, asked: &Import) -> Result<End> {
        let fields = desk.custom_fields(false).await?;
        let options = import_options(asked, &fields)?;
        let job = Job::new();
        let work = desk.check_import(&asked.from, options, &job);
        let mut checked = with_progress(&self.words, "cli-job-check", &job, work).await?;
        if !asked.policy.is_empty() {
            // Which column is called how is known only now.
            let mut options = import_options(asked, &fields)?;
            for text in &asked.policy {
                let (column, policy) = pair("--policy", text)?;
                options.policies.insert(column_of(&checked.summary, column)?, one_of("--policy", policy, None)?);
            }
            checked = desk.recheck_import(&checked, options, &Job::new()).await?;
        }

        let mut entry = None;
        let mut said = None;
        if !asked.dry_run && checked.summary.changes() {
            let job = Job::new();
            let work = desk.import(checked.clone(), &job);
            let outcome = with_progress(&self.words, "cli-job-import", &job, work).await?;
            entry = outcome.changed().then_some(outcome.entry);
            said = Some(outcome.said);
        }
        if let Some(to) = &asked.rejects {
            desk.save_rejects(&checked, to).await?;
        }

        let summary = &checked.summary;
        if asked.json {
            let document = self.summary_json(summary, entry, asked.dry_run, &fields);
            self.out.json(&document)?;
        } else {
            self.summary_lines(summary, said.as_ref(), asked.dry_run)?;
        }

        Ok(if summary.refused_count > 0 { End::Partly } else { End::Done })
    }

    fn summary_json(&self, summary: &Summary, entry: Option<Id>, dry_run: bool, fields: &[CustomField]) -> Json {
        let read_as = &summary.read_as;
        let refused: Vec<Json> = summary
            .refused
            .iter()
            .map(|refusal| {
                json!({
                    "row": refusal.row,
                    "column": refusal.column,
                    "value": refusal.value,
                    "reason": self.words.say(&refusal.why),
                })
            })
            .collect();
        let duplicates: Vec<Json> = summary
            .duplicates
            .iter()
            .map(|one| {
                let of = match one.of {
                    Alike::Member(id) => json!({ "member": id }),
                    Alike::Row(row) => json!({ "row": row }),
                };

                json!({ "row": one.row, "name": one.name, "of": of, "reason": self.words.say(&one.why) })
            })
            .collect();
        let contradictions: Vec<Json> = summary
            .contradictions
            .iter()
            .map(|one| {
                json!({
                    "row": one.row,
                    "field": one.meaning.name(fields),
                    "name": one.name,
                    "kept": one.kept.to_json(),
                    "said": one.said.to_json(),
                    "by": one.by,
                    "at": one.at,
                })
            })
            .collect();
        let rows: Vec<Json> = summary
            .listed
            .iter()
            .map(|listed| {
                let changes: Vec<Json> = listed
                    .changes
                    .iter()
                    .map(|change| {
                        let field = match &change.of {
                            Of::Member(column) => (*column).to_owned(),
                            Of::Custom(title) => title.clone(),
                        };

                        json!({ "field": field, "before": change.before.to_json(), "after": change.after.to_json() })
                    })
                    .collect();

                json!({
                    "row": listed.row,
                    "effect": match listed.effect {
                        Effect::New => "new",
                        Effect::Updated => "updated",
                        Effect::Unchanged => "unchanged",
                    },
                    "name": listed.name,
                    "email": listed.email,
                    "changes": changes,
                    "ticket": listed.ticket,
                })
            })
            .filter(|_| dry_run)
            .collect();
        let doubts: Vec<Json> = read_as
            .doubts
            .iter()
            .map(|doubt| {
                let answers: Vec<Json> = doubt
                    .answers
                    .iter()
                    .map(|answer| json!({ "value": answer.value, "sample": answer.sample }))
                    .collect();

                json!({ "question": doubt.question, "why": self.words.say(&doubt.why), "answers": answers })
            })
            .collect();
        let columns: Vec<Json> = summary
            .columns
            .iter()
            .map(|column| {
                json!({
                    "column": column.header,
                    "field": column.meaning.and_then(|meaning| meaning.name(fields)),
                    "policy": column.policy,
                    "filled": column.filled,
                })
            })
            .collect();

        json!({
            "entry": entry,
            "dry_run": dry_run,
            "read_as": {
                "encoding": read_as.encoding,
                "separator": read_as.separator,
                "decimal": read_as.decimal,
                "dates": read_as.dates,
                "header_row": read_as.header_row,
                "sheet": read_as.sheet,
                "doubts": doubts,
                "evidence": read_as.evidence.iter().map(|why| self.words.say(why)).collect::<Vec<_>>(),
            },
            "program": summary.program,
            "about": summary.subject,
            "remembered": summary.remembered,
            "columns": columns,
            "rows": summary.rows,
            "new": summary.new,
            "updated": summary.updated,
            "unchanged": summary.unchanged,
            "new_subscriptions": summary.new_subscriptions,
            "new_payments": summary.new_payments,
            "new_amount": summary.new_amount,
            "new_products": summary.new_products,
            "new_tickets": summary.new_tickets,
            "new_fields": summary.new_fields,
            "left_out": summary.left_out,
            "listed": rows,
            "contradiction_count": summary.contradiction_count,
            "contradictions": contradictions,
            "refused_count": summary.refused_count,
            "refused": refused,
            "duplicate_count": summary.duplicate_count,
            "duplicates": duplicates,
            "notes": summary.notes.iter().map(|note| self.words.say(note)).collect::<Vec<_>>(),
        })
    }

    fn summary_lines(&mut self, summary: &Summary, said: Option<&Phrase>, dry_run: bool) -> Result<()> {
        let read_as = &summary.read_as;
        let mut lines = Vec::new();
        let mut say = |phrase: Phrase| lines.push(self.words.say(&phrase));

        say(match read_as.separator {
            Some(separator) => Phrase::new("cli-import-read")
                .with("encoding", read_as.encoding.as_str())
                .with("separator", if separator == '\t' { "TAB".to_owned() } else { separator.to_string() })
                .with("dates", read_as.dates.name()),
            None if read_as.sheet.is_none() => {
                Phrase::new("cli-import-read-cards").with("format", read_as.encoding.as_str())
            }
            None => Phrase::new("cli-import-read-sheet")
                .with("format", read_as.encoding.as_str())
                .with("sheet", read_as.sheet.clone().unwrap_or_default()),
        });
        for doubt in &read_as.doubts {
            say(doubt.why.clone());
        }
        say(Phrase::new("cli-import-people")
            .with("new", summary.new)
            .with("updated", summary.updated)
            .with("unchanged", summary.unchanged));
        if summary.new_subscriptions > 0 {
            say(Phrase::new("cli-import-subscriptions")
                .with("subscriptions", summary.new_subscriptions)
                .with("amount", crate::domain::phrase::Arg::Money(summary.new_amount)));
        }
        if summary.new_tickets > 0 {
            say(Phrase::new("cli-import-tickets").with("count", summary.new_tickets));
        }
        if !summary.new_fields.is_empty() {
            say(Phrase::new("cli-import-fields").with("names", summary.new_fields.join(", ")));
        }
        if !summary.new_products.is_empty() {
            say(Phrase::new("cli-import-products").with("names", summary.new_products.join(", ")));
        }
        for note in &summary.notes {
            say(note.clone());
        }
        if summary.refused_count > 0 {
            say(Phrase::new("cli-import-refused").with("count", summary.refused_count));
        }
        for refusal in &summary.refused {
            say(Phrase::new("cli-import-refusal")
                .with("row", refusal.row.to_string())
                .with("reason", refusal.why.clone()));
        }
        if summary.contradiction_count > 0 {
            say(Phrase::new("cli-import-contradictions").with("count", summary.contradiction_count));
        }
        for one in &summary.contradictions {
            say(Phrase::new("cli-import-contradiction")
                .with("row", one.row.to_string())
                .with("name", one.name.as_str())
                .with("kept", plain(&one.kept))
                .with("said", plain(&one.said))
                .with("by", one.by.as_str()));
        }
        if summary.duplicate_count > 0 {
            say(Phrase::new("cli-import-duplicates").with("count", summary.duplicate_count));
        }
        for one in &summary.duplicates {
            say(Phrase::new("cli-import-duplicate")
                .with("row", one.row.to_string())
                .with("name", one.name.as_str())
                .with("reason", one.why.clone()));
        }
        match said {
            Some(said) => say(said.clone()),
            None if dry_run => say(Phrase::new("cli-import-dry-run")),
            None => say(Phrase::new("cli-import-nothing")),
        }

        for line in lines {
            self.out.line(&line)?;
        }

        Ok(())
    }

    pub(super) async fn export(&mut self, desk: &Desk, asked: &Export) -> Result<End> {
        let subject: Subject = one_of("WHAT", &asked.exported, None)?;
        let own = desk.custom_fields(true).await?;
        let mut fields: Vec<Meaning> = Vec::new();
        for name in asked.fields.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            fields.push(match Meaning::parse(name, &own) {
                Some(meaning @ Meaning::Custom(_)) => meaning,
                _ => Meaning::Field(one_of("--fields", name, Some(exportable(subject)))?),
            });
        }
        if let Some(name) = &asked.layout {
            let layouts = desk.layouts(subject).await?;
            let found = layouts.iter().find(|layout| layout.name == *name).ok_or_else(|| {
                Stop::Usage(
                    Phrase::new("cli-wrong-choice")
                        .with("argument", "--layout")
                        .with("value", name.as_str())
                        .with("choices", layouts.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")),
                )
            })?;
            fields.clone_from(&found.fields);
        }
        let dialect = match &asked.dialect {
            Some(name) => one_of("--dialect", name, None)?,
            None if self.words.language() == Language::French => Dialect::FrenchExcel,
            None => Dialect::Plain,
        };

        let narrowed = !asked.filter.search.is_empty() || !asked.filter.filters.is_empty();
        let what = match subject {
            Subject::Members => {
                ExportOf::Members(Selection::Query(member_query(desk, &self.words, &asked.filter).await?))
            }
            Subject::Subscriptions => {
                ExportOf::Subscriptions(Selection::Query(subscription_query(desk, &asked.filter).await?))
            }
            Subject::Payments | Subject::Tickets => {
                let of = if narrowed {
                    let query = member_query(desk, &self.words, &asked.filter).await?;
                    desk.wait_ready().await;

                    Some(desk.member_ids(&query).await?)
                } else {
                    None
                };

                if subject == Subject::Payments { ExportOf::Payments(of) } else { ExportOf::Tickets(of) }
            }
        };
        desk.wait_ready().await;

        let options = ExportOptions { fields, dialect, language: self.words.language() };
        let job = Job::new();
        let work = desk.export(what, &asked.to, options, &job);
        let rows = with_progress(&self.words, "cli-job-export", &job, work).await?;
        self.say(Phrase::new("cli-exported").with("rows", rows).with("path", shown(&asked.to)))
    }

    pub(super) async fn check(&mut self, desk: &Desk, asked: &Check) -> Result<End> {
        let findings = desk.check().await?;
        let said: Vec<String> = findings.iter().map(|finding| self.words.say(&finding.phrase)).collect();

        if asked.json {
            self.out.json(&json!({ "findings": said }))?;
        } else if said.is_empty() {
            self.say(Phrase::new("cli-check-fine"))?;
        } else {
            for line in &said {
                self.out.line(line)?;
            }
        }

        Ok(if said.is_empty() { End::Done } else { End::Wrong })
    }

    pub(super) async fn backup(&mut self, desk: &Desk, asked: &Backup) -> Result<End> {
        desk.backup(&asked.copy).await?;

        self.say(Phrase::new("cli-backed-up").with("path", shown(&asked.copy)))
    }

    pub(super) async fn restore(&mut self, asked: &Restore) -> Result<End> {
        let restored = Desk::restore(&asked.backup, &self.workspace).await;
        let kept = restored.map_err(|failure| of_file(&asked.backup, failure))?;
        let said = Phrase::new("cli-restored").with("path", shown(&self.workspace));
        self.say(said)?;
        if let Some(kept) = kept {
            self.say(Phrase::new("cli-kept").with("path", shown(&kept)))?;
        }

        Ok(End::Done)
    }

    fn say(&mut self, phrase: Phrase) -> Result<End> {
        self.out.line(&self.words.say(&phrase))?;

        Ok(End::Done)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A value as it stands in a line.
fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => other.to_json().to_string(),
    }
}

/// The index of a column by its name in the file.
fn column_of(summary: &Summary, name: &str) -> Result<usize> {
    let found = summary.columns.iter().find(|column| column.header.trim() == name.trim());

    found.map(|column| column.index).ok_or_else(|| {
        let known: Vec<&str> = summary.columns.iter().map(|column| column.header.as_str()).collect();

        Stop::Usage(
            Phrase::new("cli-wrong-choice")
                .with("argument", "--policy")
                .with("value", name)
                .with("choices", known.join(", ")),
        )
    })
}

/// What was asked of an import.
fn import_options(asked: &Import, fields: &[CustomField]) -> Result<ImportOptions> {
    let mut options = ImportOptions {
        on_match: one_of("--on-match", &asked.on_match, None)?,
        subject: asked.subject.as_deref().map(|name| one_of("--as", name, Some(READ))).transpose()?,
        sheet: asked.sheet.clone(),
        encoding: asked.encoding.clone(),
        separator: asked.separator.as_deref().map(separator).transpose()?,
        decimal: asked.decimal.as_deref().map(|name| one_of("--decimal", name, None)).transpose()?,
        dates: asked.dates.as_deref().map(|name| one_of("--dates", name, None)).transpose()?,
        header_row: asked.header_row,
        afresh: asked.afresh,
        take_all: asked.over_hand,
        create: !asked.no_create,
        ..Default::default()
    };

    for text in &asked.map {
        let (column, meaning) = pair("--map", text)?;
        let meaning =
            match meaning {
                "" | "-" => None,
                name => Some(Meaning::parse(name, fields).ok_or_else(|| {
                    let own = fields.iter().map(|field| format!("custom.{}", field.label));
                    let known = Field::ALL.iter().filter(|field| field.read()).map(|field| field.as_str().to_owned());

                    Stop::Usage(Phrase::new("cli-wrong-choice").with("argument", "--map").with("value", name).with(
                        "choices",
                        known.chain(own).chain(["new.text …".to_owned()]).collect::<Vec<_>>().join(", "),
                    ))
                })?),
            };

        options.map.push((column.to_owned(), meaning));
    }

    Ok(options)
}

/// What the rows of a file can be about.
const READ: &[Subject] = &[Subject::Members, Subject::Subscriptions, Subject::Payments, Subject::Tickets];

/// One character, or its name.
fn separator(text: &str) -> Result<char> {
    let mut characters = text.chars();

    match (text, characters.next(), characters.next()) {
        ("tab" | "\\t", ..) => Ok('\t'),
        (_, Some(character), None) => Ok(character),
        _ => Err(Stop::Usage(
            Phrase::new("cli-wrong-choice")
                .with("argument", "--separator")
                .with("value", text)
                .with("choices", "; , | tab"),
        )),
    }
}
