//! Reads the program's own source as tokens, for the tests that guard how it is written.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A source file: its path from the root of the repository, with forward slashes, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn tokens(&self) -> Vec<TokenTree> {
        let stream: TokenStream = self.text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path));

        stream.into_iter().collect()
    }

    /// The modules this file is: `src/ui/kit/table.rs` is `ui`, `kit`, `table`.
    pub fn modules(&self) -> Vec<String> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);

        path.split('/').filter(|part| !["mod", "lib", "main"].contains(part)).map(str::to_owned).collect()
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with this extension, sorted by path.
pub fn files(folder: &str, extension: &str) -> Vec<Source> {
    fn collect(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, extension, found);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }

    let mut found = Vec::new();
    collect(&root().join(folder), extension, &mut found);
    found.sort();

    found
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap(),
            path: path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"),
        })
        .collect()
}

pub fn is_ident(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if *ident == name)
}

pub fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// The tokens inside a group with this delimiter.
pub fn inside(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<Vec<TokenTree>> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group.stream().into_iter().collect()),
        _ => None,
    }
}

/// What a string literal says; `None` for other tokens (raw and byte strings included: no key is written so).
pub fn string(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let literal = literal.to_string();

    Some(literal.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// The tokens without attributes (documentation is one) and without what is compiled for tests only.
pub fn shipped(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();

    while let Some(token) = tokens.next() {
        if is_punct(Some(&token), '#') {
            let inner = is_punct(tokens.peek(), '!');
            if inner {
                tokens.next();
            }
            let attribute = inside(tokens.next().as_ref(), Delimiter::Bracket).unwrap_or_default();
            let tested = is_ident(attribute.first(), "cfg")
                && inside(attribute.get(1), Delimiter::Parenthesis).is_some_and(|c| is_ident(c.first(), "test"));
            if tested && !inner {
                // The item ends with its braces or its semicolon.
                for token in tokens.by_ref() {
                    if is_punct(Some(&token), ';') || inside(Some(&token), Delimiter::Brace).is_some() {
                        break;
                    }
                }
            }
            continue;
        }

        kept.push(match token {
            TokenTree::Group(group) => {
                let inner = shipped(group.stream().into_iter().collect());
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner.into_iter().collect()))
            }
            token => token,
        });
    }

    kept
}

#[test]
fn what_is_for_tests_only_is_not_shipped() {
    let source = Source::new(
        "src/a.rs",
        "#![allow(x)] /// \"doc\"\n fn a() { say(\"kept\"); } #[cfg(test)] mod tests { fn b() { say(\"dropped\"); } } fn c() {}",
    );
    let text = shipped(source.tokens()).into_iter().collect::<TokenStream>().to_string();
    assert!(text.contains("kept") && text.contains("fn c"), "{text}");
    assert!(!text.contains("dropped") && !text.contains("doc"), "{text}");
}
