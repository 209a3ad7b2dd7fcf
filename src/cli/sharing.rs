//! `share`, `join`, `sync`, `desks`, `conflicts`, `invite`, `revoke`, `leave`. Secrets are read from standard input, never
//! from an argument.

use std::io::{BufRead, IsTerminal, stdin};
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::desk::sharing::{
    Address, Conflict, DeskSeen, Founding, Joining, Op, Refusal, Role, Side, State, Status, Trust,
};
use crate::desk::{Desk, Job, Setup};
use crate::domain::TABLES;
use crate::domain::entity::Instant;
use crate::domain::phrase::Phrase;

use super::args::{Conflicts, Desks, Invite, Join, Leave, Revoke, Share, Sync};
use super::lists::{one_of, pair};
use super::out::{Result, Stop, Table, tell, with_progress};
use super::{End, Shell, of_file};

impl Shell {
    pub(super) async fn share(&mut self, desk: &Desk, asked: &Share) -> Result<End> {
        let trust = match &asked.certificate {
            Some(path) => Trust::Pinned(std::fs::read_to_string(path).map_err(|error| {
                Stop::from(
                    Phrase::new("cli-unreadable")
                        .with("path", path.display().to_string())
                        .with("detail", error.to_string()),
                )
            })?),
            None if asked.plain => Trust::Local,
            None => Trust::System,
        };
        let administrator = Address {
            host: asked.host.clone(),
            port: asked.port,
            database: asked.database.clone(),
            login: asked.login.clone(),
            trust,
        };
        let secret = self.secret("cli-ask-password")?;

        if asked.upgrade {
            let (before, after) = desk.upgrade_server(&administrator, &secret).await?;
            let key = if before == after { "cli-upgrade-none" } else { "cli-upgraded" };
            let told = Phrase::new(key).with("before", i64::from(before)).with("after", i64::from(after));

            self.out.line(&self.words.say(&told))?;

            return Ok(End::Done);
        }

        let founding = Founding {
            administrator,
            secret,
            workspace: asked.name.clone().unwrap_or_default(),
            operator: asked.operator.clone().unwrap_or_default(),
        };
        let job = Job::new();
        let told = with_progress(&self.words, "cli-sharing", &job, desk.share(founding, &job)).await?;

        self.note(told, desk.secret_to_note());
        desk.exchange().await?;
        self.out.line(&self.words.get("cli-shared"))?;

        Ok(End::Done)
    }

    /// Joins with a new file where the workspace of this command lies.
    pub(super) async fn join(&mut self, asked: &Join) -> Result<End> {
        let code = match &asked.code {
            Some(code) => code.clone(),
            None => self.secret("cli-ask-code")?,
        };
        let mut setup = Setup::of_this_computer();

        self.words.language().code().clone_into(&mut setup.language);

        let joining = Joining {
            code,
            operator: asked.operator.clone().unwrap_or_default(),
            computer: asked.computer.clone().unwrap_or_default(),
        };
        let workspace = self.workspace.clone();
        let (desk, told) =
            Desk::join(&workspace, setup, joining).await.map_err(|failure| of_file(&workspace, failure))?;

        self.note(told, desk.secret_to_note());

        let exchanged = desk.exchange().await;

        desk.close().await?;
        self.out.line(
            &self.words.say(&Phrase::new("cli-joined").with("count", exchanged?.taken).with("path", show(&workspace))),
        )?;

        Ok(End::Done)
    }

