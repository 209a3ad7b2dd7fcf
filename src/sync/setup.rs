//! Making a PostgreSQL database a shared workspace, as its administrator.

use serde_json::{Value as Json, json};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor, Row};
use uuid::Uuid;

use super::address::Address;
use super::link::{PATIENCE, connect, refused, without_nul};
use super::rules::{self, OLDEST, SCHEMA};
use super::wire::{Action, Cells, Mark, Rev};
use super::{Trouble, scram};
use crate::domain::TABLES;
use crate::domain::entity::{Kind, Wins};

/// The server's half for one workspace.
#[derive(Debug, Clone)]
pub struct Half {
    /// The role that owns everything.
    pub owner: String,
    /// What the administrator runs; running it again changes nothing.
    pub sql: String,
    pub version: i32,
}

/// Gives the server's half for a workspace's tag and a database.
pub type Script<'a> = &'a (dyn Fn(&str, &str) -> Option<Half> + Sync);

/// What founding a workspace brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Founded {
    pub server: Uuid,
    pub operator: Uuid,
    pub login: String,
}

/// Who founds, and what.
#[derive(Debug, Clone)]
pub struct Founding<'a> {
    pub workspace: &'a str,
    pub operator: &'a str,
    pub computer: &'a str,
    pub desk: Uuid,
    pub secret: &'a str,
}

/// A piece of the journal or a row, to be uploaded.
#[derive(Debug, Clone)]
pub enum Piece {
    Row { entity: &'static str, id: Uuid, cells: Cells },
    Entry { seq: i64, action: Action },
    Change { seq: i64, entry: Option<Uuid>, entity: String, row: Uuid, kind: String, fields: Option<String> },
}

/// The administrator's connection, while a workspace is founded: nothing is there until it is finished.
pub struct Founder {
    connection: PgConnection,
    owner: String,
    version: i32,
    /// Whether every row went up as it was.
    exact: bool,
}

/// How far the server's history reaches once everything is uploaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    pub mark: Mark,
    /// Whether the server has every row as it was given: its texts hold no NUL.
    pub exact: bool,
}

impl Founder {
    /// Connects as the administrator, and makes the server's half.
    pub async fn new(address: &Address, secret: &str, script: Script<'_>) -> Result<Self, Trouble> {
        let mut connection = connect(address, secret).await?;
        let fail = |error| refused(&error);
        let tag = scram::new_tag()?;
        let Half { owner, sql, version } =
            script(&tag, &address.database).ok_or_else(|| Trouble::new("sync-refused").with("detail", tag.as_str()))?;

        if owner_there(&mut connection).await?.is_some() {
            return Err(Trouble::new("sync-shared-already"));
        }

        connection.execute("BEGIN").await.map_err(fail)?;
        connection.execute(AssertSqlSafe(sql)).await.map_err(fail)?;
        connection.execute(AssertSqlSafe(format!("SET LOCAL ROLE \"{owner}\""))).await.map_err(fail)?;

        Ok(Self { connection, owner, version, exact: true })
    }

