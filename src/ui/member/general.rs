//! The member's form: who, how to reach them, consent, billing; what is wrong stands beside its field.

use iced::widget::{Column, Id as WidgetId, column, container, row};
use iced::{Length, Padding};

use super::form::{Field, Form, Meanwhile, Switch};
use super::{Message, State};
use crate::domain::custom::FieldKind;
use crate::domain::entity::{Id, Named};
use crate::domain::member::EmailState;
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::custom::{self, Control};
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::Shared;

/// The id of the input of a column.
pub fn id(column: &str) -> WidgetId {
    WidgetId::from(format!("member.{column}"))
}

/// The id of the control of a field of the venue's own.
pub fn custom_id(field: Id) -> WidgetId {
    WidgetId::from(format!("member.custom.{field}"))
}

/// What is needed to draw one field after the other.
struct Draw<'a> {
    form: &'a Form,
    shared: &'a Shared,
    problems: Vec<Problem>,
    tried: bool,
}

impl Draw<'_> {
    /// What is wrong with a column: what is missing is said once saving was tried, what is mistyped at once.
    fn problem(&self, column: &str, empty: bool) -> Option<String> {
        let problem = self.problems.iter().find(|problem| problem.field == Some(column))?;

        (self.tried || !empty).then(|| self.shared.words.say(&problem.phrase))
    }
}

fn input<'a>(draw: &Draw<'a>, field: Field) -> kit::Field<'a, Message> {
    let text = draw.form.text(field);

    kit::field(draw.shared.words.get(field.text()), text)
        .id(id(field.column()))
        .problem(draw.problem(field.column(), text.trim().is_empty()))
        .on_input(move |text| Message::Type(field, text))
}

fn switch<'a>(draw: &Draw<'a>, switch: Switch, label: &str, help: &str) -> Element<'a, Message> {
    let words = &draw.shared.words;

    kit::switch(words.get(label), words.get(help), draw.form.on(switch))
        .on_toggle(move |on| Message::Switch(switch, on))
        .into()
}

impl State {
    pub(super) fn general_view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let Some(form) = &self.form else { return column![kit::skeleton(Length::Fill)].into() };
        let draw = Draw { form, shared, problems: self.problems(shared), tried: self.tried };
        let gap = space::M;

        let active = form.on(Switch::Active);
        let state = form.email_state();
        let states = EmailState::ALL.iter().map(|state| words.get(&state.key()));
        let place = EmailState::ALL.iter().position(|known| *known == state);
        let mut email = column![].spacing(space::S);

        if form.on(Switch::NoEmail) {
            email = email.push(
                kit::field(words.get(Field::Email.text()), "")
                    .id(id(Field::Email.column()))
                    .placeholder(words.get("member-no-email-placeholder"))
                    .on_input(|text| Message::Type(Field::Email, text)),
            );
        } else {
            email = email.push(input(&draw, Field::Email));
        }

        email = email.push(
            kit::checkbox(words.get("member-no-email"), form.on(Switch::NoEmail))
                .on_toggle(|on| Message::Switch(Switch::NoEmail, on)),
        );

        if !form.on(Switch::NoEmail) {
            let mut select = kit::select(states, place, |place| {
                Message::EmailState(EmailState::ALL.get(place).copied().unwrap_or(EmailState::Unverified))
            })
            .label(words.get("member-email-state"));

            if let (EmailState::Error, Some(answer)) = (state, &form.before.email_error) {
                select = select.help(answer.clone());
            }

            email = email.push(select);
        }

        let who = column![
            row![input(&draw, Field::FirstName), input(&draw, Field::LastName)].spacing(space::M),
            email,
            row![input(&draw, Field::Phone), input(&draw, Field::BirthDate).placeholder(words.get("date-placeholder"))]
                .spacing(space::M),
        ]
        .spacing(gap);

