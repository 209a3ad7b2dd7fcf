//! The third step: what would happen, before anything is written. The cards count, and choose which rows are listed.

use iced::widget::{Row as Across, column, container, row};
use iced::{Alignment, Length};

use super::rows::{self, Filter, Row, What};
use super::{Message, State, Step, columns};
use crate::desk::import::{Effect, OnMatch, Summary};
use crate::domain::phrase::{Arg, Phrase};
use crate::ui::kit::{self, Cell, Column, Element, Icon, Stat, Tone, size, space};
use crate::ui::screen::Shared;
use crate::words::Words;

/// The table of the rows, for the focus.
pub const TABLE: &str = "import_rows";

/// Room for two lines of text.
const HEIGHT: f32 = size::ROW + space::M;

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(checked) = &state.checked else { return column![].into() };
    let summary = &checked.summary;
    let mut head = column![cards(state, summary, words), read_as(state, summary, words)].spacing(space::M);
    if let Some(problem) = &state.problem {
        head = head.push(kit::note(Tone::Danger, words.say(problem)));
    }

    let head = container(head).padding([space::M, space::L + space::XS]);
    let rows = container(listed(state, shared));

    // With large text there is no room for the rows below all that: both scroll together.
    if shared.size.height < size::DIALOG {
        return kit::scroll(column![head, kit::separator(), rows.height(size::PANEL)]).height(Length::Fill).into();
    }

    column![head, kit::separator(), rows.height(Length::Fill)].into()
}

fn cards<'a>(state: &'a State, summary: &Summary, words: &Words) -> Element<'a, Message> {
    let card = |filter: Filter, count: usize, key: &str, tone: Tone| Stat {
        figure: words.number(i64::try_from(count).unwrap_or(i64::MAX)),
        name: words.get(key),
        tone: if count > 0 { tone } else { Tone::Neutral },
        current: state.filter == filter,
        // Pressed again, what asks for a look shows again.
        press: Some(Message::Filter(if state.filter == filter { Filter::ToSee } else { filter })),
    };

    kit::stat_cards([
        card(Filter::New, summary.new, "import-card-new", Tone::Neutral),
        card(Filter::Updated, summary.updated, "import-card-updated", Tone::Neutral),
        card(Filter::Unchanged, summary.unchanged, "import-card-unchanged", Tone::Neutral),
        card(Filter::Duplicates, summary.duplicate_count, "import-card-duplicates", Tone::Warning),
        card(Filter::Refused, summary.refused_count, "import-card-refused", Tone::Danger),
    ])
}

/// "Read as Windows-1252, separator ;, dates dd/mm/yyyy, decimals 12,50"; what else will come in; and on demand why.
fn read_as<'a>(state: &'a State, summary: &'a Summary, words: &'a Words) -> Element<'a, Message> {
    let read = &summary.read_as;
    let fact = |name: String, value: String| -> Element<'a, Message> {
        row![kit::caption(name), kit::small_strong(value)].spacing(space::XS).into()
    };
    let mut facts: Vec<Element<'a, Message>> = vec![fact(words.get("import-read-as"), encoding(&read.encoding))];
    match read.separator {
        Some('\t') => facts.push(fact(words.get("import-read-separator-is"), words.get("import-read-tab"))),
        Some(separator) => facts.push(fact(words.get("import-read-separator-is"), separator.to_string())),
        None => {}
    }
    if let Some(sheet) = &read.sheet {
        facts.push(fact(words.get("import-read-sheet"), sheet.clone()));
    }
    facts.push(fact(words.get("import-read-dates-is"), words.get(columns::dates_key(read.dates))));
    facts.push(fact(words.get("import-read-decimal-is"), words.get(columns::decimal_key(read.decimal))));
    facts.push(
        kit::link(words.get(if state.explained { "import-read-fold" } else { "import-read-why" }))
            .small()
            .on_press(Message::Explain(!state.explained))
            .into(),
    );
    facts.push(kit::link(words.get("import-read-change")).small().on_press(Message::Go(Step::Columns)).into());

    let mut lines = column![wrapped(facts)].spacing(space::XS);
    let told: Vec<_> = also(summary, words).into_iter().map(|said| kit::caption(said).into()).collect();
    if !told.is_empty() {
        lines = lines.push(wrapped(told));
    }
    if state.explained {
        let mut why = column![].spacing(space::XS);
        for said in &read.evidence {
            why = why.push(kit::caption(words.say(said)));
        }
        if !summary.new_products.is_empty() {
            let names = Phrase::new("import-also-names").with("names", summary.new_products.join(", "));
            why = why.push(kit::caption(words.say(&names)));
        }
        lines = lines.push(kit::well(why));
    }

    lines.into()
}

