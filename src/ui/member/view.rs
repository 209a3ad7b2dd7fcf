//! How the panel looks: who it is, three facts, the tabs, and what can be done.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, State, Tab};
use crate::desk::MemberPage;
use crate::domain::member::EmailState;
use crate::domain::phrase::Phrase;
use crate::ui::keys::{self, Action};
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::Shared;
use crate::ui::sharing;

/// Below this height the head of the panel scrolls with the rest.
const LOW: f32 = 560.0;

impl State {
    /// `alone`: it stands in the list's place and shows the way back.
    pub fn view<'a>(&'a self, shared: &'a Shared, alone: bool) -> Element<'a, Message> {
        let words = &shared.words;

        if let (Some(failure), None) = (&self.failure, &self.page) {
            let retry = kit::button(words.get("retry")).on_press(Message::Retry);
            let close = kit::button(words.get("close")).on_press(Message::Close);

            return kit::surface(kit::empty_state(
                Icon::Alert,
                words.get("member-failed"),
                words.say(failure),
                [close, retry],
            ));
        }

        let Some(page) = &self.page else {
            return kit::panel(self.waiting(shared, alone), column![kit::skeleton(Length::Fill)], None);
        };

        let tabs = [
            (words.get("member-tab-general"), None),
            (
                words.get("member-tab-subscriptions"),
                Some(words.number(i64::try_from(page.subscriptions.len()).unwrap_or(i64::MAX))),
            ),
            // Without their number: four tabs just fit.
            (words.get("member-tab-tickets"), None),
            (words.get("member-tab-history"), None),
        ];
        let selected = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or_default();
        let content = match self.tab {
            Tab::General => sharing::guarded(self.general_view(shared), "member.write", shared),
            Tab::Subscriptions => self.subscriptions_view(shared),
            Tab::Tickets => self.tickets_view(shared),
            Tab::History => self.history_view(shared),
        };
        let content = match &self.failure {
            Some(failure) => column![kit::note(Tone::Danger, words.say(failure)), content].spacing(space::M).into(),
            None => content,
        };
        let content = if alone { container(content).max_width(kit::size::READING).into() } else { content };

        let head = self.head(page, shared, alone);
        let facts = facts(page, shared);
        let tabs = column![kit::tabs(tabs, selected, Message::Tab), kit::separator()];

        // Where there is little height only the name stays in sight.
        if shared.size.height < LOW {
            let content = column![facts, tabs, content].spacing(space::M);

            kit::panel(head, content, Some(self.foot(page, shared)))
        } else {
            let head = column![head, facts, tabs].spacing(space::M);

            kit::panel(head, content, Some(self.foot(page, shared)))
        }
    }

    fn back<'a>(&self, shared: &Shared, alone: bool) -> Element<'a, Message> {
        let words = &shared.words;

        if alone {
            kit::button(words.get("member-back"))
                .icon(Icon::ArrowLeft)
                .quiet()
                .small()
                .hint(words.get("key-name-escape"))
                .on_press(Message::Close)
                .into()
        } else {
            kit::icon_button(Icon::X, words.get("close")).small().on_press(Message::Close).into()
        }
    }

    fn waiting<'a>(&self, shared: &Shared, alone: bool) -> Element<'a, Message> {
        row![kit::skeleton(Length::Fill), self.back(shared, alone)].spacing(space::M).align_y(Alignment::Center).into()
    }

