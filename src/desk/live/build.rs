//! Building the directory from all rows of the file: members and subscriptions at once, subscriptions from both ends.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use chrono::NaiveDate;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::{Inner, blocking, person, right};
use crate::desk::{Failure, Result};
use crate::directory::{Builder, PeopleBuilder, Person, Right, RightsBuilder};
use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::member::Member;
use crate::domain::period::End;
use crate::domain::subscription::{Span, Subscription, Validity};
use crate::store::{Pack, Read, Way, texts};

/// How many rows are read at once, and how many pages ahead of what takes them in.
const PAGE: usize = 2_000;
const AHEAD: usize = 3;

/// Builds until what changed meanwhile could be brought in one by one.
pub(super) async fn build(desk: &Weak<Inner>) -> Result<()> {
    while let Some(inner) = desk.upgrade() {
        let (seen, _) = inner.store.newest().await?;
        let Builder { people, rights } = Builder::new(&inner.setup.language);

        drop(inner);

        let (all, halves) = (Meeting::default(), Meeting::default());
        let (people, mut rights, above) = tokio::try_join!(
            read(desk, (&[], &PERSON), (Way::Up, all), people, add_people),
            read(desk, (&["member", "product"], &RIGHT), (Way::Up, halves.clone()), rights, add_rights),
            read(desk, (&["member", "product"], &RIGHT), (Way::Down, halves), RightsBuilder::default(), add_rights),
        )?;
        let Some(inner) = desk.upgrade() else { break };
        let (now, venue) = ((inner.setup.clock)(), inner.settings());
        let directory = blocking(move || {
            rights.join(above);

            Builder { people, rights }.finish(&venue, now)
        })
        .await?;

        if inner.publish(directory, seen).await? {
            break;
        }
    }

    Ok(())
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

/// What is read at once.
enum Page<E, const I: usize, const N: usize> {
    Packed(Pack<I, N>),
    Rows(Vec<E>),
}

/// Gives a builder the rows of an entity, page by page, packed, until it meets who comes the other way; a page that does not
/// come apart so, of which `add` tells, is read cell by cell. `add` takes those rows of a page that the last argument tells
/// to keep. One reads ahead while the other takes in.
async fn read<E: Entity, B: Send + 'static, const I: usize, const N: usize>(
    desk: &Weak<Inner>,
    (ids, columns): (&[&'static str; I], &[&'static str; N]),
    (way, meeting): (Way, Meeting),
    mut builder: B,
    add: impl Fn(&mut B, &Page<E, I, N>, &dyn Fn(Id) -> bool) -> Option<()> + Send + 'static,
) -> Result<B> {
    let (pages, mut coming) = mpsc::channel::<(Pack<I, N>, Id)>(AHEAD);
    let (runtime, of) = (Handle::current(), desk.clone());
    let taking = tokio::task::spawn_blocking(move || {
        while let Some((pack, met)) = coming.blocking_recv() {
            let (after, last, count) = (pack.after, pack.last, pack.count);
            let mine = |id| before(way, id, met);

            if add(&mut builder, &Page::Packed(pack), &mine).is_none() {
                let Some(inner) = of.upgrade() else { break };
                let rows = runtime.block_on(inner.store.page::<E>(way, after, count))?;

                // Others may have gone meanwhile, and those behind them come with the next page.
                add(&mut builder, &Page::Rows(rows), &|id| !before(way, last, id) && mine(id));
            }
        }

        Ok(builder)
    });
    let mut after = way.start();

    while let Some(inner) = desk.upgrade() {
        let Some(pack) = inner.store.pack::<E, I, N>(ids, columns, (way, after), PAGE).await? else { break };

        after = pack.last;
        drop(inner);

        let met = meeting.come(way, after);

        if pages.send((pack, met)).await.is_err() || !before(way, after, met) {
            break;
        }
    }

    drop(pages);

    taking.await.map_err(|_| Failure::Cancelled)?
}

