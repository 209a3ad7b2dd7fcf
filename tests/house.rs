//! Arrows go down only: what each floor of the house may name, read from the source. And what keeps screens alike:
//! colours and sizes come from the kit.

use proc_macro2::{Delimiter, TokenTree};

use crate::source::{Source, files, inside, is_ident, is_punct};

/// The floors and what each may name beside itself.
const FLOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("words", &["domain"]),
    ("preferences", &["domain", "words"]),
    ("sync", &["domain"]),
    ("store", &["domain", "sync"]),
    ("directory", &["domain"]),
    ("exchange", &["domain"]),
    ("desk", &["domain", "words", "preferences", "sync", "store", "directory", "exchange"]),
    ("ui", &["domain", "words", "preferences", "desk"]),
    ("cli", &["domain", "words", "preferences", "desk"]),
];

/// Libraries that only the workspace file's floor may name; the one to PostgreSQL also the conversation.
const DATABASE: &[&str] = &["sea_orm", "sea_orm_migration", "sqlx", "rusqlite", "guichet_migrations"];

/// Methods of widgets whose numbers belong to the design system.
const MEASURES: &[&str] = &["size", "spacing", "padding"];

/// What this file names that its floor must not.
fn arrows_up(source: &Source) -> Vec<String> {
    let modules = source.modules();
    let Some(floor) = modules.first() else { return Vec::new() };
    let allowed = FLOORS.iter().find(|(name, _)| name == floor).map(|(_, allowed)| *allowed);
    let Some(allowed) = allowed else {
        return vec![format!(
            "{}: `{floor}` is no floor of the house: give it its place in tests/house.rs",
            source.path
        )];
    };

    let mut named = Vec::new();
    names(&source.tokens(), modules.len(), &mut named);
    named.sort();
    named.dedup();

    named
        .into_iter()
        .filter(|name| {
            name != floor && FLOORS.iter().any(|(floor, _)| floor == name) && !allowed.contains(&name.as_str())
        })
        .map(|name| format!("{}: `{floor}` may not name `{name}`", source.path))
        .collect()
}

/// The modules at the root of the crate that are named by `crate::…`, or by as many `super::` as the module is deep.
fn names(tokens: &[TokenTree], depth: usize, named: &mut Vec<String>) {
    let mut at = 0;

    while at < tokens.len() {
        let mut next = at + 1;
        let mut roots = is_ident(tokens.get(at), "crate") && path_mark(tokens, next);
        if is_ident(tokens.get(at), "super") {
            let mut supers = 1;
            while path_mark(tokens, next) && is_ident(tokens.get(next + 2), "super") {
                supers += 1;
                next += 3;
            }
            roots = supers == depth && path_mark(tokens, next);
        }
        if roots {
            first_names(&tokens[next + 2..], named);
        }

        // An inline module is one deeper.
        let module = is_ident(tokens.get(at), "mod") && inside(tokens.get(at + 2), Delimiter::Brace).is_some();
        if module {
            names(&inside(tokens.get(at + 2), Delimiter::Brace).unwrap_or_default(), depth + 1, named);
            at += 3;
            continue;
        }
        if let Some(TokenTree::Group(group)) = tokens.get(at) {
            names(&group.stream().into_iter().collect::<Vec<_>>(), depth, named);
        }
        at = next;
    }
}

fn path_mark(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

/// The name after `crate::`, or the first of each branch of `crate::{a::b, c}`.
fn first_names(tokens: &[TokenTree], named: &mut Vec<String>) {
    match tokens.first() {
        Some(TokenTree::Ident(name)) => named.push(name.to_string()),
        Some(TokenTree::Group(group)) => {
            let branches: Vec<TokenTree> = group.stream().into_iter().collect();
            for branch in branches.split(|token| is_punct(Some(token), ',')) {
                first_names(branch, named);
            }
        }
        _ => {}
    }
}

/// Database libraries named outside the store.
fn database(source: &Source) -> Vec<String> {
    fn walk(tokens: &[TokenTree], found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) if DATABASE.iter().any(|library| name == library) => {
                    found.push(name.to_string())
                }
                TokenTree::Group(group) => walk(&group.stream().into_iter().collect::<Vec<_>>(), found),
                _ => {}
            }
        }
    }

    if source.path.starts_with("src/store/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(&source.tokens(), &mut found);
    found.dedup();
    // The conversation has a connection of its own, to another database.
    found.retain(|name| name != "sqlx" || !source.path.starts_with("src/sync/"));

    found.into_iter().map(|name| format!("{}: only the store may name `{name}`", source.path)).collect()
}

