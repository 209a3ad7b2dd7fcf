//! One person of a file under way: what the workspace has of them, and what the rows add.

use std::collections::{BTreeMap, HashMap};

use super::shelf::{Packing, Unpacking};
use super::walk::{Batch, Terms};
use super::{Changed, Contradiction, Of, OnMatch};
use crate::domain::custom::FieldValue;
use crate::domain::entity::{Entity, Id, Instant, Value, differences};
use crate::domain::member::Member;
use crate::domain::money::{Method, Payment, PaymentKind};
use crate::domain::period::{Duration, End, end_of_day, period, start_of_day};
use crate::domain::phrase::Phrase;
use crate::domain::subscription::{Origin, Subscription, Validity};
use crate::domain::ticket::Ticket;
use crate::exchange::draft::merge::{Policies, Rules};
use crate::exchange::draft::{Draft, Ends, SaleDraft, TicketDraft, merge};
use crate::exchange::map::names::key;
use crate::exchange::plan::catalogue::{Resolved, Target};
use crate::exchange::{Field, Meaning};
use crate::store::{Author, Authors};

/// One person under way: complete once the last of their rows is in.
pub struct Work {
    new: bool,
    /// As the member stands in the workspace; of somebody new, as this import wrote them.
    before: Option<Box<Member>>,
    pub member: Member,
    pub twins: Vec<Member>,
    /// What they have already; taken once a row speaks of it.
    pub held: Vec<(Subscription, bool)>,
    pub sales: Vec<Subscription>,
    extended: Vec<(Subscription, Subscription)>,
    payments: Vec<Payment>,
    /// The venue's own fields: what is kept, and what will be.
    pub values: BTreeMap<Id, Kept>,
    /// Tickets of theirs without a number, and those that this file brings.
    pub tickets: Vec<Ticket>,
    new_tickets: Vec<Ticket>,
    changed_tickets: Vec<(Ticket, Ticket)>,
    /// Who gave their fields, once something could be overwritten; by row.
    pub authors: Option<HashMap<Id, Authors>>,
    pub rows: u32,
}

/// A value of one of the venue's own fields.
#[derive(Default)]
pub struct Kept {
    /// As it stands in the workspace, and whether it was taken back there.
    pub row: Option<(FieldValue, bool)>,
    pub value: Option<String>,
}

/// What a row did to a person.
#[derive(Default)]
pub struct Told {
    pub changed: bool,
    pub changes: Vec<Changed>,
    pub contradictions: Vec<Contradiction>,
    /// The ticket that came in.
    pub ticket: Option<String>,
}

impl Work {
    pub fn of_new(draft: &Draft, terms: &Terms<'_>) -> Self {
        let mut work = Self::of(None, Member { id: terms.ids.next(), ..merge::create(draft, terms.now, terms.how) });

        for (field, value) in &draft.values {
            work.values.entry(*field).or_default().value = Some(value.clone());
        }

        work
    }

    pub fn of_known(member: Member) -> Self {
        Self::of(Some(Box::new(member.clone())), member)
    }

    fn of(before: Option<Box<Member>>, member: Member) -> Self {
        Self {
            new: before.is_none(),
            before,
            member,
            twins: Vec::new(),
            held: Vec::new(),
            sales: Vec::new(),
            extended: Vec::new(),
            payments: Vec::new(),
            values: BTreeMap::new(),
            tickets: Vec::new(),
            new_tickets: Vec::new(),
            changed_tickets: Vec::new(),
            authors: None,
            rows: 0,
        }
    }

    /// The rows of the workspace of which a row would overwrite something.
    pub fn overwritten(&self, draft: &Draft, terms: &Terms<'_>) -> Vec<Id> {
        let mut rows = Vec::new();

        if self.new {
            return rows;
        }

        let mut kept = Vec::new();
        let rules = Rules { policies: terms.policies, keeps: &|_| true, now: terms.now, how: terms.how };

        merge::apply(&mut self.member.clone(), draft, &rules, &mut kept);

        if !kept.is_empty() {
            rows.push(self.member.id);
        }

        for (field, said) in &draft.values {
            let known = self.values.get(field).and_then(|kept| kept.value.as_ref());

            if terms.policies.of(Meaning::Custom(*field)) == OnMatch::Overwrite
                && known.is_some_and(|known| known != said)
            {
                rows.push(FieldValue::id_of(self.member.id, *field));
            }
        }

        rows.retain(|row| !self.authors.as_ref().is_some_and(|known| known.contains_key(row)));
        rows
    }

