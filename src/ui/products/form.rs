//! The three forms: product, price, option. What is wrong stands below its field.

use iced::Length;
use iced::widget::{Column, column, row};

use super::draft::{OptionDraft, PriceDraft, ProductDraft};
use super::duration::DurationKind;
use super::{Draft, Field, Message, State};
use crate::domain::entity::Id;
use crate::domain::phrase::Problem;
use crate::domain::product::OptionChoice;
use crate::ui::kit::{self, Element, space};
use crate::ui::screen::Shared;

/// The name of the form's first input, which gets the focus.
pub const NAME: &str = "products_name";

/// The fields of the open form, without its head and foot.
pub fn view<'a>(state: &'a State, id: Id, draft: &'a Draft, shared: &'a Shared) -> Element<'a, Message> {
    let problems: &[Problem] = state.problems.get(&id).map_or(&[], Vec::as_slice);
    let said = Said { problems, shared };

    match draft {
        Draft::Product(draft) => product(draft, said),
        Draft::Price(draft) => price(state, draft, said),
        Draft::Choice(draft) => choice(draft, said),
    }
}

/// What is wrong with each field, in words.
#[derive(Clone, Copy)]
struct Said<'a> {
    problems: &'a [Problem],
    shared: &'a Shared,
}

impl Said<'_> {
    fn at(self, field: &str) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.field == Some(field))?;

        Some(self.shared.words.say(&problem.phrase))
    }

    fn get(self, key: &str) -> String {
        self.shared.words.get(key)
    }
}

/// Problems that belong to no field of the form.
pub fn general(problems: &[Problem], shared: &Shared) -> Vec<String> {
    const SHOWN: &[&str] = &[
        "name",
        "category",
        "vat_rate",
        "max_per_member",
        "amount",
        "minimum",
        "duration",
        "from",
        "to",
        "stock",
        "short_text",
        "long_text",
    ];

    problems
        .iter()
        .filter(|problem| problem.field.is_none_or(|field| !SHOWN.contains(&field)))
        .map(|problem| shared.words.say(&problem.phrase))
        .collect()
}

fn product<'a>(draft: &'a ProductDraft, said: Said<'a>) -> Element<'a, Message> {
    let choices = [OptionChoice::One, OptionChoice::Many];
    let labels = [said.get("products-option-choice-one"), said.get("products-option-choice-many")];

    column![
        kit::field(said.get("products-field-name"), &draft.name)
            .id(NAME)
            .placeholder(said.get("products-field-name-product-hint"))
            .problem(said.at("name"))
            .on_input(|text| Message::Typed(Field::Name, text))
            .on_submit(Message::Save),
        kit::field(said.get("products-field-short-text"), &draft.short_text)
            .placeholder(said.get("products-field-short-text-hint"))
            .problem(said.at("short_text"))
            .on_input(|text| Message::Typed(Field::ShortText, text))
            .on_submit(Message::Save),
        row![
            kit::field(said.get("products-field-category"), &draft.category)
                .placeholder(said.get("products-field-category-hint"))
                .problem(said.at("category"))
                .width(Length::FillPortion(3))
                .on_input(|text| Message::Typed(Field::Category, text))
                .on_submit(Message::Save),
            kit::field(said.get("products-field-vat"), &draft.vat)
                .align_right()
                .problem(said.at("vat_rate"))
                .width(Length::FillPortion(2))
                .on_input(|text| Message::Typed(Field::Vat, text))
                .on_submit(Message::Save),
        ]
        .spacing(space::M),
        labelled(
            said.get("products-field-option-choice"),
            kit::segmented(labels, choices.iter().position(|choice| *choice == draft.option_choice), move |at| {
                Message::Choice(choices.get(at).copied().unwrap_or(OptionChoice::One))
            })
            .width(Length::Fill),
        ),
        kit::field(said.get("products-field-max"), &draft.max_per_member)
            .placeholder(said.get("products-field-max-hint"))
            .problem(said.at("max_per_member"))
            .on_input(|text| Message::Typed(Field::MaxPerMember, text))
            .on_submit(Message::Save),
        kit::field(said.get("products-field-long-text"), &draft.long_text)
            .problem(said.at("long_text"))
            .on_input(|text| Message::Typed(Field::LongText, text))
            .on_submit(Message::Save),
    ]
    .spacing(space::L)
    .into()
}

