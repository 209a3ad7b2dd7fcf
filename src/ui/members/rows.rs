//! The columns and cells of the lists.

use super::{Message, State};
use crate::domain::entity::Named;
use crate::domain::fold;
use crate::domain::member::EmailState;
use crate::domain::period::End;
use crate::domain::phrase::Phrase;
use crate::domain::query::{MemberRow, MemberSort, SubscriptionRow, SubscriptionSort};
use crate::domain::subscription::{Standing, Status};
use crate::ui::kit::{self, Cell, Column, Row, Sort, Tone};
use crate::ui::screen::Shared;
use crate::words::Words;

/// A column: how its width is remembered, its title, and its width before anyone drew it.
pub struct Shape<S> {
    pub sort: S,
    pub name: &'static str,
    title: &'static str,
    width: f32,
    fill: u16,
    right: bool,
}

const fn shape<S: Copy>(sort: S, name: &'static str, title: &'static str, width: f32, fill: u16) -> Shape<S> {
    Shape { sort, name, title, width, fill, right: false }
}

pub const MEMBERS: [Shape<MemberSort>; 5] = [
    shape(MemberSort::Email, "members.email", "member-email", 180.0, 5),
    shape(MemberSort::FirstName, "members.first_name", "member-first-name", 90.0, 2),
    shape(MemberSort::LastName, "members.last_name", "member-last-name", 100.0, 3),
    shape(MemberSort::Standing, "members.standing", "column-standing", 172.0, 0),
    shape(MemberSort::Active, "members.active", "member-active", 60.0, 0),
];

pub const SUBSCRIPTIONS: [Shape<SubscriptionSort>; 9] = [
    shape(SubscriptionSort::Email, "subscriptions.email", "member-email", 126.0, 4),
    shape(SubscriptionSort::FirstName, "subscriptions.first_name", "member-first-name", 72.0, 2),
    shape(SubscriptionSort::LastName, "subscriptions.last_name", "member-last-name", 80.0, 2),
    shape(SubscriptionSort::Product, "subscriptions.product", "column-product", 112.0, 4),
    Shape {
        right: true,
        ..shape(SubscriptionSort::Contribution, "subscriptions.contribution", "column-contribution", 100.0, 0)
    },
    shape(SubscriptionSort::Options, "subscriptions.options", "column-options", 64.0, 2),
    shape(SubscriptionSort::PaidOn, "subscriptions.paid_on", "column-paid-on", 98.0, 0),
    shape(SubscriptionSort::Ends, "subscriptions.ends", "column-ends", 98.0, 0),
    shape(SubscriptionSort::Valid, "subscriptions.valid", "column-valid", 104.0, 0),
];

/// The columns as the table draws them.
pub fn columns<S: Copy>(shapes: &[Shape<S>], shared: &Shared) -> Vec<Column> {
    shapes
        .iter()
        .map(|shape| {
            let column = Column::new(shared.words.get(shape.title))
                .width(shape.width)
                .fill(shape.fill)
                .remembered(shared.preferences.widths.get(shape.name).copied())
                .sortable();

            if shape.right { column.align_right() } else { column }
        })
        .collect()
}

/// Which column the list is sorted by.
pub fn sorted<S: Copy + PartialEq>(shapes: &[Shape<S>], sort: S, descending: bool) -> Option<(usize, Sort)> {
    let column = shapes.iter().position(|shape| shape.sort == sort)?;

    Some((column, if descending { Sort::Down } else { Sort::Up }))
}

/// How a standing is called and sounds in a list: "Expire le 3 déc." says when.
pub fn standing(standing: Standing, until: Option<End>, shared: &Shared) -> (Tone, String) {
    let words = &shared.words;

    match (standing, until) {
        (Standing::Valid, _) => (Tone::Positive, words.get("standing-valid")),
        (Standing::Expiring, Some(End::At(at))) => {
            let day = shared.venue.day(at);

            (Tone::Warning, words.say(&Phrase::new("standing-expires-on").with("day", brief(day, words))))
        }
        (Standing::Expiring, _) => (Tone::Warning, words.get("standing-expiring")),
        (Standing::Expired, _) => (Tone::Danger, words.get("standing-expired")),
        (Standing::None, _) => (Tone::Neutral, words.get("list-standing-none")),
    }
}

/// A day of about now: without its year.
fn brief(day: chrono::NaiveDate, words: &Words) -> String {
    let long = words.date(day);

    long.strip_suffix(&format!(" {}", day.format("%Y"))).map_or(long.clone(), str::to_owned)
}

/// How the state of a subscription is called and sounds.
pub fn status(status: Status, words: &Words) -> (Tone, String) {
    let tone = match status {
        Status::Valid => Tone::Positive,
        Status::Upcoming | Status::Ended | Status::NotApplicable => Tone::Neutral,
        Status::Awaiting => Tone::Warning,
        Status::Cancelled => Tone::Danger,
    };

    (tone, words.get(&status.key()))
}

impl State {
    fn found<'a>(&self, shown: &'a str) -> Cell<'a, Message> {
        if shown.is_empty() { Cell::missing() } else { Cell::marked(shown, fold::marks(shown, &self.marks)) }
    }

    fn email<'a>(&self, email: Option<&'a str>) -> Cell<'a, Message> {
        self.found(email.unwrap_or_default()).muted()
    }

    pub(super) fn member_cells<'a>(&'a self, row: &'a MemberRow, shared: &'a Shared) -> Row<'a, Message> {
        let words = &shared.words;
        let (tone, word) = standing(row.standing, row.valid_until, shared);
        let email = match row.email_state {
            EmailState::Error => {
                let shown = kit::marked(
                    row.email.as_deref().unwrap_or_default(),
                    fold::marks(row.email.as_deref().unwrap_or_default(), &self.marks),
                );
                let warning = kit::tip(
                    kit::icon::tinted(kit::Icon::MailWarning, kit::size::ICON, |t| t.danger),
                    words.get("email-state-error"),
                );

                Cell::element(
                    iced::widget::row![shown.muted().width(iced::Length::Fill), warning]
                        .spacing(kit::space::XS)
                        .align_y(iced::Alignment::Center),
                )
            }
            _ => self.email(row.email.as_deref()),
        };

        Row::new([
            email,
            self.found(&row.first_name),
            self.found(&row.last_name),
            Cell::pill(tone, word),
            Cell::text(words.get(if row.active { "choice-yes" } else { "choice-no" })).muted(),
        ])
        .ticked(self.ticked_members.has(row.id))
    }

    pub(super) fn subscription_cells<'a>(&'a self, row: &'a SubscriptionRow, shared: &'a Shared) -> Row<'a, Message> {
        let words = &shared.words;
        let (tone, word) = status(row.status, words);
        let sold = if row.price.is_empty() || row.price == row.product {
            row.product.clone()
        } else {
            format!("{} · {}", row.product, row.price)
        };
        let ends = match row.ends {
            End::At(at) => words.short_date(shared.venue.day(at)),
            End::Never => words.get("ends-never"),
            End::NotApplicable => String::new(),
        };

        Row::new([
            self.email(row.email.as_deref()),
            self.found(&row.first_name),
            self.found(&row.last_name),
            Cell::or_missing(sold),
            Cell::text(words.money(row.contribution)),
            Cell::or_missing(row.options.join(", ")).muted(),
            Cell::or_missing(row.paid_on.map(|day| words.short_date(day)).unwrap_or_default()).muted(),
            Cell::or_missing(ends).muted(),
            Cell::pill(tone, word),
        ])
        .ticked(self.ticked_subscriptions.has(row.id))
    }
}
