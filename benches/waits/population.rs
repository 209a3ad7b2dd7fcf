//! Believable people and subscriptions for measuring: the same ones for the same number.

use chrono::{DateTime, Days, TimeDelta};
use guichet::directory::{Person, Right};
use guichet::domain::entity::{Id, Instant};
use guichet::domain::member::EmailState;
use guichet::domain::period::End;
use guichet::domain::subscription::Span;

const FIRST: &[&str] = &[
    "Zoé",
    "Élise",
    "Jean-Luc",
    "Marie",
    "Camille",
    "Léa",
    "Manon",
    "Chloé",
    "Emma",
    "Inès",
    "Jade",
    "Louise",
    "Alice",
    "Lina",
    "Rose",
    "Anna",
    "Mila",
    "Ambre",
    "Julia",
    "Mathilde",
    "Karim",
    "Mohamed",
    "Enzo",
    "Lorenzo",
    "Nathan",
    "Lucas",
    "Hugo",
    "Louis",
    "Gabriel",
    "Arthur",
    "Raphaël",
    "Jules",
    "Adam",
    "Maël",
    "Léo",
    "Noé",
    "Théo",
    "Paul",
    "Sacha",
    "Ethan",
    "Nolan",
    "Tiago",
    "Antoine",
    "Bénédicte",
    "Françoise",
    "Gwenaëlle",
    "Yannick",
    "Zofia",
    "Ñusta",
    "李",
];
const HEADS: &[&str] = &[
    "Mar", "Le", "Du", "Ber", "Lef", "Gir", "Bon", "Rous", "Vin", "Mo", "Gar", "Cha", "Per", "Rob", "Sim", "Lau",
    "Mich", "Fou", "D'An", "Ric", "Dur", "Dub", "Mer", "Bla", "Gué", "Bou", "Gau", "Den", "Lem", "Rey", "De La ",
    "Saint-", "O'", "N'", "Wiś", "Ko", "Ben", "Fer", "Nguy", "Tré",
];
const MIDDLES: &[&str] = &[
    "ti", "ber", "na", "gel", "che", "ro", "va", "li", "mon", "ré", "sa", "pi", "lo", "ca", "nie", "der", "guil",
    "bou", "ma", "ran", "tel", "vi", "se", "cou", "dan",
];
const TAILS: &[&str] = &[
    "n", "t", "er", "eau", "ard", "ot", "in", "ez", "ski", "ali", "and", "ier", "el", "on", "oux", "ais", "ac", "ay",
    "et", "an", "o", "val", "mont", "ville", "rac",
];
const MAILS: &[&str] = &["mel.example", "courriel.example", "orange.example", "gmel.example", "asso.example.org"];
const OFFERS: &[(&str, &str, i64)] = &[
    ("Adhésion annuelle", "Plein", 2500),
    ("Adhésion annuelle", "Réduit", 1200),
    ("Carnet 10 concerts", "Plein", 8000),
    ("Bénévole", "Offert", 0),
    ("Adhésion de soutien", "Libre", 5000),
];

/// A small generator of numbers (SplitMix64): no dependency, the same everywhere.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);

        ((z ^ z >> 31) % end as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// The moment at which everything is measured.
pub fn now() -> Instant {
    DateTime::from_timestamp(1_795_300_000, 0).unwrap_or_default()
}

pub fn member_id(number: usize) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + ((number as u128) << 70) + number as u128)
}

fn right_id(number: usize) -> Id {
    Id::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0000 + ((number as u128) << 68) + number as u128)
}

pub fn person(number: usize) -> Person {
    let mut numbers = Numbers::new(number as u64);
    let first = numbers.one(FIRST);
    let last = format!("{}{}{}", numbers.one(HEADS), numbers.one(MIDDLES), numbers.one(TAILS));
    let plain = |text: &str| guichet::domain::fold::fold(text).replace(' ', "");
    let email = (numbers.below(20) > 0)
        .then(|| format!("{}.{}{}@{}", plain(first), plain(&last), number % 977, numbers.one(MAILS)));
    let phone = (numbers.below(10) < 4).then(|| {
        format!(
            "06 {:02} {:02} {:02} {:02}",
            number % 100,
            number / 100 % 100,
            number / 10_000 % 100,
            numbers.below(100)
        )
    });

    Person {
        id: member_id(number),
        first_name: first.to_owned(),
        last_name: last,
        email,
        pseudonym: (numbers.below(25) == 0).then(|| format!("{first} des Bois")),
        phone,
        active: numbers.below(10) > 0,
        email_state: numbers.one(EmailState::ALL),
        team: numbers.below(100) == 0,
    }
}

/// The `number`th subscription of `people` members.
pub fn right(number: usize, people: usize) -> Right {
    let mut numbers = Numbers::new(!(number as u64));
    let offer = numbers.below(OFFERS.len());
    let (product, price, amount) = OFFERS[offer];
    let paid = now() - TimeDelta::minutes(numbers.below(3 * 365 * 24 * 60) as i64);
    let end = paid.checked_add_days(Days::new(365)).unwrap_or(paid);

    Right {
        id: right_id(number),
        member: member_id(numbers.below(people)),
        product: Id::from_u128(offer as u128),
        product_name: product.to_owned(),
        price_name: price.to_owned(),
        contribution: amount,
        options: if numbers.below(5) == 0 { "Newsletter".to_owned() } else { String::new() },
        paid_on: Some(paid.date_naive()),
        span: Span { starts: paid, end: End::At(end), cancelled: numbers.below(50) == 0, awaiting: false },
    }
}
