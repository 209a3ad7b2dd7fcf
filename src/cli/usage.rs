//! Help and wrong usage, in the operator's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error};

use crate::domain::phrase::Phrase;
use crate::words::Words;

use super::args::Line;

/// The command line with its help in words.
pub fn command(words: &Words) -> Command {
    localise(Line::command(), words)
}

fn localise(mut command: Command, words: &Words) -> Command {
    command = match about(command.get_name()) {
        Some(key) => command.about(words.get(key)),
        None => command,
    };
    command = command
        .help_template(format!(
            "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            words.get("cli-usage-heading")
        ))
        .subcommand_help_heading(words.get("cli-commands-heading"))
        .subcommand_value_name(words.get("cli-command-value"));
    if command.has_subcommands() {
        command = command.after_help(words.get("cli-help-more"));
    }

    let arguments: Vec<_> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    for id in arguments {
        command = command.mut_arg(&id, |arg| {
            let heading = if arg.is_positional() { "cli-arguments-heading" } else { "cli-options-heading" };
            let takes = arg.get_action().takes_values();
            let arg = arg.help_heading(words.get(heading)).hide_default_value(takes);

            match help(id.as_str()) {
                Some(key) => arg.help(words.get(key)),
                None => arg,
            }
        });
    }

    let commands: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in commands {
        command = command.mut_subcommand(name, |command| localise(command, words));
    }

    command
}

/// What a command does; the name of the program stands for all of it.
fn about(command: &str) -> Option<&'static str> {
    Some(match command {
        "guichet" => "cli-about",
        "demo" => "cli-about-demo",
        "members" => "cli-about-members",
        "subscriptions" => "cli-about-subscriptions",
        "fields" => "cli-about-fields",
        "field" => "cli-about-field",
        "add" => "cli-about-field-add",
        "set" => "cli-about-field-set",
        "import" => "cli-about-import",
        "duplicates" => "cli-about-duplicates",
        "export" => "cli-about-export",
        "subscribe" => "cli-about-subscribe",
        "history" => "cli-about-history",
        "undo" => "cli-about-undo",
        "check" => "cli-about-check",
        "backup" => "cli-about-backup",
        "restore" => "cli-about-restore",
        "share" => "cli-about-share",
        "join" => "cli-about-join",
        "sync" => "cli-about-sync",
        "desks" => "cli-about-desks",
        "team" => "cli-about-team",
        "conflicts" => "cli-about-conflicts",
        "invite" => "cli-about-invite",
        "revoke" => "cli-about-revoke",
        "leave" => "cli-about-leave",
        "help" => "cli-about-help",
        _ => return None,
    })
}

