//! What the program believes of a file, with the evidence, and what the operator can decide instead.

use crate::domain::entity::text_enum;
use crate::domain::phrase::Phrase;

text_enum! {
    /// Which sign stands before the cents.
    Decimal { Comma = "comma", Point = "point" }
}

text_enum! {
    /// The order of day, month and year in the dates of a file.
    DateOrder { DayFirst = "dd/mm", MonthFirst = "mm/dd", YearFirst = "yyyy-mm-dd" }
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadAs {
    /// WHATWG name of the encoding (`windows-1252`, `UTF-8` …), or `xlsx`, `xls`, `ods` for a workbook.
    pub encoding: String,
    /// None for a workbook.
    pub separator: Option<char>,
    pub decimal: Decimal,
    pub dates: DateOrder,
    /// Row of the column names, as a spreadsheet counts them, from 1; none when the file has no such row.
    pub header_row: Option<usize>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// All sheets of a workbook.
    pub sheets: Vec<String>,
    /// Why each of these is believed, most telling first.
    pub evidence: Vec<Phrase>,
}

text_enum! {
    /// What to do with a member who is already known.
    OnMatch { Fill = "fill", Overwrite = "overwrite", Leave = "leave" }
}

text_enum! {
    /// How a CSV is written.
    Dialect {
        /// As French Excel opens it by double click: `;`, BOM, CRLF, decimal comma, dd/mm/yyyy.
        FrenchExcel = "french_excel",
        /// `,`, UTF-8 without BOM, decimal point, yyyy-mm-dd.
        Plain = "plain",
    }
}
