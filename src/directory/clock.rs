//! Statuses and standings as time passes: which subscription changes when, so that nothing is computed again before.

use chrono::DateTime;

use super::bits::Classes;
use super::people::Columns as PeopleColumns;
use super::rights::{Columns as RightColumns, NO_SLOT};
use crate::domain::entity::Instant;
use crate::domain::subscription::{Span, standing};

/// Microseconds.
const DAY: i64 = 24 * 3600 * 1_000_000;

/// How far ahead changes are listed.
const AHEAD: i64 = DAY;

/// More changes ahead than this are not listed: all is computed again when the first is due.
const MANY: usize = 1 << 16;

pub struct Clock {
    threshold_days: i64,
    /// The last change that is taken into account, microseconds: all states are those of any moment from here …
    passed: i64,
    /// … to before the first change listed, and no later than before this.
    horizon: i64,
    /// What changes when, last first: microseconds and the right's slot.
    ahead: Vec<(i64, u32)>,
    spans: Vec<Span>,
}

impl Clock {
    /// Knows nothing yet: the first `advance` computes everything.
    pub fn new(threshold_days: i64) -> Self {
        Self { threshold_days, passed: i64::MAX, horizon: i64::MIN, ahead: Vec::new(), spans: Vec::new() }
    }

    /// Moments from which on a right has another status, or its member another standing: it has started, it is in its
    /// last days, it has ended.
    fn changes(&self, rights: &RightColumns, slot: u32) -> [i64; 3] {
        let (starts, ends) = (rights.starts[slot as usize], rights.ends[slot as usize]);

        [starts, ends.saturating_sub(self.threshold_days.saturating_mul(DAY)), ends.saturating_add(1)]
    }

    /// Brings every status and standing to `now`.
    pub fn advance(&mut self, people: &mut PeopleColumns, rights: &mut RightColumns, now: Instant) {
        let micros = now.timestamp_micros();

        if micros < self.passed || micros >= self.horizon {
            self.restart(people, rights, now);

            return;
        }

        let due = self.ahead.len() - self.ahead.partition_point(|&(at, _)| at > micros);

        if due > MANY / 16 {
            self.restart(people, rights, now);

            return;
        }

        for (at, slot) in self.ahead.split_off(self.ahead.len() - due) {
            self.passed = self.passed.max(at);
            let member = rights.member[slot as usize];

            if member != NO_SLOT {
                set_status(rights, slot, now);
                self.set_standing(people, rights, member, now);
            }
        }
    }

    /// Computes the states of rights and members that were just written.
    pub fn note(
        &mut self,
        people: &mut PeopleColumns,
        rights: &mut RightColumns,
        slots: impl Iterator<Item = u32>,
        members: impl Iterator<Item = u32>,
    ) {
        // As of the last change passed, which is also how everything else stands.
        let Some(now) = DateTime::from_timestamp_micros(self.passed).filter(|_| self.horizon != i64::MIN) else {
            return;
        };
        let mut added = false;

        for slot in slots {
            set_status(rights, slot, now);

            for at in self.changes(rights, slot) {
                if at > self.passed && at < self.horizon {
                    self.ahead.push((at, slot));
                    added = true;
                }
            }
        }

        if self.ahead.len() > 2 * MANY {
            self.horizon = i64::MIN;
        } else if added {
            // Stable: quick on what is sorted but for its end.
            self.ahead.sort_by(|a, b| b.cmp(a));
        }

        for member in members {
            self.set_standing(people, rights, member, now);
        }
    }

    fn restart(&mut self, people: &mut PeopleColumns, rights: &mut RightColumns, now: Instant) {
        let micros = now.timestamp_micros();
        self.passed = i64::MIN;
        self.horizon = micros.saturating_add(AHEAD);
        self.ahead.clear();
        let mut next = self.horizon;

        for slot in 0..rights.ids.len() as u32 {
            if rights.member[slot as usize] == NO_SLOT {
                continue;
            }

            for at in self.changes(rights, slot) {
                if at <= micros {
                    self.passed = self.passed.max(at);
                } else if at < self.horizon {
                    next = next.min(at);

                    if self.ahead.len() <= MANY {
                        self.ahead.push((at, slot));
                    }
                }
            }
        }

        if self.passed == i64::MIN {
            self.passed = micros;
        }

        if self.ahead.len() > MANY {
            self.horizon = next;
            self.ahead = Vec::new();
        }

        self.ahead.sort_unstable_by(|a, b| b.cmp(a));

        let mut status = std::mem::replace(&mut rights.status, Classes::with_room(0));
        let of_right = |(): &mut (), slot| rights.live.get(slot).then(|| rights.span(slot).status(now) as usize);
        status.fill(rights.ids.len(), of_right);
        rights.status = status;

        let rights = &*rights;
        let live = &people.live;
        let of_member = |spans: &mut Vec<Span>, member| {
            live.get(member).then(|| {
                spans.clear();
                spans.extend(rights.of(member).map(|slot| rights.span(slot)));

                standing(spans, now, self.threshold_days) as usize
            })
        };
        people.standing.fill(people.ids.len(), of_member);
    }

    fn set_standing(&mut self, people: &mut PeopleColumns, rights: &RightColumns, member: u32, now: Instant) {
        self.spans.clear();
        self.spans.extend(rights.of(member).map(|slot| rights.span(slot)));
        people.standing.put(member, Some(standing(&self.spans, now, self.threshold_days) as usize));
    }
}

fn set_status(rights: &mut RightColumns, slot: u32, now: Instant) {
    let status = rights.span(slot).status(now);
    rights.status.put(slot, Some(status as usize));
}
