//! Amounts and how they were paid. Integer minor units, never floats.

use super::entity::{Id, Instant, entity, text_enum};
use super::phrase::{Arg, Phrase};
use super::text::excerpt;

text_enum! {
    /// How money came in. The first five are offered at the counter; the others are kept from imports.
    Method {
        Offered = "offered",
        Card = "card",
        Cash = "cash",
        Cheque = "cheque",
        Transfer = "transfer",
        OnlineCard = "online_card",
        Sepa = "sepa",
        LocalCurrency = "local_currency",
        Unknown = "unknown",
    }
}

impl Method {
    pub const COUNTER: &'static [Self] = &[Self::Offered, Self::Card, Self::Cash, Self::Cheque, Self::Transfer];
}

text_enum! {
    /// A payment, or the counter-entry that takes one back.
    PaymentKind { Payment = "payment", Reversal = "reversal" }
}

entity! {
    /// Money in (or, reversed, out): a fact, never edited. It counts while no other payment reverses it.
    Payment = "payment" fact {
        member: Id = Never,
        subscription: Option<Id> = Never,
        /// Minor units; negative on a reversal.
        amount: i64 = Never,
        /// ISO 4217.
        currency: String = Never,
        method: Method = Never,
        kind: PaymentKind = Never,
        /// The payment that this one takes back (or, for the redo of an undone sale, gives again).
        reverses: Option<Id> = Never,
        paid_at: Instant = Never,
        note: Option<String> = Never,
        created_at: Instant = Never,
    }
}

/// The largest amount that is believed, in units of the currency.
pub(super) const LARGEST: i64 = 1_000_000_000;

/// How many decimals a currency has (ISO 4217): 2 for EUR, 0 for JPY and XPF, 3 for TND.
pub fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// One unit of the currency in minor units: 100 for EUR.
pub fn one(currency: &str) -> i64 {
    10_i64.pow(decimals(currency))
}

/// Reads "12,50", "12.50", "1 234,50", "1.234,50", "1,234.50", "25", "25 €", "€25", "12€50", with any space or an
/// apostrophe between thousands, as minor units. Refuses what is no amount, is negative, has more decimals than the
/// currency, can be read in two ways ("1,234"), or is too large.
pub fn parse_amount(text: &str, decimals: u32) -> Result<i64, Phrase> {
    let no_amount = || Phrase::new("money-no-amount").with("text", excerpt(text));
    let number = without_currency(text).ok_or_else(no_amount)?;
    let number = number.trim();

    if number.starts_with(['-', '−', '–']) || (number.starts_with('(') && number.ends_with(')')) {
        let inner = number.trim_matches(['-', '−', '–', '(', ')', ' ']);

        // "-abc" is no amount rather than a negative one.
        return Err(if inner.starts_with(|c: char| c.is_ascii_digit()) {
            Phrase::new("money-negative").with("text", excerpt(text))
        } else {
            no_amount()
        });
    }

    let (whole, fraction) = split_decimals(number, decimals).map_err(|fault| match fault {
        Fault::NoAmount => no_amount(),
        Fault::Ambiguous => Phrase::new("money-ambiguous").with("text", excerpt(text)),
    })?;
    if fraction.len() > decimals as usize {
        return Err(Phrase::new("money-decimals").with("text", excerpt(text)).with("decimals", i64::from(decimals)));
    }

    let too_large = || Phrase::new("money-too-large").with("text", excerpt(text));
    let unit = 10_i64.pow(decimals);
    let whole = digits_value(&whole).filter(|whole| *whole <= LARGEST).ok_or_else(too_large)?;
    let shift = 10_i64.pow(decimals - u32::try_from(fraction.len()).unwrap_or(decimals));
    let minor = digits_value(&fraction).map(|fraction| fraction * shift).ok_or_else(too_large)?;

    Ok(whole * unit + minor)
}

fn digits_value(digits: &str) -> Option<i64> {
    if digits.is_empty() { Some(0) } else { digits.parse().ok() }
}

