//! A person known to the venue.

use chrono::{Datelike, NaiveDate};

use super::entity::{Id, Instant, entity, text_enum};
use super::phrase::{Phrase, Problem};
use super::text;

text_enum! {
    /// What is known of an e-mail address.
    EmailState { Unverified = "unverified", Verified = "verified", Error = "error" }
}

text_enum! {
    /// Where a member was first heard of.
    Source { Hand = "hand", File = "file", Ticketing = "ticketing", Kiosk = "kiosk", Demo = "demo" }
}

entity! {
    /// A person known to the venue.
    ///
    /// `active`, `email_state` and `team` are independent facts. The e-mail is not unique: couples share one.
    Member = "member" row {
        first_name: String = Later,
        last_name: String = Later,
        /// Trimmed and lower-cased; none when the operator ticked "no e-mail".
        email: Option<String> = Later,
        active: bool = Later,
        email_state: EmailState = Later,
        /// What the mail server answered, when `email_state` is an error.
        email_error: Option<String> = Later,
        email_checked_at: Option<Instant> = Later,
        /// Works for the venue.
        team: bool = Later,
        vip: bool = Later,
        pseudonym: Option<String> = Later,
        username: Option<String> = Later,
        phone: Option<String> = Later,
        birth_date: Option<NaiveDate> = Later,
        address: Option<String> = Later,
        /// Text: 01000, 2A004, H2X 1Y4.
        postal_code: Option<String> = Later,
        city: Option<String> = Later,
        /// ISO 3166 code or as written in the file it came from.
        country: Option<String> = Later,
        /// BCP 47 tag or as written.
        language: Option<String> = Later,
        newsletter: bool = Later,
        newsletter_at: Option<Instant> = Later,
        newsletter_how: Option<String> = Later,
        comment: Option<String> = Later,
        billing_name: Option<String> = Later,
        billing_email: Option<String> = Later,
        billing_address: Option<String> = Later,
        billing_country: Option<String> = Later,
        billing_vat: Option<String> = Later,
        source: Source = Never,
        created_at: Instant = Never,
        modified_at: Instant = Greatest,
    }
}

pub use super::text::{LINE_LIMIT, TEXT_LIMIT};

/// The pseudonym, else "First LAST".
pub fn display_name(pseudonym: &str, first_name: &str, last_name: &str) -> String {
    match pseudonym {
        "" => format!("{first_name} {}", last_name.to_uppercase()).trim().to_owned(),
        pseudonym => pseudonym.to_owned(),
    }
}

impl Member {
    /// A new active member with nothing known yet.
    pub fn new(id: Id, now: Instant) -> Self {
        Self {
            id,
            first_name: String::new(),
            last_name: String::new(),
            email: None,
            active: true,
            email_state: EmailState::Unverified,
            email_error: None,
            email_checked_at: None,
            team: false,
            vip: false,
            pseudonym: None,
            username: None,
            phone: None,
            birth_date: None,
            address: None,
            postal_code: None,
            city: None,
            country: None,
            language: None,
            newsletter: false,
            newsletter_at: None,
            newsletter_how: None,
            comment: None,
            billing_name: None,
            billing_email: None,
            billing_address: None,
            billing_country: None,
            billing_vat: None,
            source: Source::Hand,
            created_at: now,
            modified_at: now,
        }
    }

    /// The pseudonym, else "First LAST".
    pub fn display_name(&self) -> String {
        display_name(self.pseudonym.as_deref().unwrap_or_default(), &self.first_name, &self.last_name)
    }

    /// Trims every text, composes its accents, lower-cases e-mails, and makes empty texts none.
    pub fn tidy(&mut self) {
        for text in [&mut self.first_name, &mut self.last_name] {
            text::tidy(text);
        }
        for optional in [
            &mut self.email,
            &mut self.email_error,
            &mut self.pseudonym,
            &mut self.username,
            &mut self.phone,
            &mut self.address,
            &mut self.postal_code,
            &mut self.city,
            &mut self.country,
            &mut self.language,
            &mut self.newsletter_how,
            &mut self.comment,
            &mut self.billing_name,
            &mut self.billing_email,
            &mut self.billing_address,
            &mut self.billing_country,
            &mut self.billing_vat,
        ] {
            text::tidy_optional(optional);
        }
        for email in [&mut self.email, &mut self.billing_email].into_iter().flatten() {
            *email = email_key(email);
        }
    }

