//! The second step: what each column was taken for, with examples, and how the file was read; all can be changed, and
//! what the file does not decide is asked.

use iced::widget::{Row, column, container, row};
use iced::{Alignment, Length};

use super::choices::Choices;
use super::said::counts;
use super::view::{ends, problem};
use super::{Message, State, Step, verify};
use crate::desk::import::{ColumnMap, DateOrder, Decimal, Doubt, Meaning, OnMatch, Question, ReadAs, Summary};
use crate::domain::entity::Named;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, Item, size, space};
use crate::ui::screen::Shared;
use crate::words::Words;

const ENCODINGS: &[&str] = &["UTF-8", "windows-1252", "UTF-16LE", "macintosh"];
const SEPARATORS: &[(char, &str)] = &[
    (';', "import-separator-semicolon"),
    (',', "import-separator-comma"),
    ('\t', "import-separator-tab"),
    ('|', "import-separator-pipe"),
];

/// The rows in which the column names may stand; 0: nowhere.
const HEADER_ROWS: usize = 10;

/// The policies of a column, the file's own first.
const POLICIES: &[Option<OnMatch>] = &[None, Some(OnMatch::Fill), Some(OnMatch::Overwrite), Some(OnMatch::Leave)];

/// What scrolls.
const LIST: &str = "import_columns";

/// Below this width a column has two lines.
const NARROW: f32 = 900.0;

/// The key of a date order as people write it.
pub fn dates_key(dates: DateOrder) -> &'static str {
    match dates {
        DateOrder::DayFirst => "import-dates-dmy",
        DateOrder::MonthFirst => "import-dates-mdy",
        DateOrder::YearFirst => "import-dates-ymd",
    }
}

pub fn decimal_key(decimal: Decimal) -> &'static str {
    match decimal {
        Decimal::Comma => "import-decimal-comma",
        Decimal::Point => "import-decimal-point",
    }
}

fn policy_key(policy: Option<OnMatch>) -> &'static str {
    match policy {
        None => "import-column-as-file",
        Some(OnMatch::Fill) => "import-column-fill",
        Some(OnMatch::Overwrite) => "import-column-overwrite",
        Some(OnMatch::Leave) => "import-column-leave",
    }
}

/// The name of a column, or its number when it has none.
pub fn header(column: &ColumnMap, words: &Words) -> String {
    match column.header.trim() {
        "" => words.say(&Phrase::new("import-columns-unnamed").with("number", column.index + 1)),
        header => header.to_owned(),
    }
}

/// The step in words.
#[derive(Default)]
pub struct Said {
    choices: Choices,
    lines: Vec<Line>,
    doubts: Vec<Asked>,
    remembered: Option<String>,
    policies: Vec<String>,
    counts: String,
    read: Vec<Select>,
}

impl Said {
    /// How such a file was taken in before.
    pub fn remembered(&self) -> Option<&str> {
        self.remembered.as_deref()
    }
}

struct Line {
    index: usize,
    header: String,
    samples: String,
    filled: String,
    place: Option<usize>,
    /// Has its own policy.
    policy: Option<String>,
    /// The field that this column could become, of a column that becomes none.
    suggested: Option<(String, Meaning)>,
    /// There can be one: it says something of what may be known.
    policed: bool,
}

/// Something in doubt.
struct Asked {
    why: String,
    /// What choosing it says, and its label.
    answers: Vec<(String, Message)>,
}

/// A choice of how the file is read.
struct Select {
    label: String,
    options: Vec<String>,
    at: Option<usize>,
    width: f32,
    says: Vec<Message>,
}

impl State {
    pub(super) fn say_columns(&self, shared: &Shared) -> Said {
        let words = &shared.words;
        let Some(checked) = &self.checked else { return Said::default() };
        let summary = &checked.summary;
        let choices = Choices::of(&self.known.fields, words);
        let lines = summary.columns.iter().map(|column| self.say_line(column, summary, &choices, words)).collect();
        let remembered = summary
            .remembered
            .filter(|_| !self.options.afresh)
            .map(|at| words.say(&Phrase::new("import-remembered").with("when", words.date(shared.venue.day(at)))));

        Said {
            lines,
            doubts: summary.read_as.doubts.iter().map(|doubt| asked(doubt, words)).collect(),
            remembered,
            policies: POLICIES.iter().map(|policy| words.get(policy_key(*policy))).collect(),
            counts: counts(summary, words),
            read: self.say_read(&summary.read_as, words),
            choices,
        }
    }