    pub(super) async fn sync(&mut self, desk: &Desk, asked: &Sync) -> Result<End> {
        self.with_secret(desk, asked.secret).await?;

        if asked.accept_removals {
            desk.agree_to_archive();
        }

        if !asked.once && !asked.json {
            return self.keep_in_touch(desk).await;
        }

        let exchanged = desk.exchange().await?;
        let refused = desk.refusals().await?;

        if asked.json {
            self.out.json(&json!({
                "sent": exchanged.sent, "refused": exchanged.refused, "taken": exchanged.taken,
                "refused_open": refused.iter().map(|refusal| self.refusal_json(refusal)).collect::<Vec<_>>(),
            }))?;
        } else {
            let phrase = Phrase::new("cli-exchanged")
                .with("sent", exchanged.sent - exchanged.refused)
                .with("taken", exchanged.taken);

            self.out.line(&self.words.say(&phrase))?;

            for news in desk.news() {
                self.out.line(&self.words.say(&news))?;
            }

            for refusal in &refused {
                let line = self.refusal(desk, refusal).await?;

                self.out.line(&line)?;
            }
        }

        Ok(if refused.is_empty() { End::Done } else { End::Partly })
    }

    /// Exchanges until it is stopped, telling each state as it comes.
    async fn keep_in_touch(&mut self, desk: &Desk) -> Result<End> {
        let mut status = desk.sharing_status();

        desk.keep_in_touch();

        while status.changed().await.is_ok() {
            let now = status.borrow_and_update().clone();

            tell(&self.words.say(&said(&now)));

            for news in desk.news() {
                tell(&self.words.say(&news));
            }
        }

        Ok(End::Done)
    }

    pub(super) async fn desks(&mut self, desk: &Desk, asked: &Desks) -> Result<End> {
        self.with_secret(desk, asked.secret).await?;

        let mut desks = desk.desks().await?;

        // Who manages the team sees the logins by which a desk is revoked.
        if desk.may("team.manage") {
            desks = desk.team().await?.desks;
        }

        if asked.json {
            self.out.json(&json!({ "desks": desks.iter().map(desk_json).collect::<Vec<_>>() }))?;

            return Ok(End::Done);
        }

        let titles = ["cli-operator", "cli-computer", "cli-last-seen", "cli-login"];
        let mut table = Table::new(self.titles(&titles));
        let rows: Vec<Vec<String>> = desks
            .iter()
            .map(|seen| {
                vec![
                    seen.operator.clone(),
                    seen.computer.clone(),
                    self.moment(seen.last_seen),
                    seen.login.clone().unwrap_or_default(),
                ]
            })
            .collect();

        table.rows(&rows, &mut self.out)?;

        Ok(End::Done)
    }

    pub(super) async fn conflicts(&mut self, desk: &Desk, asked: &Conflicts) -> Result<End> {
        self.with_secret(desk, asked.secret).await?;

        let refusals = desk.refusals().await?;

        if let Some(id) = asked.again.as_ref().or(asked.aside.as_ref()) {
            let known = refusals.iter().find(|refusal| refusal.op.op.to_string() == *id);
            let refusal = known.ok_or_else(|| Stop::from(Phrase::new("cli-no-refusal").with("id", id.as_str())))?;

            if asked.aside.is_some() {
                desk.put_aside(refusal.op.op).await?;
                self.out.line(&self.words.get("cli-put-aside"))?;
            } else {
                desk.send_again(&self.mended(refusal, &asked.set)?).await?;
                desk.exchange().await?;
                self.out.line(&self.words.get("cli-sent-again"))?;
            }

            return Ok(End::Done);
        }

        let conflicts = desk.conflicts().await?;

        if let Some(id) = asked.keep.or(asked.take) {
            let Some(conflict) = conflicts.iter().find(|conflict| conflict.id == id) else {
                return Err(Phrase::new("cli-no-conflict").with("id", id).into());
            };

            desk.settle_conflict(conflict, asked.take.is_some()).await?;
            desk.exchange().await?;
            self.out.line(&self.words.get("cli-settled"))?;

            return Ok(End::Done);
        }

        if asked.json {
            self.out.json(&json!({
                "conflicts": conflicts.iter().map(conflict_json).collect::<Vec<_>>(),
                "refused": refusals.iter().map(|refusal| self.refusal_json(refusal)).collect::<Vec<_>>(),
            }))?;

            return Ok(End::Done);
        }

        for conflict in &conflicts {
            let side = |side: &Side| format!("{}, {}", side.operator.clone().unwrap_or_default(), self.moment(side.at));
            let phrase = Phrase::new("cli-conflict")
                .with("id", conflict.id)
                .with("subject", subject(desk, conflict).await)
                .with("field", Phrase::new(field(conflict)))
                .with("kept", value(&conflict.kept))
                .with("keeper", side(&conflict.kept_by))
                .with("lost", value(&conflict.lost))
                .with("loser", side(&conflict.lost_by));

            self.out.line(&self.words.say(&phrase))?;
        }

        for refusal in &refusals {
            let line = self.refusal(desk, refusal).await?;

            self.out.line(&line)?;
        }

        for (key, count) in [("cli-conflicts-found", conflicts.len()), ("cli-refused-found", refusals.len())] {
            self.out.line(&self.words.say(&Phrase::new(key).with("count", count)))?;
        }

        Ok(if conflicts.is_empty() && refusals.is_empty() { End::Done } else { End::Partly })
    }

