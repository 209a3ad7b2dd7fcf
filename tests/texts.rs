//! Every sentence exists, in both languages, and is said somewhere.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use guichet::domain::labels;
use guichet::sync::rules::PERMISSIONS;
use guichet::words::{Language, Words};
use proc_macro2::{Delimiter, TokenTree};

use crate::ftl::{Message, read};
use crate::source::{Source, files, inside, is_ident, is_punct, shipped, string};

type Messages = BTreeMap<String, Message>;

/// Beginnings of keys that the program completes (`format!("action-{}", …)`) and everything they are completed with.
fn completed() -> Vec<(&'static str, Vec<String>)> {
    let permissions = PERMISSIONS.iter().map(|name| name.replace('.', "-")).collect();

    vec![("action-", actions(&files("src/desk", "rs"))), ("permission-", permissions)]
}

/// The names of actions: `member.edit` and the like in the desk, and the two that have no subject.
fn actions(desk: &[Source]) -> Vec<String> {
    fn walk(tokens: &[TokenTree], names: &mut BTreeSet<String>) {
        for token in tokens {
            if let Some(text) = string(token)
                && let Some((subject, verb)) = text.split_once('.')
                && [subject, verb]
                    .iter()
                    .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
                && verb != "example"
                && !PERMISSIONS.contains(&text.as_str())
            {
                names.insert(text);
            }
            if let TokenTree::Group(group) = token {
                walk(&group.stream().into_iter().collect::<Vec<_>>(), names);
            }
        }
    }

    let mut names = BTreeSet::from(["undo".to_owned(), "redo".to_owned()]);
    for source in desk {
        walk(&shipped(source.tokens()), &mut names);
    }

    names.into_iter().collect()
}

/// Texts in kebab case that begin like keys and are none.
const NO_KEYS: &[&str] = &["custom-shape"];

fn texts(language: Language) -> (Messages, Vec<String>) {
    read(&files(&format!("resources/i18n/{}", language.code()), "ftl"))
}

/// What the source says of keys.
#[derive(Debug, Default)]
struct Keys {
    /// Literals that may be keys.
    literals: BTreeSet<String>,
    /// Literals that are given where only a key can stand, with the names of the arguments filled in on the spot.
    given: BTreeSet<(String, BTreeSet<String>)>,
    /// Beginnings that are completed at run time.
    beginnings: BTreeSet<String>,
}

fn keys(source: &Source) -> Keys {
    let mut keys = Keys::default();
    walk(&shipped(source.tokens()), &mut keys);

    keys
}

fn walk(tokens: &[TokenTree], keys: &mut Keys) {
    for (at, token) in tokens.iter().enumerate() {
        if let Some(text) = string(token) {
            let beginning: String = text.chars().take_while(|c| is_key_char(*c)).collect();
            if beginning.contains('-')
                && beginning.ends_with('-')
                && (beginning.len() == text.len() || text[beginning.len()..].starts_with('{'))
            {
                keys.beginnings.insert(beginning);
            } else if is_key(&text) {
                keys.literals.insert(text);
            }
        }

        let TokenTree::Group(group) = token else { continue };
        let args: Vec<TokenTree> = group.stream().into_iter().collect();
        if names_a_widget(&tokens[..at]) {
            continue;
        }
        if group.delimiter() == Delimiter::Parenthesis
            && let Some(key) = given(&tokens[..at], &args)
        {
            keys.given.insert((key, filled(&tokens[at + 1..])));
        }
        walk(&args, keys);
    }
}

/// `Id::new("…")`: what a widget is found by, and no key.
fn names_a_widget(before: &[TokenTree]) -> bool {
    let owner = before.len().checked_sub(4).and_then(|at| before.get(at));

    is_ident(before.last(), "new") && matches!(owner, Some(TokenTree::Ident(name)) if name.to_string().ends_with("Id"))
}

/// The key among the arguments of a call that takes one: `Phrase::new("…")`, `Problem::new("…")`,
/// `Problem::at("field", "…")`, `words.get("…")`.
fn given(before: &[TokenTree], args: &[TokenTree]) -> Option<String> {
    let method = before.last();
    let end = before.len();
    let owner = |at: usize| end.checked_sub(at).and_then(|at| before.get(at));
    let of = |name: &str| is_punct(owner(2), ':') && is_ident(owner(4), name);

    if is_ident(method, "new") && (of("Phrase") || of("Problem")) {
        return string(args.first()?);
    }
    if is_ident(method, "at") && of("Problem") {
        return string(args.split(|token| is_punct(Some(token), ',')).nth(1)?.first()?);
    }
    if is_ident(method, "get") && is_punct(owner(2), '.') && is_ident(owner(3), "words") {
        return string(args.first()?);
    }

    None
}

