//! How the dialog looks.

use iced::widget::{column, row};
use iced::{Alignment, Length};

use super::sale::{self, Pay};
use super::who::{Newcomer, Who, row_name};
use super::{Message, ORDER, State, ids};
use crate::domain::fold;
use crate::domain::period::End;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::product::OptionChoice;
use crate::domain::query::MemberRow;
use crate::ui::keys::{self, Action};
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::member::labelled;
use crate::ui::members;
use crate::ui::screen::Shared;

impl State {
    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> kit::Dialog<'a, Message> {
        let words = &shared.words;
        let problems = self.problems(shared);
        let mut content = column![].spacing(space::L);

        if self.resumed {
            let again = kit::link(words.get("subscribe-restart")).small().on_press(Message::Restart);
            let said = kit::caption(words.get("subscribe-resumed")).width(Length::Fill);
            content = content.push(row![said, again].spacing(space::S).align_y(Alignment::Center));
        }

        content = content.push(self.who(shared, &problems));

        if !matches!(self.who, Who::Looking { .. }) || self.basket.price.is_some() {
            content = content.push(self.what(shared, &problems)).push(self.how(shared, &problems));
        }

        content = content.push(self.result(shared));

        for problem in problems.iter().filter(|problem| !problem.field.is_some_and(|field| ORDER.contains(&field))) {
            content = content.push(kit::note(Tone::Danger, words.say(&problem.phrase)));
        }

        // That the price is gone stands beside it already.
        if let Some(failure) = self.failure.as_ref().filter(|_| !self.archived()) {
            content = content.push(kit::note(Tone::Danger, words.say(failure)));
        }

        let ready = (!self.saving).then_some(Message::Submit);
        let save = kit::button(self.save_label(shared))
            .primary()
            .hint(words.get("key-name-enter"))
            .on_press_maybe(ready.clone());
        let title = match self.start {
            super::Start::Renewal(_) => words.get("subscribe-title-renew"),
            _ => words.get("subscribe-title"),
        };

