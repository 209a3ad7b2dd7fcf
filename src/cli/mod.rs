//! The same actions from a terminal, for scripts and for those who prefer it. Every command is a call of the desk.
//!
//! Exit: 0 done, 1 failed, 2 wrong usage, 3 done but some rows were refused.

mod args;
mod counter;
mod duplicates;
mod fields;
mod files;
mod journal;
mod lists;
mod out;
mod sharing;
mod team;
mod usage;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::desk::{Desk, Failure, Setup};
use crate::domain::phrase::Phrase;
use crate::preferences::Preferences;
use crate::words::{Language, Words};

use args::{Command, Field, FieldAct, Line};
use out::{Out, Result, Stop, tell};

/// What is left to do after the command line was read.
#[derive(Debug)]
pub enum Next {
    /// It was a command, and it is done.
    Exit(ExitCode),
    /// No command: the window.
    Window {
        /// None: the last one opened.
        workspace: Option<PathBuf>,
        /// None: as chosen in the preferences.
        language: Option<Language>,
        software: bool,
    },
}

/// How a command ended that was not stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    /// Something is wrong with what was looked at.
    Wrong,
    /// Some rows were refused, or had to be left.
    Partly,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Done => Self::SUCCESS,
            End::Wrong => Self::from(1),
            End::Partly => Self::from(3),
        }
    }
}

/// Reads the command line and does what it says, unless it asks for the window.
pub fn run(line: impl IntoIterator<Item = OsString>) -> Next {
    let line: Vec<OsString> = line.into_iter().collect();
    let (preferences, notices) = Preferences::load();
    let language = asked_language(&line).unwrap_or_else(|| preferences.language());
    let words = Words::of_this_computer(language);

    let mut command = usage::command(&words);
    let parsed = match command.try_get_matches_from_mut(line).and_then(|matches| Line::from_arg_matches(&matches)) {
        Ok(parsed) => parsed,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            // Whoever asked for help and went away needs none.
            let _ = error.print();

            return Next::Exit(ExitCode::SUCCESS);
        }
        Err(error) => return Next::Exit(wrong_usage(&words, &usage::sentence(&error))),
    };

    if let Some(text) = &parsed.language
        && code(text).is_none()
    {
        let phrase = Phrase::new("cli-wrong-choice")
            .with("argument", "--language")
            .with("value", text.as_str())
            .with("choices", "fr, en");

        return Next::Exit(wrong_usage(&words, &phrase));
    }
    let Some(asked) = parsed.command else {
        return Next::Window {
            workspace: parsed.workspace,
            language: parsed.language.as_deref().and_then(code),
            software: parsed.software,
        };
    };

    for notice in notices {
        tell(&words.say(&notice));
    }
    let workspace = parsed.workspace.or(preferences.last_workspace).unwrap_or_else(Preferences::default_workspace);
    let mut shell = Shell { words, workspace, out: Out::new() };
    let ended = match asked {
        Command::Help(help) => shell.help(help.topic.as_deref(), &mut command),
        asked => shell.run(asked),
    };

    Next::Exit(match ended.and_then(|end| shell.out.flush().map(|()| end)) {
        Ok(end) => end.into(),
        Err(Stop::Usage(phrase)) => wrong_usage(&shell.words, &phrase),
        Err(Stop::Failed(phrases)) => {
            for phrase in phrases {
                tell(&shell.words.say(&phrase));
            }

            ExitCode::FAILURE
        }
        Err(Stop::Unread) => ExitCode::SUCCESS,
    })
}

fn wrong_usage(words: &Words, phrase: &Phrase) -> ExitCode {
    tell(&words.say(phrase));

    ExitCode::from(2)
}

fn code(text: &str) -> Option<Language> {
    Language::ALL.iter().copied().find(|language| language.code() == text)
}

/// The language that is asked for, before the line is read: what is wrong with it is said in it too.
fn asked_language(line: &[OsString]) -> Option<Language> {
    let mut words = line.iter().filter_map(|word| word.to_str());

    while let Some(word) = words.next() {
        match word.strip_prefix("--language") {
            Some("") => return words.next().and_then(code),
            Some(rest) => return rest.strip_prefix('=').and_then(code),
            None => {}
        }
    }

    None
}

