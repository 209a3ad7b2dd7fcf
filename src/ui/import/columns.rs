//! The second step: what each column was taken for, with examples, and how the file was read; all can be changed.

use iced::widget::{Row, column, container, row};
use iced::{Alignment, Length};

use super::view::ends;
use super::{Message, State, Step, verify};
use crate::desk::import::{DateOrder, Decimal, Field, Meaning, ReadAs};
use crate::domain::phrase::Phrase;
use crate::ui::fields;
use crate::ui::kit::{self, Element, Tone, space};
use crate::ui::screen::Shared;
use crate::words::Words;

/// The fields that a column can become, in the order in which people look for them.
pub const FIELDS: &[Field] = &[
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::FullName,
    Field::Phone,
    Field::Pseudonym,
    Field::Username,
    Field::BirthDate,
    Field::Address,
    Field::PostalCode,
    Field::City,
    Field::Country,
    Field::Language,
    Field::Newsletter,
    Field::Comment,
    Field::Active,
    Field::Team,
    Field::Vip,
    Field::Product,
    Field::Price,
    Field::PriceAmount,
    Field::Contribution,
    Field::Method,
    Field::PaidOn,
    Field::Starts,
    Field::Ends,
    Field::Options,
    Field::BillingName,
    Field::BillingEmail,
    Field::BillingAddress,
    Field::BillingCountry,
    Field::BillingVat,
    Field::EmailState,
    Field::CancelledOn,
    Field::TicketTitle,
    Field::TicketCategory,
    Field::OrderNumber,
    Field::TicketNumber,
    Field::Activity,
    Field::TicketDate,
];

const ENCODINGS: &[&str] = &["UTF-8", "windows-1252", "UTF-16LE", "macintosh"];
const SEPARATORS: &[(char, &str)] = &[
    (';', "import-separator-semicolon"),
    (',', "import-separator-comma"),
    ('\t', "import-separator-tab"),
    ('|', "import-separator-pipe"),
];

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

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(checked) = &state.checked else { return column![].into() };
    let summary = &checked.summary;

    let mut labels = vec![words.get("import-columns-ignored")];
    labels.extend(FIELDS.iter().map(|field| words.get(fields::name(*field))));

    let mut list = column![];
    for found in &summary.columns {
        let index = found.index;
        let field = found.meaning.and_then(Meaning::field);
        let at = field.and_then(|field| FIELDS.iter().position(|known| *known == field)).map_or(0, |at| at + 1);
        let header = match found.header.trim() {
            "" => words.say(&Phrase::new("import-columns-unnamed").with("number", index + 1)),
            header => header.to_owned(),
        };
        let become_what = kit::select(labels.clone(), Some(at), move |at| {
            Message::Map(index, at.checked_sub(1).and_then(|at| FIELDS.get(at)).copied().map(Meaning::Field))
        })
        .width(Length::Fill);

        list = list.push(
            container(
                row![
                    kit::line(header).strong().width(Length::FillPortion(3)),
                    kit::line(found.samples.join(" · ")).muted().width(Length::FillPortion(5)),
                    kit::line(filled(found.filled, summary.rows, words)).muted().align_right().width(80),
                    container(become_what).width(Length::FillPortion(4)),
                ]
                .spacing(space::L)
                .align_y(Alignment::Center),
            )
            .padding([space::XS, space::L + space::XS]),
        );
        list = list.push(kit::separator());
    }

    let head = row![
        kit::caption(words.get("import-columns-header")).width(Length::FillPortion(3)),
        kit::caption(words.get("import-columns-samples")).width(Length::FillPortion(5)),
        container(kit::caption(words.get("import-columns-filled"))).align_right(80),
        kit::caption(words.get("import-columns-field")).width(Length::FillPortion(4)),
    ]
    .spacing(space::L);

    column![
        container(
            column![
                kit::section(words.get("import-columns-title")),
                kit::muted(words.get("import-columns-text")),
                read_as(state, &summary.read_as, words),
            ]
            .spacing(space::S),
        )
        .padding([space::L, space::L + space::XS]),
        kit::separator(),
        container(head).padding([space::S, space::L + space::XS]),
        kit::separator(),
        kit::scroll(list).height(Length::Fill),
    ]
    .into()
}