        kit::dialog(title, content)
            .button(kit::button(words.get("cancel")).on_press(Message::Dismiss))
            .button(save)
            .on_escape(words.get("key-name-escape"), Message::Dismiss)
            .on_enter(ready)
    }

    /// "Encaisser 12,00 €", "Offrir", "Enregistrer, à payer plus tard".
    fn save_label(&self, shared: &Shared) -> String {
        let words = &shared.words;

        match (self.basket.pay, self.basket.amount(&shared.venue.currency)) {
            (Some(Pay::By(crate::domain::money::Method::Offered)), _) => words.get("subscribe-offer"),
            (Some(Pay::Later), _) => words.get("subscribe-save-unpaid"),
            (_, Ok(amount)) => words.say(&Phrase::new("subscribe-take").with("amount", words.money(amount))),
            (_, Err(_)) => words.get("save"),
        }
    }

    /// What is wrong with a field: what is missing is said once saving was tried, what is mistyped at once.
    fn wrong(&self, problems: &[Problem], field: &str, empty: bool, shared: &Shared) -> Option<String> {
        let problem = problems.iter().find(|problem| problem.field == Some(field))?;

        (self.tried || !empty).then(|| shared.words.say(&problem.phrase))
    }

    fn who<'a>(&'a self, shared: &'a Shared, problems: &[Problem]) -> Element<'a, Message> {
        let words = &shared.words;

        match &self.who {
            Who::Looking { text, found, total, at } => {
                let field = kit::field(words.get("subscribe-who"), text)
                    .id(ids::WHO)
                    .icon(Icon::Search)
                    .placeholder(words.get("subscribe-who-placeholder"))
                    .problem(self.wrong(problems, "who", true, shared))
                    .on_input(Message::Look)
                    .on_submit(Message::Submit);
                let mut all = column![field].spacing(space::S);

                if !text.trim().is_empty() {
                    all = all.push(proposals(text, found, *total, *at, shared));
                }

                all.into()
            }
            Who::Known(person) => {
                let who = match &person.email {
                    Some(email) => format!("{} · {email}", person.name),
                    None => person.name.clone(),
                };
                let initials = person.name.split_once(' ').unwrap_or((&person.name, ""));
                let known = row![
                    kit::avatar(initials.0, initials.1, 28.0),
                    kit::line(who).width(Length::Fill),
                    kit::button(words.get("subscribe-change-who")).quiet().small().on_press(Message::ChangeWho),
                ]
                .spacing(space::M)
                .align_y(Alignment::Center);

                labelled(words.get("subscribe-who"), kit::card(known), self.wrong(problems, "who", true, shared))
            }
            Who::New(person) => self.newcomer_view(person, shared, problems),
        }
    }

    fn newcomer_view<'a>(
        &'a self,
        person: &'a Newcomer,
        shared: &'a Shared,
        problems: &[Problem],
    ) -> Element<'a, Message> {
        let words = &shared.words;
        let wrong = |field: &str, text: &str| self.wrong(problems, field, text.trim().is_empty(), shared);
        let head = row![
            kit::caption(words.get("subscribe-new-member")).width(Length::Fill),
            kit::button(words.get("subscribe-change-who")).quiet().small().on_press(Message::ChangeWho),
        ]
        .align_y(Alignment::Center);
        let names = row![
            kit::field(words.get("member-first-name"), &person.first_name)
                .id(ids::FIRST_NAME)
                .problem(wrong("first_name", &person.first_name))
                .on_input(Message::FirstName),
            kit::field(words.get("member-last-name"), &person.last_name)
                .id(ids::LAST_NAME)
                .problem(wrong("last_name", &person.last_name))
                .on_input(Message::LastName),
        ]
        .spacing(space::M);
        let email = kit::field(words.get("member-email"), if person.no_email { "" } else { &person.email })
            .id(ids::EMAIL)
            .problem(wrong("email", &person.email))
            .on_input(Message::Email);
        let no_email = kit::checkbox(words.get("member-no-email"), person.no_email).on_toggle(Message::NoEmail);
        let mut all = column![head, names, email, no_email].spacing(space::S);

        if let Some(preview) = self.preview.as_ref().filter(|preview| !preview.alike.is_empty()) {
            let mut alike = column![kit::caption(words.get("subscribe-alike"))].spacing(space::XS);

            for (place, row) in preview.alike.iter().take(3).enumerate() {
                alike =
                    alike.push(kit::card_button(person_line(row, &[], shared), false, Some(Message::PickAlike(place))));
            }

            all = all.push(alike);
        }

        all.into()
    }

    fn what<'a>(&'a self, shared: &'a Shared, problems: &[Problem]) -> Element<'a, Message> {
        let words = &shared.words;
        let Some(offers) = &self.offers else { return kit::skeleton(Length::Fill) };
        let mut prices: Vec<_> =
            sale::sellable(offers).map(|(offer, price)| (price.id, sale::offer_name(&offer.product, price))).collect();

        // One archived while the form is open stays shown, so that what was chosen can be read beside what is wrong.
        if let Some(chosen) = self.basket.price
            && !prices.iter().any(|(id, _)| *id == chosen)
        {
            prices.push((chosen, self.basket.price_name.clone()));
        }

        if prices.is_empty() {
            return kit::note(Tone::Warning, words.get("subscribe-nothing-to-sell"));
        }

        let chosen = prices.iter().position(|(id, _)| Some(*id) == self.basket.price);
        let ids: Vec<_> = prices.iter().map(|(id, _)| *id).collect();
        let price = kit::select(prices.into_iter().map(|(_, name)| name), chosen, move |at| {
            ids.get(at).map_or(Message::Refresh, |id| Message::Price(*id))
        })
        .label(words.get("subscribe-price"))
        .placeholder(words.get("subscribe-price-placeholder"))
        .problem(self.wrong(problems, "price", self.basket.price.is_none(), shared))
        .id(ids::PRICE);
        let contribution = kit::field(words.get("column-contribution"), &self.basket.contribution)
            .id(ids::CONTRIBUTION)
            .align_right()
            .suffix(shared.currency_sign())
            .problem(self.wrong(problems, "contribution", self.basket.contribution.trim().is_empty(), shared))
            .width(Length::FillPortion(2))
            .on_input(Message::Contribution);
        let mut all =
            column![row![price.width(Length::FillPortion(3)), contribution].spacing(space::M)].spacing(space::M);

        let offer = self.basket.price.and_then(|price| self.sold(price)).map(|(offer, _)| offer);

        if let Some(offer) = offer.filter(|offer| offer.options.iter().any(|option| !option.archived)) {
            let mut options = iced::widget::Row::new().spacing(space::L);

            for option in offer.options.iter().filter(|option| !option.archived) {
                let id = option.id;
                options = options.push(
                    kit::checkbox(option.name.clone(), self.basket.options.contains(&id))
                        .on_toggle(move |_| Message::Option(id)),
                );
            }

            let label = match offer.product.option_choice {
                OptionChoice::One => words.get("subscribe-option-one"),
                OptionChoice::Many => words.get("subscribe-option-many"),
            };
            let wrong = self.wrong(problems, "options", self.basket.options.is_empty(), shared);
            all = all.push(labelled(label, options.wrap(), wrong));
        }

        all.into()
    }

    fn how<'a>(&'a self, shared: &'a Shared, problems: &[Problem]) -> Element<'a, Message> {
        let words = &shared.words;
        let chosen = Pay::ALL.iter().position(|pay| Some(*pay) == self.basket.pay);
        let choice = kit::segmented(Pay::ALL.map(|pay| words.get(&pay.short())), chosen, |at| {
            Message::Pay(Pay::ALL.get(at).copied().unwrap_or(Pay::Later))
        })
        .id(ids::METHOD)
        .width(Length::Fill);

        labelled(
            words.get("subscribe-payment"),
            choice,
            self.wrong(problems, "method", self.basket.pay.is_none(), shared),
        )
    }

    /// What it gives, spelt out before it is saved.
    fn result<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let Some(preview) = &self.preview else { return column![].into() };
        let day = |at| words.date(shared.venue.day(at));
        let period = &preview.period;
        let valid = match period.end {
            End::At(end) => words
                .say(&Phrase::new("subscribe-valid-from-to").with("start", day(period.starts)).with("end", day(end))),
            End::Never => words.say(&Phrase::new("subscribe-valid-for-ever").with("start", day(period.starts))),
            End::NotApplicable => words.get("subscribe-no-validity"),
        };
        let mut told = column![kit::strong(valid), kit::muted(words.say(&period.why))].spacing(space::XS);

        for warning in &preview.warnings {
            told = told.push(kit::ink(kit::small(words.say(warning)), |t| t.warning));
        }

        if self.basket.pay == Some(Pay::Later) {
            told = told.push(kit::ink(kit::small(words.get("subscribe-unpaid-note")), |t| t.warning));
        }

        kit::well(told)
    }
}

