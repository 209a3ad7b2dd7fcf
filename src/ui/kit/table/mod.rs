//! Tables of any length. Only the rows that are seen are built, asked for one by one; the header stays above them; columns
//! sort, resize and scroll sideways; rows are ticked, pressed and walked through with the arrows.

mod act;
mod draw;
mod header;
mod place;
mod state;
#[cfg(test)]
mod tests;
mod tip;
mod widget;

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use iced::advanced::widget::Id;

use super::surface::Tone;
use super::{Check, Element, Line, line, pill, size};

/// Up is A to Z, 1 to 9, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Up,
    Down,
}

/// A column: its title and how wide it is.
#[derive(Debug, Clone)]
pub struct Column {
    title: String,
    width: f32,
    fill: u16,
    sortable: bool,
    right: bool,
}

impl Column {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), width: 140.0, fill: 0, sortable: false, right: false }
    }

    /// Logical pixels; with [`Column::fill`] the least it has.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Takes that share of the width that is left over, and gives way a little where there is not enough.
    pub fn fill(mut self, share: u16) -> Self {
        self.fill = share;
        self
    }

    /// The width the operator gave it, which wins over all others.
    pub fn remembered(mut self, width: Option<f32>) -> Self {
        if let Some(width) = width {
            self.width = width.clamp(NARROWEST, WIDEST);
            self.fill = 0;
        }
        self
    }

    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// For amounts and numbers.
    pub fn align_right(mut self) -> Self {
        self.right = true;
        self
    }
}

const NARROWEST: f32 = 48.0;
const WIDEST: f32 = 900.0;

/// What stands in one column of a row.
pub struct Cell<'a, M> {
    content: Content<'a, M>,
}

enum Content<'a, M> {
    Line(Line<'a>),
    /// Centred in the height, clipped to the column.
    Element(Element<'a, M>),
}

impl<'a, M: 'a> Cell<'a, M> {
    pub fn text(content: impl Into<Cow<'a, str>>) -> Self {
        Self { content: Content::Line(line(content)) }
    }

    /// With the letters found marked, see [`super::marked`].
    pub fn marked(content: impl Into<Cow<'a, str>>, marks: Vec<Range<usize>>) -> Self {
        Self { content: Content::Line(line(content).marks(marks)) }
    }

    pub fn pill(tone: Tone, word: impl Into<String>) -> Self {
        Self::element(pill(tone, word))
    }

    /// A value that is not known: an en dash.
    pub fn missing() -> Self {
        Self { content: Content::Line(line("–").muted()) }
    }

    /// The text, or an en dash when it is empty.
    pub fn or_missing(content: impl Into<Cow<'a, str>>) -> Self {
        let content = content.into();
        if content.is_empty() { Self::missing() } else { Self::text(content) }
    }

    /// Anything: a button, an input. It takes part in the walk of the Tab key while its row is seen.
    pub fn element(element: impl Into<Element<'a, M>>) -> Self {
        Self { content: Content::Element(element.into()) }
    }

    /// For texts: secondary.
    pub fn muted(self) -> Self {
        self.line(Line::muted)
    }

    /// For texts: semibold.
    pub fn strong(self) -> Self {
        self.line(Line::strong)
    }

    fn line(mut self, change: impl FnOnce(Line<'a>) -> Line<'a>) -> Self {
        if let Content::Line(line) = self.content {
            self.content = Content::Line(change(line));
        }
        self
    }
}

/// A row that is loaded.
pub struct Row<'a, M> {
    cells: Vec<Cell<'a, M>>,
    ticked: bool,
}

impl<'a, M> Row<'a, M> {
    /// One cell for each column, in their order.
    pub fn new(cells: impl IntoIterator<Item = Cell<'a, M>>) -> Self {
        Self { cells: cells.into_iter().collect(), ticked: false }
    }

    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }
}

type Ask<'a, T, M> = Option<Box<dyn Fn(T) -> M + 'a>>;

