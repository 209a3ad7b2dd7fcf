//! Files in and out: sniff, map, check, read, write.

pub mod draft;
pub mod field;
mod formula;
pub mod map;
pub mod meaning;
pub mod plan;
pub mod read;
pub mod read_as;
pub mod write;

pub use field::{Field, Subject};
pub use meaning::Meaning;
pub use read_as::{Answer, DateOrder, Decimal, Dialect, Doubt, OnMatch, Question, ReadAs};