/// How the file was read, each as a choice that shows what was decided, else what was recognised.
fn read_as<'a>(state: &'a State, read: &'a ReadAs, words: &'a Words) -> Element<'a, Message> {
    let options = &state.options;
    let mut choices: Row<'a, Message> = row![].spacing(space::M).align_y(Alignment::End);

    if let Some(separator) = read.separator {
        let encoding = options.encoding.clone().unwrap_or_else(|| read.encoding.clone());
        let mut encodings: Vec<String> = ENCODINGS.iter().map(|name| (*name).to_owned()).collect();
        let at = encodings.iter().position(|name| name.eq_ignore_ascii_case(&encoding)).unwrap_or_else(|| {
            encodings.push(encoding);
            encodings.len() - 1
        });
        let names = encodings.clone();
        let shown: Vec<String> = encodings.iter().map(|name| verify::encoding(name)).collect();
        choices = choices.push(
            kit::select(shown, Some(at), move |at| Message::Encoding(names.get(at).cloned().unwrap_or_default()))
                .label(words.get("import-read-encoding"))
                .width(160),
        );

        let separator = options.separator.unwrap_or(separator);
        let labels: Vec<String> = SEPARATORS.iter().map(|(_, key)| words.get(key)).collect();
        let at = SEPARATORS.iter().position(|(known, _)| *known == separator);
        choices = choices.push(
            kit::select(labels, at, |at| {
                Message::Separator(SEPARATORS.get(at).map_or(';', |(separator, _)| *separator))
            })
            .label(words.get("import-read-separator"))
            .width(170),
        );
    } else if read.sheets.len() > 1 {
        let sheet = options.sheet.as_ref().or(read.sheet.as_ref());
        let at = sheet.and_then(|sheet| read.sheets.iter().position(|known| known == sheet));
        choices = choices.push(
            kit::select(read.sheets.clone(), at, |at| Message::Sheet(read.sheets.get(at).cloned().unwrap_or_default()))
                .label(words.get("import-read-sheet"))
                .width(200),
        );
    }

    let dates = options.dates.unwrap_or(read.dates);
    let labels: Vec<String> = DateOrder::ALL.iter().map(|dates| words.get(dates_key(*dates))).collect();
    choices = choices.push(
        kit::select(labels, DateOrder::ALL.iter().position(|known| *known == dates), |at| {
            Message::Dates(DateOrder::ALL.get(at).copied().unwrap_or(DateOrder::DayFirst))
        })
        .label(words.get("import-read-dates"))
        .width(150),
    );
    let decimal = options.decimal.unwrap_or(read.decimal);
    let labels: Vec<String> = Decimal::ALL.iter().map(|decimal| words.get(decimal_key(*decimal))).collect();
    choices = choices.push(
        kit::select(labels, Decimal::ALL.iter().position(|known| *known == decimal), |at| {
            Message::Decimal(Decimal::ALL.get(at).copied().unwrap_or(Decimal::Comma))
        })
        .label(words.get("import-read-decimal"))
        .width(110),
    );

    choices.wrap().vertical_spacing(space::S).into()
}

fn filled(filled: usize, rows: usize, words: &Words) -> String {
    let percent = if rows == 0 { 0 } else { (filled * 100).div_ceil(rows).min(100) };

    words.say(&Phrase::new("import-columns-percent").with("percent", percent))
}

/// The way on: checked again with what was decided.
pub fn foot<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let left = match &state.problem {
        Some(problem) => kit::note(Tone::Danger, words.say(problem)),
        None => kit::caption(words.get("import-columns-foot")).into(),
    };
    let on = if state.stale { Message::Verify } else { Message::Go(Step::Verify) };

    ends(left, kit::button(words.get("import-columns-verify")).primary().on_press(on).into())
}
