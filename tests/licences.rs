//! Everything the program is built from may be given on: the licences and the sources that `deny.toml` allows.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// What `deny.toml` allows.
struct Allowed {
    everywhere: BTreeSet<String>,
    exceptions: Vec<(String, BTreeSet<String>)>,
}

fn allowed() -> Allowed {
    let deny = std::fs::read_to_string(crate::source::root().join("deny.toml")).unwrap();
    let deny: toml::Table = deny.parse().unwrap();
    let licences = &deny["licenses"];
    let set = |value: &toml::Value| -> BTreeSet<String> {
        value.as_array().unwrap().iter().map(|licence| licence.as_str().unwrap().to_owned()).collect()
    };

    Allowed {
        everywhere: set(&licences["allow"]),
        exceptions: licences["exceptions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|exception| (exception["crate"].as_str().unwrap().to_owned(), set(&exception["allow"])))
            .collect(),
    }
}

impl Allowed {
    fn licence(&self, name: &str, licence: &str) -> bool {
        self.everywhere.contains(licence)
            || self.exceptions.iter().any(|(krate, licences)| krate == name && licences.contains(licence))
    }

    /// Whether an SPDX expression leaves a choice that is allowed. An old `/` means OR.
    fn expression(&self, name: &str, expression: &str) -> bool {
        let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let mut tokens: Vec<&str> = spaced.split_whitespace().rev().collect();

        self.either(name, &mut tokens) && tokens.is_empty()
    }

    /// `tokens` are read from their end.
    fn either(&self, name: &str, tokens: &mut Vec<&str>) -> bool {
        let mut accepted = self.both(name, tokens);
        while tokens.pop_if(|token| *token == "OR").is_some() {
            accepted |= self.both(name, tokens);
        }

        accepted
    }

    fn both(&self, name: &str, tokens: &mut Vec<&str>) -> bool {
        let mut accepted = self.one(name, tokens);
        while tokens.pop_if(|token| *token == "AND").is_some() {
            accepted &= self.one(name, tokens);
        }

        accepted
    }

    fn one(&self, name: &str, tokens: &mut Vec<&str>) -> bool {
        match tokens.pop() {
            Some("(") => {
                let accepted = self.either(name, tokens);
                tokens.pop() == Some(")") && accepted
            }
            Some(licence) if tokens.pop_if(|token| *token == "WITH").is_some() => {
                let exception = tokens.pop().unwrap_or_default();
                self.licence(name, &format!("{licence} WITH {exception}"))
            }
            Some(licence) => self.licence(name, licence),
            None => false,
        }
    }
}

/// What is wrong with these packages of `cargo metadata`.
fn refused(packages: &Value, allowed: &Allowed) -> Vec<String> {
    let mut wrong = Vec::new();
    for package in packages.as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        if !allowed.expression(name, licence) {
            wrong.push(format!("{name}: licence {licence:?}"));
        }
        let source = package["source"].as_str();
        if source.is_some_and(|source| source != "registry+https://github.com/rust-lang/crates.io-index") {
            wrong.push(format!("{name}: from {source:?}"));
        }
    }

    wrong
}

#[test]
fn dependencies_may_be_given_on() {
    let cargo = |args: &[&str]| {
        let output = Command::new(env!("CARGO")).args(args).current_dir(crate::source::root()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

        String::from_utf8(output.stdout).unwrap()
    };
    // Those of this system are on the disk, as the test was built from them; `make audit` looks at all systems'.
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = cargo(&["metadata", "--format-version=1", "--offline", "--locked", "--filter-platform", host]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();

    let wrong = refused(&metadata["packages"], &allowed());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn planted_licences_are_found() {
    let allowed = allowed();
    for (name, licence, accepted) in [
        ("a", "MIT", true),
        ("a", "MIT OR GPL-3.0-only", true),
        ("a", "GPL-3.0-only/MIT", true),
        ("a", "MIT AND GPL-3.0-only", false),
        ("a", "(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("a", "(MIT OR Apache-2.0) AND GPL-3.0-only", false),
        ("a", "Apache-2.0 WITH LLVM-exception", true),
        ("a", "GPL-3.0-only WITH Classpath-exception-2.0", false),
        ("a", "MPL-2.0", false),
        ("option-ext", "MPL-2.0", true),
        ("a", "AGPL-3.0", false),
        ("a", "", false),
        ("a", "(MIT", false),
        ("a", "MIT MIT", false),
    ] {
        assert_eq!(allowed.expression(name, licence), accepted, "{name}: {licence}");
    }
    let elsewhere = serde_json::json!([{ "name": "a", "license": "MIT", "source": "git+https://example.org/a" }]);
    assert_eq!(refused(&elsewhere, &allowed).len(), 1);
}