        let facts = column![
            switch(
                &draw,
                Switch::Active,
                "member-active",
                if active { "member-active-on" } else { "member-active-off" }
            ),
            switch(&draw, Switch::Team, "member-team", "member-team-help"),
            switch(&draw, Switch::Vip, "member-vip", "member-vip-help"),
        ]
        .spacing(space::XS);

        let address = column![
            kit::section_title(words.get("member-section-address"), None),
            input(&draw, Field::Address),
            row![
                input(&draw, Field::PostalCode).width(Length::FillPortion(2)),
                input(&draw, Field::City).width(Length::FillPortion(3))
            ]
            .spacing(space::M),
        ]
        .spacing(gap);

        let mut consent = column![
            kit::section_title(words.get("member-newsletter"), None),
            switch(&draw, Switch::Newsletter, "member-newsletter-switch", newsletter_help(form)),
        ]
        .spacing(gap);

        if form.on(Switch::Newsletter) {
            let given = form.before.newsletter_at.filter(|_| form.before.newsletter);
            let mut how =
                input(&draw, Field::NewsletterHow).placeholder(words.get("member-newsletter-how-placeholder"));

            if let Some(at) = given {
                let on = words.date(shared.venue.day(at));
                how = how.help(words.say(&Phrase::new("member-newsletter-given").with("day", on)));
            }

            consent = consent.push(how);
        }

        let comment = kit::area(words.get("member-comment"), &self.comment)
            .id(id(Field::Comment.column()))
            .problem(draw.problem("comment", form.text(Field::Comment).is_empty()))
            .on_action(Message::Comment);

        let more = kit::button(words.get(if self.unfolded { "member-less" } else { "member-more" }))
            .quiet()
            .icon(if self.unfolded { Icon::ChevronUp } else { Icon::ChevronDown })
            .on_press(Message::Unfold);

        // In a part of its own: what has the focus below keeps it when a note comes or goes.
        let doubles = self.doubles.view(shared).map(|doubles| doubles.map(Message::Doubles));
        let notes: Vec<_> = [self.meanwhile_note(shared), doubles].into_iter().flatten().collect();
        let below = if notes.is_empty() { 0.0 } else { space::L };
        let notes = container(Column::with_children(notes).spacing(space::M)).padding(Padding::ZERO.bottom(below));
        let mut all = column![].spacing(space::XL);

        all = all.push(who).push(facts).push(address).push(consent).push(comment);

        if let Some(own) = self.own_fields(&draw) {
            all = all.push(own);
        }

        all = all.push(more);

        if self.unfolded {
            let names = column![
                kit::section_title(words.get("member-section-names"), None),
                row![input(&draw, Field::Pseudonym), input(&draw, Field::Username)].spacing(space::M),
                row![input(&draw, Field::Language), input(&draw, Field::Country)].spacing(space::M),
            ]
            .spacing(gap);
            let billing = column![
                kit::section_title(words.get("member-section-billing"), Some(words.get("member-section-billing-help"))),
                input(&draw, Field::BillingName),
                input(&draw, Field::BillingEmail),
                input(&draw, Field::BillingAddress),
                row![input(&draw, Field::BillingCountry), input(&draw, Field::BillingVat)].spacing(space::M),
            ]
            .spacing(gap);

            all = all.push(names).push(billing);
        }

        let all = all.push(column![kept(form, shared), self.sources.view(shared)].spacing(space::S));

