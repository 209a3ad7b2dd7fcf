//! What must hold of a workspace, beyond what the database sees to.

use chrono::DateTime;
use sea_orm::ConnectionTrait;

use crate::domain::TABLES;
use crate::domain::entity::{Entity, Table};
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::phrase::Phrase;
use crate::domain::subscription::Subscription;

use super::rows::statement;
use super::{Read, Result, Store};

/// How many rows that break one rule are told one by one.
const TOLD: i64 = 20;

/// A rule, as a query for what breaks it: each row gives the name of whom it concerns.
struct Rule {
    key: &'static str,
    sql: String,
}

impl Store {
    /// What is wrong, a sentence each; empty when all is well.
    pub async fn check(&self) -> Result<Vec<Phrase>> {
        let mut findings = Vec::new();

        for row in self.connection().query_all_raw(statement("PRAGMA quick_check(20)", [])).await? {
            let said: String = row.try_get_by_index(0)?;

            if said != "ok" {
                findings.push(Phrase::new("check-file").with("detail", said));
            }
        }

        for row in self.connection().query_all_raw(statement("PRAGMA foreign_key_check", [])).await?.iter().take(20) {
            let table: String = row.try_get_by_index(0)?;
            let parent: String = row.try_get_by_index(2)?;

            findings.push(Phrase::new("check-reference").with("table", table).with("parent", parent));
        }

        for rule in rules() {
            let sql = format!("SELECT name, count(*) OVER () FROM ({}) LIMIT {TOLD}", rule.sql);
            let rows = self.connection().query_all_raw(statement(sql, [])).await?;

            for row in &rows {
                let name: Option<String> = row.try_get_by_index(0)?;

                findings.push(Phrase::new(rule.key).with("name", name.unwrap_or_default()));
            }

            let count: i64 = rows.first().map(|row| row.try_get_by_index(1)).transpose()?.unwrap_or(0);

            if count > TOLD {
                findings.push(Phrase::new("check-more").with("count", count - TOLD));
            }
        }

        for table in TABLES {
            findings.extend(self.unreadable(table).await?);
        }

        Ok(findings)
    }

    /// Cells that do not hold what their column declares.
    async fn unreadable(&self, table: &Table) -> Result<Option<Phrase>> {
        let bad: Vec<String> = table
            .columns
            .iter()
            .filter_map(|column| {
                use crate::domain::entity::Kind;

                let name = column.name;

                match column.kind {
                    Kind::Bool => Some(format!("{name} NOT IN (0, 1)")),
                    Kind::Id => Some(format!("length({name}) <> 16")),
                    Kind::Date => Some(format!("date({name}) IS NOT {name}")),
                    Kind::Instant => Some(format!(
                        "{name} NOT BETWEEN {} AND {}",
                        DateTime::<chrono::Utc>::MIN_UTC.timestamp_micros(),
                        DateTime::<chrono::Utc>::MAX_UTC.timestamp_micros()
                    )),
                    Kind::Text | Kind::Integer => None,
                }
            })
            .collect();

        if bad.is_empty() {
            return Ok(None);
        }

        let sql = format!("SELECT count(*) FROM {} WHERE {}", table.name, bad.join(" OR "));
        let row = self.connection().query_one_raw(statement(sql, [])).await?;
        let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok((count > 0).then(|| Phrase::new("check-cell").with("table", table.name).with("count", count)))
    }
}

