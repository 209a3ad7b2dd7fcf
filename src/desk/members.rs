//! Members: their page, joining, editing, activating.

use crate::domain::entity::{Entity, Id, differences};
use crate::domain::member::{EmailState, Member, email_key};
use crate::domain::money::Payment;
use crate::domain::phrase::Phrase;
use crate::domain::query::MemberRow;
use crate::domain::subscription::{Subscription, standing};
use crate::store::Read;

use super::{Desk, Done, Failure, MemberPage, Outcome, Result, Said, fields, sale};

impl Desk {
    pub async fn member(&self, id: Id) -> Result<MemberPage> {
        let store = self.store();
        let member = known(store, id).await?;
        let mut subscriptions: Vec<Subscription> = store.of("member", id).await?;
        let mut payments: Vec<Payment> = store.of("member", id).await?;
        let venue = self.settings();
        let spans: Vec<_> = subscriptions.iter().map(Subscription::span).collect();
        let same_email = match &member.email {
            None => Vec::new(),
            Some(email) => with_email(store, email).await?.into_iter().map(|m| m.id).filter(|&m| m != id).collect(),
        };

        subscriptions.reverse();
        payments.reverse();

        Ok(MemberPage {
            standing: standing(&spans, self.now(), venue.expires_soon_days),
            total_paid: sale::counting(&payments).map(|payment| payment.amount).sum(),
            last_activity: store.entries(Some(id), 1).await?.first().map(|entry| entry.at),
            fields: self.fields_of(id).await?,
            tickets: self.tickets(id).await?,
            member,
            subscriptions,
            payments,
            same_email,
        })
    }

    /// Members with this e-mail (matched trimmed and lower-cased).
    pub async fn members_by_email(&self, email: &str) -> Result<Vec<MemberRow>> {
        let members = with_email(self.store(), email).await?;

        self.member_rows(&members).await
    }

    /// `id`, `created_at` and `modified_at` are given by the desk when the id is nil; a form that shows an id before
    /// saving keeps its own.
    pub async fn add_member(&self, mut member: Member, no_email: bool) -> Result<Outcome> {
        member.tidy();
        refuse(member.problems(no_email, self.today()))?;

        let mut tx = self.begin("member.add").await?;

        if member.id.is_nil() {
            member.id = Id::now_v7();
        }

        member.created_at = tx.at();
        member.modified_at = tx.at();
        tx.insert(&member).await?;

        let mut done = Done::new("done-member-add", member.display_name()).member(member.id);

        done.left = shared_email(&tx, &member).await?;
        self.commit(tx, done).await
    }

    /// Saves a member edited from the state `before`; only the fields that differ are written, onto what the row holds
    /// now: what someone else changed meanwhile in other fields stays.
    pub async fn edit_member(&self, before: &Member, after: Member, no_email: bool) -> Result<Outcome> {
        self.edit_member_and_fields(before, after, no_email, &[]).await
    }

    /// As [`Desk::edit_member`], with values of the venue's own fields in the same action, as [`Desk::set_values`].
    pub async fn edit_member_and_fields(
        &self,
        before: &Member,
        mut after: Member,
        no_email: bool,
        values: &[Said],
    ) -> Result<Outcome> {
        after.tidy();

        let mut tx = self.begin("member.edit").await?;
        let current = known(&tx, before.id).await?;
        let mut next = current.clone();

        carry(&mut next, before, &after)?;

        let (changes, wrong) = fields::weigh(&tx, current.id, values).await?;
        let mut problems = next.problems(no_email, self.today());

        problems.extend(wrong);
        refuse(problems)?;

        if !differences(&current, &next).is_empty() {
            next.modified_at = tx.at();
        }

        // What was known of the old address says nothing of the new one.
        if current.email != next.email && before.email_state == after.email_state {
            next.email_state = EmailState::Unverified;
            next.email_error = None;
            next.email_checked_at = None;
        }

        if current.newsletter != next.newsletter && current.newsletter_at == next.newsletter_at {
            next.newsletter_at = Some(tx.at());
        }

        tx.update(&current, &next).await?;
        fields::write(&mut tx, changes).await?;

        let mut done = Done::new("done-member-edit", next.display_name()).member(next.id);

        if current.email != next.email {
            done.left = shared_email(&tx, &next).await?;
        }

        self.commit(tx, done).await
    }

    /// Activates or deactivates; several in one action.
    pub async fn set_active(&self, members: &[Id], active: bool) -> Result<Outcome> {
        let action = if active { "member.activate" } else { "member.deactivate" };
        let mut tx = self.begin(action).await?;
        let found: Vec<Member> = tx.some(members).await?;
        let at = tx.at();
        let pairs: Vec<_> = found
            .iter()
            .filter(|member| member.active != active)
            .map(|member| (member.clone(), Member { active, modified_at: at, ..member.clone() }))
            .collect();

        tx.update_many(&pairs).await?;

        let one = found.first().filter(|_| members.len() == 1);
        let key = match (active, one) {
            (true, Some(_)) => "done-member-activate",
            (false, Some(_)) => "done-member-deactivate",
            (true, None) => "done-members-activate",
            (false, None) => "done-members-deactivate",
        };
        let mut done = Done::new(key, one.map(Member::display_name).unwrap_or_default());

        done.member = one.map(|member| member.id);
        done.said = done.said.with("count", pairs.len());

        if one.is_none() {
            done.note = Some(Phrase::new("note-members").with("count", pairs.len()));
        }

        if found.len() < members.len() {
            done.left.push(Phrase::new("left-members-gone").with("count", members.len() - found.len()));
        }

        self.commit(tx, done).await
    }
}

/// The member, or a sentence that it is not there.
pub(super) async fn known(read: &impl Read, id: Id) -> Result<Member> {
    read.get::<Member>(id).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-member")))
}

pub(super) async fn with_email(read: &impl Read, email: &str) -> Result<Vec<Member>> {
    Ok(read.with_text("email", &email_key(email)).await?)
}

/// A warning when other members have the same e-mail.
async fn shared_email(read: &impl Read, member: &Member) -> Result<Vec<Phrase>> {
    let Some(email) = &member.email else { return Ok(Vec::new()) };
    let others: Vec<_> = with_email(read, email).await?.into_iter().filter(|other| other.id != member.id).collect();

    Ok(others
        .first()
        .map(|other| {
            Phrase::new("warning-email-shared").with("email", email.as_str()).with("name", other.display_name())
        })
        .into_iter()
        .collect())
}

pub(super) fn refuse(problems: Vec<crate::domain::phrase::Problem>) -> Result<()> {
    if problems.is_empty() { Ok(()) } else { Err(Failure::Refused(problems)) }
}

/// Carries the differences between two states of a row onto a third.
pub(super) fn carry<E: Entity>(onto: &mut E, before: &E, after: &E) -> Result<()> {
    let changed = differences(before, after);
    let values = E::TABLE
        .columns
        .iter()
        .zip(onto.values())
        .map(|(column, value)| {
            changed.iter().find(|(name, ..)| *name == column.name).map_or(value, |(_, _, after)| after.clone())
        })
        .collect();

    *onto = E::from_values(onto.id(), values).map_err(crate::store::Error::from)?;

    Ok(())
}
