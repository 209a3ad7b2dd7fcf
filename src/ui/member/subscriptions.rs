//! A member's subscriptions as cards, and what was paid.

use iced::widget::{Id as WidgetId, column, row};
use iced::{Alignment, Length};

use super::dialogs::{self, alive};
use super::{Message, State};
use crate::domain::entity::Named;
use crate::domain::money::{Payment, PaymentKind};
use crate::domain::period::End;
use crate::domain::phrase::Phrase;
use crate::domain::subscription::{Status, Subscription};
use crate::ui::kit::{self, Element, Icon, Item, Tone, space};
use crate::ui::screen::Shared;

/// What the menu of a card does, in its order.
#[derive(Clone, Copy)]
enum Act {
    Renew,
    Pay,
    Extend,
    Cancel,
}

/// The menu of a subscription.
const ACTIONS: WidgetId = WidgetId::new("member.actions");

impl State {
    pub(super) fn subscriptions_view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let Some(page) = &self.page else { return kit::skeleton(Length::Fill) };

        if page.subscriptions.is_empty() && page.payments.is_empty() {
            let subscribe = kit::button(words.get("member-subscribe"))
                .icon(Icon::Plus)
                .on_press(Message::Subscribe)
                .barred(shared.barred("subscription.write"));

            return kit::empty_state(
                Icon::IdCard,
                words.get("member-no-subscription"),
                words.get("member-no-subscription-text"),
                [subscribe],
            );
        }

        let mut all = column![].spacing(space::M);

        for subscription in &page.subscriptions {
            all = all.push(card(subscription, shared));
        }

        if !page.payments.is_empty() {
            let total = words.say(&Phrase::new("payments-total").with("total", words.money(page.total_paid)));
            let mut payments = column![kit::section_title(words.get("payments-title"), Some(total))].spacing(space::S);

            for paid in &page.payments {
                payments = payments.push(payment(paid, &page.payments, shared));
            }

            all = all.push(payments);
        }

        all.into()
    }
}

/// "12 jours", "terminé", "valide": where it stands, nearest first.
fn standing(subscription: &Subscription, shared: &Shared) -> (Tone, String) {
    let now = shared.desk.now();
    let words = &shared.words;
    let status = subscription.status(now);

    if let (Status::Valid, End::At(end)) = (status, subscription.end()) {
        let days = (shared.venue.day(end) - shared.venue.day(now)).num_days();

        if days < shared.venue.expires_soon_days {
            return (Tone::Warning, words.say(&Phrase::new("subscription-days-left").with("days", days)));
        }
    }

    crate::ui::members::status(status, words)
}

fn card<'a>(subscription: &'a Subscription, shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let now = shared.desk.now();
    let status = subscription.status(now);
    let day = |at| words.date(shared.venue.day(at));
    let name = if subscription.price_name.is_empty() || subscription.price_name == subscription.product_name {
        subscription.product_name.clone()
    } else {
        format!("{} · {}", subscription.product_name, subscription.price_name)
    };
    let (tone, word) = standing(subscription, shared);
    let paid = match subscription.method {
        Some(method) => format!("{} · {}", words.money(subscription.contribution), lower(&words.get(&method.key()))),
        None => words.say(&Phrase::new("subscription-due").with("amount", words.money(subscription.contribution))),
    };
    let over = match (status, subscription.end()) {
        (_, End::Never) => words.get("subscription-no-end"),
        (_, End::NotApplicable) => String::new(),
        (Status::Valid, End::At(end)) => words.say(&Phrase::new("subscription-until").with("end", day(end))),
        (_, End::At(end)) => words
            .say(&Phrase::new("subscription-from-to").with("start", day(subscription.starts)).with("end", day(end))),
    };

    let mut acts = Vec::new();
    let mut items = Vec::new();
    let mut offer = |act: Act, item: Item| {
        acts.push(act);
        items.push(item);
    };

    if status != Status::Awaiting {
        offer(Act::Renew, Item::new(words.get("subscription-renew")).icon(Icon::Repeat));
    }

    if subscription.method.is_none() && status != Status::Cancelled {
        offer(Act::Pay, Item::new(words.get("subscription-pay")).icon(Icon::Banknote));
    }

    if matches!(subscription.end(), End::At(_)) && status != Status::Cancelled {
        offer(Act::Extend, Item::new(words.get("subscription-extend")).icon(Icon::CalendarClock));
    }

    if alive(subscription, now) {
        offer(Act::Cancel, Item::new(words.get("subscription-cancel")).icon(Icon::Ban).danger().separated());
    }

    let id = subscription.id;
    let mut head = row![kit::line(name).strong().width(Length::Fill), kit::pill(tone, word)]
        .spacing(space::S)
        .align_y(Alignment::Center);

    if !items.is_empty() {
        head = head.push(
            kit::icon_menu(Icon::EllipsisVertical, words.get("subscription-actions"), items, move |at| {
                match acts.get(at).copied().unwrap_or(Act::Renew) {
                    Act::Renew => Message::Renew(id),
                    Act::Pay => Message::Dialog(dialogs::Message::Pay(id)),
                    Act::Extend => Message::Dialog(dialogs::Message::Extend(id)),
                    Act::Cancel => Message::Dialog(dialogs::Message::Cancel(id)),
                }
            })
            .small()
            .id(ACTIONS),
        );
    }

    let mut told = column![head, kit::spread(kit::line(paid).muted(), kit::line(over).muted())].spacing(space::XS);

    if !subscription.options.is_empty() {
        told = told.push(kit::caption(subscription.options.replace('\n', ", ")));
    }

    if let (Status::Cancelled, Some(at)) = (status, subscription.cancelled_at) {
        let by = subscription.cancelled_by.clone().unwrap_or_default();
        let mut said = words.say(&Phrase::new("subscription-cancelled-on").with("day", day(at)).with("operator", by));

        if let Some(why) = subscription.cancelled_why.as_deref().filter(|why| !why.is_empty()) {
            said = format!("{said} {why}");
        }

        told = told.push(kit::caption(said));
    } else if alive(subscription, now)
        && let Ok(why) = serde_json::from_str::<Phrase>(&subscription.why)
    {
        told = told.push(kit::caption(words.say(&why)));
    }

    if subscription.method.is_none() && status != Status::Cancelled {
        let pay = kit::button(words.get("subscription-pay"))
            .icon(Icon::Banknote)
            .small()
            .on_press(Message::Dialog(dialogs::Message::Pay(id)))
            .barred(shared.barred("subscription.write"));
        told = told.push(pay);
    }

    kit::card(told)
}

/// Inside a line, names begin small.
fn lower(name: &str) -> String {
    let mut letters = name.chars();

    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn payment<'a>(paid: &'a Payment, all: &'a [Payment], shared: &'a Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let reversed = all.iter().any(|other| other.reverses == Some(paid.id));
    let what = match paid.kind {
        PaymentKind::Payment if reversed => words.get("payment-taken-back"),
        PaymentKind::Payment => words.get(&paid.method.key()),
        PaymentKind::Reversal => words.get("payment-kind-reversal"),
    };

    row![
        kit::line(words.short_date(shared.venue.day(paid.paid_at))).muted().width(Length::FillPortion(3)),
        kit::line(what).muted().width(Length::FillPortion(3)),
        kit::line(words.money(paid.amount)).align_right().width(Length::FillPortion(2)),
    ]
    .spacing(space::S)
    .into()
}