/// The names in `.with("name", …).with("other", …)`.
fn filled(mut after: &[TokenTree]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    while is_punct(after.first(), '.') && is_ident(after.get(1), "with") {
        let args = inside(after.get(2), Delimiter::Parenthesis).unwrap_or_default();
        names.extend(args.first().and_then(string));
        after = &after[3..];
    }

    names
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_key_char) && !text.ends_with('-')
}

/// Keys that the source names and that have no text, and texts that nothing names.
fn unmatched(
    messages: &Messages,
    sources: &[Source],
    completed: &[(&str, Vec<String>)],
    declared: &[String],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let subject = |key: &str| key.split_once('-').map(|(subject, _)| subject.to_owned());
    let subjects: BTreeSet<String> = messages.keys().filter_map(|key| subject(key)).collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut begun: BTreeSet<String> = BTreeSet::new();

    for source in sources {
        let keys = keys(source);
        let like_a_key =
            |key: &&String| subject(key).is_some_and(|s| subjects.contains(&s)) && !NO_KEYS.contains(&key.as_str());
        let given = keys.given.iter().map(|(key, _)| key);
        let missing = given.chain(keys.literals.iter().filter(like_a_key)).collect::<BTreeSet<_>>();
        for key in missing.into_iter().filter(|key| !messages.contains_key(*key)) {
            wrong.push(format!("{}: no text `{key}`", source.path));
        }
        for (key, filled) in &keys.given {
            let Some(message) = messages.get(key) else { continue };
            let filled: BTreeSet<&str> = filled.iter().map(String::as_str).collect();
            // A phrase may be completed further down.
            let later = |name: &&str| !source.text.contains(&format!(".with(\"{name}\""));
            let takes = message.names();
            if !filled.is_subset(&takes) || takes.difference(&filled).any(later) {
                wrong.push(format!("{}: `{key}` takes {takes:?} and is given {filled:?}", source.path));
            }
        }
        for beginning in
            keys.beginnings.iter().filter(|beginning| subject(beginning).is_some_and(|s| subjects.contains(&s)))
        {
            if !completed.iter().any(|(known, _)| known == beginning) {
                wrong.push(format!(
                    "{}: `{beginning}…` is completed at run time: say with what in tests/texts.rs, `completed`",
                    source.path
                ));
            }
        }
        used.extend(keys.literals);
        begun.extend(keys.beginnings);
    }

    for (beginning, ends) in completed {
        if !begun.contains(*beginning) {
            wrong.push(format!("tests/texts.rs: nothing begins with `{beginning}`"));
        }
        for end in ends {
            let key = format!("{beginning}{}", end.replace(['_', '.'], "-"));
            if !messages.contains_key(&key) {
                wrong.push(format!("no text `{key}`"));
            }
            used.insert(key);
        }
    }

    for key in declared {
        if !messages.contains_key(key) {
            wrong.push(format!("no text `{key}` for what is declared"));
        }
        used.insert(key.clone());
    }

    for (key, message) in messages {
        if !used.contains(key) {
            wrong.push(format!("{}: `{key}` is never said", message.file));
        }
    }

    wrong
}