fn wrapped(parts: Vec<Element<'_, Message>>) -> Element<'_, Message> {
    Across::with_children(parts).spacing(space::L).align_y(Alignment::Center).wrap().vertical_spacing(space::XS).into()
}

/// What comes in beside the people.
fn also(summary: &Summary, words: &Words) -> Vec<String> {
    let mut also = Vec::new();
    if summary.new_subscriptions > 0 {
        also.push(words.say(&Phrase::new("import-also-subscriptions").with("count", summary.new_subscriptions)));
    }
    if summary.new_payments > 0 {
        also.push(
            words.say(
                &Phrase::new("import-also-payments")
                    .with("count", summary.new_payments)
                    .with("amount", Arg::Money(summary.new_amount)),
            ),
        );
    }
    if !summary.new_products.is_empty() {
        also.push(words.say(&Phrase::new("import-also-products").with("count", summary.new_products.len())));
    }
    also.extend(summary.notes.iter().map(|note| words.say(note)));

    also
}

/// "windows-1252" as people know it: "Windows-1252".
pub fn encoding(name: &str) -> String {
    match name {
        "xlsx" | "xls" | "ods" => name.to_uppercase(),
        name => {
            let mut letters = name.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

fn listed<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(checked) = &state.checked else { return column![].into() };
    let summary = &checked.summary;
    if state.rows.is_empty() {
        return kit::surface(kit::empty_state(
            Icon::CircleCheck,
            words.get("import-rows-none"),
            words.get("import-rows-none-text"),
            [],
        ));
    }

    kit::surface(
        kit::table(
            [
                Column::new(words.get("import-head-line")).width(76.0).align_right(),
                Column::new(words.get("import-head-what")).width(120.0),
                Column::new(words.get("import-head-subject")).width(160.0).fill(2),
                Column::new(words.get("import-head-value")).width(160.0).fill(3),
                Column::new(words.get("import-head-detail")).width(260.0).fill(6),
            ],
            state.rows.len(),
            |at| state.rows.get(at).and_then(|row| cells(*row, summary, words)),
        )
        .id(TABLE)
        .row_height(HEIGHT)
        .version(state.version)
        .current(state.current)
        .on_current(Message::Current),
    )
}

fn cells<'a>(row: Row, summary: &Summary, words: &Words) -> Option<kit::Row<'a, Message>> {
    let told = rows::tell(row, summary, words)?;
    let (tone, what) = match row.what {
        What::Comes(Effect::New, _) => (Tone::Positive, "import-what-new"),
        What::Comes(Effect::Updated, _) => (Tone::Neutral, "import-what-updated"),
        What::Comes(Effect::Unchanged, _) => (Tone::Neutral, "import-what-unchanged"),
        What::Duplicate(_) => (Tone::Warning, "import-what-duplicate"),
        What::Refused(_) => (Tone::Danger, "import-what-refused"),
    };

    Some(kit::Row::new([
        Cell::text(words.number(i64::try_from(row.number).unwrap_or(i64::MAX))).muted(),
        Cell::pill(tone, words.get(what)),
        Cell::or_missing(told.subject),
        Cell::or_missing(told.value).muted(),
        Cell::element(kit::small(told.detail).width(Length::Fill)),
    ]))
}

/// The policy, the refused rows, and the import.
pub fn foot<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(checked) = &state.checked else { return column![].into() };
    let summary = &checked.summary;

    if let Some(path) = &state.rejects_path {
        return row![
            kit::field("", path)
                .id(super::REJECTS)
                .placeholder(words.get("import-rejects-path"))
                .width(Length::Fill)
                .on_input(Message::RejectsTyped)
                .on_submit(Message::SaveRejects),
            kit::button(words.get("import-rejects-cancel")).on_press(Message::Dismiss),
            kit::button(words.get("import-rejects-write"))
                .primary()
                .on_press_maybe((!state.saving_rejects).then_some(Message::SaveRejects)),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center)
        .into();
    }

    let labels =
        [words.get("import-policy-fill"), words.get("import-policy-overwrite"), words.get("import-policy-leave")];
    let policies = [OnMatch::Fill, OnMatch::Overwrite, OnMatch::Leave];
    let at = policies.iter().position(|policy| *policy == state.options.on_match);
    let count = summary.new + summary.updated;
    let policy = row![
        kit::caption(words.get("import-policy")),
        kit::segmented(labels, at, move |at| Message::OnMatch(policies.get(at).copied().unwrap_or(OnMatch::Fill))),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center);
    let mut on = row![].spacing(space::M).align_y(Alignment::Center);
    if summary.refused_count > 0 {
        on = on.push(kit::button(words.get("import-rejects")).on_press(Message::Rejects));
    }
    let on = on.push(
        kit::button(words.say(&Phrase::new("import-go").with("count", count)))
            .primary()
            .id(super::GO)
            .on_press_maybe(state.can_import().then_some(Message::Import)),
    );

    kit::spread(policy, on)
}