fn price<'a>(state: &'a State, draft: &'a PriceDraft, said: Said<'a>) -> Element<'a, Message> {
    let unit = currency_sign(&said.shared.venue.currency);
    let amount_label = if draft.open { "products-field-amount-open" } else { "products-field-amount" };
    let mut amounts = row![
        kit::field(said.get(amount_label), &draft.amount)
            .align_right()
            .suffix(unit.clone())
            .problem(said.at("amount"))
            .on_input(|text| Message::Typed(Field::Amount, text))
            .on_submit(Message::Save),
    ]
    .spacing(space::M);
    if draft.open {
        amounts = amounts.push(
            kit::field(said.get("products-field-minimum"), &draft.minimum)
                .align_right()
                .suffix(unit)
                .placeholder(zero(said.shared))
                .problem(said.at("minimum"))
                .on_input(|text| Message::Typed(Field::Minimum, text))
                .on_submit(Message::Save),
        );
    }

    column![
        kit::field(said.get("products-field-name"), &draft.name)
            .id(NAME)
            .placeholder(said.get("products-field-name-price-hint"))
            .problem(said.at("name"))
            .on_input(|text| Message::Typed(Field::Name, text))
            .on_submit(Message::Save),
        amounts,
        kit::checkbox(said.get("products-field-open"), draft.open).on_toggle(Message::OpenAmount),
        duration(state, draft, said),
        row![
            kit::field(said.get("products-field-stock"), &draft.stock)
                .placeholder(said.get("products-field-stock-hint"))
                .problem(said.at("stock"))
                .on_input(|text| Message::Typed(Field::Stock, text))
                .on_submit(Message::Save),
            kit::field(said.get("products-field-max"), &draft.max_per_member)
                .placeholder(said.get("products-field-max-hint"))
                .problem(said.at("max_per_member"))
                .on_input(|text| Message::Typed(Field::MaxPerMember, text))
                .on_submit(Message::Save),
        ]
        .spacing(space::M),
        requires(state, draft, said),
    ]
    .spacing(space::L)
    .into()
}

/// The kind of duration in words, its number or dates, and what it would give today.
fn duration<'a>(state: &'a State, draft: &'a PriceDraft, said: Said<'a>) -> Element<'a, Message> {
    let names: Vec<String> = DurationKind::ALL.iter().map(|kind| said.get(kind.key())).collect();
    let at = DurationKind::ALL.iter().position(|kind| *kind == draft.kind);
    let kinds =
        kit::select(names, at, |at| Message::Kind(DurationKind::ALL.get(at).copied().unwrap_or(DurationKind::Years)))
            .label(said.get("products-field-duration"))
            .width(Length::Fill);

    let mut first = row![kinds].spacing(space::M);
    if draft.kind.counted() {
        first = first.push(
            kit::field(said.get("products-field-count"), &draft.count)
                .align_right()
                .width(110)
                .problem(said.at("duration"))
                .on_input(|text| Message::Typed(Field::Count, text))
                .on_submit(Message::Save),
        );
    }
    let mut parts: Column<'a, Message> = column![first].spacing(space::M);
    if draft.kind == DurationKind::Fixed {
        parts = parts.push(
            row![
                kit::field(said.get("products-field-from"), &draft.from)
                    .placeholder(said.get("products-field-date-hint"))
                    .problem(said.at("from"))
                    .on_input(|text| Message::Typed(Field::From, text))
                    .on_submit(Message::Save),
                kit::field(said.get("products-field-to"), &draft.to)
                    .placeholder(said.get("products-field-date-hint"))
                    .problem(said.at("to"))
                    .on_input(|text| Message::Typed(Field::To, text))
                    .on_submit(Message::Save),
            ]
            .spacing(space::M),
        );
    }
    if let Some((gives, why)) = &state.preview {
        parts = parts.push(kit::well(
            column![kit::strong(gives.as_str()), kit::caption(why.as_str())].spacing(space::XS).width(Length::Fill),
        ));
    }

    parts.into()
}

/// Tick boxes of the other prices: one of those ticked must be valid for the member.
fn requires<'a>(state: &'a State, draft: &'a PriceDraft, said: Said<'a>) -> Element<'a, Message> {
    let mut list = column![].spacing(space::S);
    let mut any = false;
    for offer in &state.offers {
        let others = offer.prices.iter().filter(|price| price.product != draft.base.product);
        for price in others.filter(|price| !price.archived || draft.requires.contains(&price.id)) {
            let id = price.id;
            any = true;
            list = list.push(
                kit::checkbox(format!("{} · {}", offer.product.name, price.name), draft.requires.contains(&id))
                    .on_toggle(move |wanted| Message::Requires(id, wanted)),
            );
        }
    }
    if !any {
        return column![].into();
    }
    if draft.requires.is_empty() {
        list = list.push(kit::caption(said.get("products-field-requires-none")));
    }

    labelled(said.get("products-field-requires"), list)
}

fn choice<'a>(draft: &'a OptionDraft, said: Said<'a>) -> Element<'a, Message> {
    kit::field(said.get("products-field-name"), &draft.name)
        .id(NAME)
        .placeholder(said.get("products-field-name-option-hint"))
        .problem(said.at("name"))
        .on_input(|text| Message::Typed(Field::Name, text))
        .on_submit(Message::Save)
        .into()
}

/// A label above something that has none of its own.
fn labelled<'a>(label: String, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    column![kit::caption(label), content.into()].spacing(space::XS).into()
}

/// The sign that stands behind amounts; the code of the currency where there is no common one.
fn currency_sign(currency: &str) -> String {
    match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" | "CAD" => "$",
        other => other,
    }
    .to_owned()
}

fn zero(shared: &Shared) -> String {
    shared.words.amount(0)
}
