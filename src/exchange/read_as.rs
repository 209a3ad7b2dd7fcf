//! What the program believes of a file, with the evidence, and what the operator can decide instead.

use crate::domain::entity::text_enum;
use crate::domain::phrase::Phrase;
use crate::exchange::read::row::CellKind;

text_enum! {
    /// Which sign stands before the cents.
    Decimal { Comma = "comma", Point = "point" }
}

text_enum! {
    /// The order of day, month and year in the dates of a file.
    DateOrder { DayFirst = "dd/mm", MonthFirst = "mm/dd", YearFirst = "yyyy-mm-dd" }
}

text_enum! {
    /// What can be asked about a file. The text is stable, and names the wish that answers it.
    Question { Encoding = "encoding", Separator = "separator", Decimal = "decimal", Dates = "dates", Sheet = "sheet" }
}

/// What the file itself does not decide, where deciding wrongly would change what is read. The file was read by the
/// first answer; any of them, wished, reads it again without this doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    pub question: Question,
    /// The columns it is about, by index: where none of them is imported there is nothing to ask. Empty for what is about
    /// the whole file.
    pub columns: Vec<usize>,
    /// Why it is asked, as a sentence.
    pub why: Phrase,
    pub answers: Vec<Answer>,
}

/// One way to read what is in doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// As the wish takes it: `windows-1252`, `;`, `comma`, `dd/mm`, the name of a sheet.
    pub value: String,
    /// What stands in the file, read in this way: a line of it, an amount with a decimal point, an ISO day. Empty for a
    /// sheet.
    pub sample: String,
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadAs {
    /// WHATWG name of the encoding (`windows-1252`, `UTF-8` …), or `xlsx`, `xls`, `ods`, `vcard` for what is no plain table.
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
    /// Those of them that have nothing in them.
    pub empty_sheets: Vec<String>,
    /// Columns whose own dates say another order than that of the file, by index.
    pub column_dates: Vec<(usize, DateOrder)>,
    /// Columns whose own amounts have another sign than those of the file, by index.
    pub column_decimals: Vec<(usize, Decimal)>,
    /// Why each of these is believed, most telling first.
    pub evidence: Vec<Phrase>,
    /// What should be asked before anything is imported.
    pub doubts: Vec<Doubt>,
}

impl ReadAs {
    /// A file of which nothing is known yet but what it is.
    pub fn new(encoding: impl Into<String>) -> Self {
        Self {
            encoding: encoding.into(),
            separator: None,
            decimal: Decimal::Point,
            dates: DateOrder::DayFirst,
            header_row: None,
            sheet: None,
            sheets: Vec::new(),
            empty_sheets: Vec::new(),
            column_dates: Vec::new(),
            column_decimals: Vec::new(),
            evidence: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// The order of the dates in a column.
    pub fn dates_of(&self, column: usize) -> DateOrder {
        self.column_dates.iter().find(|(of, _)| *of == column).map_or(self.dates, |(_, order)| *order)
    }

    /// The decimal sign of a cell: workbooks keep numbers with a point.
    pub fn decimal_of(&self, column: usize, kind: CellKind) -> Decimal {
        if kind == CellKind::Number {
            return Decimal::Point;
        }

        self.column_decimals.iter().find(|(of, _)| *of == column).map_or(self.decimal, |(_, sign)| *sign)
    }
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
