//! The reading end of an export: rows of cells, some at a time.

use std::any::TypeId;
use std::collections::HashMap;

use chrono::NaiveDate;
use tokio::sync::mpsc;

use super::own::Values;
use super::sink::Part;
use super::{ExportOf, Selection};
use crate::desk::{Desk, Failure, Job, Result};
use crate::domain::custom::CustomField;
use crate::domain::entity::{Entity, Id, Instant, Named};
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::period::End;
use crate::domain::subscription::{Standing, Subscription};
use crate::domain::ticket::Ticket;
use crate::exchange::write::cells::Cell;
use crate::exchange::{Field, Meaning};
use crate::store::Read;
use crate::words::Words;

/// How many rows are read at once.
pub(super) const PAGE: usize = 2_000;

/// Everything there is of a member.
pub const MEMBER: &[Field] = &[
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Pseudonym,
    Field::Username,
    Field::Phone,
    Field::BirthDate,
    Field::Address,
    Field::PostalCode,
    Field::City,
    Field::Country,
    Field::Language,
    Field::Newsletter,
    Field::Active,
    Field::EmailState,
    Field::Team,
    Field::Vip,
    Field::Standing,
    Field::ValidUntil,
    Field::Comment,
    Field::BillingName,
    Field::BillingEmail,
    Field::BillingAddress,
    Field::BillingCountry,
    Field::BillingVat,
    Field::Source,
    Field::CreatedAt,
    Field::MemberId,
];

/// Everything there is of a ticket, with its member.
pub const TICKET: &[Field] = &[
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Phone,
    Field::TicketTitle,
    Field::TicketCategory,
    Field::OrderNumber,
    Field::TicketNumber,
    Field::Activity,
    Field::TicketDate,
    Field::MemberId,
];

/// Everything there is of a subscription, with its member.
pub const SUBSCRIPTION: &[Field] = &[
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Phone,
    Field::BirthDate,
    Field::PostalCode,
    Field::City,
    Field::Product,
    Field::Price,
    Field::Contribution,
    Field::Options,
    Field::Method,
    Field::PaidOn,
    Field::Starts,
    Field::Ends,
    Field::Status,
    Field::CancelledOn,
    Field::MemberId,
];

/// Everything there is of a payment, with its member.
pub const PAYMENT: &[Field] = &[
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Product,
    Field::Amount,
    Field::Currency,
    Field::Method,
    Field::PaidOn,
    Field::PaymentKind,
    Field::Note,
];

pub(super) struct Source<'a> {
    pub(super) desk: &'a Desk,
    pub(super) columns: &'a [Meaning],
    pub(super) own: &'a [CustomField],
    pub(super) words: Said,
    pub(super) now: Instant,
    pub(super) send: &'a mpsc::Sender<Part>,
    pub(super) job: &'a Job,
}

/// Words that stand in thousands of cells, looked up once.
pub(super) struct Said {
    pub(super) yes: String,
    pub(super) no: String,
    never: String,
    /// By the type of the value, and its name.
    enums: Vec<(TypeId, &'static str, String)>,
}

impl Said {
    fn new(words: &Words) -> Self {
        use crate::domain::member::EmailState;
        use crate::domain::money::{Method, PaymentKind};
        use crate::domain::subscription::Status;

        fn add<T: Named>(enums: &mut Vec<(TypeId, &'static str, String)>, words: &Words) {
            enums.extend(T::ALL.iter().map(|value| (TypeId::of::<T>(), value.name(), words.get(&value.key()))));
        }

        let mut enums = Vec::new();

        add::<EmailState>(&mut enums, words);
        add::<crate::domain::member::Source>(&mut enums, words);
        add::<Method>(&mut enums, words);
        add::<PaymentKind>(&mut enums, words);
        add::<Status>(&mut enums, words);
        add::<Standing>(&mut enums, words);

        Self { yes: words.get("exchange-yes"), no: words.get("exchange-no"), never: words.get("exchange-never"), enums }
    }

    pub(super) fn of<T: Named>(&self, value: T) -> Cell {
        let known = self.enums.iter().find(|(of, name, _)| *of == TypeId::of::<T>() && *name == value.name());

        Cell::from(known.map(|(.., said)| said.clone()))
    }

    pub(super) fn yes_no(&self, yes: bool) -> Cell {
        Cell::Text(if yes { &self.yes } else { &self.no }.clone())
    }
}

/// Sends all rows; gives how many.
pub async fn send(
    desk: &Desk,
    what: ExportOf,
    columns: &[Meaning],
    own: &[CustomField],
    words: &Words,
    send: &mpsc::Sender<Part>,
    job: &Job,
) -> Result<usize> {
    let source = Source { desk, columns, own, words: Said::new(words), now: desk.now(), send, job };

    match what {
        ExportOf::Members(selection) => {
            let ids = match selection {
                Selection::Query(query) => desk.member_ids(&query).await?,
                Selection::Ticked(ids) => ids,
            };

            source.members(&ids).await
        }
        ExportOf::Subscriptions(selection) => {
            let ids = match selection {
                Selection::Query(query) => desk.subscription_ids(&query).await?,
                Selection::Ticked(ids) => ids,
            };

            source.subscriptions(&ids).await
        }
        ExportOf::Payments(of) => source.payments(of).await,
        ExportOf::Tickets(of) => source.tickets(of).await,
    }
}

impl Source<'_> {
    pub(super) async fn pass(&self, rows: Vec<Vec<Cell>>, done: &mut usize) -> Result<()> {
        *done += rows.len();
        self.send.send(Part::Rows(rows)).await.map_err(|_| Failure::Cancelled)?;
        self.job.step(*done as u64)
    }

