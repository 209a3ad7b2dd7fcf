//! `import`, `export`, `check`, `backup` and `restore`.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::desk::export::{Dialect, ExportOf, ExportOptions, Field, Subject, exportable};
use crate::desk::import::{Checked, ImportOptions, Summary};
use crate::desk::{Desk, Job, Selection};
use crate::domain::entity::{Id, Named};
use crate::domain::phrase::Phrase;
use crate::words::Language;

use super::args::{Backup, Check, Export, Import, Restore};
use super::lists::{member_query, one_of, pair, subscription_query};
use super::out::{Result, Stop, with_progress};
use super::{End, Shell, of_file};

impl Shell {
    pub(super) async fn import(&mut self, desk: &Desk, asked: &Import) -> Result<End> {
        let mut options =
            ImportOptions { on_match: one_of("--on-match", &asked.on_match, None)?, ..Default::default() };
        for text in &asked.map {
            let (column, field) = pair("--map", text)?;
            let field = match field {
                "" | "-" => None,
                name => Some(one_of("--map", name, None)?),
            };
            options.map.push((column.to_owned(), field));
        }
        let members_only = match asked.subject.as_deref() {
            None | Some("subscriptions") => false,
            Some("members") => true,
            Some("tickets") => return Err(Stop::Usage(Phrase::new("cli-no-tickets"))),
            Some(other) => {
                return Err(Stop::Usage(
                    Phrase::new("cli-wrong-choice")
                        .with("argument", "--as")
                        .with("value", other)
                        .with("choices", "members, subscriptions"),
                ));
            }
        };

        let job = Job::new();
        let mut checked = self.checked(desk, asked, options.clone(), &job).await?;
        if members_only && pass_over_sales(&checked.summary, &mut options) {
            checked = self.checked(desk, asked, options, &job).await?;
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
            let document = self.summary_json(summary, entry, asked.dry_run);
            self.out.json(&document)?;
        } else {
            self.summary_lines(summary, said.as_ref(), asked.dry_run)?;
        }

        Ok(if summary.refused_count > 0 { End::Partly } else { End::Done })
    }

    async fn checked(&self, desk: &Desk, asked: &Import, options: ImportOptions, job: &Job) -> Result<Checked> {
        let work = desk.check_import(&asked.from, options, job);

        Ok(with_progress(&self.words, "cli-job-check", job, work).await?)
    }

    fn summary_json(&self, summary: &Summary, entry: Option<Id>, dry_run: bool) -> Json {
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
            .map(|one| json!({ "row": one.row, "name": one.name, "reason": self.words.say(&one.why) }))
            .collect();
        let columns: Vec<Json> = summary
            .columns
            .iter()
            .map(|column| json!({ "column": column.header, "field": column.field, "filled": column.filled }))
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
            },
            "columns": columns,
            "rows": summary.rows,
            "new": summary.new,
            "updated": summary.updated,
            "unchanged": summary.unchanged,
            "new_subscriptions": summary.new_subscriptions,
            "new_payments": summary.new_payments,
            "new_amount": summary.new_amount,
            "new_products": summary.new_products,
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
            None => Phrase::new("cli-import-read-sheet")
                .with("format", read_as.encoding.as_str())
                .with("sheet", read_as.sheet.clone().unwrap_or_default()),
        });
        say(Phrase::new("cli-import-people")
            .with("new", summary.new)
            .with("updated", summary.updated)
            .with("unchanged", summary.unchanged));
        if summary.new_subscriptions > 0 {
            say(Phrase::new("cli-import-subscriptions")
                .with("subscriptions", summary.new_subscriptions)
                .with("amount", crate::domain::phrase::Arg::Money(summary.new_amount)));
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
        let mut fields: Vec<Field> = Vec::new();
        for name in asked.fields.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            fields.push(one_of("--fields", name, Some(exportable(subject)))?);
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
            Subject::Payments if narrowed => {
                let query = member_query(desk, &self.words, &asked.filter).await?;
                desk.wait_ready().await;

                ExportOf::Payments(Some(desk.member_ids(&query).await?))
            }
            Subject::Payments => ExportOf::Payments(None),
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

/// Maps the columns that are about sales to nothing. False when there are none.
fn pass_over_sales(summary: &Summary, options: &mut ImportOptions) -> bool {
    let of_members = exportable(Subject::Members);
    let before = options.map.len();

    for column in &summary.columns {
        let about_people =
            |field: &Field| of_members.contains(field) || matches!(field, Field::FullName | Field::MemberId);
        if column.field.is_some_and(|field| !about_people(&field)) {
            options.map.push(((column.index + 1).to_string(), None));
        }
    }

    options.map.len() > before
}
