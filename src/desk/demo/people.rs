//! Believable members.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::domain::entity::{Id, Instant};
use crate::domain::fold::fold;
use crate::domain::member::{EmailState, Member, Source};

use super::chance::Chance;
use super::names;

/// How far back the first one joined, in days.
pub const YEARS: i64 = 6 * 365;

/// Makes members in the order in which they joined.
pub struct People {
    chance: Chance,
    zone: Tz,
    today: NaiveDate,
    count: usize,
    made: usize,
    previous: Option<Member>,
}

/// An id that sorts by its moment.
pub fn id(at: Instant, chance: &mut Chance) -> Id {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&chance.draw().to_be_bytes());
    random[8..].copy_from_slice(&chance.draw().to_be_bytes()[..2]);

    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.timestamp_millis()).unwrap_or(0), &random).into_uuid()
}

/// A moment of a local day, `part` of the way from nine in the morning to nine in the evening.
pub fn moment(day: NaiveDate, part: f64, zone: Tz) -> Instant {
    let seconds = (9.0f64.mul_add(3600.0, part * 43_200.0)) as i64;
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::seconds(seconds);

    zone.from_local_datetime(&local).earliest().map_or_else(|| local.and_utc(), |at| at.to_utc())
}

impl People {
    pub fn new(seed: u64, count: usize, zone: Tz, today: NaiveDate) -> Self {
        Self { chance: Chance::new(seed), zone, today, count, made: 0, previous: None }
    }

    /// When the next one joins: more and more of them, until yesterday.
    fn joins(&self) -> Instant {
        let part = (self.made as f64 / self.count.max(1) as f64).powf(0.7);
        let days = part * YEARS as f64;
        let first = self.today - Days::new(YEARS as u64);

        moment(first + Days::new(days as u64), days.fract(), self.zone)
    }

    fn make(&mut self) -> Member {
        let at = self.joins();
        let chance = &mut self.chance;
        let mut member = Member::new(id(at, chance), at);

        member.first_name = chance.pick_first(names::FIRST_NAMES).to_owned();
        member.last_name = chance.pick_first(names::LAST_NAMES).to_owned();
        member.source = Source::Demo;
        member.active = !chance.happens(40);
        member.team = chance.happens(12);
        member.vip = chance.happens(15);
        member.email = (!chance.happens(70)).then(|| email(&member, self.made, chance));
        member.phone = chance.happens(800).then(|| phone(chance));
        member.birth_date =
            chance.happens(850).then(|| self.today - Days::new(chance.between(16 * 365, 84 * 365).unsigned_abs()));
        if chance.happens(900) {
            let (postal_code, city) = chance.pick_first(names::PLACES);
            member.postal_code = Some(postal_code.to_owned());
            member.city = Some(city.to_owned());
            member.address = Some(format!("{} {}", chance.between(1, 180), chance.pick(names::STREETS)));
            member.country = Some("FR".to_owned());
        }
        if chance.happens(30) {
            member.pseudonym = Some(chance.pick(names::PSEUDONYMS).to_owned());
        }
        if chance.happens(25) {
            member.comment = Some(chance.pick(names::COMMENTS).to_owned());
        }

        // Couples come together, live together and read the same mail.
        if let Some(partner) = &self.previous
            && chance.happens(60)
        {
            member.last_name.clone_from(&partner.last_name);
            member.email.clone_from(&partner.email);
            member.address.clone_from(&partner.address);
            member.postal_code.clone_from(&partner.postal_code);
            member.city.clone_from(&partner.city);
            member.country.clone_from(&partner.country);
        }

        if member.email.is_some() {
            match chance.below(100) {
                0..4 => {
                    member.email_state = EmailState::Error;
                    member.email_error = Some(chance.pick(names::MAIL_ERRORS).to_owned());
                    member.email_checked_at = Some(at + TimeDelta::days(1));
                }
                4..72 => {
                    member.email_state = EmailState::Verified;
                    member.email_checked_at = Some(at + TimeDelta::minutes(20));
                }
                _ => {}
            }
            if chance.happens(420) {
                member.newsletter = true;
                member.newsletter_at = Some(at);
                member.newsletter_how = Some(chance.pick(names::NEWSLETTER_WAYS).to_owned());
            }
        }

        member
    }
}

impl Iterator for People {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        if self.made == self.count {
            return None;
        }

        let member = self.make();
        self.previous = Some(member.clone());
        self.made += 1;

        Some(member)
    }
}

/// The way addresses are made, with a number once the names run out.
fn email(member: &Member, made: usize, chance: &mut Chance) -> String {
    let letters = |name: &str| fold(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let (first, last) = (letters(&member.first_name), letters(&member.last_name));
    let initial = first.get(..1).unwrap_or("x");
    let number = if made < 3_000 { String::new() } else { made.to_string() };
    let domain = chance.pick_first(names::MAIL_DOMAINS);

    match chance.below(6) {
        0 => format!("{initial}.{last}{number}@{domain}"),
        1 => format!("{first}{last}{number}@{domain}"),
        2 => format!("{last}.{first}{number}@{domain}"),
        3 => format!("{first}_{last}{number}@{domain}"),
        _ => format!("{first}.{last}{number}@{domain}"),
    }
}

fn phone(chance: &mut Chance) -> String {
    let (a, b) = (chance.below(100), chance.below(100));

    match chance.below(20) {
        0 => format!("01 99 00 {a:02} {b:02}"),
        1 => format!("04.65.71.{a:02}.{b:02}"),
        2 => format!("02 61 91 {a:02} {b:02}"),
        3 => format!("+44 7700 900{:03}", chance.below(1000)),
        4 => format!("+1 514-555-01{a:02}"),
        5..9 => format!("+33 6 39 98 {a:02} {b:02}"),
        9..11 => format!("063998{a:02}{b:02}"),
        _ => format!("06 39 98 {a:02} {b:02}"),
    }
}