    fn head<'a>(&'a self, page: &'a MemberPage, shared: &'a Shared, alone: bool) -> Element<'a, Message> {
        let words = &shared.words;
        let member = &page.member;
        let email: Element<'a, Message> = match &member.email {
            Some(email) => {
                let mark = match member.email_state {
                    EmailState::Verified => Some((Icon::Check, words.get("email-state-verified"))),
                    EmailState::Error => Some((Icon::MailWarning, words.get("email-state-error"))),
                    EmailState::Unverified => None,
                };
                let mut line = row![kit::line(email.as_str()).muted()].spacing(space::XS).align_y(Alignment::Center);

                if let Some((icon, tip)) = mark {
                    let wrong = member.email_state == EmailState::Error;
                    let glyph =
                        kit::icon::tinted(icon, 14.0, if wrong { |t| t.danger } else { |t: &kit::Tokens| t.muted });
                    line = line.push(kit::tip(glyph, tip));
                }

                line.into()
            }
            None => kit::line(words.get("member-no-email")).muted().into(),
        };
        let mut marks = row![].spacing(space::XS);

        if !member.active {
            marks = marks.push(kit::pill(Tone::Neutral, words.get("member-inactive")));
        }

        if member.vip {
            marks = marks.push(kit::pill(Tone::Warning, words.get("member-vip")));
        }

        if member.team {
            marks = marks.push(kit::pill(Tone::Positive, words.get("member-team")));
        }

        let name = kit::line(member.display_name()).role(kit::role::PANEL).strong().width(Length::Fill);
        let who = row![
            kit::avatar(&member.first_name, &member.last_name, 44.0),
            column![row![name, marks].spacing(space::S).align_y(Alignment::Center), email].width(Length::Fill),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center);

        if alone {
            column![self.back(shared, true), who].spacing(space::M).into()
        } else {
            row![who, self.back(shared, false)].spacing(space::S).into()
        }
    }

    fn foot<'a>(&'a self, page: &'a MemberPage, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;

        if self.discarding {
            let keep = kit::button(words.get("member-keep-editing")).on_press(Message::KeepEditing);
            let discard = kit::button(words.get("member-discard-yes")).danger().on_press(Message::DiscardForGood);

            return column![kit::small(words.get("member-discard-ask")), actions([keep, discard])]
                .spacing(space::S)
                .into();
        }

        if self.draft().is_some() {
            let problems = if self.tried { self.problems(shared).len() } else { 0 };
            let said = if problems > 0 {
                kit::ink(kit::small(words.say(&Phrase::new("member-problems").with("count", problems))), |t| t.danger)
            } else {
                kit::ink(kit::small(words.get("member-draft")), |t| t.warning)
            };
            let discard = kit::button(words.get("member-discard")).on_press(Message::Discard);
            let save = kit::button(words.get("save"))
                .primary()
                .hint(keys::hint(Action::Save, words))
                .on_press_maybe((!self.saving).then_some(Message::Save))
                .barred(shared.barred("member.write"));

            return column![said, actions([discard, save])].spacing(space::S).into();
        }

        let renewable = page.subscriptions.iter().find(|subscription| {
            subscription.cancelled_at.is_none() && subscription.method.is_some() && subscription.price.is_some()
        });
        let barred = shared.barred("subscription.write");
        let subscribe = kit::button(words.get("member-subscribe")).on_press(Message::Subscribe).barred(barred.clone());

        match renewable {
            Some(last) => {
                let renew = kit::button(words.get("subscription-renew"))
                    .primary()
                    .on_press(Message::Renew(last.id))
                    .barred(barred);
                actions([subscribe, renew])
            }
            None => actions([subscribe.primary()]),
        }
    }
}

fn actions<'a, const N: usize>(buttons: [kit::Button<'a, Message>; N]) -> Element<'a, Message> {
    let buttons = iced::widget::Row::with_children(buttons.map(Element::from)).spacing(space::M);

    container(buttons).align_right(Length::Fill).into()
}

/// Since when, how much, and when last seen.
fn facts<'a>(page: &MemberPage, shared: &Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let since = shared.venue.day(page.member.created_at).format("%Y").to_string();
    let today = shared.venue.day(shared.desk.now());
    let last = match page.last_activity.map(|at| shared.venue.day(at)) {
        Some(day) if day == today => words.get("seen-today"),
        Some(day) if Some(day) == today.pred_opt() => words.get("seen-yesterday"),
        Some(day) => words.short_date(day),
        None => "–".to_owned(),
    };

    // Whose payments are not to be seen has not paid nothing.
    let paid = if shared.sharing.may("payment.read") { words.money(page.total_paid) } else { "–".to_owned() };

    kit::stats([
        (words.get("member-since"), since),
        (words.get("member-total-paid"), paid),
        (words.get("member-last-activity"), last),
    ])
}