    /// What a row says of a person who is there, their tickets and subscriptions left out.
    pub fn say(&mut self, row: u32, draft: &Draft, terms: &Terms<'_>, listed: bool) -> Told {
        let mut told = Told::default();

        // What one row of a file says, another may complete but not contradict.
        let fill = Policies::from(OnMatch::Fill);
        let policies = if self.new { &fill } else { terms.policies };
        let taken = |meaning: Meaning| terms.take_all || terms.take.contains(&(row as usize, meaning));
        let authors = self.authors.as_ref();
        let author = |row: Id, field: &str| by_hand(authors.and_then(|authors| authors.get(&row)), field).cloned();
        let id = self.member.id;
        let keeps = |field: Field| !taken(field.into()) && author(id, field.as_str()).is_some();
        let rules = Rules { policies, keeps: &keeps, now: terms.now, how: terms.how };
        let mut kept = Vec::new();

        // A row that fits a twin as it is speaks of the twin.
        if self.twins.iter().any(|twin| !merge::apply(&mut twin.clone(), draft, &rules, &mut Vec::new())) {
            return told;
        }

        let before = listed.then(|| self.member.clone());

        told.changed = merge::apply(&mut self.member, draft, &rules, &mut kept);

        if let Some(before) = before {
            told.changes = differences(&before, &self.member)
                .into_iter()
                .map(|(column, before, after)| Changed { of: Of::Member(column), before, after })
                .collect();
        }

        if !kept.is_empty() {
            let mut theirs = self.member.clone();
            let all = Rules { keeps: &|_| false, ..rules };

            merge::apply(&mut theirs, draft, &all, &mut Vec::new());

            for field in kept {
                let column = field.as_str();
                let Some((column, mine, said)) =
                    differences(&self.member, &theirs).into_iter().find(|(name, ..)| *name == column)
                else {
                    continue;
                };
                let Some(author) = author(id, column) else { continue };

                told.contradictions.push(Contradiction {
                    row: row as usize,
                    meaning: field.into(),
                    name: self.member.display_name(),
                    of: Of::Member(column),
                    kept: mine,
                    said,
                    by: author.operator,
                    at: author.at,
                });
            }
        }

        for (field, said) in &draft.values {
            let meaning = Meaning::Custom(*field);
            let kept = self.values.entry(*field).or_default();
            let policy = policies.of(meaning);
            let fine = match (&kept.value, policy) {
                (Some(known), _) if known == said => continue,
                (_, OnMatch::Leave) | (Some(_), OnMatch::Fill) => false,
                (None, _) => true,
                (Some(known), OnMatch::Overwrite) => match author(FieldValue::id_of(id, *field), "value") {
                    Some(author) if !taken(meaning) => {
                        told.contradictions.push(Contradiction {
                            row: row as usize,
                            meaning,
                            name: self.member.display_name(),
                            of: Of::Custom(terms.title(*field)),
                            kept: Value::Text(known.clone()),
                            said: Value::Text(said.clone()),
                            by: author.operator,
                            at: author.at,
                        });

                        false
                    }
                    _ => true,
                },
            };

            if fine {
                let before = kept.value.replace(said.clone());

                told.changed = true;

                if listed {
                    told.changes.push(Changed {
                        of: Of::Custom(terms.title(*field)),
                        before: before.map_or(Value::Null, Value::Text),
                        after: Value::Text(said.clone()),
                    });
                }
            }
        }

        told
    }

