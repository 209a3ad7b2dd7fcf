//! A member as it is typed: every text of the form, and how it becomes a member again.

use chrono::NaiveDate;

use crate::desk::Said;
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::{Id, Instant, Named};
use crate::domain::member::{EmailState, Member};
use crate::domain::phrase::{Phrase, Problem};
use crate::words::Words;

/// The fields that are typed. Each is a column of the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    FirstName,
    LastName,
    Email,
    Pseudonym,
    Username,
    Phone,
    BirthDate,
    Address,
    PostalCode,
    City,
    Country,
    Language,
    NewsletterHow,
    Comment,
    BillingName,
    BillingEmail,
    BillingAddress,
    BillingCountry,
    BillingVat,
}

/// The facts that are switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Switch {
    NoEmail,
    Active,
    Team,
    Vip,
    Newsletter,
}

/// How far back the fields can be taken, in edits.
const STEPS: usize = 100;

impl Field {
    pub const ALL: [Self; 19] = [
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::Pseudonym,
        Self::Username,
        Self::Phone,
        Self::BirthDate,
        Self::Address,
        Self::PostalCode,
        Self::City,
        Self::Country,
        Self::Language,
        Self::NewsletterHow,
        Self::Comment,
        Self::BillingName,
        Self::BillingEmail,
        Self::BillingAddress,
        Self::BillingCountry,
        Self::BillingVat,
    ];

    /// The name of its column, which problems name.
    pub fn column(self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Email => "email",
            Self::Pseudonym => "pseudonym",
            Self::Username => "username",
            Self::Phone => "phone",
            Self::BirthDate => "birth_date",
            Self::Address => "address",
            Self::PostalCode => "postal_code",
            Self::City => "city",
            Self::Country => "country",
            Self::Language => "language",
            Self::NewsletterHow => "newsletter_how",
            Self::Comment => "comment",
            Self::BillingName => "billing_name",
            Self::BillingEmail => "billing_email",
            Self::BillingAddress => "billing_address",
            Self::BillingCountry => "billing_country",
            Self::BillingVat => "billing_vat",
        }
    }

    /// The key of its label.
    pub fn text(self) -> &'static str {
        match self {
            Self::FirstName => "member-first-name",
            Self::LastName => "member-last-name",
            Self::Email => "member-email",
            Self::Pseudonym => "member-pseudonym",
            Self::Username => "member-username",
            Self::Phone => "member-phone",
            Self::BirthDate => "member-birth-date",
            Self::Address => "member-address",
            Self::PostalCode => "member-postal-code",
            Self::City => "member-city",
            Self::Country => "member-country",
            Self::Language => "member-language",
            Self::NewsletterHow => "member-newsletter-how",
            Self::Comment => "member-comment",
            Self::BillingName => "member-billing-name",
            Self::BillingEmail => "member-billing-email",
            Self::BillingAddress => "member-billing-address",
            Self::BillingCountry => "member-billing-country",
            Self::BillingVat => "member-billing-vat",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Typed {
    texts: [String; Field::ALL.len()],
    no_email: bool,
    active: bool,
    team: bool,
    vip: bool,
    newsletter: bool,
    email_state: EmailState,
    /// What the venue's own fields hold, in the order of [`Form::fields`].
    custom: Vec<String>,
}

impl Typed {
    /// What was touched stays, the rest becomes what it is `now`; `was`: where each of the venue's own fields stood.
    fn carried(&self, begun: &Self, now: &Self, was: &[Option<usize>]) -> Self {
        fn pick<T: PartialEq + Clone>(typed: &T, begun: &T, now: &T) -> T {
            if typed == begun { now.clone() } else { typed.clone() }
        }

        Self {
            texts: std::array::from_fn(|at| pick(&self.texts[at], &begun.texts[at], &now.texts[at])),
            no_email: pick(&self.no_email, &begun.no_email, &now.no_email),
            active: pick(&self.active, &begun.active, &now.active),
            team: pick(&self.team, &begun.team, &now.team),
            vip: pick(&self.vip, &begun.vip, &now.vip),
            newsletter: pick(&self.newsletter, &begun.newsletter, &now.newsletter),
            email_state: pick(&self.email_state, &begun.email_state, &now.email_state),
            custom: now
                .custom
                .iter()
                .zip(was)
                .map(|(now, was)| match was.and_then(|was| self.custom.get(was).zip(begun.custom.get(was))) {
                    Some((typed, begun)) => pick(typed, begun, now),
                    None => now.clone(),
                })
                .collect(),
        }
    }
}

/// A field that was typed in while it was changed elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Meanwhile {
    /// The column of the member, or the venue's own field.
    pub place: Result<&'static str, Id>,
    pub label: String,
    /// What it held when the edit began, and what it holds now.
    pub before: String,
    pub after: String,
}