    /// Writes down the workspace, its first administrator and this desk.
    pub async fn found(&mut self, founding: &Founding<'_>) -> Result<Founded, Trouble> {
        let tag = self.owner.rsplit('_').next().unwrap_or_default();
        let p = json!({
            "name": founding.workspace, "tag": tag, "operator": founding.operator, "email": null,
            "computer": founding.computer, "desk": founding.desk, "verifier": scram::verifier(founding.secret)?,
            "declare": declaration(),
        });
        let row = sqlx::query("SELECT guichet.found($1::jsonb)::text")
            .bind(p.to_string())
            .fetch_one(&mut self.connection)
            .await
            .map_err(|error| refused(&error))?;
        let text: String = row.try_get(0).map_err(|error| refused(&error))?;

        sqlx::query("UPDATE guichet.workspace SET version = $1")
            .bind(self.version)
            .execute(&mut self.connection)
            .await
            .map_err(|error| refused(&error))?;

        let said: Json = serde_json::from_str(&text).unwrap_or_default();
        let id = |key: &str| said[key].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();

        Ok(Founded {
            server: id("server"),
            operator: id("operator"),
            login: said["login"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// Uploads pieces of one kind.
    pub async fn copy(&mut self, pieces: &[Piece]) -> Result<(), Trouble> {
        self.exact &= !pieces.iter().any(Piece::holds_nul);

        for (table, of) in [
            ("guichet.incoming (entity, id, cells)", 0),
            ("guichet.incoming_entry (seq, id, at, operator, desk, action, subject, member, note, undoes)", 1),
            ("guichet.incoming_change (seq, entry, entity, \"row\", kind, fields)", 2),
        ] {
            let lines: String = pieces.iter().filter(|piece| piece.kind() == of).map(Piece::line).collect();

            if lines.is_empty() {
                continue;
            }

            let copied = async {
                let mut copy = self.connection.copy_in_raw(&format!("COPY {table} FROM STDIN")).await?;

                copy.send(lines.into_bytes()).await?;
                copy.finish().await
            };

            match tokio::time::timeout(PATIENCE, copied).await {
                Ok(copied) => copied.map(drop).map_err(|error| refused(&error))?,
                Err(_) => return Err(Trouble::new("sync-fault").with("detail", "timeout")),
            }
        }

        Ok(())
    }

    /// Spreads what was uploaded, and makes everything visible at once.
    pub async fn finish(mut self, founded: &Founded, desk: Uuid) -> Result<Loaded, Trouble> {
        let rev: Rev = sqlx::query_scalar("SELECT guichet.load($1, $2)")
            .bind(founded.login.as_str())
            .bind(desk)
            .fetch_one(&mut self.connection)
            .await
            .map_err(|error| refused(&error))?;
        let hash: String = sqlx::query_scalar("SELECT encode(hash, 'hex') FROM guichet.mark WHERE rev = $1")
            .bind(rev)
            .fetch_one(&mut self.connection)
            .await
            .map_err(|error| refused(&error))?;
        self.connection.execute("COMMIT").await.map_err(|error| refused(&error))?;
        // It ends by itself as well.
        let _ = self.connection.close().await;

        Ok(Loaded { mark: Mark(rev, hash), exact: self.exact })
    }
}

/// The role that owns the workspace in this database, when there is one.
async fn owner_there(connection: &mut PgConnection) -> Result<Option<String>, Trouble> {
    sqlx::query_scalar(
        "SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE oid = to_regclass('guichet.workspace')",
    )
    .fetch_optional(connection)
    .await
    .map_err(|error| refused(&error))
}

/// Brings the server's half of workspace `server` up to this program's, as the database's administrator, while everybody
/// who writes waits; nothing changes when it fails. Gives its version before and after, which are the same when there was
/// nothing to do.
pub async fn upgrade(address: &Address, secret: &str, script: Script<'_>, server: Uuid) -> Result<(i32, i32), Trouble> {
    let mut connection = connect(address, secret).await?;
    let fail = |error| refused(&error);
    let elsewhere = || Trouble::new("sync-not-shared-there").with("database", address.database.as_str());
    let owner = owner_there(&mut connection).await?.ok_or_else(elsewhere)?;
    let tag = owner.rsplit('_').next().unwrap_or_default();
    let half = script(tag, &address.database).filter(|half| half.owner == owner).ok_or_else(elsewhere)?;
    let become_owner = format!("SET LOCAL ROLE \"{owner}\"");

    connection.execute("BEGIN").await.map_err(fail)?;
    connection.execute(AssertSqlSafe(become_owner.as_str())).await.map_err(fail)?;

    let (id, version): (Uuid, i32) =
        sqlx::query_as("SELECT id, coalesce((to_jsonb(w) ->> 'version')::int, 1) FROM guichet.workspace w FOR UPDATE")
            .fetch_one(&mut connection)
            .await
            .map_err(fail)?;

    if id != server {
        return Err(elsewhere());
    }

    if version < half.version {
        connection.execute("RESET ROLE").await.map_err(fail)?;
        connection.execute(AssertSqlSafe(half.sql)).await.map_err(fail)?;
        connection.execute(AssertSqlSafe(become_owner)).await.map_err(fail)?;
        sqlx::query("UPDATE guichet.workspace SET version = $1")
            .bind(half.version)
            .execute(&mut connection)
            .await
            .map_err(fail)?;
    }

    connection.execute("COMMIT").await.map_err(fail)?;
    // It ends by itself as well.
    let _ = connection.close().await;

    Ok((version, version.max(half.version)))
}

impl Piece {
    fn kind(&self) -> usize {
        match self {
            Self::Row { .. } => 0,
            Self::Entry { .. } => 1,
            Self::Change { .. } => 2,
        }
    }

    fn holds_nul(&self) -> bool {
        match self {
            Self::Row { cells, .. } => cells.values().any(|cell| cell.as_str().is_some_and(|text| text.contains('\0'))),
            Self::Entry { .. } | Self::Change { .. } => false,
        }
    }

    /// As COPY reads it in its text format.
    fn line(&self) -> String {
        let cells: Vec<Option<String>> = match self {
            Self::Row { entity, id, cells } => vec![
                Some((*entity).to_owned()),
                Some(id.to_string()),
                Some(without_nul(serde_json::to_string(cells).unwrap_or_default())),
            ],
            Self::Entry { seq, action } => vec![
                Some(seq.to_string()),
                Some(action.id.to_string()),
                Some(action.at.to_string()),
                Some(action.operator.clone()),
                Some(action.desk.clone()),
                Some(action.action.clone()),
                Some(action.subject.clone()),
                action.member.map(|id| id.to_string()),
                action.note.clone(),
                action.undoes.map(|id| id.to_string()),
            ],
            Self::Change { seq, entry, entity, row, kind, fields } => vec![
                Some(seq.to_string()),
                entry.map(|id| id.to_string()),
                Some(entity.clone()),
                Some(row.to_string()),
                Some(kind.clone()),
                fields.clone().map(without_nul),
            ],
        };
        let mut line = String::new();

        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                line.push('\t');
            }

            match cell {
                None => line.push_str("\\N"),
                Some(text) => escape(text, &mut line),
            }
        }

        line.push('\n');

        line
    }
}

fn escape(text: &str, line: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            // PostgreSQL's texts hold everything but this.
            '\0' => line.push('\u{fffd}'),
            c => line.push(c),
        }
    }
}

/// The declarations of this program, for the server.
pub fn declaration() -> Json {
    let entities: Vec<Json> = TABLES
        .iter()
        .map(|table| {
            let columns: Vec<Json> = table
                .columns
                .iter()
                .map(|column| {
                    let together = rules::together(table.name, column.name);

                    json!({
                        "name": column.name,
                        "kind": match column.kind {
                            Kind::Text => "text",
                            Kind::Integer => "integer",
                            Kind::Bool => "bool",
                            Kind::Id => "id",
                            Kind::Date => "date",
                            Kind::Instant => "instant",
                        },
                        "optional": column.optional,
                        "wins": match column.wins {
                            Wins::Later => "later",
                            Wins::Greatest => "greatest",
                            Wins::Nobody => "nobody",
                            Wins::Never => "never",
                        },
                        "together": (together != column.name).then_some(together),
                        "refers": rules::refers(table.name, column.name),
                    })
                })
                .collect();

            json!({
                "entity": table.name, "fact": table.fact, "columns": columns,
                "read_perm": rules::read(table.name).unwrap_or("active"), "write_perm": rules::write(table.name),
            })
        })
        .collect();

    json!({ "schema": SCHEMA, "oldest": OLDEST, "entities": entities })
}