    fn say_line(&self, column: &ColumnMap, summary: &Summary, choices: &Choices, words: &Words) -> Line {
        let own = self.options.policies.get(&column.index).copied();
        let percent = if summary.rows == 0 { 0 } else { (column.filled * 100).div_ceil(summary.rows).min(100) };

        Line {
            index: column.index,
            header: header(column, words),
            samples: column.samples.join(" · "),
            filled: words.say(&Phrase::new("import-columns-percent").with("percent", percent)),
            place: choices.place(column.meaning),
            suggested: (column.meaning.is_none() && column.filled > 0).then(|| {
                let kind = words.get(&column.suggested.key());

                (words.say(&Phrase::new("import-suggested").with("kind", kind)), Meaning::New(column.suggested))
            }),
            policy: own.map(|policy| words.get(policy_key(Some(policy)))),
            policed: column.meaning.is_some_and(|meaning| match meaning {
                Meaning::Field(field) => field.policed(),
                Meaning::Custom(_) => true,
                Meaning::New(_) => false,
            }),
        }
    }

    /// How the file was read, each as a choice that shows what was decided, else what was recognised.
    fn say_read(&self, read: &ReadAs, words: &Words) -> Vec<Select> {
        let options = &self.options;
        let mut selects = Vec::new();

        if let Some(separator) = read.separator {
            let encoding = options.encoding.clone().unwrap_or_else(|| read.encoding.clone());
            let mut encodings: Vec<String> = ENCODINGS.iter().map(|name| (*name).to_owned()).collect();
            let at = encodings.iter().position(|name| name.eq_ignore_ascii_case(&encoding)).unwrap_or_else(|| {
                encodings.push(encoding);
                encodings.len() - 1
            });
            selects.push(Select {
                label: words.get("import-read-encoding"),
                options: encodings.iter().map(|name| verify::encoding(name, words)).collect(),
                at: Some(at),
                width: 150.0,
                says: encodings.into_iter().map(Message::Encoding).collect(),
            });

            let separator = options.separator.unwrap_or(separator);
            selects.push(Select {
                label: words.get("import-read-separator"),
                options: SEPARATORS.iter().map(|(_, key)| words.get(key)).collect(),
                at: SEPARATORS.iter().position(|(known, _)| *known == separator),
                width: 160.0,
                says: SEPARATORS.iter().map(|(separator, _)| Message::Separator(*separator)).collect(),
            });
        }

        let dates = options.dates.unwrap_or(read.dates);
        selects.push(Select {
            label: words.get("import-read-dates"),
            options: DateOrder::ALL.iter().map(|dates| words.get(dates_key(*dates))).collect(),
            at: DateOrder::ALL.iter().position(|known| *known == dates),
            width: 140.0,
            says: DateOrder::ALL.iter().copied().map(Message::Dates).collect(),
        });
        let decimal = options.decimal.unwrap_or(read.decimal);
        selects.push(Select {
            label: words.get("import-read-decimal"),
            options: Decimal::ALL.iter().map(|decimal| words.get(decimal_key(*decimal))).collect(),
            at: Decimal::ALL.iter().position(|known| *known == decimal),
            width: 110.0,
            says: Decimal::ALL.iter().copied().map(Message::Decimal).collect(),
        });
        if read.separator.is_some() || read.sheet.is_some() {
            let row = options.header_row.unwrap_or(read.header_row.unwrap_or(0));
            let last = HEADER_ROWS.max(row);
            let label = |row: usize| match row {
                0 => words.get("import-read-header-none"),
                row => words.say(&Phrase::new("import-read-header-row").with("row", row)),
            };
            selects.push(Select {
                label: words.get("import-read-header"),
                options: (0..=last).map(label).collect(),
                at: Some(row),
                width: 130.0,
                says: (0..=last).map(Message::HeaderRow).collect(),
            });
        }

        selects
    }
}

fn asked(doubt: &Doubt, words: &Words) -> Asked {
    let answers = doubt
        .answers
        .iter()
        .map(|answer| {
            let label = match doubt.question {
                Question::Dates => match answer.sample.parse() {
                    Ok(day) => words.date(day),
                    Err(_) => answer.sample.clone(),
                },
                Question::Sheet => answer.value.clone(),
                Question::Decimal => amount(&answer.sample, words),
                Question::Encoding | Question::Separator => {
                    words.titled(&verify::encoding(&answer.value, words), &answer.sample)
                }
            };

            (label, Message::Answer(doubt.question, answer.value.clone()))
        })
        .collect();

    Asked { why: words.say(&doubt.why), answers }
}