/// A member being edited. Nothing typed leaves it but by saving or discarding.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The state that the edit began from.
    pub before: Member,
    /// The venue's own fields, and what they held then.
    pub fields: Vec<(CustomField, Option<String>)>,
    begun: Typed,
    typed: Typed,
    /// Earlier states, the latest last, each with what was edited then: typing on in one field is one step.
    steps: Vec<(Option<Edited>, Typed)>,
}

/// What an edit was typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edited {
    Column(Field),
    Custom(Id),
}

impl Form {
    pub fn new(member: &Member, fields: &[(CustomField, Option<String>)], words: &Words) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let typed = Typed {
            texts: Field::ALL.map(|field| match field {
                Field::FirstName => member.first_name.clone(),
                Field::LastName => member.last_name.clone(),
                Field::Email => text(&member.email),
                Field::Pseudonym => text(&member.pseudonym),
                Field::Username => text(&member.username),
                Field::Phone => text(&member.phone),
                Field::BirthDate => member.birth_date.map(|date| words.short_date(date)).unwrap_or_default(),
                Field::Address => text(&member.address),
                Field::PostalCode => text(&member.postal_code),
                Field::City => text(&member.city),
                Field::Country => text(&member.country),
                Field::Language => text(&member.language),
                Field::NewsletterHow => text(&member.newsletter_how),
                Field::Comment => text(&member.comment),
                Field::BillingName => text(&member.billing_name),
                Field::BillingEmail => text(&member.billing_email),
                Field::BillingAddress => text(&member.billing_address),
                Field::BillingCountry => text(&member.billing_country),
                Field::BillingVat => text(&member.billing_vat),
            }),
            no_email: member.email.is_none(),
            active: member.active,
            team: member.team,
            vip: member.vip,
            newsletter: member.newsletter,
            email_state: member.email_state,
            custom: fields
                .iter()
                .map(|(field, value)| words.field_text(field.kind, value.as_deref().unwrap_or_default()))
                .collect(),
        };