/// The rules. `s` is a subscription, `m` its member, `p` a payment.
fn rules() -> Vec<Rule> {
    let subscription = |key, broken: &str| Rule {
        key,
        sql: format!(
            "SELECT m.first_name || ' ' || m.last_name AS name FROM {} s LEFT JOIN {} m ON m.id = s.member
             WHERE s.archived_at IS NULL AND ({broken})",
            Subscription::TABLE.name,
            Member::TABLE.name
        ),
    };
    let payment = |key, broken: &str| Rule {
        key,
        sql: format!(
            "SELECT m.first_name || ' ' || m.last_name AS name FROM {} p LEFT JOIN {} m ON m.id = p.member
             WHERE {broken}",
            Payment::TABLE.name,
            Member::TABLE.name
        ),
    };
    let mut rules = vec![
        subscription("check-offered", "(s.method = 'offered') <> (s.contribution = 0) AND s.method IS NOT NULL"),
        subscription("check-negative", "s.contribution < 0"),
        subscription("check-ends", "(s.validity = 'until') <> (s.ends IS NOT NULL)"),
        subscription("check-starts", "s.ends < s.starts"),
        subscription("check-paid-on", "s.paid_on IS NOT NULL AND s.method IS NULL"),
        subscription(
            "check-sum",
            "(SELECT coalesce(sum(p.amount), 0) FROM payment p WHERE p.subscription = s.id)
             <> CASE WHEN s.method IS NULL THEN 0 ELSE s.contribution END",
        ),
        subscription("check-live-member", "m.id IS NULL OR m.archived_at IS NOT NULL"),
        payment(
            "check-archived-sum",
            "p.reverses IS NULL AND EXISTS (
                 SELECT 1 FROM subscription s WHERE s.id = p.subscription AND s.archived_at IS NOT NULL
                     AND (SELECT sum(q.amount) FROM payment q WHERE q.subscription = s.id) <> 0
             )",
        ),
        // But what the server refused, which is out of sight until it is decided.
        payment("check-fact-archived", "p.archived_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sync_refused)"),
        payment("check-sign", "(p.kind = 'payment' AND p.amount < 0) OR (p.kind = 'reversal' AND p.amount > 0)"),
        payment("check-reversal-of-nothing", "p.kind = 'reversal' AND p.reverses IS NULL"),
        payment(
            "check-reversal",
            "p.reverses IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM payment o WHERE o.id = p.reverses AND o.amount = -p.amount AND o.kind <> p.kind
                     AND o.currency = p.currency AND o.subscription IS p.subscription
             )",
        ),
        payment(
            "check-reversed-twice",
            "p.reverses IS NOT NULL AND EXISTS (
                 SELECT 1 FROM payment o WHERE o.reverses = p.reverses AND o.id < p.id
             )",
        ),
        Rule {
            key: "check-content",
            // Values of other fields are no JSON, and conditions are met in no certain order.
            sql: "SELECT coalesce(json_extract(file, '$.name'), '?') AS name FROM (
                      SELECT CASE WHEN json_valid(v.value) THEN v.value ELSE '{}' END AS file
                      FROM field_value v JOIN custom_field f ON f.id = v.field
                      WHERE f.kind = 'file' AND v.value IS NOT NULL AND v.archived_at IS NULL
                  ) WHERE NOT EXISTS (
                      SELECT 1 FROM content c WHERE c.hash = json_extract(file, '$.hash')
                          AND length(c.bytes) = json_extract(file, '$.size')
                  )"
            .to_owned(),
        },
        Rule {
            key: "check-change",
            sql: "SELECT c.entity AS name FROM change c WHERE NOT EXISTS (
                      SELECT 1 FROM entry e WHERE e.seq = c.entry AND c.seq BETWEEN e.first_change AND e.last_change
                  )"
            .to_owned(),
        },
        Rule {
            key: "check-entry-time",
            // Of this file's own actions: another desk's come when they come.
            sql: "SELECT subject AS name FROM (
                      SELECT subject, at, lag(at) OVER (ORDER BY seq) AS last FROM entry WHERE theirs IS NULL
                  ) WHERE at <= last"
                .to_owned(),
        },
        Rule {
            key: "check-undo",
            sql: "SELECT e.subject AS name FROM entry e WHERE e.undone_by IS NOT NULL AND NOT EXISTS (
                      SELECT 1 FROM entry u WHERE u.id = e.undone_by AND u.undoes = e.id
                  )"
            .to_owned(),
        },
    ];

    // Every live row has come in by an action: of this file, or of a desk whose journal may not be readable here.
    rules.extend(TABLES.iter().map(|table| Rule {
        key: "check-journal",
        sql: format!(
            "SELECT '{name}' AS name FROM {name} t WHERE t.archived_at IS NULL AND t.rev IS NULL AND NOT EXISTS (
                 SELECT 1 FROM change c WHERE c.row = t.id AND c.entity = '{name}' AND c.kind = 'insert'
             )",
            name = table.name
        ),
    }));

    rules
}