fn add_people(people: &mut PeopleBuilder, page: &Page<Member, 0, 8>, mine: &dyn Fn(Id) -> bool) -> Option<()> {
    match page {
        Page::Packed(pack) => {
            pack.rows(person_of)?.iter().filter(|person| mine(person.id)).for_each(|person| people.add(person));
        }
        Page::Rows(rows) => {
            rows.iter().filter(|member| mine(member.id)).for_each(|member| people.add(&person(member).lend()));
        }
    }

    Some(())
}

fn add_rights(rights: &mut RightsBuilder, page: &Page<Subscription, 2, 8>, mine: &dyn Fn(Id) -> bool) -> Option<()> {
    match page {
        Page::Packed(pack) => {
            pack.rows(right_of)?.iter().filter(|right| mine(right.id)).for_each(|right| rights.add(right));
        }
        Page::Rows(rows) => {
            rows.iter().filter(|sold| mine(sold.id)).for_each(|sold| rights.add(&right(sold).lend()));
        }
    }

    Some(())
}

/// The columns of a member that the directory keeps, and what [`person_of`] makes of them.
const PERSON: [&str; 8] = ["first_name", "last_name", "email", "pseudonym", "phone", "active", "email_state", "team"];

fn person_of(id: Id, []: [Id; 0], cells: [&[u8]; 8]) -> Option<Person<&str>> {
    let [first_name, last_name, email, pseudonym, phone, active, state, team] = texts(cells)?;

    Some(Person {
        id,
        first_name,
        last_name,
        email: some(email),
        pseudonym: some(pseudonym),
        phone: some(phone),
        active: active == "1",
        email_state: state.parse().ok()?,
        team: team == "1",
    })
}

/// What the directory keeps of a subscription, but for its member and product, in as few cells as it can be said, and what
/// [`right_of`] makes of them.
const RIGHT: [&str; 8] = [
    "product_name",
    "price_name",
    "contribution",
    "options",
    "paid_on",
    "starts",
    "CASE validity WHEN 'until' THEN ends ELSE validity END",
    "(cancelled_at IS NOT NULL) + 2 * (awaiting_validation OR method IS NULL)",
];

fn right_of(id: Id, [member, product]: [Id; 2], cells: [&[u8]; 8]) -> Option<Right<&str>> {
    let [product_name, price_name, contribution, options, paid_on, starts, ends, state] = cells;
    let end = match number(ends) {
        Some(at) => End::At(moment(at)?),
        None => text(ends)?.parse::<Validity>().ok().filter(|validity| *validity != Validity::Until)?.end(None),
    };
    let state = number(state)?;

    Some(Right {
        id,
        member,
        product,
        product_name: text(product_name)?,
        price_name: text(price_name)?,
        contribution: number(contribution)?,
        options: text(options)?,
        paid_on: if paid_on.is_empty() { None } else { Some(day(paid_on)?) },
        span: Span { starts: moment(number(starts)?)?, end, cancelled: state & 1 == 1, awaiting: state & 2 == 2 },
    })
}

/// A day as it is stored: quicker than all ways to write one.
fn day(cell: &[u8]) -> Option<NaiveDate> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = cell else { return text(cell)?.parse().ok() };
    let part = |digits: &[u8]| u32::try_from(number(digits)?).ok();

    NaiveDate::from_ymd_opt(part(&[a, b, c, d])?.cast_signed(), part(&[e, f])?, part(&[g, h])?)
}

fn text(cell: &[u8]) -> Option<&str> {
    std::str::from_utf8(cell).ok()
}

/// A whole number as SQLite writes it.
fn number(cell: &[u8]) -> Option<i64> {
    let (digits, sign) = match cell.strip_prefix(b"-") {
        Some(digits) => (digits, -1),
        None => (cell, 1),
    };
    let add = |number: i64, digit: &u8| {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;

        number.checked_mul(10)?.checked_add(sign * digit)
    };

    if digits.is_empty() { None } else { digits.iter().try_fold(0, add) }
}

fn some(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

fn moment(micros: i64) -> Option<Instant> {
    Instant::from_timestamp_micros(micros)
}