    /// A refused change with the values that `--set` gave.
    fn mended(&self, refusal: &Refusal, set: &[String]) -> Result<Op> {
        let inputs = refusal.inputs();
        let mut op = refusal.op.clone();

        for given in set {
            let (name, typed) = pair("--set", given)?;
            let known = inputs.iter().find(|(column, _)| column.name == name);
            let (column, input) = known.ok_or_else(|| {
                let names: Vec<&str> = inputs.iter().map(|(column, _)| column.name).collect();

                Stop::Usage(Phrase::new("cli-no-set").with("field", name).with("fields", names.join(", ")))
            })?;

            op.set.insert(name.to_owned(), self.words.read_cell(column, input, typed)?);
        }

        Ok(op)
    }

    /// A refused change in a line: its values as `--set` takes them, and why.
    async fn refusal(&self, desk: &Desk, refusal: &Refusal) -> Result<String> {
        let op = &refusal.op;
        let name = desk.name_of_row(&op.entity, op.row).await?;
        let values: Vec<String> = refusal
            .inputs()
            .iter()
            .filter_map(|(column, input)| {
                let typed = self.words.cell_text(input, op.set.get(column.name)?);

                (!typed.is_empty()).then(|| format!("{}={typed}", column.name))
            })
            .collect();
        let phrase = Phrase::new("cli-refused-change")
            .with("id", op.op.to_string())
            .with("subject", if name.is_empty() { op.entity.clone() } else { name })
            .with("values", values.join(", "))
            .with("reason", refusal.reason())
            .with("code", refusal.code.as_str());

        Ok(self.words.say(&phrase))
    }

    fn refusal_json(&self, refusal: &Refusal) -> Json {
        json!({
            "op": refusal.op.op, "entity": refusal.op.entity, "row": refusal.op.row, "kind": refusal.op.kind.name(),
            "set": refusal.op.set, "now": refusal.now,
            "fields": refusal.inputs().iter().map(|(column, _)| column.name).collect::<Vec<_>>(),
            "code": refusal.code, "column": refusal.column,
            "reason": self.words.say(&refusal.reason()), "detail": refusal.message,
        })
    }

    pub(super) async fn invite(&mut self, desk: &Desk, asked: &Invite) -> Result<End> {
        let role: Role = one_of("--role", &asked.role, None)?;

        self.with_secret(desk, asked.secret).await?;

        let code = desk.invite(&asked.name, &asked.email, role).await?;

        tell(&self.words.get("cli-invited"));
        self.out.line(&code)?;

        Ok(End::Done)
    }

    pub(super) async fn revoke(&mut self, desk: &Desk, asked: &Revoke) -> Result<End> {
        self.with_secret(desk, asked.secret).await?;

        desk.revoke(&asked.login).await?;
        self.out.line(&self.words.get("cli-revoked"))?;

        Ok(End::Done)
    }