    /// What a row says of a ticket: its title when that is news. `known`: the ticket of that number, whoever has it.
    pub fn hold(&mut self, said: &TicketDraft, known: Option<&Ticket>, terms: &Terms<'_>) -> Option<String> {
        if known.is_some_and(|known| known.member != self.member.id) {
            return None;
        }

        let same = |ticket: &&mut Ticket| match (said.order_number.as_ref(), said.ticket_number.as_ref()) {
            (None, None) => {
                ticket.key().is_none()
                    && key(&ticket.title) == key(&said.title)
                    && ticket.category == said.category
                    && ticket.activity == said.activity
                    && ticket.date == said.date
            }
            _ => ticket.order_number == said.order_number && ticket.ticket_number == said.ticket_number,
        };

        if let Some(ticket) = self.new_tickets.iter_mut().find(same) {
            complete(ticket, said, &Policies::from(OnMatch::Fill));

            return None;
        }

        if let Some((_, ticket)) = self.changed_tickets.iter_mut().find(|(_, ticket)| same(&&mut ticket.clone())) {
            return complete(ticket, said, terms.policies).then(|| ticket.title.clone());
        }

        let mine = self.tickets.iter_mut().find(same).map(|ticket| ticket.clone());

        if let Some(before) = known.cloned().or(mine) {
            let mut after = before.clone();

            if !complete(&mut after, said, terms.policies) {
                return None;
            }

            after.modified_at = terms.now;

            let title = after.title.clone();

            self.changed_tickets.push((before, after));

            return Some(title);
        }

        // A ticket is news by what it is for.
        if !self.new && terms.policies.of(Field::TicketTitle) == OnMatch::Leave {
            return None;
        }

        let ticket = Ticket {
            title: said.title.clone(),
            category: said.category.clone(),
            order_number: said.order_number.clone(),
            ticket_number: said.ticket_number.clone(),
            activity: said.activity.clone(),
            date: said.date,
            source: crate::domain::member::Source::Ticketing,
            ..Ticket::new(terms.ids.next(), self.member.id, terms.now)
        };

        self.new_tickets.push(ticket);

        Some(said.title.clone())
    }

    /// What a row says of a subscription: true when that is news.
    pub fn sell(&mut self, sale: &SaleDraft, target: &Target, resolved: &mut Resolved, terms: &Terms<'_>) -> bool {
        let day = |at: Instant| terms.venue.day(at);
        let same_product =
            |held: &Subscription| held.product == target.product || key(&held.product_name) == key(&sale.product);
        let same_end = |held: &Subscription| match (sale.ends, held.end()) {
            (Ends::Unsaid, _) | (Ends::Never, End::Never) => true,
            (Ends::On(said), End::At(at)) => day(at) == said,
            _ => false,
        };
        let weight = |held: &Subscription| {
            4 * u8::from(same_end(held))
                + 2 * u8::from(sale.contribution.is_none_or(|said| said == held.contribution))
                + u8::from(sale.price.as_deref().is_none_or(|said| key(said) == key(&held.price_name)))
        };
        let found = self
            .held
            .iter_mut()
            .filter(|(held, taken)| {
                !taken
                    && same_product(held)
                    && (sale.paid_on.is_none() && same_end(held) || held.paid_on == sale.paid_on)
            })
            .max_by_key(|(held, _)| weight(held));

        if let Some((held, taken)) = found {
            *taken = true;

            // Its end is all that a file may change of a subscription that is there.
            let policy = terms.policies.of(Field::Ends);

            if policy == OnMatch::Overwrite && !same_end(held) && held.cancelled_at.is_none() {
                let after = Subscription { ..with_end(held.clone(), sale, target, terms) };

                self.extended.push((held.clone(), after));

                return true;
            }

            return false;
        }

        // Somebody who may not be touched does not get a subscription either, unless what is sold may come.
        let policy = terms.policies.of_first(&[Field::Product, Field::Price]);

        if !self.new && policy == OnMatch::Leave {
            return false;
        }

        resolved.uses(target);
        self.buy(sale, target, terms);

        true
    }

