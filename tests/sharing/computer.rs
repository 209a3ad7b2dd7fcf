//! The real program as a computer of its own runs it: a home, a workspace file, a secret that somebody noted down.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value as Json;

pub struct Computer {
    folder: tempfile::TempDir,
    name: String,
    /// Where a keychain answers; none: nowhere.
    pub bus: Option<String>,
    pub secret: String,
}

/// What a command answered.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Computer {
    pub fn new(name: &str, bus: Option<String>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), name: name.to_owned(), bus, secret: String::new() }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self) -> PathBuf {
        self.path("lieu.guichet")
    }

    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
        let nowhere = || format!("unix:path={}", self.path("no-bus").display());

        command
            .args(["--language", "en", "--workspace"])
            .arg(self.file())
            .args(line)
            .env("GUICHET_HOME", self.folder.path())
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus.clone().unwrap_or_else(nowhere))
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());

        for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(variable);
        }

        command
    }

    /// Starts a command and gives it a line on its standard input.
    pub fn start(&self, line: &[&str], input: &str) -> Child {
        let mut child = self.command(line).spawn().unwrap();

        // It may have ended before it read anything.
        let _ = writeln!(child.stdin.take().unwrap(), "{input}");

        child
    }

    pub fn run(&self, line: &[&str], input: &str) -> Answer {
        let answer = Answer::from(self.start(line, input).wait_with_output().unwrap());

        assert!(!answer.err.contains("panicked"), "{line:?}: {}", answer.err);

        answer
    }

    /// What it wrote, once it is known to have been done.
    pub fn done(&self, line: &[&str]) -> String {
        let answer = self.run(line, &self.secret);

        assert_eq!(answer.code, 0, "{} {line:?}: {}{}", self.name, answer.out, answer.err);

        answer.out
    }

    pub fn json(&self, line: &[&str]) -> Json {
        serde_json::from_str(&self.done(line)).unwrap()
    }

    /// A founding under way.
    pub fn sharing(&self, port: u16, database: &str) -> Child {
        let port = port.to_string();
        let line = ["share", "--plain", "--host", "127.0.0.1", "--port", &port, "--database", database];

        self.start(&[&line[..], &["--operator", &self.name]].concat(), "")
    }

    pub fn share(&mut self, port: u16, database: &str) -> Answer {
        let answer = self.sharing(port, database).wait_with_output().map(Answer::from).unwrap();

        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        self.noted(&answer);

        answer
    }

    pub fn invite(&self, other: &Self) -> String {
        let email = format!("{}@lieu.example", other.name.to_lowercase());
        let mut line = vec!["invite", &other.name, &email, "--role", "manager"];

        if self.bus.is_none() {
            line.push("--secret");
        }

        self.done(&line).trim().to_owned()
    }

    pub fn join(&mut self, code: &str) -> Answer {
        let answer = self.run(&["join", "--operator", &self.name], code);

        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        self.noted(&answer);

        answer
    }

    /// The secret that it told to note down, where there is no keychain.
    fn noted(&mut self, answer: &Answer) {
        let told = answer.err.lines().find(|line| line.starts_with("Secret of this desk"));

        if let Some(secret) = told.and_then(|line| line.split_whitespace().last()) {
            secret.clone_into(&mut self.secret);
        }
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();

        name.to_owned()
    }
}

/// Ends a process at once, wherever it is.
pub fn kill(mut child: Child) -> bool {
    let alive = child.try_wait().unwrap().is_none();
    let _ = child.kill();
    let _ = child.wait();

    alive
}

pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