/// Keys and arguments that one language has and the other has not.
fn different(french: &Messages, english: &Messages) -> Vec<String> {
    let mut wrong = Vec::new();

    for (key, message) in french {
        match english.get(key) {
            None => wrong.push(format!("{}: `{key}` is not in English", message.file)),
            Some(other) if message.names() != other.names() => {
                wrong.push(format!("`{key}` has {:?} in French and {:?} in English", message.names(), other.names()));
            }
            Some(other) if name(&message.file) != name(&other.file) => {
                wrong.push(format!("`{key}` stands in {} and in {}", message.file, other.file));
            }
            Some(_) => {}
        }
    }
    for (key, message) in english.iter().filter(|(key, _)| !french.contains_key(*key)) {
        wrong.push(format!("{}: `{key}` is not in French", message.file));
    }

    wrong
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What a printer would send back: spaces and marks of French, dots and apostrophes of both.
fn misprints(language: Language, messages: &Messages) -> Vec<String> {
    let mut wrong = Vec::new();

    for (key, message) in messages {
        for text in &message.texts {
            let marks: Vec<char> = text.chars().collect();
            let mut found = BTreeSet::new();
            for (at, mark) in marks.iter().enumerate() {
                let before = at.checked_sub(1).map(|at| marks[at]);
                let after = marks.get(at + 1).copied();
                let ends = after.is_none_or(char::is_whitespace);
                let fault = match mark {
                    '\'' => "a straight apostrophe: ’",
                    '.' if after == Some('.') => "dots one by one: …",
                    _ if language == Language::English => continue,
                    ';' | '!' | '?' | ':' | '»' if before == Some(' ') => "a plain space before a mark: no-break",
                    ';' | '!' | '?' if before.is_some_and(char::is_alphanumeric) => "no space before a mark",
                    ':' if before.is_some_and(char::is_alphabetic) && ends => "no space before a colon",
                    '«' if after != Some('\u{a0}') && after != Some('\u{202f}') => "« without no-break space",
                    '"' => "straight quotation marks: « »",
                    _ => continue,
                };
                found.insert(fault);
            }
            wrong.extend(found.into_iter().map(|what| format!("{}: `{key}`: {what}", message.file)));
        }
    }

    wrong
}

/// Errors of the messages when they are filled in as the program would.
fn unsayable(language: Language, files: &[Source], messages: &Messages) -> Vec<String> {
    let mut wrong = Vec::new();
    let locale = language.code().parse().unwrap();
    let mut bundle = FluentBundle::new(vec![locale]);
    for file in files {
        let resource = FluentResource::try_new(file.text.clone()).unwrap_or_else(|(partial, _)| partial);
        if let Err(errors) = bundle.add_resource(resource) {
            wrong.extend(errors.iter().map(|error| format!("{}: {error}", file.path)));
        }
    }

    for (key, message) in messages {
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { continue };
        for number in [0, 1, 2, 1_000_000] {
            let mut args = FluentArgs::new();
            for (arg, plural) in &message.args {
                if *plural {
                    args.set(arg.as_str(), number);
                } else {
                    args.set(arg.as_str(), "Zoé");
                }
            }
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, Some(&args), &mut errors);
            if !errors.is_empty() || said.trim().is_empty() {
                wrong.push(format!("{}: `{key}`: {errors:?} {said:?}", message.file));
            }
        }
    }

    wrong
}

#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_are_read_whole() {
    for language in Language::ALL {
        none(&texts(*language).1);
    }
}

#[test]
fn both_languages_say_the_same() {
    none(&different(&texts(Language::French).0, &texts(Language::English).0));
}

#[test]
fn every_text_can_be_said() {
    for language in Language::ALL {
        let files = files(&format!("resources/i18n/{}", language.code()), "ftl");
        none(&unsayable(*language, &files, &read(&files).0));
    }
}

#[test]
fn every_text_is_in_the_program() {
    for language in Language::ALL {
        let words = Words::new(*language, "EUR", chrono_tz::Tz::UTC);
        let left_out: Vec<_> = texts(*language).0.into_keys().filter(|key| words.get(key) == *key).collect();
        none(&left_out);
    }
}

#[test]
fn every_text_is_used_and_none_is_missing() {
    none(&unmatched(&texts(Language::French).0, &files("src", "rs"), &completed(), &labels::keys()));
}

#[test]
fn texts_are_well_printed() {
    for language in Language::ALL {
        none(&misprints(*language, &texts(*language).0));
    }
}

mod planted {
    use super::*;

    fn messages(text: &str) -> Messages {
        let (messages, wrong) = read(&[Source::new("a.ftl", text)]);
        none(&wrong);

        messages
    }

    #[test]
    fn faults_of_files() {
        for text in ["= broken\n", "a-b = x\na-b = y\n", "a-b =\n    .title = x\n", "-term = x\n"] {
            assert_ne!(read(&[Source::new("a.ftl", text)]).1.len(), 0, "{text}");
        }
    }

    #[test]
    fn actions_without_a_name() {
        let desk = "fn f() { tx.begin(\"member.add\"); tx.begin(\"import.members\"); at(\"mail.example\"); }";
        let names = actions(&[Source::new("src/desk/a.rs", desk)]);
        assert_eq!(names, ["import.members", "member.add", "redo", "undo"]);
    }

