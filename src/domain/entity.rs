//! How an entity is declared: once, here. The journal, undo, import, export, filters and sharing read the declaration.
//!
//! The text that names a column on screen has the key `<table>-<column>`, underscores written as hyphens
//! (`member-first-name`).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// The identity of a row: a UUIDv7, so that ids sort by order of receipt.
pub type Id = Uuid;

/// A moment, UTC, kept to the microsecond.
pub type Instant = DateTime<Utc>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Bool,
    Id,
    /// A calendar day; stored as ISO 8601 text.
    Date,
    /// Stored as microseconds since 1970-01-01 UTC.
    Instant,
}

/// Who wins when two desks changed the same column of the same row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wins {
    /// The later change.
    Later,
    /// The greater value; nobody lost anything.
    Greatest,
    /// Nobody: a change made from an old state waits for an administrator.
    Nobody,
    /// The column is written once, with the row.
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    /// Whether the column may hold nothing.
    pub optional: bool,
    pub wins: Wins,
}

/// What the layers need to know of an entity without knowing its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    /// All columns but `id` and `archived_at`, in the order of [`Entity::values`].
    pub columns: &'static [Column],
    /// A fact (money): never archived nor edited, undone by a counter-entry.
    pub fact: bool,
}

impl Table {
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Integer(i64),
    Bool(bool),
    Id(Id),
    Date(NaiveDate),
    Instant(Instant),
}

/// A cell that does not hold what its column declares.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("column {column} does not hold {expected}")]
pub struct BadValue {
    pub column: &'static str,
    pub expected: &'static str,
}

impl Value {
    /// As it stands in the journal.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => json!(text),
            Self::Integer(number) => json!(number),
            Self::Bool(flag) => json!(flag),
            Self::Id(id) => json!(id),
            Self::Date(date) => json!(date),
            Self::Instant(at) => json!(at.timestamp_micros()),
        }
    }

    /// Reads what [`Value::to_json`] wrote; `None` if it is not of that kind.
    pub fn from_json(kind: Kind, json: &Json) -> Option<Self> {
        if json.is_null() {
            return Some(Self::Null);
        }

        Some(match kind {
            Kind::Text => Self::Text(json.as_str()?.to_owned()),
            Kind::Integer => Self::Integer(json.as_i64()?),
            Kind::Bool => Self::Bool(json.as_bool()?),
            Kind::Id => Self::Id(json.as_str()?.parse().ok()?),
            Kind::Date => Self::Date(json.as_str()?.parse().ok()?),
            Kind::Instant => Self::Instant(DateTime::from_timestamp_micros(json.as_i64()?)?),
        })
    }
}

/// A type that can stand in a column.
pub trait Field: Sized {
    const KIND: Kind;
    const OPTIONAL: bool = false;
    fn to_value(&self) -> Value;
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! field {
    ($type:ty, $kind:ident, $make:expr) => {
        impl Field for $type {
            const KIND: Kind = Kind::$kind;

            fn to_value(&self) -> Value {
                Value::$kind($make(self))
            }

            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::$kind(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    };
}

field!(String, Text, Clone::clone);
field!(i64, Integer, |n: &i64| *n);
field!(bool, Bool, |b: &bool| *b);
field!(Id, Id, |id: &Id| *id);
field!(NaiveDate, Date, |d: &NaiveDate| *d);
field!(Instant, Instant, |at: &Instant| *at);

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    const OPTIONAL: bool = true;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// The id of a row that stands for two others, the same on every desk. Rows of `one`s received one after the other stay
/// near each other.
pub fn paired(one: Id, other: Id) -> Id {
    let other = other.as_u128();
    // SplitMix64, so that rows made in one go differ in all bits.
    let mut mixed = (other as u64) ^ ((other >> 64) as u64).rotate_left(32);

    for factor in [0xBF58_476D_1CE4_E5B9_u64, 0x94D0_49BB_1331_11EB] {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(factor);
    }

    let bits = one.as_u128() ^ u128::from(mixed ^ (mixed >> 31));

    uuid::Builder::from_u128(bits).with_version(uuid::Version::Custom).with_variant(uuid::Variant::RFC4122).into_uuid()
}

/// A declared entity: its columns, and how a row is taken apart and put together.
pub trait Entity: Sized + Clone + Send + Sync + 'static {
    const TABLE: Table;
    fn id(&self) -> Id;
    /// The cells in the order of `TABLE.columns`.
    fn values(&self) -> Vec<Value>;
    fn from_values(id: Id, values: Vec<Value>) -> Result<Self, BadValue>;
}

/// The columns in which two states of a row differ: name, before, after.
pub fn differences<E: Entity>(before: &E, after: &E) -> Vec<(&'static str, Value, Value)> {
    E::TABLE
        .columns
        .iter()
        .zip(before.values())
        .zip(after.values())
        .filter(|((_, before), after)| before != after)
        .map(|((column, before), after)| (column.name, before, after))
        .collect()
}

/// An enum whose values have a stable name and a text that says them.
pub trait Named: Copy + Sized + 'static {
    const ALL: &'static [Self];

    /// The stable name: in the workspace, in JSON and on the command line.
    fn name(self) -> &'static str;

    /// The key of the text that says it: the type and the name, `email-state-error`.
    fn key(self) -> String;
}

/// "EmailState" and "online_card" as they stand in the key of a text: `email-state`, `online-card`.
pub(crate) fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }

    out
}

