//! One member's right over a period. Its status and a member's standing are computed, never stored (DOMAIN §4).

use chrono::{NaiveDate, TimeDelta};

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

impl Validity {
    /// The end of a subscription of this validity whose end date is `ends`.
    pub fn end(self, ends: Option<Instant>) -> End {
        match (self, ends) {
            (Self::Never, _) => End::Never,
            (Self::Until, Some(at)) => End::At(at),
            _ => End::NotApplicable,
        }
    }
}

impl Subscription {
    pub fn end(&self) -> End {
        self.validity.end(self.ends)
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
        match self.end {
            _ if self.cancelled => Status::Cancelled,
            _ if self.awaiting => Status::Awaiting,
            End::NotApplicable => Status::NotApplicable,
            End::At(end) if end < now => Status::Ended,
            _ if now < self.starts => Status::Upcoming,
            _ => Status::Valid,
        }
    }

    pub fn valid(&self, now: Instant) -> bool {
        self.status(now) == Status::Valid
    }

    /// Neither cancelled nor awaiting, and gives a validity.
    fn counts(&self) -> bool {
        !self.cancelled && !self.awaiting && self.end != End::NotApplicable
    }

    fn ends_after(&self, at: Instant) -> bool {
        match self.end {
            End::NotApplicable => false,
            End::At(end) => end > at,
            End::Never => true,
        }
    }
}

/// The member's standing from all their subscriptions; `threshold_days`: how soon "expires soon" is.
///
/// One that gives no validity, and one that still awaits its payment or validation, does not count as one they had; a
/// renewal already sold keeps them from expiring soon.
pub fn standing(spans: &[Span], now: Instant, threshold_days: i64) -> Standing {
    if !spans.iter().any(|span| !span.awaiting && span.end != End::NotApplicable) {
        return Standing::None;
    }
    if !spans.iter().any(|span| span.valid(now)) {
        return Standing::Expired;
    }

    let beyond = TimeDelta::try_days(threshold_days).and_then(|days| now.checked_add_signed(days));
    let lasts = |span: &Span| span.counts() && beyond.map_or(span.end == End::Never, |at| span.ends_after(at));

    if spans.iter().any(lasts) { Standing::Valid } else { Standing::Expiring }
}

/// Until when the member is valid without a gap, from now: none when not valid now.
pub fn valid_until(spans: &[Span], now: Instant) -> Option<End> {
    let mut until = spans.iter().filter(|span| span.valid(now)).fold(None, |best, span| later(best, span.end))?;

    // Each turn takes in at least one more span, or stops.
    while let End::At(end) = until {
        // Days end at 23:59:59 and the next begins a second later: that is no gap.
        let reach = end.checked_add_signed(TimeDelta::seconds(1)).unwrap_or(end);
        let next = spans
            .iter()
            .filter(|span| span.counts() && span.starts <= reach && span.ends_after(end))
            .fold(None, |best, span| later(best, span.end));

        match next {
            Some(further) => until = further,
            None => break,
        }
    }

    Some(until)
}

fn later(best: Option<End>, end: End) -> Option<End> {
    match (best, end) {
        (Some(End::Never), _) | (_, End::Never) => Some(End::Never),
        (Some(End::At(a)), End::At(b)) => Some(End::At(a.max(b))),
        (best, End::NotApplicable) => best,
        (_, end) => Some(end),
    }
}

#[cfg(test)]
mod tests;
