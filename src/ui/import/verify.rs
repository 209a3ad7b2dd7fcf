//! The third step: what would happen, before anything is written. The cards count, and choose which rows are listed; a
//! row opens beside them.

use iced::widget::{Row as Across, column, container, row};
use iced::{Alignment, Length};

use super::rows::Filter;
use super::said::{also, created, go};
use super::view::problem;
use super::{Message, State, Step, columns, pane, sales};
use crate::desk::import::{OnMatch, Summary};
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Cell, Column, Element, Icon, Stat, Tone, size, space};
use crate::ui::screen::Shared;
use crate::words::Words;

/// The table of the rows, for the focus.
pub const TABLE: &str = "import_rows";

/// Room for two lines of text.
const HEIGHT: f32 = size::ROW + space::M;

/// Cards beside each other where there is little room.
const FEW: usize = 4;

const POLICIES: &[OnMatch] = &[OnMatch::Fill, OnMatch::Overwrite, OnMatch::Leave];

/// The step in words.
#[derive(Default)]
pub struct Said {
    cards: Vec<Card>,
    /// How the file was read: name and value.
    facts: Vec<(String, String)>,
    also: Vec<String>,
    evidence: Vec<String>,
    /// Under the card of hand-made values, how they are decided as a whole.
    hand: Option<String>,
    go: String,
    policies: Vec<String>,
}

struct Card {
    filter: Filter,
    figure: String,
    name: String,
    tone: Tone,
}

impl State {
    pub(super) fn say_verify(&self, words: &Words) -> Said {
        let Some(checked) = &self.checked else { return Said::default() };
        let summary = &checked.summary;
        let mut evidence: Vec<String> = summary.read_as.evidence.iter().map(|said| words.say(said)).collect();
        if !summary.new_products.is_empty() {
            let names = Phrase::new("import-also-names").with("names", summary.new_products.join(", "));
            evidence.push(words.say(&names));
        }
        let mut told = also(summary, words);
        told.extend(summary.notes.iter().map(|note| words.say(note)));
        let hand = match self.options.take_all {
            true => Some(words.get("import-hand-back")),
            false if summary.contradiction_count > 0 => {
                Some(words.say(&Phrase::new("import-hand-all").with("count", summary.contradiction_count)))
            }
            false => None,
        };

        Said {
            cards: self.cards(summary, words),
            facts: self.facts(summary, words),
            also: told,
            evidence,
            hand: hand.filter(|_| matches!(self.filter, Filter::ToSee | Filter::Contradicted)),
            go: go(self, summary, words),
            policies: ["import-policy-fill", "import-policy-overwrite", "import-policy-leave"]
                .iter()
                .map(|key| words.get(key))
                .collect(),
        }
    }

    /// The cards; those that count nothing stay away, but for the first three.
    fn cards(&self, summary: &Summary, words: &Words) -> Vec<Card> {
        let hand = summary.contradiction_count;
        let all = [
            (Filter::New, summary.new, "import-card-new", Tone::Neutral, true),
            (Filter::Updated, summary.updated, "import-card-updated", Tone::Neutral, true),
            (Filter::Unchanged, summary.unchanged, "import-card-unchanged", Tone::Neutral, true),
            (Filter::Duplicates, summary.duplicate_count, "import-card-duplicates", Tone::Warning, false),
            (Filter::Contradicted, hand, "import-card-contradicted", Tone::Warning, self.options.take_all),
            (Filter::Refused, summary.refused_count, "import-card-refused", Tone::Danger, false),
            (Filter::LeftOut, summary.left_out, "import-card-left", Tone::Neutral, false),
            (Filter::Sales, created(self, summary), "import-card-sales", Tone::Neutral, !summary.new_prices.is_empty()),
        ];

        all.into_iter()
            .filter(|(filter, count, _, _, always)| *always || self.shows(*filter, *count))
            .map(|(filter, count, key, tone, _)| Card {
                filter,
                figure: words.number(i64::try_from(count).unwrap_or(i64::MAX)),
                name: words.say(&Phrase::new(key).with("count", count)),
                tone: if count > 0 { tone } else { Tone::Neutral },
            })
            .collect()
    }