impl Table {
    /// The key of the text that names a column on screen: `member-first-name`.
    pub fn key(&self, column: &str) -> String {
        kebab(&format!("{}_{column}", self.name))
    }
}

/// Stores an enum as a short stable text.
macro_rules! text_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name: in the workspace, in JSON and on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }

        impl $crate::domain::entity::Named for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn name(self) -> &'static str {
                self.as_str()
            }

            fn key(self) -> String {
                format!(
                    "{}-{}",
                    $crate::domain::entity::kebab(stringify!($name)),
                    $crate::domain::entity::kebab(self.as_str())
                )
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$variant),)* _ => Err(()) }
            }
        }

        impl $crate::domain::entity::Field for $name {
            const KIND: $crate::domain::entity::Kind = $crate::domain::entity::Kind::Text;

            fn to_value(&self) -> $crate::domain::entity::Value {
                $crate::domain::entity::Value::Text(self.as_str().to_owned())
            }

            fn from_value(value: $crate::domain::entity::Value) -> Option<Self> {
                match value {
                    $crate::domain::entity::Value::Text(text) => text.parse().ok(),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use text_enum;

/// Declares an entity: `Name = "table" (fact | row) { column: Type = who wins, … }`.
macro_rules! entity {
    (@fact fact) => { true };
    (@fact row) => { false };
    ($(#[$meta:meta])* $name:ident = $table:literal $fact:ident { $($(#[$fmeta:meta])* $field:ident : $ty:ty = $wins:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            pub id: $crate::domain::entity::Id,
            $($(#[$fmeta])* pub $field: $ty,)*
        }

        impl $crate::domain::entity::Entity for $name {
            const TABLE: $crate::domain::entity::Table = $crate::domain::entity::Table {
                name: $table,
                columns: &[$($crate::domain::entity::Column {
                    name: stringify!($field),
                    kind: <$ty as $crate::domain::entity::Field>::KIND,
                    optional: <$ty as $crate::domain::entity::Field>::OPTIONAL,
                    wins: $crate::domain::entity::Wins::$wins,
                }),*],
                fact: $crate::domain::entity::entity!(@fact $fact),
            };

            fn id(&self) -> $crate::domain::entity::Id {
                self.id
            }

            fn values(&self) -> Vec<$crate::domain::entity::Value> {
                vec![$($crate::domain::entity::Field::to_value(&self.$field)),*]
            }

            fn from_values(
                id: $crate::domain::entity::Id,
                values: Vec<$crate::domain::entity::Value>,
            ) -> Result<Self, $crate::domain::entity::BadValue> {
                let mut values = values.into_iter();

                Ok(Self {
                    id,
                    $($field: values
                        .next()
                        .and_then(<$ty as $crate::domain::entity::Field>::from_value)
                        .ok_or($crate::domain::entity::BadValue {
                            column: concat!($table, ".", stringify!($field)),
                            expected: stringify!($ty),
                        })?,)*
                })
            }
        }
    };
}
pub(crate) use entity;

#[cfg(test)]
mod tests;
