//! What a row adds to a member who is known already.

use super::{Consent, Draft, TEXTS, text_of};
use crate::domain::entity::Instant;
use crate::domain::member::{EmailState, Member};
use crate::exchange::{Field, OnMatch};

/// Applies a row to a member by the policy; says whether anything changed. Nothing is ever blanked, and who said no to
/// letters anywhere stays without.
///
/// `how` is kept with a consent that the file gives: its name.
pub fn apply(member: &mut Member, draft: &Draft, policy: OnMatch, now: Instant, how: &str) -> bool {
    let mut changed = false;

    if policy != OnMatch::Leave {
        for &field in TEXTS {
            let mut said = draft.member.clone_text(field);
            let Some(known) = text_of(member, field) else { continue };

            if said.is_some() && *known != said && (known.is_none() || policy == OnMatch::Overwrite) {
                *known = said.take();
                changed = true;
            }
        }

        if let Some(born) = draft.member.birth_date
            && member.birth_date != Some(born)
            && (member.birth_date.is_none() || policy == OnMatch::Overwrite)
        {
            member.birth_date = Some(born);
            changed = true;
        }
    }

    if policy == OnMatch::Overwrite {
        let said = &draft.member;

        for (known, said) in [(&mut member.first_name, &said.first_name), (&mut member.last_name, &said.last_name)] {
            if !said.is_empty() && known != said {
                known.clone_from(said);
                changed = true;
            }
        }

        for (known, said) in
            [(&mut member.active, draft.active), (&mut member.team, draft.team), (&mut member.vip, draft.vip)]
        {
            if let Some(said) = said
                && *known != said
            {
                *known = said;
                changed = true;
            }
        }
    }

    // What a mail server said is news whatever the policy for texts; a file cannot vouch for an address that failed.
    if policy != OnMatch::Leave
        && draft.member.email_state != EmailState::Unverified
        && member.email_state == EmailState::Unverified
    {
        member.email_state = draft.member.email_state;
        changed = true;
    }

    changed | consent(member, draft.newsletter, policy, now, how)
}

fn consent(member: &mut Member, said: Consent, policy: OnMatch, now: Instant, how: &str) -> bool {
    let never_asked = member.newsletter_at.is_none() && member.newsletter_how.is_none();

    match said {
        Consent::Yes if !member.newsletter && never_asked && policy != OnMatch::Leave => {
            answer(member, true, now, how);
            true
        }
        Consent::No | Consent::Withdrawn if member.newsletter => {
            answer(member, false, now, how);
            true
        }
        Consent::Withdrawn if never_asked => {
            answer(member, false, now, how);
            true
        }
        _ => false,
    }
}

fn answer(member: &mut Member, yes: bool, now: Instant, how: &str) {
    member.newsletter = yes;
    member.newsletter_at = Some(now);
    member.newsletter_how = Some(how.chars().take(200).collect());
}

/// The member that a row brings.
pub fn create(draft: &Draft, now: Instant, how: &str) -> Member {
    let mut member = draft.member.clone();

    member.created_at = now;
    member.modified_at = now;
    member.active = draft.active.unwrap_or(true);
    member.team = draft.team.unwrap_or(false);
    member.vip = draft.vip.unwrap_or(false);
    consent(&mut member, draft.newsletter, OnMatch::Fill, now, how);

    member
}

trait CloneText {
    fn clone_text(&self, field: Field) -> Option<String>;
}

impl CloneText for Member {
    fn clone_text(&self, field: Field) -> Option<String> {
        match field {
            Field::Email => &self.email,
            Field::Pseudonym => &self.pseudonym,
            Field::Username => &self.username,
            Field::Phone => &self.phone,
            Field::Address => &self.address,
            Field::PostalCode => &self.postal_code,
            Field::City => &self.city,
            Field::Country => &self.country,
            Field::Language => &self.language,
            Field::Comment => &self.comment,
            Field::BillingName => &self.billing_name,
            Field::BillingEmail => &self.billing_email,
            Field::BillingAddress => &self.billing_address,
            Field::BillingCountry => &self.billing_country,
            Field::BillingVat => &self.billing_vat,
            _ => return None,
        }
        .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::Id;

    fn member(phone: Option<&str>) -> Member {
        Member { phone: phone.map(str::to_owned), ..Member::new(Id::nil(), Instant::UNIX_EPOCH) }
    }

    fn draft(phone: Option<&str>, newsletter: Consent) -> Draft {
        Draft { member: member(phone), newsletter, active: None, team: None, vip: None, sale: None }
    }

    fn phone_after(known: Option<&str>, said: Option<&str>, policy: OnMatch) -> Option<String> {
        let mut member = member(known);

        apply(&mut member, &draft(said, Consent::Silent), policy, Instant::UNIX_EPOCH, "f");

        member.phone
    }

    #[test]
    fn policies() {
        use OnMatch::*;

        let table = [
            (None, Some("1"), Fill, Some("1")),
            (Some("0"), Some("1"), Fill, Some("0")),
            (Some("0"), Some("1"), Overwrite, Some("1")),
            (Some("0"), None, Overwrite, Some("0")),
            (None, Some("1"), Leave, None),
        ];

        for (known, said, policy, expected) in table {
            assert_eq!(phone_after(known, said, policy).as_deref(), expected, "{known:?} {said:?} {policy:?}");
        }
    }

    #[test]
    fn no_beats_yes() {
        let now = Instant::UNIX_EPOCH;

        for policy in OnMatch::ALL {
            let mut subscribed = Member { newsletter: true, ..member(None) };

            assert!(apply(&mut subscribed, &draft(None, Consent::No), *policy, now, "f"));
            assert!(!subscribed.newsletter);

            // Once no was said, a file does not bring back a yes.
            assert!(!apply(&mut subscribed, &draft(None, Consent::Yes), *policy, now, "f"));
            assert!(!subscribed.newsletter);
        }

        let mut never_asked = member(None);

        assert!(!apply(&mut never_asked, &draft(None, Consent::No), OnMatch::Fill, now, "f"));
        assert!(apply(&mut never_asked, &draft(None, Consent::Yes), OnMatch::Fill, now, "f"));
        assert!(never_asked.newsletter && never_asked.newsletter_how.as_deref() == Some("f"));
    }
}
