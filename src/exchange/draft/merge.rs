//! What a row adds to a member who is known already.

use super::{Consent, Draft, TEXTS, text_of};
use crate::domain::entity::Instant;
use crate::domain::member::{EmailState, Member};
use crate::exchange::{Field, Meaning, OnMatch};

/// What to do with members who are already known: for the whole file, and for single columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Policies {
    pub file: OnMatch,
    pub columns: Vec<(Meaning, OnMatch)>,
}

impl Policies {
    pub fn of(&self, meaning: impl Into<Meaning>) -> OnMatch {
        let meaning = meaning.into();

        self.columns.iter().find(|(of, _)| *of == meaning).map_or(self.file, |(_, policy)| *policy)
    }

    /// Whether any value may take the place of another.
    pub fn overwrites(&self) -> bool {
        self.file == OnMatch::Overwrite || self.columns.iter().any(|(_, policy)| *policy == OnMatch::Overwrite)
    }

    /// The policy of the first of these columns that has one of its own.
    pub fn of_first(&self, fields: &[Field]) -> OnMatch {
        let own = |field: &Field| self.columns.iter().find(|(of, _)| *of == Meaning::Field(*field));

        fields.iter().find_map(own).map_or(self.file, |(_, policy)| *policy)
    }
}

impl From<OnMatch> for Policies {
    fn from(file: OnMatch) -> Self {
        Self { file, columns: Vec::new() }
    }
}

/// By what a row is applied to a member.
pub struct Rules<'a> {
    pub policies: &'a Policies,
    /// Whether the value of a field was made by hand and stays against the file's.
    pub keeps: &'a dyn Fn(Field) -> bool,
    pub now: Instant,
    /// Kept with a consent that the file gives: its name.
    pub how: &'a str,
}

impl Rules<'_> {
    /// Whether a value may be written where `blank` says that there is none; what has to stay is added to `kept`.
    fn may(&self, field: Field, blank: bool, kept: &mut Vec<Field>) -> bool {
        match self.policies.of(field) {
            OnMatch::Leave => false,
            OnMatch::Fill => blank,
            OnMatch::Overwrite if blank || !(self.keeps)(field) => true,
            OnMatch::Overwrite => {
                kept.push(field);

                false
            }
        }
    }
}

/// Applies a row to a member; says whether anything changed, and adds to `kept` the fields that a hand-made value keeps
/// against the row. Nothing is ever blanked, and who said no to letters anywhere stays without.
pub fn apply(member: &mut Member, draft: &Draft, rules: &Rules<'_>, kept: &mut Vec<Field>) -> bool {
    let mut changed = false;

    for &field in TEXTS {
        let mut said = draft.member.clone_text(field);
        let Some(known) = text_of(member, field) else { continue };

        if said.is_some() && *known != said && rules.may(field, known.is_none(), kept) {
            *known = said.take();
            changed = true;
        }
    }

    if let Some(born) = draft.member.birth_date
        && member.birth_date != Some(born)
        && rules.may(Field::BirthDate, member.birth_date.is_none(), kept)
    {
        member.birth_date = Some(born);
        changed = true;
    }

    let said = &draft.member;

    for (field, known, said) in [
        (Field::FirstName, &mut member.first_name, &said.first_name),
        (Field::LastName, &mut member.last_name, &said.last_name),
    ] {
        if !said.is_empty() && known != said && rules.may(field, false, kept) {
            known.clone_from(said);
            changed = true;
        }
    }

    for (field, known, said) in [
        (Field::Active, &mut member.active, draft.active),
        (Field::Team, &mut member.team, draft.team),
        (Field::Vip, &mut member.vip, draft.vip),
    ] {
        if let Some(said) = said
            && *known != said
            && rules.may(field, false, kept)
        {
            *known = said;
            changed = true;
        }
    }

    // What a mail server said is news whatever the policy for texts; a file cannot vouch for an address that failed.
    if rules.policies.of(Field::EmailState) != OnMatch::Leave
        && draft.member.email_state != EmailState::Unverified
        && member.email_state == EmailState::Unverified
    {
        member.email_state = draft.member.email_state;
        changed = true;
    }

    changed | consent(member, draft.newsletter, rules.policies.of(Field::Newsletter), rules.now, rules.how)
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
        Draft {
            member: member(phone),
            newsletter,
            active: None,
            team: None,
            vip: None,
            sale: None,
            ticket: None,
            values: Vec::new(),
            aside: None,
        }
    }

    fn apply_all(member: &mut Member, draft: &Draft, policy: OnMatch) -> bool {
        let policies = Policies::from(policy);
        let rules = Rules { policies: &policies, keeps: &|_| false, now: Instant::UNIX_EPOCH, how: "f" };

        apply(member, draft, &rules, &mut Vec::new())
    }

    fn phone_after(known: Option<&str>, said: Option<&str>, policy: OnMatch) -> Option<String> {
        let mut member = member(known);

        apply_all(&mut member, &draft(said, Consent::Silent), policy);

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
        for policy in OnMatch::ALL {
            let mut subscribed = Member { newsletter: true, ..member(None) };

            assert!(apply_all(&mut subscribed, &draft(None, Consent::No), *policy));
            assert!(!subscribed.newsletter);

            // Once no was said, a file does not bring back a yes.
            assert!(!apply_all(&mut subscribed, &draft(None, Consent::Yes), *policy));
            assert!(!subscribed.newsletter);
        }

        let mut never_asked = member(None);

        assert!(!apply_all(&mut never_asked, &draft(None, Consent::No), OnMatch::Fill));
        assert!(apply_all(&mut never_asked, &draft(None, Consent::Yes), OnMatch::Fill));
        assert!(never_asked.newsletter && never_asked.newsletter_how.as_deref() == Some("f"));
    }

    #[test]
    fn columns_have_policies_of_their_own_and_hand_made_values_stay() {
        let policies = Policies { file: OnMatch::Fill, columns: vec![(Field::Phone.into(), OnMatch::Overwrite)] };
        let row = Draft {
            member: Member { city: Some("Brest".to_owned()), ..member(Some("1")) },
            ..draft(None, Consent::Silent)
        };

        for (by_hand, expected) in [(false, "1"), (true, "0")] {
            let mut known = Member { city: Some("Lyon".to_owned()), ..member(Some("0")) };
            let mut kept = Vec::new();
            let keeps = |field| by_hand && field == Field::Phone;
            let rules = Rules { policies: &policies, keeps: &keeps, now: Instant::UNIX_EPOCH, how: "f" };

            assert_eq!(apply(&mut known, &row, &rules, &mut kept), !by_hand);
            assert_eq!(known.phone.as_deref(), Some(expected));
            assert_eq!(known.city.as_deref(), Some("Lyon"));
            assert_eq!(kept, if by_hand { vec![Field::Phone] } else { Vec::new() });
        }
    }
}