/// A failure with the file it is about named before it.
fn of_file(path: &Path, failure: Failure) -> Stop {
    match failure {
        Failure::Storage(reason) => {
            Phrase::new("cli-of-file").with("path", path.display().to_string()).with("reason", reason).into()
        }
        other => other.into(),
    }
}

/// One command being done.
struct Shell {
    words: Words,
    workspace: PathBuf,
    out: Out,
}

impl Shell {
    fn help(&mut self, topic: Option<&str>, command: &mut clap::Command) -> Result<End> {
        let Some(topic) = topic else {
            self.out.raw(&command.render_help().to_string())?;

            return Ok(End::Done);
        };
        // Names the program in the usage line of the command.
        command.build();
        let known = command.find_subcommand_mut(topic);
        let help = known.ok_or_else(|| Stop::Usage(Phrase::new("cli-unknown-command").with("command", topic)))?;
        self.out.raw(&help.render_help().to_string())?;

        Ok(End::Done)
    }

    fn run(&mut self, command: Command) -> Result<End> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;

        runtime.block_on(async {
            match command {
                Command::Restore(restore) => self.restore(&restore).await,
                Command::Join(join) => self.join(&join).await,
                command => {
                    let desk = self.open(&command).await?;
                    let ended = self.act(&desk, command).await;
                    let closed = desk.close().await;
                    let end = ended?;
                    closed?;

                    Ok(end)
                }
            }
        })
    }

    /// Opens the workspace, and speaks of its money and its time from here on.
    async fn open(&mut self, command: &Command) -> Result<Desk> {
        let make = matches!(command, Command::Demo(_) | Command::Import(_));

        if !make && !self.workspace.exists() {
            return Err(Phrase::new("cli-no-workspace").with("path", self.workspace.display().to_string()).into());
        }
        let mut setup = Setup::of_this_computer();
        self.words.language().code().clone_into(&mut setup.language);

        // What is done and over needs no search of everybody, which takes its time and memory.
        let opened = match command {
            Command::Demo(_) | Command::Import(_) | Command::Undo(_) | Command::Duplicates(_) => {
                Desk::open_without_search(&self.workspace, setup).await
            }
            _ => Desk::open(&self.workspace, setup).await,
        };
        let desk = opened.map_err(|failure| of_file(&self.workspace, failure))?;
        let venue = desk.venue().await?;
        self.words = Words::new(self.words.language(), &venue.currency, venue.zone());
        for notice in desk.notices() {
            tell(&self.words.say(&notice));
        }

        Ok(desk)
    }

    async fn act(&mut self, desk: &Desk, command: Command) -> Result<End> {
        match command {
            Command::Demo(demo) => self.demo(desk, &demo).await,
            Command::Members(list) => self.members(desk, &list).await,
            Command::Subscriptions(list) => self.subscriptions(desk, &list).await,
            Command::Fields(fields) => self.fields(desk, &fields).await,
            Command::Field(Field { act: FieldAct::Add(field) }) => self.add_field(desk, &field).await,
            Command::Field(Field { act: FieldAct::Set(value) }) => self.set_field(desk, &value).await,
            Command::Import(import) => self.import(desk, &import).await,
            Command::Export(export) => self.export(desk, &export).await,
            Command::Subscribe(subscribe) => self.subscribe(desk, &subscribe).await,
            Command::History(history) => self.history(desk, &history).await,
            Command::Undo(undo) => self.undo(desk, &undo).await,
            Command::Check(check) => self.check(desk, &check).await,
            Command::Backup(backup) => self.backup(desk, &backup).await,
            Command::Share(share) => self.share(desk, &share).await,
            Command::Sync(sync) => self.sync(desk, &sync).await,
            Command::Desks(desks) => self.desks(desk, &desks).await,
            Command::Team(team) => self.team(desk, &team).await,
            Command::Duplicates(duplicates) => self.duplicates(desk, &duplicates).await,
            Command::Conflicts(conflicts) => self.conflicts(desk, &conflicts).await,
            Command::Invite(invite) => self.invite(desk, &invite).await,
            Command::Revoke(revoke) => self.revoke(desk, &revoke).await,
            Command::Leave(leave) => self.leave(desk, &leave).await,
            // Done without opening the workspace.
            Command::Restore(_) | Command::Join(_) | Command::Help(_) => Ok(End::Done),
        }
    }
}
