//! How the settings look: a few pages, each short enough to be seen at once.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::venue::{CURRENCIES, zone_name};
use super::{Field, Message, Page, State, data_view, fields_view};
use crate::domain::phrase::Phrase;
use crate::preferences::{Appearance, TEXT_SIZES};
use crate::ui::kit::{self, Element, Icon, size, space};
use crate::ui::screen::Shared;
use crate::ui::sharing;
use crate::words::Language;

/// The names of the months, in their order.
const MONTHS: [&str; 12] = [
    "settings-month-1",
    "settings-month-2",
    "settings-month-3",
    "settings-month-4",
    "settings-month-5",
    "settings-month-6",
    "settings-month-7",
    "settings-month-8",
    "settings-month-9",
    "settings-month-10",
    "settings-month-11",
    "settings-month-12",
];

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let head = kit::page_header(words.get("settings-title"), "", []);
    let at = Page::ALL.iter().position(|page| *page == state.page).unwrap_or(0);
    let labels = Page::ALL.iter().map(|page| (words.get(page.key()), None));
    let tabs =
        container(kit::tabs(labels, at, |at| Message::Page(Page::ALL.get(at).copied().unwrap_or(Page::Appearance))))
            .padding([0.0, space::L + space::XS]);
    let page = match state.page {
        Page::Appearance => appearance(shared),
        Page::Venue => sharing::guarded(venue(state, shared), "settings.write", shared),
        Page::Fields => {
            sharing::guarded(fields_view::view(&state.fields, shared), "settings.write", shared).map(Message::Fields)
        }
        Page::Sharing => state.sharing.view(shared).map(Message::Sharing),
        Page::Data => data_view::view(&state.data, shared).map(Message::Data),
        Page::About => about(shared),
    };
    let content =
        kit::scroll(container(container(page).max_width(size::READING)).padding([space::XL, space::L + space::XS]))
            .height(Length::Fill);

    kit::canvas(column![head, tabs, kit::separator(), content])
}

/// A label above something that has none of its own.
fn labelled<'a>(label: String, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    column![kit::caption(label), content.into()].spacing(space::XS).into()
}

fn appearance<'a>(shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let preferences = &shared.preferences;

    let language = Language::ALL.iter().position(|language| *language == words.language());
    let languages = kit::segmented(Language::ALL.iter().map(|language| language.own_name()), language, |at| {
        Message::Language(Language::ALL.get(at).copied().unwrap_or_default())
    });

    let themes = [Appearance::System, Appearance::Light, Appearance::Dark];
    let names = [
        words.get("settings-appearance-system"),
        words.get("settings-appearance-light"),
        words.get("settings-appearance-dark"),
    ];
    let theme = themes.iter().position(|theme| *theme == preferences.appearance);
    let themes =
        kit::segmented(names, theme, move |at| Message::Appearance(themes.get(at).copied().unwrap_or_default()));

    let sizes: Vec<String> = TEXT_SIZES
        .iter()
        .map(|size| words.say(&Phrase::new("settings-text-size-value").with("percent", i64::from(*size))))
        .collect();
    let at = TEXT_SIZES.iter().position(|size| *size == preferences.text_size);
    let pick = |at: usize| Message::TextSize(TEXT_SIZES.get(at).copied().unwrap_or(100));
    // Side by side they are seen at once; at large sizes there is no room for that.
    let sizes: Element<'a, Message> = if shared.size.width < size::PANEL_BESIDE - size::PANEL {
        kit::select(sizes, at, pick).width(size::FORM / 3.0).into()
    } else {
        kit::segmented(sizes, at, pick).into()
    };

    let card = cfg!(feature = "gpu").then(|| {
        let on = preferences.software == Some(false);

        kit::switch(words.get("settings-card"), words.get("settings-card-help"), on).on_toggle(Message::Card).into()
    });

    column![
        kit::section_title(words.get("settings-this-computer"), Some(words.get("settings-live"))),
        labelled(words.get("settings-language"), languages),
        labelled(words.get("settings-appearance"), themes),
        labelled(words.get("settings-text-size"), sizes),
        kit::switch(words.get("settings-dense"), words.get("settings-dense-help"), preferences.dense_rows)
            .on_toggle(Message::DenseRows),
    ]
    .extend(card)
    .spacing(space::XL)
    .into()
}