    /// Everything that forbids saving this member, each at its field. `no_email`: the operator said that there is none;
    /// `today`: the venue's day, after which nobody is born.
    pub fn problems(&self, no_email: bool, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut at = |field, found: Result<(), Phrase>| {
            if let Err(phrase) = found {
                problems.push(Problem::at(field, phrase));
            }
        };

        at("first_name", text::check_name(&self.first_name, "member-first-name-missing"));
        at("last_name", text::check_name(&self.last_name, "member-last-name-missing"));
        match &self.email {
            Some(email) => at("email", check_email(email)),
            None if no_email => {}
            None => at("email", Err(Phrase::new("member-email-missing"))),
        }
        for (field, line) in [
            ("pseudonym", &self.pseudonym),
            ("username", &self.username),
            ("phone", &self.phone),
            ("postal_code", &self.postal_code),
            ("city", &self.city),
            ("country", &self.country),
            ("language", &self.language),
            ("newsletter_how", &self.newsletter_how),
            ("billing_name", &self.billing_name),
            ("billing_country", &self.billing_country),
            ("billing_vat", &self.billing_vat),
        ] {
            at(field, line.as_deref().map_or(Ok(()), text::check_line));
        }
        for (field, long) in [
            ("email_error", &self.email_error),
            ("address", &self.address),
            ("comment", &self.comment),
            ("billing_address", &self.billing_address),
        ] {
            at(field, long.as_deref().map_or(Ok(()), text::check_text));
        }
        at("billing_email", self.billing_email.as_deref().map_or(Ok(()), check_email));
        at(
            "birth_date",
            match self.birth_date {
                Some(born) if born > today => Err(Phrase::new("member-birth-date-ahead").with("date", born)),
                Some(born) if born.year() < today.year() - 130 => {
                    Err(Phrase::new("member-birth-date-too-old").with("date", born))
                }
                _ => Ok(()),
            },
        );

        problems
    }
}

/// The key by which e-mails are matched: trimmed and lower-cased.
pub fn email_key(email: &str) -> String {
    email.trim_matches(text::is_blank).to_lowercase()
}

/// Whether this can be an address that mail is sent to; the phrase says what is wrong with it.
/// Refuses CR, LF and NUL anywhere, quoted local parts included.
pub fn check_email(email: &str) -> Result<(), Phrase> {
    let wrong = |key: &'static str| Err(Phrase::new(key).with("email", text::excerpt(email)));

    if email.is_empty() {
        return Err(Phrase::new("member-email-missing"));
    }
    if email.chars().any(char::is_control) {
        return wrong("email-control");
    }
    // RFC 5321, 4.5.3.1: 254 octets in a path, 64 of them before the @.
    if email.len() > 254 {
        return wrong("email-too-long");
    }
    let Some((local, domain)) = email.rsplit_once('@') else { return wrong("email-no-at") };
    if local.is_empty() {
        return wrong("email-nothing-before");
    }
    if domain.is_empty() {
        return wrong("email-nothing-after");
    }
    if local.len() > 64 {
        return wrong("email-too-long");
    }

    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    if quoted {
        let inner = &local[1..local.len() - 1];
        let mut escaped = false;
        for c in inner.chars() {
            if c == '"' && !escaped {
                return wrong("email-character");
            }
            escaped = c == '\\' && !escaped;
        }
        if escaped {
            return wrong("email-character");
        }
    } else {
        if local.contains('@') {
            return wrong("email-two-ats");
        }
        if local.contains(text::is_blank) {
            return wrong("email-space");
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return wrong("email-dots");
        }
        // RFC 5322 atext, and letters of any script (RFC 6531).
        if !local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c) || is_mark(c)) {
            return wrong("email-character");
        }
    }

    if domain.contains(text::is_blank) {
        return wrong("email-space");
    }
    let labels: Vec<&str> = domain.split('.').collect();
    if labels.iter().any(|label| label.is_empty()) {
        return wrong(if labels.len() > 1 { "email-dots" } else { "email-nothing-after" });
    }
    let fine = |label: &&str| {
        label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || is_mark(c))
    };
    if !labels.iter().all(fine) {
        return wrong("email-domain");
    }
    match labels.last() {
        Some(last) if labels.len() > 1 && last.chars().count() > 1 && !last.chars().all(|c| c.is_ascii_digit()) => {
            Ok(())
        }
        _ => wrong("email-domain"),
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests;
