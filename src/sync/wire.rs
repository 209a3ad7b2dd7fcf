//! What a desk and the server say to each other. The server's half is `migrations/server`; field names are the same there.
//!
//! Moments are microseconds since 1970 UTC. A revision is the server's moment of writing, always greater than the last.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Column → value, as in the journal ([`crate::domain::entity::Value::to_json`]); `archived_at` among them.
pub type Cells = BTreeMap<String, Json>;

/// The column by which a row is out of sight: every entity has it but facts.
pub const ARCHIVED: &str = "archived_at";

/// Moment and order of a change on the server; 0 is before everything.
pub type Rev = i64;

/// A place in the server's history, and the hash of all that lies before: what a desk proves that it saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark(pub Rev, pub String);

/// What a desk opens a conversation with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// The desk's numbered stream of operations.
    pub desk: Uuid,
    /// The version of its declarations.
    pub schema: i32,
    /// The marks that it remembers, newest first.
    pub marks: Vec<Mark>,
    pub computer: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Greeting {
    /// Which workspace this is; another one is never written to.
    pub server: Uuid,
    pub workspace: String,
    pub schema: i32,
    /// The oldest version of declarations that the server still takes.
    pub oldest: i32,
    pub now: i64,
    /// The number of this stream's last operation here; none: the stream is unknown.
    pub last_seq: Option<i64>,
    pub incarnation: Option<i32>,
    /// The newest of the desk's marks that is part of this history.
    pub common: Rev,
    pub head: Rev,
    /// Grows with every change of roles and permissions.
    pub epoch: i64,
    pub operator: Operator,
    pub permissions: Vec<String>,
}

/// Who the server takes the desk's operator to be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Operator {
    pub id: Uuid,
    pub name: String,
    pub role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OpKind {
    Insert,
    Update,
    Archive,
    Restore,
    /// What the desk knew of a row when the server turned out to be an older copy of itself.
    Offer,
}

impl OpKind {
    /// As it stands in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Offer => "offer",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        [Self::Insert, Self::Update, Self::Archive, Self::Restore, Self::Offer]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// One change of one row, as a desk made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Op {
    pub op: Uuid,
    pub seq: i64,
    pub entry: Option<Uuid>,
    pub entity: String,
    pub row: Uuid,
    pub kind: OpKind,
    pub set: Cells,
    /// What the operator saw in these columns.
    pub was: Cells,
    /// The revision of the row that the operator saw.
    pub base: Rev,
    /// When it was done, by the desk's clock put right by the server's.
    pub clock: i64,
}

/// An operator's action, to which operations belong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    pub id: Uuid,
    pub at: i64,
    #[serde(default)]
    pub operator: String,
    pub desk: String,
    pub action: String,
    pub subject: String,
    pub member: Option<Uuid>,
    pub note: Option<String>,
    pub undoes: Option<Uuid>,
}

/// One push: at most [`super::talk::BATCH`] operations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    pub desk: Uuid,
    pub schema: i32,
    pub entries: Vec<Action>,
    pub ops: Vec<Op>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Applied,
    /// Taken in part, or against another desk's value: see the conflicts.
    Merged,
    /// Against a rule or a right; kept on both sides.
    Refused,
}

/// Why an operation was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// SQLSTATE.
    pub code: String,
    pub message: String,
    #[serde(default)]
    pub column: Option<String>,
}

/// A row as it stands on the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub entity: String,
    pub id: Uuid,
    pub cells: Cells,
    pub rev: Rev,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub op: Uuid,
    pub seq: i64,
    pub outcome: Outcome,
    #[serde(default)]
    pub why: Option<Why>,
    /// The row as it now is, whatever became of the operation.
    pub row: Option<Row>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pushed {
    pub last_seq: i64,
    pub answers: Vec<Answer>,
}

/// One change in the server's history: the shared journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    pub op: Uuid,
    pub rev: Rev,
    pub entry: Option<Uuid>,
    pub entity: String,
    pub row: Uuid,
    pub kind: OpKind,
    /// Column → [old, new], as applied; none for an insert.
    pub fields: Option<BTreeMap<String, [Json; 2]>>,
    pub desk: Uuid,
}

/// What happened on the server after a cursor: whole commits, rows in their newest state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub cursor: Rev,
    /// The mark at the cursor; none if nothing happened.
    pub hash: Option<String>,
    pub more: bool,
    pub rows: Vec<Row>,
    pub entries: Vec<Action>,
    pub changes: Vec<Logged>,
}

/// Of each entity that may be read: how many rows there are, and a sum that tells whether they are the same ones.
pub type Digest = BTreeMap<String, Sum>;

/// The sum, wrapping at 64 bits, of the first 8 bytes, signed and big-endian, of the SHA-256 of `<id>:<rev>`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    pub count: i64,
    pub sum: i64,
}

impl Sum {
    pub fn add(&mut self, id: Uuid, rev: Rev) {
        let hash = Sha256::digest(format!("{id}:{rev}"));
        let mut first = [0; 8];

        first.copy_from_slice(&hash[..8]);
        self.count += 1;
        self.sum = self.sum.wrapping_add(i64::from_be_bytes(first));
    }
}

/// Why the server did not answer a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// This number was already used by another operation: the workspace file was copied, or put back from a backup.
    Fork,
    /// Numbers are missing before these operations.
    Gap,
    /// The id of the operation stands for another content.
    Reused(Uuid),
    /// The desk's declarations are older than the server takes.
    TooOld,
    /// The desk's declarations are newer than the server's, which an administrator's desk brings up to date.
    TooNew,
    /// The login may not act any more.
    Revoked,
    /// The server does not understand what was sent.
    Malformed(String),
    /// Nothing is decided: ask again later.
    Fault(String),
}