    #[test]
    fn differences() {
        let french = messages("a-b = { $n }\na-c = x\n");
        assert_eq!(different(&french, &messages("a-b = { $n }\na-c = y\n")).len(), 0);
        assert_eq!(different(&french, &messages("a-b = { $m }\na-c = y\n")).len(), 1);
        assert_eq!(different(&french, &messages("a-b = { $n }\na-d = y\n")).len(), 2);
    }

    #[test]
    fn missing_and_unused() {
        let texts = messages("a-b = x\na-c = y { $n } { $m }\nway-cash = z\nsingle = s\n");
        let source = |text: &str| [Source::new("src/a.rs", text)];
        let ways = [("way-", vec!["cash".to_owned()])];
        let whole = "fn f() { say(\"a-b\"); Phrase::new(\"a-c\").with(\"n\", x).with(\"m\", y); words.get(\"single\"); format!(\"way-{}\", x); json.get(\"row\"); \
                     WidgetId::new(\"a-widget\"); }";
        none(&unmatched(&texts, &source(whole), &ways, &[]));

        for (text, wrong) in [
            // A key that begins like others; a call that takes a key; one in a second place; one in a nested group.
            (format!("{whole} fn g() {{ say(\"a-d\"); }}"), "no text `a-d`"),
            (format!("{whole} fn g() {{ crate::domain::phrase::Phrase::new(\"other\"); }}"), "no text `other`"),
            (format!("{whole} fn g() {{ Problem::at(\"name\", \"name-empty\"); }}"), "no text `name-empty`"),
            (format!("{whole} fn g() {{ vec![(1, self.words.get(\"nothing\"))]; }}"), "no text `nothing`"),
            (whole.replace(".with(\"m\", y)", ""), "`a-c` takes {\"m\", \"n\"} and is given {\"n\"}"),
            (whole.replace("\"m\", y", "\"o\", y"), "and is given {\"n\", \"o\"}"),
            (whole.replace("say(\"a-b\");", ""), "`a-b` is never said"),
            (whole.replace("say(\"a-b\");", "/* \"a-b\" */"), "`a-b` is never said"),
            (whole.replace("format!(\"way-{}\", x);", ""), "nothing begins with `way-`"),
            (format!("{whole} fn g() {{ format!(\"a-{{x}}\"); }}"), "`a-…` is completed"),
        ] {
            let found = unmatched(&texts, &source(&text), &ways, &[]);
            assert!(found.len() == 1 && found[0].contains(wrong), "{text}: {found:?}");
        }

        let more = [("way-", vec!["cash".to_owned(), "online_card".to_owned()])];
        assert_eq!(unmatched(&texts, &source(whole), &more, &[]), ["no text `way-online-card`"]);
    }

    #[test]
    fn columns_without_a_name() {
        let found = unmatched(&Messages::new(), &[], &[], &labels::keys());
        assert!(found.iter().any(|wrong| wrong.contains("`member-first-name`")), "{found:?}");
    }

    #[test]
    fn misprinted() {
        for text in ["Zoé ?", "Zoé?", "l'ami", "« ami »", "Attendez...", "Nom: { $a }", "{ $a } !", "\"ami\""] {
            assert_ne!(misprints(Language::French, &messages(&format!("a-b = {text}\n"))).len(), 0, "{text}");
        }
        for text in ["Zoé\u{a0}?", "l’ami", "«\u{a0}ami\u{a0}»", "21:04", "https://a.org", "Attendez…", "{ $a }\u{a0}!"]
        {
            assert_eq!(misprints(Language::French, &messages(&format!("a-b = {text}\n"))), [""; 0], "{text}");
        }
    }

    #[test]
    fn unsayable_texts() {
        for text in [
            "a-b = { missing-text }\n",
            "a-b = { NUMBER($n) }\n",
            "a-b = { $n ->\n    [one] x\n   *[other] { FN($n) }\n }\n",
        ] {
            let file = [Source::new("a.ftl", text)];
            assert_ne!(unsayable(Language::French, &file, &read(&file).0).len(), 0, "{text}");
        }
        let file = [Source::new(
            "a.ftl",
            "a-b = { $n ->\n    [0] aucun\n    [one] un\n   *[other] { $n }\n } pour { $who }\n",
        )];
        assert_eq!(unsayable(Language::French, &file, &read(&file).0), [""; 0]);
    }

    #[test]
    fn a_call_without_a_key_gives_none() {
        assert!(
            keys(&Source::new("a.rs", "fn f() { Phrase::new(key); Problem::at(\"name\", phrase); }")).given.is_empty()
        );
        assert!(inside(None, Delimiter::Brace).is_none());
    }
}