    async fn subscriptions(&self, ids: &[Id]) -> Result<usize> {
        let mut done = 0;

        self.job.set_total(ids.len() as u64);

        for ids in ids.chunks(PAGE) {
            let subscriptions = in_order(ids, self.desk.store().some::<Subscription>(ids).await?);
            let (members, values) = self.members_of(subscriptions.iter().map(|held| held.member)).await?;
            let rows = subscriptions
                .iter()
                .map(|subscription| {
                    let mut member = members.get(&subscription.member).cloned();

                    self.row(subscription.member, &values, |field| {
                        self.subscription(subscription, field)
                            .unwrap_or_else(|| member.as_mut().map_or(Cell::Empty, |member| self.member(member, field)))
                    })
                })
                .collect();

            self.pass(rows, &mut done).await?;
        }

        Ok(done)
    }

    async fn payments(&self, of: Option<Vec<Id>>) -> Result<usize> {
        let store = self.desk.store();
        let mut done = 0;

        if let Some(members) = of {
            for members in members.chunks(PAGE) {
                let mut payments = store.of_any::<Payment>("member", members).await?;

                payments.sort_by_key(|payment| payment.id);
                self.pass(self.payment_rows(payments).await?, &mut done).await?;
            }

            return Ok(done);
        }

        let mut after = Id::nil();

        self.job.set_total(store.count::<Payment>().await? as u64);

        loop {
            let payments: Vec<Payment> = store.after(after, PAGE).await?;
            let Some(last) = payments.last() else { return Ok(done) };

            after = last.id();
            self.pass(self.payment_rows(payments).await?, &mut done).await?;
        }
    }

    async fn tickets(&self, of: Option<Vec<Id>>) -> Result<usize> {
        let store = self.desk.store();
        let mut done = 0;

        if let Some(members) = of {
            for members in members.chunks(PAGE) {
                let mut tickets = store.of_any::<Ticket>("member", members).await?;

                tickets.sort_by_key(|ticket| ticket.id);
                self.pass(self.ticket_rows(tickets).await?, &mut done).await?;
            }

            return Ok(done);
        }

        let mut after = Id::nil();

        self.job.set_total(store.count::<Ticket>().await? as u64);

        loop {
            let tickets: Vec<Ticket> = store.after(after, PAGE).await?;
            let Some(last) = tickets.last() else { return Ok(done) };

            after = last.id();
            self.pass(self.ticket_rows(tickets).await?, &mut done).await?;
        }
    }

    async fn ticket_rows(&self, tickets: Vec<Ticket>) -> Result<Vec<Vec<Cell>>> {
        let (members, values) = self.members_of(tickets.iter().map(|ticket| ticket.member)).await?;

        Ok(tickets
            .into_iter()
            .map(|ticket| {
                let mut member = members.get(&ticket.member).cloned();

                self.row(ticket.member, &values, |field| match field {
                    Field::TicketTitle => ticket.title.clone().into(),
                    Field::TicketCategory => ticket.category.clone().into(),
                    Field::OrderNumber => ticket.order_number.clone().into(),
                    Field::TicketNumber => ticket.ticket_number.clone().into(),
                    Field::Activity => ticket.activity.clone().into(),
                    Field::TicketDate => ticket.date.into(),
                    field => member.as_mut().map_or(Cell::Empty, |member| self.member(member, field)),
                })
            })
            .collect())
    }