/// What an argument is, by its name in [`super::args`].
fn help(argument: &str) -> Option<&'static str> {
    Some(match argument {
        "workspace" => "cli-arg-workspace",
        "language" => "cli-arg-language",
        "software" => "cli-arg-software",
        "version" => "cli-arg-version",
        "usage" => "cli-arg-help",
        "members" => "cli-arg-members",
        "seed" => "cli-arg-seed",
        "search" => "cli-arg-search",
        "filters" => "cli-arg-where",
        "sort" => "cli-arg-sort",
        "descending" => "cli-arg-descending",
        "limit" => "cli-arg-limit",
        "json" => "cli-arg-json",
        "from" => "cli-arg-from",
        "subject" => "cli-arg-as",
        "map" => "cli-arg-map",
        "on_match" => "cli-arg-on-match",
        "policy" => "cli-arg-policy",
        "sheet" => "cli-arg-sheet",
        "encoding" => "cli-arg-encoding",
        "separator" => "cli-arg-separator",
        "decimal" => "cli-arg-decimal",
        "dates" => "cli-arg-dates",
        "header_row" => "cli-arg-header-row",
        "afresh" => "cli-arg-afresh",
        "over_hand" => "cli-arg-over-hand",
        "no_create" => "cli-arg-no-create",
        "dry_run" => "cli-arg-dry-run",
        "rejects" => "cli-arg-rejects",
        "exported" => "cli-arg-exported",
        "to" => "cli-arg-to",
        "fields" => "cli-arg-fields",
        "layout" => "cli-arg-layout",
        "dialect" => "cli-arg-dialect",
        "title" => "cli-arg-title",
        "kind" => "cli-arg-kind",
        "choices" => "cli-arg-choices",
        "help" => "cli-arg-explain",
        "required" => "cli-arg-required",
        "field" => "cli-arg-field",
        "value" => "cli-arg-value",
        "clear" => "cli-arg-clear",
        "email" => "cli-arg-email",
        "price" => "cli-arg-price",
        "method" => "cli-arg-method",
        "amount" => "cli-arg-amount",
        "name" => "cli-arg-name",
        "member" => "cli-arg-member",
        "entry" => "cli-arg-entry",
        "copy" => "cli-arg-copy",
        "backup" => "cli-arg-backup",
        "topic" => "cli-arg-topic",
        "host" => "cli-arg-host",
        "port" => "cli-arg-port",
        "database" => "cli-arg-database",
        "login" => "cli-arg-login",
        "administrator" => "cli-arg-administrator",
        "workspace_name" => "cli-arg-workspace-name",
        "person" => "cli-arg-person",
        "person_email" => "cli-arg-person-email",
        "plain" => "cli-arg-plain",
        "upgrade" => "cli-arg-upgrade",
        "certificate" => "cli-arg-certificate",
        "operator" => "cli-arg-operator",
        "computer" => "cli-arg-computer",
        "code" => "cli-arg-code",
        "once" => "cli-arg-once",
        "accept_removals" => "cli-arg-accept-removals",
        "secret" => "cli-arg-secret",
        "keep" => "cli-arg-keep",
        "apart" => "cli-arg-apart",
        "take" => "cli-arg-take",
        "again" => "cli-arg-again",
        "set" => "cli-arg-set",
        "aside" => "cli-arg-aside",
        "role" | "new_role" => "cli-arg-role",
        "operator_of" => "cli-arg-operator-of",
        "allow" => "cli-arg-allow",
        "deny" => "cli-arg-deny",
        "as_role" => "cli-arg-as-role",
        "activate" => "cli-arg-activate",
        "deactivate" => "cli-arg-deactivate",
        _ => return None,
    })
}

/// What is wrong with what was typed, in one sentence.
pub fn sentence(error: &Error) -> Phrase {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);

    match error.kind() {
        ErrorKind::UnknownArgument => {
            let suggested = match text(ContextKind::SuggestedArg) {
                none if none.is_empty() => text(ContextKind::SuggestedSubcommand),
                some => some,
            };

            if suggested.is_empty() {
                Phrase::new("cli-unknown-argument").with("argument", argument)
            } else {
                Phrase::new("cli-unknown-argument-near").with("argument", argument).with("near", suggested)
            }
        }
        ErrorKind::InvalidSubcommand => {
            Phrase::new("cli-unknown-command").with("command", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => Phrase::new("cli-missing").with("argument", argument),
        ErrorKind::InvalidValue if value.is_empty() => Phrase::new("cli-no-value").with("argument", argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Phrase::new("cli-wrong-value").with("argument", argument).with("value", value)
        }
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => Phrase::new("cli-twice").with("argument", argument),
            other => Phrase::new("cli-not-both").with("argument", argument).with("other", other),
        },
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            Phrase::new("cli-too-many-values").with("argument", argument)
        }
        _ => Phrase::new("cli-wrong"),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::words::Language;

    #[test]
    fn every_command_and_argument_is_explained() {
        for language in Language::ALL {
            let mut command = command(&Words::new(*language, "EUR", Tz::UTC));
            command.build();
            command.clone().debug_assert();

            let nested = command.get_subcommands().flat_map(|command| command.get_subcommands());

            for command in std::iter::once(&command).chain(command.get_subcommands()).chain(nested) {
                assert!(command.get_about().is_some(), "{}", command.get_name());
                for argument in command.get_arguments() {
                    assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
                }
            }
        }
    }
}
