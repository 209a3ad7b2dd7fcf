//! The list of products and, beside it, the form that is open; below a certain width the form takes the list's place.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Length};

use super::lines::Line;
use super::{Draft, Load, Message, State, WRITE, form};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Element, Icon, LineAct, Tone, size, space};
use crate::ui::screen::Shared;
use crate::ui::sharing;

pub fn view<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let open = state.open.and_then(|id| state.drafts.get(&id).map(|draft| (id, draft)));
    let beside = shared.size.width >= size::PANEL_BESIDE;

    match open {
        Some((id, draft)) if beside => row![
            container(list(state, shared)).width(Length::Fill),
            kit::divider(),
            container(panel(state, id, draft, shared)).width(size::PANEL + space::XXL),
        ]
        .into(),
        Some((id, draft)) => panel(state, id, draft, shared),
        None => list(state, shared),
    }
}

fn list<'a>(state: &'a State, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let on_sale = state.offers.iter().filter(|offer| !offer.product.archived).count();
    let mut actions: Vec<Element<'a, Message>> = Vec::new();
    if state.archived_count > 0 {
        let label = if state.show_archived {
            words.get("products-hide-archived")
        } else {
            words.say(&Phrase::new("products-show-archived").with("count", state.archived_count))
        };
        actions.push(
            kit::button(label).quiet().icon(Icon::Archive).on_press(Message::ShowArchived(!state.show_archived)).into(),
        );
    }
    let barred = shared.barred(WRITE);
    let new = kit::button(words.get("products-new")).primary().icon(Icon::Plus).on_press(Message::NewProduct);
    actions.push(new.barred(barred.clone()).into());

    let head = kit::page_header(
        words.get("products-title"),
        words.say(&Phrase::new("products-count").with("count", on_sale)),
        actions,
    );
    let content: Element<'a, Message> = match &state.load {
        Load::Failed(phrase) => container(
            column![
                kit::note(Tone::Danger, words.say(phrase)),
                kit::button(words.get("products-retry")).icon(Icon::Refresh).on_press(Message::Refresh),
            ]
            .spacing(space::M),
        )
        .padding(space::XL)
        .into(),
        Load::Loading if state.offers.is_empty() => {
            container(kit::muted(words.get("products-loading"))).padding(space::XL).into()
        }
        _ if state.lines.is_empty() => kit::empty_state(
            Icon::Ticket,
            words.get("products-empty-title"),
            words.get("products-empty-text"),
            [kit::button(words.get("products-empty-action")).on_press(Message::NewProduct).barred(barred)],
        ),
        _ => {
            let products = groups(&state.lines).map(|group| card(state, group, shared));
            let mut all = Column::with_children(products).spacing(space::L).max_width(size::READING + size::PANEL);
            all = all.push(kit::caption(words.get("products-keys")));

            kit::scroll(container(all).padding([space::L, space::XL])).height(Length::Fill).into()
        }
    };

    kit::canvas(column![head, kit::separator(), content])
}

/// The lines of one product after the other.
fn groups(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    lines.chunk_by(|_, next| !matches!(next, Line::Product { .. }))
}

/// A product with its prices and options.
fn card<'a>(state: &'a State, group: &'a [Line], shared: &'a Shared) -> Element<'a, Message> {
    let mut parts = column![].spacing(space::XS);
    let last = group.len().saturating_sub(1);
    let detailed = group.iter().any(|line| matches!(line, Line::Price { detail, .. } if !detail.is_empty()));

    for (at, line) in group.iter().enumerate() {
        let current = line.id().is_some() && line.id() == state.current;
        parts = parts.push(match line {
            Line::Product { id, name, detail, archived, drafted } => {
                product(*id, name, detail, *archived, *drafted, current, shared)
            }
            Line::Price { .. } => price(line, detailed, current, shared),
            Line::Choice { id, name, archived, drafted } => choice(*id, name, *archived, *drafted, current, shared),
            Line::Add { product, has_prices } => add(*product, *has_prices, shared),
        });
        if at == 0 && last > 0 {
            parts = parts.push(kit::separator());
        }
    }

    kit::card(parts)
}

fn product<'a>(
    id: Id,
    name: &'a str,
    detail: &'a str,
    archived: bool,
    drafted: bool,
    current: bool,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let mut what = row![kit::line(titled(name, shared)).strong()].spacing(space::M).align_y(Alignment::Center);
    if !detail.is_empty() {
        what = what.push(kit::line(detail).muted());
    }

    line(id, what.into(), None, archived, drafted, current, shared)
}

/// Room for "Libre, dès 1 250,00 €".
const AMOUNT: f32 = size::FORM / 3.0;

fn price<'a>(line_of: &'a Line, detailed: bool, current: bool, shared: &'a Shared) -> Element<'a, Message> {
    let Line::Price { id, name, duration, amount, detail, archived, drafted } = line_of else {
        return column![].into();
    };
    let mut what = row![
        kit::line(titled(name, shared)).width(Length::FillPortion(4)),
        kit::line(duration.as_str()).muted().width(Length::FillPortion(4)),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center);
    if detailed {
        what = what.push(kit::line(detail.as_str()).small().muted().width(Length::FillPortion(4)));
    }

    line(*id, what.into(), Some(amount), *archived, *drafted, current, shared)
}

