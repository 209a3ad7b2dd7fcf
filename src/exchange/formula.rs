//! Cells that a spreadsheet would run: written so that it does not, and read back as they were.
//!
//! In a CSV the only harmless mark that spreadsheets leave alone is a leading apostrophe. It is put before texts that
//! start with `=`, `+`, `-`, `@`, TAB or CR, apostrophes before them counted in so that reading is exact, and taken away
//! in the same case only. A workbook needs none: its text cells are text.

use std::borrow::Cow;

/// Whether a spreadsheet would run it, or would once its apostrophes are taken away.
pub(super) fn runs(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text as it is written in a CSV.
pub fn escape(text: &str) -> Cow<'_, str> {
    if runs(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was meant.
pub fn unescape(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs(text) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_runs_is_marked() {
        let table =
            [("=1+1", "'=1+1"), ("+33 6", "'+33 6"), ("-1", "'-1"), ("'=x", "''=x"), ("l'eau", "l'eau"), ("'a", "'a")];

        for (text, written) in table {
            assert_eq!(escape(text), written);
            assert_eq!(unescape(written), text);
        }
    }

    proptest! {
        #[test]
        fn exact(text in "['=+@\\t\\r a-]{0,6}") {
            let escaped = escape(&text);
            prop_assert_eq!(unescape(&escaped), &text);
            prop_assert!(!escaped.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
