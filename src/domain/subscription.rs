//! One member's right over a period. Its status and a member's standing are computed, never stored (DOMAIN §4).

use chrono::NaiveDate;

use super::entity::{Id, Instant, entity, text_enum};
use super::money::Method;
use super::period::{Duration, End};

text_enum! {
    /// How a subscription came to be.
    Origin { Counter = "counter", Renewal = "renewal", File = "file", Online = "online", Demo = "demo" }
}

text_enum! {
    /// What the end of a subscription means when there is no end date.
    Validity { NotApplicable = "not_applicable", Until = "until", Never = "never" }
}

entity! {
    /// One member's right, from a price, over a period. It keeps a snapshot of what was sold.
    Subscription = "subscription" row {
        member: Id = Never,
        product: Id = Never,
        /// None when the price it was sold at is not known (an import).
        price: Option<Id> = Never,
        /// As it was called when sold.
        product_name: String = Never,
        price_name: String = Never,
        duration: Duration = Never,
        /// What was asked for it, minor units.
        contribution: i64 = Never,
        /// Names of the options taken, one a line.
        options: String = Later,
        starts: Instant = Later,
        validity: Validity = Later,
        /// The last moment included; set exactly when `validity` is `until`.
        ends: Option<Instant> = Later,
        /// Why it ends then: a phrase as JSON.
        why: String = Later,
        /// Day of payment in the venue's time zone; none while not paid.
        paid_on: Option<NaiveDate> = Later,
        /// How it was paid; none while not paid.
        method: Option<Method> = Later,
        awaiting_validation: bool = Later,
        cancelled_at: Option<Instant> = Later,
        cancelled_by: Option<String> = Later,
        cancelled_why: Option<String> = Later,
        origin: Origin = Never,
        created_at: Instant = Never,
    }
}

text_enum! {
    /// Where a subscription stands now.
    Status {
        Valid = "valid",
        Upcoming = "upcoming",
        Ended = "ended",
        Cancelled = "cancelled",
        Awaiting = "awaiting",
        NotApplicable = "not_applicable",
    }
}

text_enum! {
    /// Where a member stands, from all subscriptions.
    Standing { Valid = "valid", Expiring = "expiring", Expired = "expired", None = "none" }
}

impl Subscription {
    pub fn end(&self) -> End {
        match (self.validity, self.ends) {
            (Validity::Never, _) => End::Never,
            (Validity::Until, Some(at)) => End::At(at),
            _ => End::NotApplicable,
        }
    }

    pub fn status(&self, now: Instant) -> Status {
        self.span().status(now)
    }

    pub fn span(&self) -> Span {
        Span {
            starts: self.starts,
            end: self.end(),
            cancelled: self.cancelled_at.is_some(),
            awaiting: self.awaiting_validation || self.method.is_none(),
        }
    }
}

/// What of a subscription decides its status.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub starts: Instant,
    pub end: End,
    pub cancelled: bool,
    pub awaiting: bool,
}

impl Span {
    pub fn status(&self, now: Instant) -> Status {
        let _ = now;
        todo!()
    }

    pub fn valid(&self, now: Instant) -> bool {
        self.status(now) == Status::Valid
    }
}

/// The member's standing from all their subscriptions; `threshold_days`: how soon "expires soon" is.
/// A subscription that gives no validity (`NotApplicable`) does not count as one they had.
pub fn standing(spans: &[Span], now: Instant, threshold_days: i64) -> Standing {
    let _ = (spans, now, threshold_days);
    todo!()
}

/// Until when the member is valid without a gap, from now: none when not valid now.
pub fn valid_until(spans: &[Span], now: Instant) -> Option<End> {
    let _ = (spans, now);
    todo!()
}