    fn buy(&mut self, sale: &SaleDraft, target: &Target, terms: &Terms<'_>) {
        let contribution = sale.contribution.unwrap_or(target.amount);
        let method = sale.method.map(|method| if contribution == 0 { Method::Offered } else { method });
        // A way of paying without a day: paid when it starts, and nobody knows better.
        let paid_on = method.and(sale.paid_on.or(sale.starts)).or_else(|| method.map(|_| terms.venue.day(terms.now)));
        let begins = sale.starts.or(sale.paid_on);
        let subscription = Subscription {
            id: terms.ids.next(),
            member: self.member.id,
            product: target.product,
            price: target.price,
            product_name: target.product_name.clone(),
            price_name: target.price_name.clone(),
            duration: target.duration,
            contribution,
            options: sale.options.clone(),
            starts: begins.map_or(terms.now, |day| start_of_day(day, terms.venue)),
            validity: Validity::NotApplicable,
            ends: None,
            why: String::new(),
            paid_on,
            method,
            awaiting_validation: false,
            cancelled_at: sale.cancelled_on.map(|day| start_of_day(day, terms.venue)),
            cancelled_by: sale.cancelled_on.map(|_| terms.operator.to_owned()),
            cancelled_why: sale.cancelled_on.map(|_| terms.how.to_owned()),
            origin: Origin::File,
            created_at: terms.now,
        };
        let subscription = with_end(subscription, sale, target, terms);

        if let Some(method) = method.filter(|_| contribution > 0) {
            self.payments.push(Payment {
                id: terms.ids.next(),
                member: self.member.id,
                subscription: Some(subscription.id),
                amount: contribution,
                currency: terms.venue.currency.clone(),
                method,
                kind: PaymentKind::Payment,
                reverses: None,
                paid_at: paid_on.map_or(terms.now, |day| start_of_day(day, terms.venue)),
                note: None,
                created_at: terms.now,
            });
        }

        self.sales.push(subscription);
    }

    /// Gives away what no later row changes in itself, and packs what is left.
    pub fn park(mut self, batch: &mut Batch) -> Packing {
        self.write(batch);

        let mut pack = Packing::default();

        pack.flag(self.new);
        pack.count(self.rows as usize);
        pack.row(&self.member);

        let changed = self.before.filter(|before| **before != self.member);

        pack.rows(changed.as_deref().map_or(&[], std::slice::from_ref));
        pack.rows(&self.twins);
        pack.count(self.held.len());

        for (held, taken) in &self.held {
            pack.row(held);
            pack.flag(*taken);
        }

        pack.count(self.values.len());

        for (field, Kept { row, value }) in &self.values {
            pack.id(*field);
            pack.text(value.as_deref());
            pack.flag(row.is_some());

            if let Some((row, archived)) = row {
                pack.row(row);
                pack.flag(*archived);
            }
        }

        pack.rows(&self.tickets);
        pack.rows(&self.new_tickets);
        pack.count(self.changed_tickets.len());

        for (before, after) in &self.changed_tickets {
            pack.row(before);
            pack.row(after);
        }

        pack
    }

    /// Somebody who was parked. Who gave their fields is asked again.
    pub fn unpark(mut pack: Unpacking) -> Option<Self> {
        let pack = &mut pack;
        let (new, rows, member) = (pack.flag()?, pack.count()?, pack.row::<Member>()?);
        let before = pack.rows::<Member>()?.pop().unwrap_or_else(|| member.clone());
        let mut work = Self { new, rows: u32::try_from(rows).ok()?, ..Self::of(Some(Box::new(before)), member) };

        work.twins = pack.rows()?;

        for _ in 0..pack.count()? {
            work.held.push((pack.row()?, pack.flag()?));
        }

        for _ in 0..pack.count()? {
            let (field, value) = (pack.id()?, pack.text()?);
            let row = if pack.flag()? { Some((pack.row()?, pack.flag()?)) } else { None };

            work.values.insert(field, Kept { row, value });
        }

        work.tickets = pack.rows()?;
        work.new_tickets = pack.rows()?;

        for _ in 0..pack.count()? {
            work.changed_tickets.push((pack.row()?, pack.row()?));
        }

        Some(work)
    }