/// Who it may be, the line chosen by the arrows marked, and "someone new" below.
fn proposals<'a>(
    text: &'a str,
    found: &'a [MemberRow],
    total: usize,
    at: usize,
    shared: &'a Shared,
) -> Element<'a, Message> {
    let words = &shared.words;
    let searched = fold::words(text);
    let mut lines = column![].spacing(space::XS);

    for (place, row) in found.iter().enumerate() {
        lines =
            lines.push(kit::card_button(person_line(row, &searched, shared), place == at, Some(Message::Pick(place))));
    }

    let read = Newcomer::read(text);
    let name = [read.first_name, read.last_name, read.email].join(" ").trim().to_owned();
    let newcomer = row![
        kit::icon(Icon::UserPlus),
        kit::line(words.say(&Phrase::new("subscribe-someone-new").with("name", name))).width(Length::Fill),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center);

    lines = lines.push(kit::card_button(newcomer, at == found.len(), Some(Message::Pick(found.len()))));

    if total > found.len() {
        lines = lines.push(kit::caption(
            words.say(
                &Phrase::new("subscribe-more-found")
                    .with("count", total - found.len())
                    .with("key", keys::hint(Action::Search, words)),
            ),
        ));
    }

    lines.into()
}

/// A person in one line, the letters found marked.
fn person_line<'a>(row: &'a MemberRow, searched: &[String], shared: &'a Shared) -> Element<'a, Message> {
    let name = row_name(row);
    let email = row.email.as_deref().unwrap_or_default();
    let (tone, word) = members::standing(row.standing, row.valid_until, shared);
    let marks = fold::marks(&name, searched);

    row![
        kit::marked(name, marks).strong(),
        kit::marked(email, fold::marks(email, searched)).muted().width(Length::Fill),
        kit::pill(tone, word),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center)
    .into()
}