    /// "Lu comme Windows-1252, séparateur ;, dates jj/mm/aaaa, décimales 12,50"
    fn facts(&self, summary: &Summary, words: &Words) -> Vec<(String, String)> {
        let read = &summary.read_as;
        let mut facts = Vec::new();
        if let Some(program) = summary.program {
            facts.push((words.get("import-read-program"), program.to_owned()));
        }
        facts.push((words.get("import-read-as"), encoding(&read.encoding, words)));
        match read.separator {
            Some('\t') => facts.push((words.get("import-read-separator-is"), words.get("import-read-tab"))),
            Some(separator) => facts.push((words.get("import-read-separator-is"), separator.to_string())),
            None => {}
        }
        if let Some(sheet) = &read.sheet {
            facts.push((words.get("import-read-sheet"), sheet.clone()));
        }
        facts.push((words.get("import-read-dates-is"), words.get(columns::dates_key(read.dates))));
        facts.push((words.get("import-read-decimal-is"), words.get(columns::decimal_key(read.decimal))));

        facts
    }
}

/// "windows-1252" as people know it: "Windows-1252".
pub fn encoding(name: &str, words: &Words) -> String {
    match name {
        "\t" => words.get("import-read-tab"),
        "xlsx" | "xls" | "ods" => name.to_uppercase(),
        "vcard" => "vCard".to_owned(),
        name => {
            let mut letters = name.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let said = &state.said.verify;
    let beside = shared.size.width >= size::PANEL_BESIDE;

    if let Some(detail) = state.detail.as_ref().filter(|_| !beside && state.filter != Filter::Sales) {
        return pane::view(state, detail, words, true);
    }

    let mut head = column![cards(state, said, shared), facts(state, said, words)].spacing(space::M);
    if let Some(problem) = problem(state, words) {
        head = head.push(problem);
    }
    if let Some(hand) = &said.hand {
        let text = words.get(if state.options.take_all { "import-hand-taken" } else { "import-hand-text" });
        let button = kit::button(hand.as_str()).small().on_press(Message::TakeAll(!state.options.take_all));
        head = head.push(kit::question(text, [button.into()]));
    }

    let head = container(head).padding([space::M, space::L + space::XS]);
    let list: Element<'a, Message> = match state.filter {
        Filter::Sales => sales::view(state, words),
        _ => listed(state, words),
    };
    let rows = container(list);

    // With large text there is no room for the rows below all that: both scroll together.
    if shared.size.height < size::DIALOG {
        return kit::scroll(column![head, kit::separator(), rows.height(size::PANEL)]).height(Length::Fill).into();
    }

    // The list stays the first in its row: it keeps its place and the focus when a row opens.
    let mut below = row![rows.width(Length::Fill).height(Length::Fill)];
    if let Some(detail) = state.detail.as_ref().filter(|_| state.filter != Filter::Sales) {
        below = below.push(kit::divider()).push(container(pane::view(state, detail, words, false)).width(size::PANEL));
    }

    column![head, kit::separator(), below.height(Length::Fill)].into()
}

fn cards<'a>(state: &State, said: &'a Said, shared: &Shared) -> Element<'a, Message> {
    let stat = |card: &Card| Stat {
        figure: card.figure.clone(),
        name: card.name.clone(),
        tone: card.tone,
        current: state.filter == card.filter,
        // Pressed again, what asks for a look shows again.
        press: Some(Message::Filter(if state.filter == card.filter { Filter::ToSee } else { card.filter })),
    };
    let many = if shared.size.width < size::SIDEBAR_BESIDE { FEW } else { said.cards.len().max(1) };
    let lines = said.cards.chunks(many).map(|line| kit::stat_cards(line.iter().map(stat)));

    iced::widget::Column::with_children(lines).spacing(space::S).into()
}