    /// Gives away somebody new as they are now, and what was sold. What later rows add to them follows.
    fn write(&mut self, batch: &mut Batch) {
        if self.new {
            let written = Box::new(self.member.clone());

            match self.before.replace(written) {
                None => batch.members.push(self.member.clone()),
                Some(before) if *before != self.member => batch.completed.push((*before, self.member.clone())),
                Some(_) => {}
            }
        }

        batch.subscriptions.append(&mut self.sales);
        batch.changed_subscriptions.append(&mut self.extended);
        batch.payments.append(&mut self.payments);
    }

    pub fn finish(mut self, batch: &mut Batch, terms: &Terms<'_>) {
        let member = self.member.id;
        let mut touched = false;

        for (field, Kept { row, value }) in self.values {
            match row {
                Some((before, archived)) => {
                    if archived && value.is_some() {
                        batch.restored_values.push(before.id());
                    }

                    if before.value != value && (value.is_some() || !archived) {
                        touched = true;
                        batch
                            .changed_values
                            .push((before.clone(), FieldValue { value, modified_at: terms.now, ..before }));
                    }
                }
                None if value.is_some() => {
                    touched = true;
                    batch.values.push(FieldValue {
                        id: FieldValue::id_of(member, field),
                        member,
                        field,
                        value,
                        created_at: terms.now,
                        modified_at: terms.now,
                    });
                }
                None => {}
            }
        }

        match (self.new, self.before) {
            (_, None) => batch.members.push(self.member),
            (true, Some(before)) => {
                if *before != self.member {
                    batch.completed.push((*before, self.member));
                }
            }
            (false, Some(before)) => {
                if *before != self.member || touched {
                    self.member.modified_at = terms.now;
                    batch.changed.push((*before, self.member));
                }
            }
        }

        batch.subscriptions.append(&mut self.sales);
        batch.changed_subscriptions.append(&mut self.extended);
        batch.payments.append(&mut self.payments);
        batch.tickets.append(&mut self.new_tickets);
        batch.changed_tickets.append(&mut self.changed_tickets);
    }
}

/// Who gave this field its value, if that was done by hand.
fn by_hand<'a>(authors: Option<&'a Authors>, field: &str) -> Option<&'a Author> {
    authors?.of(field).filter(|author| !matches!(author.action.as_str(), "file.import" | "workspace.demo"))
}

/// Adds to a ticket what a row says of it, by the policies of its columns.
fn complete(ticket: &mut Ticket, said: &TicketDraft, policies: &Policies) -> bool {
    let may = |field: Field, blank: bool| match policies.of(field) {
        OnMatch::Leave => false,
        OnMatch::Fill => blank,
        OnMatch::Overwrite => true,
    };
    let mut changed = false;

    for (field, known, said) in [
        (Field::TicketCategory, &mut ticket.category, &said.category),
        (Field::Activity, &mut ticket.activity, &said.activity),
    ] {
        if said.is_some() && known != said && may(field, known.is_none()) {
            known.clone_from(said);
            changed = true;
        }
    }

    if said.date.is_some() && ticket.date != said.date && may(Field::TicketDate, ticket.date.is_none()) {
        ticket.date = said.date;
        changed = true;
    }

    if ticket.title != said.title && may(Field::TicketTitle, false) {
        ticket.title.clone_from(&said.title);
        changed = true;
    }

    changed
}

/// The end that the file says, else the one that follows from the price and the day of payment.
fn with_end(mut subscription: Subscription, sale: &SaleDraft, target: &Target, terms: &Terms<'_>) -> Subscription {
    let said = Phrase::new("exchange-end-said").with("file", terms.how);
    let (end, why) = match sale.ends {
        Ends::On(day) => (End::At(end_of_day(day, terms.venue)), said),
        Ends::Never => (End::Never, said),
        Ends::Unsaid if target.duration == Duration::None => (End::NotApplicable, Phrase::new("exchange-end-unsaid")),
        Ends::Unsaid => {
            let period = period(target.duration, subscription.starts, None, terms.venue);

            (period.end, period.why)
        }
    };

    (subscription.validity, subscription.ends) = match end {
        End::NotApplicable => (Validity::NotApplicable, None),
        End::At(at) => (Validity::Until, Some(at)),
        End::Never => (Validity::Never, None),
    };
    subscription.why = serde_json::to_string(&why).unwrap_or_default();

    subscription
}