        column![notes, all].into()
    }

    /// The venue's own fields.
    fn own_fields<'a>(&'a self, draw: &Draw<'a>) -> Option<Element<'a, Message>> {
        let (form, words) = (draw.form, &draw.shared.words);

        if form.fields.is_empty() {
            return None;
        }

        let held = |id: Id| {
            let fields = self.page.as_ref().map(|page| page.fields.as_slice()).unwrap_or_default();

            fields.iter().find(|(field, _)| field.id == id).and_then(|(_, value)| value.as_deref())
        };
        let missing: Vec<&str> = form
            .fields
            .iter()
            .enumerate()
            .filter(|(place, (field, _))| {
                let empty = match field.kind {
                    FieldKind::File => held(field.id).is_none(),
                    _ => form.custom(*place).trim().is_empty(),
                };

                field.required && empty
            })
            .map(|(_, (field, _))| field.title.as_str())
            .collect();

        // With its note in a part of its own: what has the focus below keeps it when the note goes.
        let mut head = column![kit::section_title(words.get("member-section-custom"), None)].spacing(space::M);

        if !missing.is_empty() {
            let phrase = Phrase::new("custom-missing").with("count", missing.len()).with("fields", missing.join(", "));

            head = head.push(kit::note(Tone::Warning, words.say(&phrase)));
        }

        let mut all = column![head].spacing(space::M);

        for (place, (field, _)) in form.fields.iter().enumerate() {
            let id = field.id;
            let text = match field.kind {
                FieldKind::File => held(id).unwrap_or_default(),
                _ => form.custom(place),
            };
            let problem = draw.problems.iter().find(|problem| problem.custom == Some(id));
            let problem = problem.map(|problem| &problem.phrase).or(self.files.problem(id));
            let control = Control {
                field,
                text,
                content: self.areas.get(&id),
                problem: problem.map(|phrase| words.say(phrase)),
                busy: self.files.busy(id),
                id: custom_id(id),
            };

            let control = custom::control(control, words, move |said| Message::Custom(id, said));
            let mut line = column![control].spacing(space::S);

            if let Some(asked) = self.files.path_field(id, words) {
                line = line.push(asked.map(Message::File));
            }

            all = all.push(line);
        }

        Some(all.into())
    }

    /// What another desk made of the fields that are being typed in: saving writes over it.
    fn meanwhile_note<'a>(&'a self, shared: &'a Shared) -> Option<Element<'a, Message>> {
        let words = &shared.words;
        let lines: Vec<String> = self
            .meanwhile
            .iter()
            .map(|met| {
                let dash = |text: &str| if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() };
                let told = |phrase: Phrase| {
                    words.say(
                        &phrase
                            .with("field", met.label.as_str())
                            .with("before", dash(&met.before))
                            .with("after", dash(&met.after)),
                    )
                };

                match self.changed_by(met, shared) {
                    Some(who) => told(Phrase::new("sharing-meanwhile").with("who", who)),
                    None => told(Phrase::new("sharing-meanwhile-unknown")),
                }
            })
            .collect();

        (!lines.is_empty()).then(|| kit::note(Tone::Warning, lines.join("\n")))
    }

    /// Who changed a field last: "Marie (Bar), 14:05".
    fn changed_by(&self, met: &Meanwhile, shared: &Shared) -> Option<String> {
        let entry = self.history.as_ref()?.iter().find(|entry| {
            entry.changes.iter().any(|change| match met.place {
                Ok(column) => change.custom.is_none() && change.field.as_deref() == Some(column),
                Err(_) => change.custom.as_ref().is_some_and(|(title, _)| *title == met.label),
            })
        })?;
        let phrase = Phrase::new("sharing-meanwhile-who")
            .with("operator", entry.operator.as_str())
            .with("computer", entry.desk.as_str())
            .with("when", shared.words.clock(entry.at, shared.desk.now()));

        Some(shared.words.say(&phrase))
    }
}

fn newsletter_help(form: &Form) -> &'static str {
    if form.on(Switch::Newsletter) { "member-newsletter-on" } else { "member-newsletter-off" }
}

/// What the program keeps by itself.
fn kept<'a>(form: &Form, shared: &Shared) -> Element<'a, Message> {
    let words = &shared.words;
    let member = &form.before;
    let phrase = Phrase::new("member-kept")
        .with("source", words.get(&member.source.key()))
        .with("created", words.moment(member.created_at))
        .with("modified", words.moment(member.modified_at));

    kit::caption(words.say(&phrase)).into()
}