    pub(super) async fn leave(&mut self, desk: &Desk, asked: &Leave) -> Result<End> {
        // Who lost the secret can still leave.
        if asked.secret {
            self.with_secret(desk, true).await?;
        }

        desk.leave().await?;
        self.out.line(&self.words.get("cli-left"))?;

        Ok(End::Done)
    }

    /// Reads the desk's secret where the keychain does not have it: asked for, or as `--secret` says.
    pub(super) async fn with_secret(&self, desk: &Desk, asked: bool) -> Result<()> {
        if !asked {
            let Some(why) = desk.wants_secret().await else { return Ok(()) };

            if !stdin().is_terminal() {
                return Err(Stop::Failed(vec![why, Phrase::new("cli-give-secret")]));
            }

            tell(&self.words.say(&why));
        }

        let secret = self.secret("cli-ask-secret")?;

        if secret.is_empty() {
            return Err(Phrase::new("cli-no-secret").into());
        }

        desk.give_secret(&secret);

        Ok(())
    }

    /// Reads a line that is not shown in the history of a shell.
    fn secret(&self, question: &'static str) -> Result<String> {
        if stdin().is_terminal() {
            tell(&self.words.get(question));
        }

        let mut line = String::new();

        stdin().lock().read_line(&mut line)?;

        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    fn note(&self, told: Option<Phrase>, secret: Option<String>) {
        if let Some(phrase) = told {
            tell(&self.words.say(&phrase));
        }

        if let Some(secret) = secret {
            tell(&self.words.say(&Phrase::new("cli-note-secret").with("secret", secret)));
        }
    }

    fn moment(&self, micros: Option<i64>) -> String {
        micros.and_then(Instant::from_timestamp_micros).map(|at| self.words.moment(at)).unwrap_or_default()
    }
}

/// Whose value it is: the member's name, else what kind of row.
async fn subject(desk: &Desk, conflict: &Conflict) -> String {
    match desk.member(conflict.row).await {
        Ok(page) => page.member.display_name(),
        Err(_) => conflict.entity.clone(),
    }
}

/// The key of the column's name; what no column of this program is called stays as it is.
fn field(conflict: &Conflict) -> String {
    let table = TABLES.iter().find(|table| table.name == conflict.entity);

    match table.filter(|table| table.columns.iter().any(|column| column.name == conflict.field)) {
        Some(table) => table.key(&conflict.field),
        None => conflict.field.clone(),
    }
}

fn value(value: &Json) -> String {
    match value {
        Json::Null => "—".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn said(status: &Status) -> Phrase {
    let phrase = match &status.state {
        State::Alone => Phrase::new("failure-not-shared"),
        State::Talking => Phrase::new("cli-talking"),
        State::Quiet => Phrase::new("sync-quiet"),
        State::Offline => Phrase::new("cli-offline"),
        State::Apart { why, .. } => why.clone(),
        State::Stopped(why) | State::NeedsSecret(why) => why.clone(),
    };

    Phrase::new("cli-sharing-state").with("state", phrase).with("waiting", status.waiting)
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

fn desk_json(seen: &DeskSeen) -> Json {
    json!({
        "operator": seen.operator, "computer": seen.computer, "login": seen.login,
        "last_seen": seen.last_seen.and_then(Instant::from_timestamp_micros),
    })
}

fn conflict_json(conflict: &Conflict) -> Json {
    let side = |side: &Side| {
        json!({
            "operator": side.operator, "desk": side.desk,
            "at": side.at.and_then(Instant::from_timestamp_micros),
        })
    };

    json!({
        "id": conflict.id, "entity": conflict.entity, "row": conflict.row, "field": conflict.field,
        "kept": conflict.kept, "lost": conflict.lost,
        "kept_by": side(&conflict.kept_by), "lost_by": side(&conflict.lost_by),
    })
}
