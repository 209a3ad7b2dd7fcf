//! The program itself, as a person meets it: the window opens on a real display, hears keys and clicks, and what was
//! done in it is in the workspace afterwards, as the command line tells.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::xvfb::{Screen, patiently};

fn guichet(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
    command.env("GUICHET_HOME", home).arg("--workspace").arg(home.join("venue.guichet"));

    command
}

fn run(home: &Path, args: &[&str]) -> Output {
    let output = guichet(home).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));

    output
}

/// What the command line prints for programs.
fn told(home: &Path, args: &[&str]) -> Value {
    let output = run(home, &[args, &["--json"]].concat());

    serde_json::from_slice(&output.stdout).unwrap()
}

/// The window of the program, closed with it.
struct Opened<'a> {
    screen: &'a Screen,
    program: Child,
    window: u32,
}

impl<'a> Opened<'a> {
    fn on(home: &Path, screen: &'a Screen) -> Self {
        let mut program = guichet(home)
            .env("DISPLAY", &screen.display)
            .env("ICED_BACKEND", "tiny-skia")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let window = screen.window(&mut program);

        Self { screen, program, window }
    }

    fn close(mut self) {
        self.screen.close(self.window);
        let status = patiently("the window stays open", || self.program.try_wait().unwrap());
        assert!(status.success(), "{status}");
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn a_sale_by_keyboard_is_stored_and_is_undone_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    fs::write(home.join("preferences.toml"), "language = \"french\"\nappearance = \"light\"\n").unwrap();
    run(home, &["demo", "--members", "60", "--seed", "1"]);
    assert_eq!(told(home, &["members", "--search", "maude testard"])["total"], 0);

    let screen = Screen::start();
    let opened = Opened::on(home, &screen);
    let second = guichet(home).arg("members").output().unwrap();
    assert_eq!(second.status.code(), Some(1), "the file is open in the window");
    assert!(!second.stderr.is_empty(), "and that is said");

    // Someone is found and opened, with the mouse.
    screen.write("ben");
    screen.click(700, 196);

    // Someone else joins, by keyboard alone.
    screen.key(&["ctrl+n"]);
    screen.write("Maude Testard");
    screen.key(&["Return"]);
    screen.write("maude@example.org");
    screen.key(&["Return"]);
    screen.key(&["Right"]);
    screen.key(&["Right"]);
    screen.key(&["Right"]);
    screen.key(&["Return"]);
    opened.close();

    let people = told(home, &["members", "--search", "maude testard"]);
    assert_eq!(people["total"], 1, "{people}");
    assert_eq!(people["rows"][0]["email"], "maude@example.org");
    assert_eq!(people["rows"][0]["standing"], "valid");
    let sold = told(home, &["subscriptions", "--search", "maude testard"]);
    assert_eq!(sold["rows"][0]["method"], "cash", "{sold}");
    assert!(sold["rows"][0]["contribution"].as_i64().unwrap() > 0, "{sold}");

    let opened = Opened::on(home, &screen);
    screen.key(&["ctrl+z"]);
    opened.close();

    assert_eq!(told(home, &["members", "--search", "maude testard"])["total"], 0);
    run(home, &["check"]);
}

#[test]
fn a_file_dropped_on_the_window_comes_in() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    fs::write(home.join("preferences.toml"), "language = \"french\"\nappearance = \"light\"\n").unwrap();
    run(home, &["demo", "--members", "20", "--seed", "1"]);
    let list = home.join("liste.csv");
    fs::write(&list, "E-mail;Prénom;Nom\nmaude@example.org;Maude;Testard\nleon@example.org;Léon;Testard\n").unwrap();

    let screen = Screen::start();
    let opened = Opened::on(home, &screen);
    screen.drop_file(opened.window, &list);
    // What would come in is shown, with the focus on the button that lets it in.
    screen.key(&["Return"]);
    opened.close();

    assert_eq!(told(home, &["members", "--search", "testard"])["total"], 2);
}
