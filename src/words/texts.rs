//! The texts themselves: every `.ftl` file of a language, built into the program and merged into one bundle.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::langid;

use super::{Language, numbers};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/resources/i18n");

static FRENCH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::French));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::English));

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let (locale, write): (_, fn(&FluentValue, &_) -> Option<String>) = match language {
        Language::French => (langid!("fr"), |value, _| number(Language::French, value)),
        Language::English => (langid!("en"), |value, _| number(Language::English, value)),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks would show as boxes, and nothing here is written from right to left.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(write));

    for file in FILES.get_dir(language.code()).into_iter().flat_map(Dir::files) {
        let Some(source) = file.contents_utf8() else { continue };
        // What can be read of a broken file is used: `tests/texts.rs` refuses the rest, and doubles.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let _ = bundle.add_resource(resource);
    }

    bundle
}

/// Whole numbers inside texts are grouped as everywhere else.
fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers of i64 are filled in")]
        FluentValue::Number(number) => Some(numbers::grouped(language, number.value as i64)),
        _ => None,
    }
}

/// The text of this key filled with `args`; the key itself when there is no such text.
pub fn format(language: Language, key: &str, args: Option<&FluentArgs>) -> String {
    let bundle = match language {
        Language::French => &*FRENCH,
        Language::English => &*ENGLISH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };

    bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
}