fn facts<'a>(state: &'a State, said: &'a Said, words: &Words) -> Element<'a, Message> {
    let mut facts: Vec<Element<'a, Message>> = said
        .facts
        .iter()
        .map(|(name, value)| {
            row![kit::caption(name.as_str()), kit::small_strong(value.as_str())].spacing(space::XS).into()
        })
        .collect();
    if !said.evidence.is_empty() {
        facts.push(
            kit::link(words.get(if state.explained { "import-read-fold" } else { "import-read-why" }))
                .small()
                .on_press(Message::Explain(!state.explained))
                .into(),
        );
    }
    facts.push(kit::link(words.get("import-read-change")).small().on_press(Message::Go(Step::Columns)).into());

    let mut lines = column![wrapped(facts)].spacing(space::XS);
    if !said.also.is_empty() {
        lines = lines.push(wrapped(said.also.iter().map(|said| kit::caption(said.as_str()).into()).collect()));
    }
    if state.explained {
        let why = said.evidence.iter().map(|said| kit::caption(said.as_str()).into());
        lines = lines.push(kit::well(iced::widget::Column::with_children(why).spacing(space::XS)));
    }

    lines.into()
}

fn wrapped(parts: Vec<Element<'_, Message>>) -> Element<'_, Message> {
    Across::with_children(parts).spacing(space::L).align_y(Alignment::Center).wrap().vertical_spacing(space::XS).into()
}

fn listed<'a>(state: &'a State, words: &Words) -> Element<'a, Message> {
    if state.listing.len() == 0 {
        return kit::surface(kit::empty_state(
            Icon::CircleCheck,
            words.get("import-rows-none"),
            words.get("import-rows-none-text"),
            [],
        ));
    }
    let narrowed = state.detail.is_some();
    let mut titles =
        vec![
            Column::new(words.get("import-head-line")).width(68.0).align_right(),
            Column::new(words.get("import-head-what")).width(116.0),
            Column::new(words.get("import-head-subject"))
                .width(if narrowed { 132.0 } else { 150.0 })
                .fill(if narrowed { 1 } else { 2 }),
        ];
    // Beside an open row, whose cells are all shown, there is no room for this.
    if !narrowed {
        titles.push(Column::new(words.get("import-head-value")).width(160.0).fill(3));
    }
    titles.push(Column::new(words.get("import-head-detail")).width(240.0).fill(if narrowed { 12 } else { 6 }));

    kit::surface(
        kit::table(titles, state.listing.len(), move |at| {
            let told = state.listing.told(at)?;
            let mut cells = vec![
                Cell::text(told.number.as_str()).muted(),
                Cell::pill(told.tone, told.what.as_str()),
                Cell::or_missing(told.subject.as_str()),
            ];
            if !narrowed {
                cells.push(Cell::or_missing(told.value.as_str()).muted());
            }
            cells.push(Cell::element(kit::small(told.detail.as_str()).width(Length::Fill)));

            Some(kit::Row::new(cells))
        })
        .id(TABLE)
        .row_height(HEIGHT)
        .version(state.listing.version())
        .current(state.listing.current())
        .on_current(Message::Current)
        .on_open(Message::Open)
        .on_window(Message::Seen),
    )
}

/// The policy, the refused rows, and the import.
pub fn foot<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let Some(checked) = &state.checked else { return column![].into() };

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

    let said = &state.said.verify;
    let at = POLICIES.iter().position(|policy| *policy == state.options.on_match);
    let policy = row![
        kit::caption(words.get("import-policy")),
        kit::segmented(said.policies.iter().map(String::as_str), at, move |at| {
            Message::OnMatch(POLICIES.get(at).copied().unwrap_or(OnMatch::Fill))
        }),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center);
    let mut on = row![].spacing(space::M).align_y(Alignment::Center);
    if checked.summary.refused_count > 0 {
        on = on.push(kit::button(words.get("import-rejects")).on_press(Message::Rejects));
    }
    let on = on.push(
        kit::button(said.go.as_str())
            .primary()
            .id(super::GO)
            .on_press_maybe(state.can_import().then_some(Message::Import)),
    );

    kit::spread(policy, on)
}