/// The text without a currency sign or code before or after it; "12€50" becomes "12,50". None if there is more than one.
fn without_currency(text: &str) -> Option<String> {
    const SIGNS: &[char] = &['€', '$', '£', '¥', '₣', '₹', '₺', '₽', '₩', '₪', '₫', '₴', '₱', '₦', '฿'];
    const WORDS: &[&str] =
        &["euros", "euro", "eur", "usd", "gbp", "chf", "cad", "aud", "xpf", "xof", "xaf", "mad", "tnd", "jpy"];

    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    for word in WORDS {
        if lower.ends_with(word) {
            return Some(text[..text.len() - word.len()].to_owned());
        }
        if lower.starts_with(word) {
            return Some(text[word.len()..].to_owned());
        }
    }

    let mut parts = text.split(SIGNS);
    let (before, after) = (parts.next().unwrap_or(text), parts.next());
    match (before, after, parts.next()) {
        (whole, None, _) => Some(whole.to_owned()),
        (_, _, Some(_)) => None,
        ("" | "-" | "−" | "–", Some(after), None) => Some(format!("{before}{after}")),
        (before, Some(after), None) if after.trim().is_empty() => Some(before.to_owned()),
        (before, Some(after), None) if !before.contains([',', '.']) && all_digits(after) => {
            Some(format!("{before},{after}"))
        }
        _ => None,
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

enum Fault {
    NoAmount,
    Ambiguous,
}

/// The digits before and after the decimal separator.
fn split_decimals(number: &str, decimals: u32) -> Result<(String, String), Fault> {
    let points = number.matches('.').count();
    let commas = number.matches(',').count();
    let last = number.rfind(['.', ',']);

    let separator = match (points, commas) {
        (0, 0) => None,
        (1, 0) | (0, 1) => last.filter(|_| {
            // With no decimals in the currency, three digits after it can only be thousands.
            decimals > 0 || !three_after(number)
        }),
        // Two or more of one kind, none of the other: thousands.
        (_, 0) | (0, _) => None,
        _ => last,
    };

    let (whole, fraction) = match separator {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    if !(fraction.is_empty() || all_digits(fraction)) || (whole.is_empty() && fraction.is_empty()) {
        return Err(Fault::NoAmount);
    }

    let single = points + commas == 1;
    if single && separator.is_some() && decimals < 3 && three_after(number) && could_be_thousands(whole) {
        return Err(Fault::Ambiguous);
    }

    Ok((ungrouped(whole)?, fraction.to_owned()))
}

fn three_after(number: &str) -> bool {
    number.rfind(['.', ',']).is_some_and(|at| number.len() - at == 4)
}

fn could_be_thousands(whole: &str) -> bool {
    all_digits(whole) && whole.len() <= 3 && !whole.starts_with('0')
}

/// The digits of a whole number whose thousands may be separated, by one kind of separator in groups of three.
fn ungrouped(whole: &str) -> Result<String, Fault> {
    let separators = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '.' | ',');
    let mut groups = whole.split(separators);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let kinds = whole.chars().filter(|c| separators(*c)).map(|c| if c.is_whitespace() { ' ' } else { c });

    if rest.is_empty() {
        return if whole.is_empty() || all_digits(whole) { Ok(whole.to_owned()) } else { Err(Fault::NoAmount) };
    }
    let mut kinds: Vec<char> = kinds.collect();
    kinds.dedup();
    let grouped =
        all_digits(first) && first.len() <= 3 && rest.iter().all(|group| all_digits(group) && group.len() == 3);

    if grouped && kinds.len() == 1 {
        Ok(whole.chars().filter(char::is_ascii_digit).collect())
    } else {
        Err(Fault::NoAmount)
    }
}

/// Offered ⇔ 0, in both directions; and nothing is paid below 0.
pub fn check_method(method: Method, amount: i64) -> Result<(), Phrase> {
    match (method, amount) {
        (_, ..0) => Err(Phrase::new("money-below-zero")),
        (Method::Offered, 1..) => Err(Phrase::new("money-offered-with-amount").with("amount", Arg::Money(amount))),
        (Method::Offered, 0) | (_, 1..) => Ok(()),
        (_, 0) => Err(Phrase::new("money-zero-not-offered")),
    }
}

/// "5,5" or "5.5 %" as basis points.
pub fn parse_rate(text: &str) -> Result<i64, Phrase> {
    let bad = || Phrase::new("products-vat-unreadable").with("text", text.trim());
    let plain = text.trim().trim_end_matches('%').trim().replace(',', ".");
    if plain.is_empty() {
        return Ok(0);
    }

    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole: i64 = whole.parse().map_err(|_| bad())?;
    if part.len() > 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    let part: i64 = format!("{part:0<2}").parse().map_err(|_| bad())?;

    if (0..=100).contains(&whole) && whole * 100 + part <= 10_000 { Ok(whole * 100 + part) } else { Err(bad()) }
}

/// Basis points as they stand in the input: "5.5".
pub fn rate_text(rate: i64) -> String {
    match (rate / 100, rate % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole},{}", part / 10),
        (whole, part) => format!("{whole},{part:02}"),
    }
}

#[cfg(test)]
mod tests;
