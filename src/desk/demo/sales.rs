//! Believable subscriptions and payments: joined, renewed, left, came back.

use chrono::{Days, TimeDelta};

use crate::domain::entity::{Id, Instant};
use crate::domain::money::{Method, Payment, PaymentKind};
use crate::domain::period::{End, Period, period};
use crate::domain::product::OptionChoice;
use crate::domain::subscription::{Origin, Subscription, Validity};
use crate::domain::venue::Venue;

use super::chance::Chance;
use super::names;
use super::people::{id, moment};
use super::shelf::{Kind, Shelf};

/// One sale, as little as is needed to write it out: there are millions, and they are sorted first.
#[derive(Debug, Clone, Copy)]
pub struct Sold {
    pub paid: Instant,
    running: Option<Instant>,
    member: Id,
    line: usize,
    /// Still what the member holds at the end.
    last: bool,
}

pub struct Sales<'a> {
    pub shelf: &'a Shelf,
    pub venue: &'a Venue,
    pub now: Instant,
    pub chance: Chance,
}

impl Sales<'_> {
    /// All that a member who joined at `joined` has bought.
    pub fn of_member(&mut self, member: Id, joined: Instant, sold: &mut Vec<Sold>) {
        match self.chance.below(1000) {
            0..90 => return,
            90..95 => {
                if let Some(line) = self.shelf.choose(&mut self.chance, |line| line.kind == Kind::Honour) {
                    sold.push(Sold { paid: joined, running: None, member, line, last: true });
                }

                return;
            }
            _ => {}
        }

        let day = self.venue.day(joined);
        let line = self.shelf.choose(&mut self.chance, |line| match line.kind {
            Kind::Yearly | Kind::Monthly => true,
            Kind::Season(starts, ends) => day <= ends && day + Days::new(60) >= starts,
            Kind::Once | Kind::Honour => false,
        });
        if let Some(line) = line {
            self.again_and_again(member, joined, line, sold);
        }

        while self.chance.happens(120) {
            let Some(line) = self.shelf.choose(&mut self.chance, |line| line.kind == Kind::Once) else { break };
            let ahead = (self.now - joined).num_days();
            if ahead < 2 {
                break;
            }
            let later = TimeDelta::days(self.chance.between(1, ahead - 1));
            let paid = self.open_hours(joined + later);
            sold.push(Sold { paid, running: None, member, line, last: false });
        }
    }

    /// Buys, and renews until they stop or today comes.
    fn again_and_again(&mut self, member: Id, joined: Instant, line: usize, sold: &mut Vec<Sold>) {
        let kind = self.shelf.lines[line].kind;
        let (loyal, early, late) = match kind {
            Kind::Monthly => (750, 4, 8),
            _ => (600, 25, 45),
        };
        let mut next = Some((joined, None));

        while let Some((paid, running)) = next.take() {
            let one = Sold { paid, running, member, line, last: true };
            let End::At(end) = self.period(&one).end else {
                sold.push(one);
                break;
            };
            let later = TimeDelta::days(self.chance.between(-early, late));
            let renewed = self.open_hours(end + later);
            let stays = !matches!(kind, Kind::Season(..)) && self.chance.happens(loyal);

            if stays && renewed > paid && renewed < self.now {
                next = Some((renewed, (renewed < end).then_some(end)));
            }
            sold.push(Sold { last: next.is_none(), ..one });
        }
    }

    fn open_hours(&mut self, at: Instant) -> Instant {
        let zone = self.venue.zone();
        let part = self.chance.below(43_200) as f64 / 43_200.0;

        moment(self.venue.day(at), part, zone)
    }

    fn period(&self, sold: &Sold) -> Period {
        period(self.shelf.lines[sold.line].price.duration, sold.paid, sold.running, self.venue)
    }

    /// The rows of a sale. What awaits its payment or was offered has none.
    pub fn rows(&mut self, sold: &Sold) -> (Subscription, Option<Payment>) {
        let line = &self.shelf.lines[sold.line];
        let period = self.period(sold);
        let chance = &mut self.chance;
        let (validity, ends) = match period.end {
            End::NotApplicable => (Validity::NotApplicable, None),
            End::At(end) => (Validity::Until, Some(end)),
            End::Never => (Validity::Never, None),
        };

        let method = match chance.below(100) {
            _ if line.price.amount == 0 => Method::Offered,
            0..3 => Method::Offered,
            3..45 => Method::Card,
            45..63 => Method::Cash,
            63..74 => Method::Cheque,
            74..80 => Method::Transfer,
            80..96 => Method::OnlineCard,
            _ => Method::Sepa,
        };
        let contribution = match method {
            Method::Offered => 0,
            _ if line.price.open => line.price.amount.max(line.price.minimum) * chance.between(2, 6) / 2,
            _ => line.price.amount,
        };
        let awaiting = sold.last && contribution > 0 && chance.happens(25);
        let method = (!awaiting).then_some(method);
        let cancelled_at = (!awaiting && chance.happens(25))
            .then(|| sold.paid + TimeDelta::days(chance.between(1, 90)))
            .filter(|at| *at < self.now);
        let options = match line.choice {
            _ if line.options.is_empty() => String::new(),
            OptionChoice::One => line.options
                [chance.below(i64::try_from(line.options.len()).unwrap_or(1)).unsigned_abs() as usize]
                .clone(),
            OptionChoice::Many => {
                line.options.iter().filter(|_| chance.happens(220)).map(String::as_str).collect::<Vec<_>>().join("\n")
            }
        };

        let subscription = Subscription {
            id: id(sold.paid, chance),
            member: sold.member,
            product: line.price.product,
            price: Some(line.price.id),
            product_name: line.product_name.clone(),
            price_name: line.price.name.clone(),
            duration: line.price.duration,
            contribution,
            options,
            starts: period.starts,
            validity,
            ends,
            why: serde_json::to_string(&period.why).unwrap_or_default(),
            paid_on: method.map(|_| self.venue.day(sold.paid)),
            method,
            awaiting_validation: sold.last && !awaiting && cancelled_at.is_none() && chance.happens(6),
            cancelled_at,
            cancelled_by: cancelled_at.map(|_| chance.pick(names::OPERATORS).to_owned()),
            cancelled_why: cancelled_at.map(|_| chance.pick(names::CANCELLED_WHY).to_owned()),
            origin: Origin::Demo,
            created_at: sold.paid,
        };
        let payment = method.filter(|_| contribution > 0).map(|method| Payment {
            id: id(sold.paid, chance),
            member: sold.member,
            subscription: Some(subscription.id),
            amount: contribution,
            currency: self.venue.currency.clone(),
            method,
            kind: PaymentKind::Payment,
            reverses: None,
            paid_at: sold.paid,
            note: None,
            created_at: sold.paid,
        });

        (subscription, payment)
    }
}
