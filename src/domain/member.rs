//! A person known to the venue.

use chrono::NaiveDate;

use super::entity::{Id, Instant, entity, text_enum};
use super::phrase::Problem;

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
        modified_at: Instant = Later,
    }
}

/// The longest text a one-line field takes, in characters.
pub const LINE_LIMIT: usize = 200;

/// The longest text a comment or address takes, in characters.
pub const TEXT_LIMIT: usize = 10_000;

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
        match &self.pseudonym {
            Some(pseudonym) if !pseudonym.is_empty() => pseudonym.clone(),
            _ => format!("{} {}", self.first_name, self.last_name.to_uppercase()).trim().to_owned(),
        }
    }

    /// Trims every text, lower-cases e-mails, and makes empty texts none.
    pub fn tidy(&mut self) {
        todo!()
    }

    /// Everything that forbids saving this member, each at its field. `no_email`: the operator said that there is none.
    pub fn problems(&self, no_email: bool) -> Vec<Problem> {
        let _ = no_email;
        todo!()
    }
}

/// The key by which e-mails are matched: trimmed and lower-cased.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether this can be an address that mail is sent to; the phrase says what is wrong with it.
/// Refuses CR, LF and NUL anywhere, quoted local parts included.
pub fn check_email(email: &str) -> Result<(), super::phrase::Phrase> {
    let _ = email;
    todo!()
}
