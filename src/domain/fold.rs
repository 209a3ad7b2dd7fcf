//! Text as it is compared in a search: no case, no accents, no punctuation.

/// Folds for searching: "D'Angelo" → "dangelo", "Zoé" → "zoe", "Œuvrard" → "oeuvrard", "Saint-Malo" → "saint malo",
/// "ß" → "ss", "Ł" → "l". Apostrophes vanish, hyphens and other punctuation become one space; letters of any script stay.
pub fn fold(text: &str) -> String {
    let _ = text;
    todo!()
}

/// Folds an e-mail for searching: case-free, but its punctuation (`.`, `@`, `-`, `_`, `+`) stays.
pub fn fold_email(email: &str) -> String {
    let _ = email;
    todo!()
}

/// The digits of a phone number, without the national 0 or +33/0033 prefix: "+33 6 11 22 33 44" and "06.11.22.33.44"
/// both give "611223344". Foreign numbers keep their country code.
pub fn phone_digits(phone: &str) -> String {
    let _ = phone;
    todo!()
}

/// The words of a query, folded, each of which must be found. A query that is a phone number gives one word, its digits.
pub fn words(query: &str) -> Vec<String> {
    let _ = query;
    todo!()
}

/// Where in a shown text the folded `words` are found, as byte ranges of `shown`, in order, without overlaps: what a
/// list highlights.
pub fn marks(shown: &str, words: &[String]) -> Vec<std::ops::Range<usize>> {
    let _ = (shown, words);
    todo!()
}
