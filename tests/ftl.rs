//! Reads the texts in `resources/i18n` as messages, for the tests that compare and count them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;

use crate::source::Source;

/// One text, as far as tests look into it.
#[derive(Debug, Default)]
pub struct Message {
    pub file: String,
    /// Its arguments; those that choose between plural forms with `true`.
    pub args: BTreeMap<String, bool>,
    /// What stands between the arguments, of all variants.
    pub texts: Vec<String>,
}

/// The messages of these files by key, and what is wrong with the files.
pub fn read(files: &[Source]) -> (BTreeMap<String, Message>, Vec<String>) {
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    let mut wrong = Vec::new();

    for file in files {
        let resource = match parse(file.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                wrong.extend(errors.iter().map(|error| format!("{}: {error}", file.path)));
                resource
            }
        };
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let key = message.id.name.to_owned();
                    let mut read = Message { file: file.path.clone(), ..Message::default() };
                    match &message.value {
                        Some(pattern) => walk(pattern, &mut read),
                        None => wrong.push(format!("{}: `{key}` says nothing", file.path)),
                    }
                    if !message.attributes.is_empty() {
                        wrong.push(format!("{}: `{key}` has attributes, which nothing reads", file.path));
                    }
                    if let Some(other) = messages.insert(key.clone(), read) {
                        wrong.push(format!("{}: `{key}` stands also in {}", file.path, other.file));
                    }
                }
                Entry::Term(term) => wrong.push(format!("{}: `-{}`: terms are not used here", file.path, term.id.name)),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
            }
        }
    }

    (messages, wrong)
}

fn walk(pattern: &Pattern<&str>, message: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => message.texts.push((*value).to_owned()),
            PatternElement::Placeable { expression } => expression_of(expression, message),
        }
    }
}

fn expression_of(expression: &Expression<&str>, message: &mut Message) {
    match expression {
        Expression::Inline(inline) => inline_of(inline, false, message),
        Expression::Select { selector, variants } => {
            let plural = variants.iter().any(|variant| match &variant.key {
                VariantKey::NumberLiteral { .. } => true,
                VariantKey::Identifier { name } => ["one", "few", "many"].contains(name),
            });
            inline_of(selector, plural, message);
            for variant in variants {
                walk(&variant.value, message);
            }
        }
    }
}

fn inline_of(inline: &InlineExpression<&str>, plural: bool, message: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => *message.args.entry(id.name.to_owned()).or_default() |= plural,
        InlineExpression::Placeable { expression } => expression_of(expression, message),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                inline_of(argument, plural, message);
            }
        }
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

impl Message {
    pub fn names(&self) -> BTreeSet<&str> {
        self.args.keys().map(String::as_str).collect()
    }
}
