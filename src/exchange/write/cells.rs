//! What goes into the cells of an export, before it is known in which kind of file.

use chrono::NaiveDate;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Minor units.
    Money(i64),
    Date(NaiveDate),
    Number(i64),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(Some(text))
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// What kind of cells a column has, for its width and format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// Addresses, comments.
    Long,
    /// Yes and no, codes.
    Short,
    Money,
    Date,
}