        Self { before: member.clone(), fields: fields.to_vec(), begun: typed.clone(), typed, steps: Vec::new() }
    }

    pub fn text(&self, field: Field) -> &str {
        &self.typed.texts[field as usize]
    }

    pub fn on(&self, switch: Switch) -> bool {
        match switch {
            Switch::NoEmail => self.typed.no_email,
            Switch::Active => self.typed.active,
            Switch::Team => self.typed.team,
            Switch::Vip => self.typed.vip,
            Switch::Newsletter => self.typed.newsletter,
        }
    }

    pub fn email_state(&self) -> EmailState {
        self.typed.email_state
    }

    pub fn type_in(&mut self, field: Field, text: String) {
        self.remember(Some(Edited::Column(field)));

        if field == Field::Email {
            self.typed.no_email = false;
        }

        self.typed.texts[field as usize] = text;
    }

    /// What is typed for the field at a place of [`Form::fields`].
    pub fn custom(&self, place: usize) -> &str {
        self.typed.custom.get(place).map_or("", String::as_str)
    }

    pub fn type_custom(&mut self, field: Id, text: String) {
        let Some(place) = self.fields.iter().position(|(known, _)| known.id == field) else { return };
        let kind = self.fields[place].0.kind;
        let typed = matches!(kind, FieldKind::Text | FieldKind::LongText | FieldKind::Number | FieldKind::Date);

        // Each choice is a step of its own.
        self.remember(typed.then_some(Edited::Custom(field)));

        if let Some(slot) = self.typed.custom.get_mut(place) {
            *slot = text;
        }
    }

    /// What was typed into the venue's own fields and differs, ready to be saved, and what forbids it. Files are no part
    /// of it: they are kept at once.
    pub fn values(&self, words: &Words) -> (Vec<Said>, Vec<Problem>) {
        let mut values = Vec::new();
        let mut problems = Vec::new();

        for (place, (field, before)) in self.fields.iter().enumerate() {
            let typed = self.custom(place);

            if field.kind == FieldKind::File || self.begun.custom.get(place).is_none_or(|begun| begun == typed) {
                continue;
            }

            match field.holding(before.as_deref()).accept(&words.read_field(field.kind, typed)) {
                Ok(None) if field.required => {
                    let phrase = Phrase::new("custom-value-required").with("field", field.title.as_str());

                    problems.push(Problem::of(field.id, phrase));
                }
                Ok(value) => values.push((field.id, value)),
                Err(phrase) => problems.push(Problem::of(field.id, phrase)),
            }
        }

        (values, problems)
    }

    pub fn switch(&mut self, switch: Switch, on: bool) {
        self.remember(None);

        let fact = match switch {
            Switch::NoEmail => &mut self.typed.no_email,
            Switch::Active => &mut self.typed.active,
            Switch::Team => &mut self.typed.team,
            Switch::Vip => &mut self.typed.vip,
            Switch::Newsletter => &mut self.typed.newsletter,
        };
        *fact = on;
    }

    pub fn set_email_state(&mut self, state: EmailState) {
        self.remember(None);
        self.typed.email_state = state;
    }

    /// Goes on from the member as it is now, changed by someone else while this is typed: what was not touched follows,
    /// what was typed stays. Gives the fields that were touched on both sides.
    pub fn follow(
        &mut self,
        member: &Member,
        fields: &[(CustomField, Option<String>)],
        words: &Words,
    ) -> Vec<Meanwhile> {
        let now = Self::new(member, fields, words);
        let was: Vec<Option<usize>> = now
            .fields
            .iter()
            .map(|(field, _)| self.fields.iter().position(|(known, _)| known.id == field.id))
            .collect();
        let meanwhile = self.meanwhile(&now, &was, words);

        self.typed = self.typed.carried(&self.begun, &now.begun, &was);

        for (_, typed) in &mut self.steps {
            *typed = typed.carried(&self.begun, &now.begun, &was);
        }

        self.before = now.before;
        self.fields = now.fields;
        self.begun = now.begun;

        meanwhile
    }

    fn meanwhile(&self, now: &Self, was: &[Option<usize>], words: &Words) -> Vec<Meanwhile> {
        let yes = |on: bool| words.get(if on { "choice-yes" } else { "choice-no" });
        let state = |state: EmailState| words.get(&state.key());
        let all = |typed: &Typed| {
            let texts = Field::ALL.iter().zip(&typed.texts);
            let texts = texts.map(|(field, text)| (field.column(), words.get(field.text()), text.clone()));
            let facts = [
                ("email_state", words.get("member-email-state"), state(typed.email_state)),
                ("active", words.get("member-active"), yes(typed.active)),
                ("team", words.get("member-team"), yes(typed.team)),
                ("vip", words.get("member-vip"), yes(typed.vip)),
                ("newsletter", words.get("member-newsletter"), yes(typed.newsletter)),
            ];

            texts.chain(facts).collect::<Vec<_>>()
        };
        let (begun, typed, new) = (all(&self.begun), all(&self.typed), all(&now.begun));
        let columns = begun
            .into_iter()
            .zip(typed)
            .zip(new)
            .map(|(((column, label, begun), typed), new)| (Ok(column), label, begun, typed.2, new.2));
        let custom = now.fields.iter().zip(&now.begun.custom).zip(was).filter_map(|(((field, _), new), was)| {
            let (begun, typed) = (self.begun.custom.get((*was)?)?, self.typed.custom.get((*was)?)?);

            Some((Err(field.id), field.title.clone(), begun.clone(), typed.clone(), new.clone()))
        });

        columns
            .chain(custom)
            .filter(|(_, _, begun, typed, new)| typed != begun && new != begun && typed != new)
            .map(|(place, label, before, _, after)| Meanwhile { place, label, before, after })
            .collect()
    }

    /// Whether anything differs from what the edit began with.
    pub fn changed(&self) -> bool {
        self.typed != self.begun
    }

    /// Takes the last edit back; false when there is none.
    pub fn step_back(&mut self) -> bool {
        match self.steps.pop() {
            Some((_, typed)) => {
                self.typed = typed;
                true
            }
            None => false,
        }
    }

    fn remember(&mut self, field: Option<Edited>) {
        let goes_on = field.is_some() && self.steps.last().is_some_and(|(last, _)| *last == field);

        if !goes_on {
            self.steps.push((field, self.typed.clone()));
        }

        if self.steps.len() > STEPS {
            self.steps.remove(0);
        }
    }

    /// The member as typed, and everything that forbids saving it. `today`: the venue's day.
    pub fn member(&self, words: &Words, now: Instant, today: NaiveDate) -> (Member, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut member = self.before.clone();
        let given = |field: Field| Some(self.text(field).trim()).filter(|text| !text.is_empty()).map(str::to_owned);

        self.text(Field::FirstName).clone_into(&mut member.first_name);
        self.text(Field::LastName).clone_into(&mut member.last_name);
        member.email = given(Field::Email).filter(|_| !self.typed.no_email);
        member.pseudonym = given(Field::Pseudonym);
        member.username = given(Field::Username);
        member.phone = given(Field::Phone);
        member.address = given(Field::Address);
        member.postal_code = given(Field::PostalCode);
        member.city = given(Field::City);
        member.country = given(Field::Country);
        member.language = given(Field::Language);
        member.comment = given(Field::Comment);
        member.billing_name = given(Field::BillingName);
        member.billing_email = given(Field::BillingEmail);
        member.billing_address = given(Field::BillingAddress);
        member.billing_country = given(Field::BillingCountry);
        member.billing_vat = given(Field::BillingVat);
        member.active = self.typed.active;
        member.team = self.typed.team;
        member.vip = self.typed.vip;

        match given(Field::BirthDate) {
            None => member.birth_date = None,
            // Untouched text stays the date it came from, whatever the language.
            Some(_) if self.text(Field::BirthDate) == self.begun.texts[Field::BirthDate as usize] => {}
            Some(text) => match words.parse_date(&text) {
                Some(date) => member.birth_date = Some(date),
                None => problems.push(Problem::at("birth_date", Phrase::new("date-unreadable").with("text", text))),
            },
        }

        member.newsletter = self.typed.newsletter;
        member.newsletter_how = given(Field::NewsletterHow);

        if self.typed.newsletter && !self.before.newsletter {
            member.newsletter_at = Some(now);
        }

        member.tidy();

        if self.typed.email_state != self.begun.email_state {
            member.email_state = self.typed.email_state;
            member.email_checked_at = Some(now);
        } else if member.email != self.before.email {
            // What was known of the old address says nothing of the new one.
            member.email_state = EmailState::Unverified;
            member.email_checked_at = None;
        }

        if member.email_state != EmailState::Error {
            member.email_error = None;
        }

        problems.extend(member.problems(self.typed.no_email, today));

        (member, problems)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use chrono_tz::Tz;

    use super::*;
    use crate::words::Language;

    fn words() -> Words {
        Words::new(Language::French, "EUR", Tz::Europe__Paris)
    }

    fn zoe() -> Member {
        let now = Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap();

        Member {
            first_name: "Zoé".to_owned(),
            last_name: "Lefèvre".to_owned(),
            email: Some("zoe@mel.example".to_owned()),
            ..Member::new(Id::now_v7(), now)
        }
    }

    #[test]
    fn what_another_desk_changes_follows_and_what_is_typed_stays() {
        let before = zoe();
        let mut form = Form::new(&before, &[], &words());
        form.type_in(Field::FirstName, "Zoë-Anne".to_owned());
        form.type_in(Field::City, "Lille".to_owned());
        form.switch(Switch::Vip, true);

        let theirs = Member {
            first_name: "Zoë".to_owned(),
            last_name: "Lefebvre".to_owned(),
            city: Some("Lille".to_owned()),
            phone: Some("06 11".to_owned()),
            ..before.clone()
        };
        let met = form.follow(&theirs, &[], &words());

        assert_eq!(form.text(Field::FirstName), "Zoë-Anne");
        assert_eq!((form.text(Field::LastName), form.text(Field::Phone)), ("Lefebvre", "06 11"));
        assert!(form.on(Switch::Vip));
        // The same value on both sides is nothing to tell.
        assert_eq!(met.len(), 1, "{met:?}");
        assert_eq!((met[0].place, met[0].before.as_str(), met[0].after.as_str()), (Ok("first_name"), "Zoé", "Zoë"));
        assert_eq!(form.before, theirs);

        // Taken back, what was never touched stays what the others made of it.
        while form.step_back() {}
        assert!(!form.changed());
        assert_eq!(form.text(Field::LastName), "Lefebvre");
    }
}