fn venue<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let draft = &state.venue;
    let said = |field: &str| {
        let problem = state.problems.iter().find(|problem| problem.field == Some(field))?;
        Some(words.say(&problem.phrase))
    };

    let mut zone = column![
        kit::field(words.get("settings-zone"), &draft.zone_search)
            .icon(Icon::Globe)
            .placeholder(zone_name(draft.time_zone))
            .help(words.get("settings-zone-change"))
            .problem(said("time_zone"))
            .on_input(Message::SearchZone)
            .on_submit(state.zones.first().map_or(Message::SaveVenue, |zone| Message::Zone(*zone)))
    ]
    .spacing(space::XS);
    for found in &state.zones {
        zone = zone.push(kit::entry(kit::line(zone_name(*found))).on_press(Message::Zone(*found)));
    }
    if !draft.zone_search.trim().is_empty() && state.zones.is_empty() {
        zone = zone.push(kit::caption(words.get("settings-zone-none")));
    }

    let mut currencies: Vec<String> = CURRENCIES.iter().map(|currency| (*currency).to_owned()).collect();
    if !currencies.contains(&draft.currency) {
        currencies.push(draft.currency.clone());
    }
    let at = currencies.iter().position(|currency| *currency == draft.currency);
    let names = currencies.clone();
    let currency = kit::select(currencies, at, move |at| Message::Currency(names.get(at).cloned().unwrap_or_default()))
        .label(words.get("settings-currency"))
        .problem(said("currency"))
        .width(size::FORM / 3.0);

    let months: Vec<String> = MONTHS.iter().map(|month| words.get(month)).collect();
    let month = usize::try_from(draft.school_month).ok().and_then(|month| month.checked_sub(1));
    let school = labelled(
        words.get("settings-school-year-end"),
        row![
            kit::field("", &draft.school_day)
                .align_right()
                .width(size::FORM / 6.0)
                .on_input(|text| Message::Typed(Field::SchoolDay, text))
                .on_submit(Message::SaveVenue),
            kit::select(months, month, |at| Message::SchoolMonth(u32::try_from(at + 1).unwrap_or(8)))
                .width(size::FORM / 3.0),
        ]
        .spacing(space::S),
    );
    let school_help: Element<'a, Message> = match said("school_year_end") {
        Some(problem) => kit::ink(kit::small(problem), |t| t.danger).into(),
        None => kit::caption(words.get("settings-school-year-help")).into(),
    };

    let changed = draft.changed();
    let save = kit::button(words.get("settings-save"))
        .primary()
        .on_press_maybe((changed && !state.saving).then_some(Message::SaveVenue));
    let mut foot = row![save].spacing(space::M).align_y(Alignment::Center);
    if changed {
        foot = foot.push(kit::caption(words.get("settings-changed")));
    }

    let mut all = column![
        kit::section_title(words.get("settings-venue-title"), Some(words.get("settings-venue-help"))),
        kit::field(words.get("settings-venue-name"), &draft.name)
            .problem(said("name"))
            .on_input(|text| Message::Typed(Field::Name, text))
            .on_submit(Message::SaveVenue),
        row![container(zone).width(Length::Fill), currency].spacing(space::M),
        kit::section_title(words.get("settings-rules-title"), None),
        column![school, school_help].spacing(space::XS),
        kit::field(words.get("settings-expires-soon"), &draft.expires_soon)
            .align_right()
            .suffix(words.get("settings-days-before"))
            .width(size::FORM * 0.6)
            .problem(said("expires_soon_days"))
            .on_input(|text| Message::Typed(Field::ExpiresSoon, text))
            .on_submit(Message::SaveVenue),
        column![
            kit::field(words.get("settings-rollover"), &draft.rollover)
                .align_right()
                .suffix(words.get("settings-days-before"))
                .width(size::FORM * 0.6)
                .problem(said("rollover_days"))
                .on_input(|text| Message::Typed(Field::Rollover, text))
                .on_submit(Message::SaveVenue),
            kit::caption(words.get("settings-rollover-help")),
        ]
        .spacing(space::XS),
    ]
    .spacing(space::L);
    for problem in state.problems.iter().filter(|problem| problem.field.is_none()) {
        all = all.push(kit::note(kit::Tone::Danger, words.say(&problem.phrase)));
    }

    all.push(foot).into()
}

fn about<'a>(shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let version = Phrase::new("settings-about-version").with("version", env!("CARGO_PKG_VERSION"));

    column![
        kit::title(words.say(&version)),
        kit::body(words.get("settings-about-text")),
        kit::muted(words.get("settings-about-licence")),
        kit::muted(words.get("settings-about-fonts")),
        kit::muted(words.get("settings-about-stack")),
    ]
    .spacing(space::M)
    .into()
}
