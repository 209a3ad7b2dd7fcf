//! Building the directory from all rows of the file: members and subscriptions at once, subscriptions from both ends.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use chrono::NaiveDate;

use super::{Inner, blocking, person, right};
use crate::desk::Result;
use crate::directory::{Builder, PeopleBuilder, Person, Right, RightsBuilder};
use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::member::Member;
use crate::domain::period::End;
use crate::domain::subscription::{Span, Subscription, Validity};
use crate::store::{self, Cells, Read, Way};

/// How many rows are read at once: between two pages the file can be closed.
const PAGE: usize = 4_000;

/// Builds until what changed meanwhile could be brought in one by one.
pub(super) async fn build(desk: &Weak<Inner>) -> Result<()> {
    while let Some(inner) = desk.upgrade() {
        let (seen, _) = inner.store.newest().await?;
        let mut builder = Builder::new(&inner.setup.language);

        if inner.store.scans() {
            drop(inner);
            builder = scan(desk, builder).await?;
        } else {
            inner.store.all::<Member>().await?.iter().for_each(|member| builder.people.add(&person(member).lend()));
            inner.store.all::<Subscription>().await?.iter().for_each(|sold| builder.rights.add(&right(sold).lend()));
        }

        let Some(inner) = desk.upgrade() else { break };
        let (now, venue) = ((inner.setup.clock)(), inner.settings());
        let directory = blocking(move || builder.finish(&venue, now)).await?;

        if inner.publish(directory, seen).await? {
            break;
        }
    }

    Ok(())
}

async fn scan(desk: &Weak<Inner>, Builder { people, rights }: Builder) -> Result<Builder> {
    let meeting = Meeting::default();
    let (people, below, above) = tokio::try_join!(
        read(desk, Way::Up, Meeting::default(), people),
        read(desk, Way::Up, meeting.clone(), rights),
        read(desk, Way::Down, meeting, RightsBuilder::default()),
    )?;

    blocking(move || {
        let mut rights = below;
        rights.join(above);

        Builder { people, rights }
    })
    .await
}

/// How far those have come that read the same rows from both ends: the last id from below, and the last from above.
#[derive(Clone)]
struct Meeting(Arc<Mutex<(Id, Id)>>);

impl Default for Meeting {
    fn default() -> Self {
        Self(Arc::new(Mutex::new((Way::Up.start(), Way::Down.start()))))
    }
}

impl Meeting {
    /// One has read as far as `last`; gives how far the other had come: the rows from there on are the other's.
    fn come(&self, way: Way, last: Id) -> Id {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);

        match way {
            Way::Up => {
                ends.0 = last;
                ends.1
            }
            Way::Down => {
                ends.1 = last;
                ends.0
            }
        }
    }
}

/// Whether who goes this way meets `id` before `other`.
fn before(way: Way, id: Id, other: Id) -> bool {
    match way {
        Way::Up => id < other,
        Way::Down => id > other,
    }
}

/// What takes in rows of an entity.
trait Takes: Send + 'static {
    type Entity: Entity;

    /// Behind the id.
    const COLUMNS: &'static str;

    /// Gives the id.
    fn take(&mut self, row: &Cells<'_>) -> store::Result<Id>;

    /// Gives up the last rows for which `gone` holds.
    fn give_up(&mut self, gone: &dyn Fn(Id) -> bool);
}

/// Gives a builder the rows, page by page, until it meets who comes the other way.
async fn read<B: Takes>(desk: &Weak<Inner>, way: Way, meeting: Meeting, mut builder: B) -> Result<B> {
    let desk = desk.clone();

    blocking(move || {
        let mut after = way.start();

        while let Some(inner) = desk.upgrade() {
            let given = inner.store.scan::<B::Entity>(B::COLUMNS, (way, after), PAGE, |row| {
                after = builder.take(row)?;

                Ok(())
            })?;

            drop(inner);

            if given == 0 {
                break;
            }

            let met = meeting.come(way, after);

            if !before(way, after, met) {
                builder.give_up(&|id| !before(way, id, met));

                break;
            }
        }

        Ok(builder)
    })
    .await?
}

impl Takes for PeopleBuilder {
    type Entity = Member;

    const COLUMNS: &'static str = "first_name, last_name, email, pseudonym, phone, active, email_state, team";

    fn take(&mut self, row: &Cells<'_>) -> store::Result<Id> {
        let id = row.id(0)?;

        self.add(&Person {
            id,
            first_name: row.text(1)?,
            last_name: row.text(2)?,
            email: row.filled(3)?,
            pseudonym: row.filled(4)?,
            phone: row.filled(5)?,
            active: row.flag(6)?,
            email_state: row.text(7)?.parse().map_err(|_| row.bad(7))?,
            team: row.flag(8)?,
        });

        Ok(id)
    }

    /// Nobody comes the other way.
    fn give_up(&mut self, _: &dyn Fn(Id) -> bool) {}
}

impl Takes for RightsBuilder {
    type Entity = Subscription;

    const COLUMNS: &'static str = "member, product, product_name, price_name, contribution, options, paid_on, starts, \
        validity, ends, cancelled_at IS NOT NULL, awaiting_validation OR method IS NULL";

    fn take(&mut self, row: &Cells<'_>) -> store::Result<Id> {
        let id = row.id(0)?;
        let moment = |at: usize| match row.number(at)? {
            Some(micros) => Instant::from_timestamp_micros(micros).map(Some).ok_or_else(|| row.bad(at)),
            None => Ok(None),
        };
        let paid_on = match row.filled(7)? {
            Some(text) => Some(day(text).ok_or_else(|| row.bad(7))?),
            None => None,
        };
        let validity: Validity = row.text(9)?.parse().map_err(|_| row.bad(9))?;
        let end: End = validity.end(moment(10)?);

        self.add(&Right {
            id,
            member: row.id(1)?,
            product: row.id(2)?,
            product_name: row.text(3)?,
            price_name: row.text(4)?,
            contribution: row.number(5)?.ok_or_else(|| row.bad(5))?,
            options: row.text(6)?,
            paid_on,
            span: Span {
                starts: moment(8)?.ok_or_else(|| row.bad(8))?,
                end,
                cancelled: row.flag(11)?,
                awaiting: row.flag(12)?,
            },
        });

        Ok(id)
    }

    fn give_up(&mut self, gone: &dyn Fn(Id) -> bool) {
        self.drop_while(gone);
    }
}

/// A day as it is stored: quicker than all ways to write one.
fn day(text: &str) -> Option<NaiveDate> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return text.parse().ok() };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };

    NaiveDate::from_ymd_opt(number(&[a, b, c, d])?.cast_signed(), number(&[e, f])?, number(&[g, h])?)
}