/// A table, see [`table`].
pub struct Table<'a, M> {
    columns: Vec<Column>,
    rows: usize,
    row: Box<dyn Fn(usize) -> Option<Row<'a, M>> + 'a>,
    row_height: f32,
    foot: f32,
    id: Option<Id>,
    version: u64,
    current: Option<usize>,
    sorted: Option<(usize, Sort)>,
    ticks: Option<Ticks<'a, M>>,
    on_sort: Ask<'a, usize, M>,
    on_resize: Option<Box<dyn Fn(usize, f32) -> M + 'a>>,
    on_current: Ask<'a, usize, M>,
    on_open: Ask<'a, usize, M>,
    on_window: Ask<'a, Range<usize>, M>,
}

struct Ticks<'a, M> {
    all: Check,
    tick: Box<dyn Fn(RangeInclusive<usize>, bool) -> M + 'a>,
    tick_all: Box<dyn Fn(bool) -> M + 'a>,
}

/// A table of `rows` rows. `row` is asked for those that are seen, by their number from 0; where it answers None a placeholder
/// is shown, and [`Table::on_window`] tells which rows to load. It fills the room it is given.
pub fn table<'a, M>(
    columns: impl IntoIterator<Item = Column>,
    rows: usize,
    row: impl Fn(usize) -> Option<Row<'a, M>> + 'a,
) -> Table<'a, M> {
    Table {
        columns: columns.into_iter().collect(),
        rows,
        row: Box::new(row),
        row_height: size::ROW,
        foot: 0.0,
        id: None,
        version: 0,
        current: None,
        sorted: None,
        ticks: None,
        on_sort: None,
        on_resize: None,
        on_current: None,
        on_open: None,
        on_window: None,
    }
}

impl<'a, M> Table<'a, M> {
    /// For the focus: `operation::focus("members-table")` lets the arrows walk through the rows.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// `size::ROW`, `size::ROW_DENSE`, or more where cells have two lines.
    pub fn row_height(mut self, height: f32) -> Self {
        self.row_height = height;
        self
    }

    /// Room left free below the last row, for what floats over the foot.
    pub fn foot(mut self, height: f32) -> Self {
        self.foot = height;
        self
    }

    /// A number that changes with the question (search, filter, sort): the table then begins at its first row again.
    pub fn version(mut self, version: u64) -> Self {
        self.version = version;
        self
    }

    /// The row with the accent edge; when it changes it is scrolled into sight.
    pub fn current(mut self, current: Option<usize>) -> Self {
        self.current = current;
        self
    }

    /// A row was pressed, or reached with an arrow.
    pub fn on_current(mut self, current: impl Fn(usize) -> M + 'a) -> Self {
        self.on_current = Some(Box::new(current));
        self
    }

    /// A row was pressed twice, or Enter on it.
    pub fn on_open(mut self, open: impl Fn(usize) -> M + 'a) -> Self {
        self.on_open = Some(Box::new(open));
        self
    }

    /// The column, by its number, and the direction of its arrow.
    pub fn sorted(mut self, sorted: Option<(usize, Sort)>) -> Self {
        self.sorted = sorted;
        self
    }

    /// The title of a sortable column was pressed.
    pub fn on_sort(mut self, sort: impl Fn(usize) -> M + 'a) -> Self {
        self.on_sort = Some(Box::new(sort));
        self
    }

    /// A column was drawn to another width; the caller keeps it and gives it back with [`Column::remembered`].
    pub fn on_resize(mut self, resize: impl Fn(usize, f32) -> M + 'a) -> Self {
        self.on_resize = Some(Box::new(resize));
        self
    }

    /// Tick boxes before the rows and above them. `tick` is told rows (several with Shift) and whether they are to be
    /// ticked; `tick_all` whether all are.
    pub fn ticks(
        mut self,
        all: Check,
        tick: impl Fn(RangeInclusive<usize>, bool) -> M + 'a,
        tick_all: impl Fn(bool) -> M + 'a,
    ) -> Self {
        self.ticks = Some(Ticks { all, tick: Box::new(tick), tick_all: Box::new(tick_all) });
        self
    }

    /// The rows that are seen changed: load those that are not.
    pub fn on_window(mut self, window: impl Fn(Range<usize>) -> M + 'a) -> Self {
        self.on_window = Some(Box::new(window));
        self
    }
}

impl<'a, M: Clone + 'a> From<Table<'a, M>> for Element<'a, M> {
    fn from(table: Table<'a, M>) -> Self {
        Element::new(widget::Widget::new(table))
    }
}