fn choice<'a>(
    id: Id,
    name: &'a str,
    archived: bool,
    drafted: bool,
    current: bool,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let what = row![kit::pill(Tone::Neutral, shared.words.get("products-option-tag")), kit::line(titled(name, shared))]
        .spacing(space::M)
        .align_y(Alignment::Center);

    line(id, what.into(), None, archived, drafted, current, shared)
}

/// A line that opens its form when pressed, with what can be done to it at the right.
fn line<'a>(
    id: Id,
    what: Element<'a, Message>,
    amount: Option<&'a String>,
    archived: bool,
    drafted: bool,
    current: bool,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let words = &shared.words;
    let mut content = row![container(what).width(Length::Fill)].spacing(space::M).align_y(Alignment::Center);
    if drafted {
        content = content.push(kit::pill(Tone::Warning, words.get("products-drafted")));
    }
    if archived {
        content = content.push(kit::pill(Tone::Neutral, words.get("products-archived")));
    }
    if let Some(amount) = amount {
        content = content.push(kit::line(amount.as_str()).strong().align_right().width(AMOUNT));
    }
    let archive = if archived { "products-unarchive" } else { "products-archive" };
    let labels = ["products-more", "products-edit", "products-move-up", "products-move-down", archive];
    let entry = kit::entry(content)
        .id(line_id(id))
        .current(current)
        .on_press(Message::Open(id))
        .on_keys(move |key, modifiers| super::pressed(key, modifiers, Some(id)));

    kit::ordered(
        entry,
        labels.map(|label| words.get(label)),
        archived,
        true,
        shared.barred(WRITE),
        move |act| match act {
            LineAct::Open => Message::Open(id),
            LineAct::Up => Message::Shift(id, -1),
            LineAct::Down => Message::Shift(id, 1),
            LineAct::Archive => Message::Archive(id, !archived),
        },
    )
}

fn add<'a>(product: Id, has_prices: bool, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let buttons = row![
        kit::button(words.get("products-new-price"))
            .quiet()
            .small()
            .icon(Icon::Plus)
            .on_press(Message::NewPrice(product))
            .barred(shared.barred(WRITE)),
        kit::button(words.get("products-new-option"))
            .quiet()
            .small()
            .icon(Icon::Plus)
            .on_press(Message::NewOption(product))
            .barred(shared.barred(WRITE)),
    ]
    .spacing(space::XS);

    if has_prices {
        return buttons.into();
    }

    column![kit::note(Tone::Warning, words.get("products-no-price")), buttons].spacing(space::S).into()
}

/// The name of a line, for the focus.
pub fn line_id(id: Id) -> iced::widget::Id {
    iced::widget::Id::from(format!("products_line_{id}"))
}

fn titled(name: &str, shared: &Shared) -> String {
    if name.is_empty() { shared.words.get("products-untitled") } else { name.to_owned() }
}

/// The form with its head and its foot.
fn panel<'a>(state: &'a State, id: Id, draft: &'a Draft, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let (title, of) = match draft {
        Draft::Product(draft) if draft.fresh => ("products-form-new-product", None),
        Draft::Product(_) => ("products-form-product", None),
        Draft::Price(draft) if draft.fresh => ("products-form-new-price", Some(draft.base.product)),
        Draft::Price(draft) => ("products-form-price", Some(draft.base.product)),
        Draft::Choice(draft) if draft.fresh => ("products-form-new-option", Some(draft.base.product)),
        Draft::Choice(draft) => ("products-form-option", Some(draft.base.product)),
    };
    let mut head = column![kit::heading(words.get(title))].width(Length::Fill);
    if let Some(offer) = of.and_then(|product| state.offer(product)) {
        let of = Phrase::new("products-form-of").with("product", offer.product.name.as_str());
        head = head.push(kit::line(words.say(&of)).muted());
    }
    let head = row![head, kit::icon_button(Icon::X, words.get("products-close")).on_press(Message::Dismiss)]
        .spacing(space::M)
        .align_y(Alignment::Center);

    let problems: &[_] = state.problems.get(&id).map_or(&[], Vec::as_slice);
    let mut content = column![sharing::guarded(form::view(state, id, draft, shared), WRITE, shared)].spacing(space::L);
    for problem in form::general(problems, shared) {
        content = content.push(kit::note(Tone::Danger, problem));
    }
    if !draft.fresh() {
        content = content.push(kit::caption(words.get("products-sold-note")));
    }

    let save = if draft.fresh() { "products-create" } else { "products-save" };
    let leave = if state.changed.contains(&id) {
        kit::button(words.get("products-discard")).on_press(Message::Discard)
    } else {
        kit::button(words.get("products-close")).on_press(Message::Dismiss)
    };
    let save = kit::button(words.get(save))
        .primary()
        .on_press_maybe((!state.saving).then_some(Message::Save))
        .barred(shared.barred(WRITE));
    let foot = row![leave, save].spacing(space::S);

    kit::panel(head, content, Some(foot.into()))
}