/// "1234.50" as people write it: "1 234,50".
fn amount(sample: &str, words: &Words) -> String {
    let (whole, cents) = sample.split_once('.').unwrap_or((sample, ""));
    let Ok(number) = whole.parse() else { return sample.to_owned() };
    let whole = words.number(number);
    let sign = if words.language() == crate::words::Language::French { "," } else { "." };

    if cents.is_empty() { whole } else { format!("{whole}{sign}{cents}") }
}

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let said = &state.said.columns;
    let narrow = shared.size.width < NARROW;
    let edge = space::L + space::XS;

    let mut head =
        column![kit::section(words.get("import-columns-title")), kit::muted(words.get("import-columns-text")),]
            .spacing(space::S);
    // What is asked has its own place: the choices below it stay as they are when it is answered.
    let mut notes = column![].spacing(space::S);
    for asked in &said.doubts {
        notes = notes.push(doubt(asked));
    }
    if let Some(remembered) = &said.remembered {
        let afresh = kit::link(words.get("import-afresh")).small().on_press(Message::Afresh);
        notes = notes.push(kit::spread(kit::caption(remembered.as_str()), afresh));
    }
    if let Some(problem) = problem(state, words) {
        notes = notes.push(problem);
    }
    head = head.push(notes).push(read_as(said));

    let mut list = column![];
    for line in &said.lines {
        list = list.push(container(of_line(line, said, words, narrow)).padding([space::XS, edge]));
        list = list.push(kit::separator());
    }

    let titles = row![
        kit::caption(words.get("import-columns-header")).width(Length::FillPortion(3)),
        kit::caption(words.get("import-columns-samples")).width(Length::FillPortion(4)),
        container(kit::caption(words.get("import-columns-filled"))).align_right(64),
        kit::caption(words.get("import-columns-field")).width(Length::FillPortion(4)),
        iced::widget::space().width(size::CONTROL),
    ]
    .spacing(space::L);
    let mut page = column![container(head).padding([space::L, edge]), kit::separator()];
    if !narrow {
        page = page.push(container(titles).padding([space::S, edge])).push(kit::separator());
    }

    // With large text there is no room for the columns below all that: both scroll together.
    if shared.size.height < size::DIALOG {
        return kit::scroll(page.push(list)).height(Length::Fill).into();
    }

    page.push(kit::scroll(list).id(LIST).height(Length::Fill)).into()
}

/// Asked in a line that stands out, with the ways to read it.
fn doubt(asked: &Asked) -> Element<'_, Message> {
    let answers = asked
        .answers
        .iter()
        .map(|(label, message)| kit::button(label.as_str()).small().on_press(message.clone()).into());

    kit::question(asked.why.as_str(), answers)
}

fn read_as(said: &Said) -> Element<'_, Message> {
    let selects = said.read.iter().map(|select| {
        kit::select(select.options.iter().map(String::as_str), select.at, move |at| {
            select.says.get(at).or(select.says.first()).cloned().unwrap_or(Message::Tick)
        })
        .label(select.label.as_str())
        .width(select.width)
        .into()
    });

    Row::with_children(selects).spacing(space::M).align_y(Alignment::End).wrap().vertical_spacing(space::S).into()
}

fn of_line<'a>(line: &'a Line, said: &'a Said, words: &Words, narrow: bool) -> Element<'a, Message> {
    let index = line.index;
    let means = kit::select(said.choices.items(), line.place, move |at| Message::Map(index, said.choices.at(at)))
        .width(Length::Fill);
    let says = move |at: usize| Message::Policy(index, POLICIES.get(at).copied().flatten());
    let items = || said.policies.iter().map(Item::new).collect::<Vec<_>>();

    let more: Element<'a, Message> = if line.policed {
        kit::icon_menu(Icon::ChevronsUpDown, words.get("import-column-policy"), items(), says).into()
    } else {
        iced::widget::space().width(size::CONTROL).into()
    };
    let mut means = column![means].spacing(space::XS);
    if let (Some(policy), true) = (&line.policy, line.policed) {
        means = means.push(kit::menu_button(policy.as_str(), items(), says).small());
    }
    if let Some((label, meaning)) = &line.suggested {
        means = means.push(kit::link(label.as_str()).small().on_press(Message::Map(index, Some(*meaning))));
    }
    let name = kit::line(line.header.as_str()).strong();
    let samples = kit::line(line.samples.as_str()).muted();
    let filled = kit::line(line.filled.as_str()).muted().align_right().width(64);

    if narrow {
        let top = row![name.width(Length::FillPortion(1)), filled, more].spacing(space::S).align_y(Alignment::Center);

        return column![top, samples.width(Length::Fill), means].spacing(space::XS).into();
    }

    row![
        name.width(Length::FillPortion(3)),
        samples.width(Length::FillPortion(4)),
        filled,
        container(means).width(Length::FillPortion(4)),
        more,
    ]
    .spacing(space::L)
    .align_y(Alignment::Center)
    .into()
}

/// What would come of it, live, and the way on.
pub fn foot<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    ends(
        kit::small(state.said.columns.counts.as_str()).into(),
        kit::button(words.get("import-columns-verify"))
            .primary()
            .id(super::ON)
            .on_press(Message::Go(Step::Verify))
            .into(),
    )
}