    async fn payment_rows(&self, payments: Vec<Payment>) -> Result<Vec<Vec<Cell>>> {
        let (members, values) = self.members_of(payments.iter().map(|payment| payment.member)).await?;
        let currency = self.desk.settings().currency.clone();
        let ids = distinct(payments.iter().filter_map(|payment| payment.subscription));
        let subscriptions: HashMap<Id, Subscription> =
            self.desk.store().some::<Subscription>(&ids).await?.into_iter().map(|one| (one.id, one)).collect();

        Ok(payments
            .iter()
            .map(|payment| {
                let mut member = members.get(&payment.member).cloned();

                self.row(payment.member, &values, |field| match field {
                    Field::Product => payment
                        .subscription
                        .and_then(|id| subscriptions.get(&id))
                        .map_or(Cell::Empty, |subscription| subscription.product_name.clone().into()),
                    Field::Amount if payment.currency != currency => Cell::foreign(payment.amount, &payment.currency),
                    Field::Amount => Cell::Money(payment.amount),
                    Field::Currency => payment.currency.clone().into(),
                    Field::Method => self.words.of(payment.method),
                    Field::PaidOn => Cell::Date(self.day(payment.paid_at)),
                    Field::PaymentKind => self.words.of(payment.kind),
                    Field::Note => payment.note.clone().into(),
                    field => member.as_mut().map_or(Cell::Empty, |member| self.member(member, field)),
                })
            })
            .collect())
    }

    /// Members, and what they have in the venue's own fields.
    async fn members_of(&self, ids: impl Iterator<Item = Id>) -> Result<(HashMap<Id, Member>, Values)> {
        let ids = distinct(ids);
        let members = self.desk.store().some::<Member>(&ids).await?;
        let values = Values::of(self.desk.store(), self.columns, &ids).await?;

        Ok((members.into_iter().map(|member| (member.id, member)).collect(), values))
    }

    /// The cells of a row: `cell` gives those of the program's own fields.
    pub(super) fn row(&self, member: Id, values: &Values, mut cell: impl FnMut(Field) -> Cell) -> Vec<Cell> {
        self.columns
            .iter()
            .map(|column| match column {
                Meaning::Field(field) => cell(*field),
                Meaning::Custom(id) => self
                    .own
                    .iter()
                    .find(|field| field.id == *id)
                    .map_or(Cell::Empty, |field| values.cell(member, field, &self.words.yes, &self.words.no)),
                Meaning::New(_) => Cell::Empty,
            })
            .collect()
    }

    pub(super) fn day(&self, at: Instant) -> NaiveDate {
        self.desk.settings().day(at)
    }

    pub(super) fn end(&self, end: Option<End>) -> Cell {
        match end {
            Some(End::At(at)) => Cell::Date(self.day(at)),
            Some(End::Never) => Cell::Text(self.words.never.clone()),
            Some(End::NotApplicable) | None => Cell::Empty,
        }
    }

    /// A field of the subscription itself.
    fn subscription(&self, of: &Subscription, field: Field) -> Option<Cell> {
        Some(match field {
            Field::Product => of.product_name.clone().into(),
            Field::Price => of.price_name.clone().into(),
            Field::Contribution => Cell::Money(of.contribution),
            Field::Options => of.options.replace('\n', " | ").into(),
            Field::Method => of.method.map_or(Cell::Empty, |method| self.words.of(method)),
            Field::PaidOn => of.paid_on.into(),
            Field::Starts => Cell::Date(self.day(of.starts)),
            Field::Ends => self.end(Some(of.end())),
            Field::Status => self.words.of(of.status(self.now)),
            Field::CancelledOn => of.cancelled_at.map(|at| self.day(at)).into(),
            _ => return None,
        })
    }

    /// A field of a member; its texts are taken out, not copied.
    fn member(&self, of: &mut Member, field: Field) -> Cell {
        if let Some(text) = crate::exchange::draft::text_of(of, field) {
            return text.take().into();
        }

        match field {
            Field::MemberId => Cell::Text(of.id.to_string()),
            Field::FirstName => std::mem::take(&mut of.first_name).into(),
            Field::LastName => std::mem::take(&mut of.last_name).into(),
            Field::BirthDate => of.birth_date.into(),
            Field::Newsletter => self.words.yes_no(of.newsletter),
            Field::Active => self.words.yes_no(of.active),
            Field::Team => self.words.yes_no(of.team),
            Field::Vip => self.words.yes_no(of.vip),
            Field::EmailState => self.words.of(of.email_state),
            Field::CreatedAt => Cell::Date(self.day(of.created_at)),
            Field::Source => self.words.of(of.source),
            _ => Cell::Empty,
        }
    }
}

/// Rows in the order of `ids`; those that are gone are left out.
fn in_order<E: Entity>(ids: &[Id], rows: Vec<E>) -> Vec<E> {
    let mut by_id: HashMap<Id, E> = rows.into_iter().map(|row| (row.id(), row)).collect();

    ids.iter().filter_map(|id| by_id.remove(id)).collect()
}

fn distinct(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.collect();

    ids.sort_unstable();
    ids.dedup();

    ids
}