/// Literal colours and sizes in screens.
fn literal_looks(source: &Source) -> Vec<String> {
    fn walk(tokens: &[TokenTree], path: &str, found: &mut Vec<String>) {
        for (at, token) in tokens.iter().enumerate() {
            if is_ident(Some(token), "Color") && path_mark(tokens, at + 1) {
                found.push(format!("{path}: a colour of its own: take one of the kit's roles"));
            }
            if is_ident(Some(token), "color") && is_punct(tokens.get(at + 1), '!') {
                found.push(format!("{path}: a colour of its own: take one of the kit's roles"));
            }
            if let TokenTree::Ident(name) = token
                && MEASURES.iter().any(|measure| name == measure)
                && at > 0
                && is_punct(tokens.get(at - 1), '.')
                && let Some(args) = inside(tokens.get(at + 1), Delimiter::Parenthesis)
                && numbers(&args)
            {
                found.push(format!("{path}: `.{name}(…)` with a number: take one of the kit's"));
            }
            if let TokenTree::Group(group) = token {
                walk(&group.stream().into_iter().collect::<Vec<_>>(), path, found);
            }
        }
    }

    /// Whether a number other than 0 stands there, alone or in an array.
    fn numbers(tokens: &[TokenTree]) -> bool {
        tokens.iter().any(|token| match token {
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                text.starts_with(|c: char| c.is_ascii_digit()) && text.trim_end_matches(".0") != "0"
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                numbers(&group.stream().into_iter().collect::<Vec<_>>())
            }
            _ => false,
        })
    }

    if !source.path.starts_with("src/ui/") || source.path.starts_with("src/ui/kit") {
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(&crate::source::shipped(source.tokens()), &source.path, &mut found);
    found.dedup();

    found
}

#[test]
fn arrows_go_down_only() {
    let found: Vec<String> = files("src", "rs").iter().flat_map(arrows_up).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn only_the_store_names_the_database() {
    let found: Vec<String> = files("src", "rs").iter().flat_map(database).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn screens_take_their_looks_from_the_kit() {
    let found: Vec<String> = files("src", "rs").iter().flat_map(literal_looks).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_planted_arrow_up_is_found() {
    for (path, text, found) in [
        ("src/domain/member.rs", "use crate::words::Words;", 1),
        ("src/domain/member.rs", "use super::entity::Id; use crate::domain::phrase::Phrase;", 0),
        ("src/domain/member.rs", "use super::super::desk::Desk;", 1),
        ("src/domain/member.rs", "mod tests { use super::super::super::desk::Desk; }", 1),
        ("src/domain/member.rs", "mod tests { use super::super::phrase::Phrase; }", 0),
        ("src/domain/member.rs", "fn a() -> crate::store::Row { todo!() }", 1),
        ("src/domain/member.rs", "// use crate::words::Words;\nconst A: &str = \"crate::words\";", 0),
        ("src/store/mod.rs", "use crate::{domain::entity::Id, directory::Directory, exchange};", 2),
        ("src/exchange/mod.rs", "use crate::store;", 1),
        ("src/desk/mod.rs", "use crate::{store, directory, exchange, domain};", 0),
        ("src/desk/mod.rs", "use crate::ui;", 1),
        ("src/ui/members/mod.rs", "use crate::desk::Desk; use crate::store::Store;", 1),
        ("src/ui/members/mod.rs", "use super::super::directory::Directory;", 1),
        ("src/attic/mod.rs", "", 1),
    ] {
        let up = arrows_up(&Source::new(path, text));
        assert_eq!(up.len(), found, "{path}: {text}: {up:?}");
    }
}

#[test]
fn a_planted_database_is_found() {
    assert_eq!(database(&Source::new("src/ui/a.rs", "fn a() { sea_orm::Database::connect(x); }")).len(), 1);
    assert_eq!(database(&Source::new("src/store/a.rs", "use sea_orm::Database;")).len(), 0);
}

#[test]
fn a_planted_look_is_found() {
    for (path, text, found) in [
        ("src/ui/members/a.rs", "fn a() { text(x).size(14) }", 1),
        ("src/ui/members/a.rs", "fn a() { row![].padding([8, 12]) }", 1),
        ("src/ui/members/a.rs", "fn a() { row![].spacing(0).padding(kit::SMALL) }", 0),
        ("src/ui/members/a.rs", "fn a() { Color::from_rgb(0.1, 0.2, 0.3) }", 1),
        ("src/ui/members/a.rs", "fn a() { color!(0xff0000) }", 1),
        ("src/ui/members/a.rs", "fn a() { rows.size(); }", 0),
        ("src/ui/kit/a.rs", "fn a() { text(x).size(14) }", 0),
    ] {
        let looks = literal_looks(&Source::new(path, text));
        assert_eq!(looks.len(), found, "{text}: {looks:?}");
    }
}
