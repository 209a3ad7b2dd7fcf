//! A real Secret Service, started for these tests and ended with them, and no keychain at all.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::server::kit;

use super::computer::{Computer, kill};

/// A session bus with an unlocked keychain, in a home of its own.
struct Keychain {
    _home: tempfile::TempDir,
    address: String,
    bus: Child,
    daemon: Child,
}

impl Keychain {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at_home = |command: &mut Command| {
            command.env("HOME", folder.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");

            for name in ["XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
                command.env(name, folder.path());
            }
        };
        let mut bus = Command::new("dbus-daemon");

        at_home(&mut bus);

        let mut bus = bus
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is not on this machine; `make test` installs it");
        let mut address = String::new();

        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();

        let address = address.trim().to_owned();
        let mut daemon = Command::new("gnome-keyring-daemon");

        at_home(&mut daemon);

        let mut daemon = daemon
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is not on this machine; `make test` installs it");

        // An empty password, and the end of the input.
        daemon.stdin.take().unwrap().write_all(b"\n").unwrap();

        let keychain = Self { _home: folder, address, bus, daemon };

        keychain.wait();

        keychain
    }

    /// Until the keychain answers on its bus.
    fn wait(&self) {
        let begun = Instant::now();

        while !self.owns("org.freedesktop.secrets") {
            assert!(begun.elapsed() < Duration::from_secs(20), "the keychain does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn owns(&self, name: &str) -> bool {
        let said = Command::new("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
            .arg("org.freedesktop.DBus.NameHasOwner")
            .arg(format!("string:{name}"))
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .output()
            .unwrap();

        String::from_utf8_lossy(&said.stdout).contains("boolean true")
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        for child in [&mut self.daemon, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[test]
fn the_keychain_keeps_the_secret_from_one_process_to_the_next_until_the_desk_leaves() {
    let keychain = Keychain::new();
    let (port, database) = kit::empty();
    let mut office = Computer::new("Ada", Some(keychain.address.clone()));
    let mut bar = Computer::new("Bob", Some(keychain.address.clone()));

    office.done(&["demo", "--members", "5"]);

    let told = office.share(port, &database);

    assert_eq!(told.err, "", "nothing to note down");

    let told = bar.join(&office.invite(&bar));

    assert_eq!(told.err, "");

    // Other processes find it, each its own, without being told.
    for desk in [&office, &bar] {
        assert!(desk.secret.is_empty());
        desk.done(&["sync", "--once"]);
    }

    let refused = bar.run(&["sync", "--once", "--secret"], "another one");

    assert_eq!(refused.code, 1);

    // Its file as it was before it left finds nothing in the keychain any more.
    std::fs::copy(bar.file(), bar.path("before.guichet")).unwrap();
    bar.done(&["leave"]);
    std::fs::copy(bar.path("before.guichet"), bar.file()).unwrap();

    let forgotten = bar.run(&["sync", "--once"], "");

    assert_eq!(forgotten.code, 1);
    assert!(forgotten.err.contains("keychain does not have the secret"), "{}", forgotten.err);
    office.done(&["sync", "--once"]);
}

#[test]
fn a_founding_that_is_killed_is_done_or_begun_again() {
    let keychain = Keychain::new();
    let mut took = Duration::ZERO;
    let (mut again, mut done) = (0, 0);

    // The first comes to its end, and tells how long that takes.
    for part in [100, 10, 25, 40, 55, 70, 85, 95] {
        let (port, database) = kit::empty();
        let mut office = Computer::new("Ada", Some(keychain.address.clone()));

        office.done(&["demo", "--members", "30"]);

        let started = Instant::now();
        let founding = office.sharing(port, &database);

        if took.is_zero() {
            assert!(founding.wait_with_output().unwrap().status.success());
            took = started.elapsed();
        } else {
            std::thread::sleep(took * part / 100);
            kill(founding);
        }

        // What was on its way to the server when the desk died may still be done there.
        std::thread::sleep(Duration::from_millis(300));

        if kit::as_superuser(&database, "select to_regclass('guichet.workspace') is null") == "t" {
            office.share(port, &database);
            again += 1;
        } else {
            done += 1;
        }

        // Either way its secret is known, and everything is there.
        office.done(&["sync", "--once"]);

        let listed = office.json(&["members", "--json"])["total"].to_string();

        assert_eq!(kit::as_superuser(&database, "select count(*) from guichet.member"), listed, "{part} %");
    }

    assert!(again > 0 && done > 0, "{again} begun again, {done} done");
    eprintln!("{again} begun again, {done} done, in {took:?} each");
}

#[test]
fn without_a_keychain_the_secret_is_noted_down_and_given() {
    let (port, database) = kit::empty();
    let mut office = Computer::new("Ada", None);

    office.done(&["demo", "--members", "5"]);
    office.share(port, &database);
    assert!(!office.secret.is_empty());

    // Nothing that the program writes holds it.
    for entry in std::fs::read_dir(office.path("")).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).unwrap();

        assert!(!String::from_utf8_lossy(&bytes).contains(&office.secret), "{:?}", entry.path());
    }

    for line in [&["sync", "--once"][..], &["desks"], &["conflicts"], &["invite", "Bob", "bob@lieu.example"]] {
        let refused = office.run(line, "");

        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{line:?}: {}", refused.err);
        assert!(refused.err.contains("keychain"), "{line:?}: {}", refused.err);
        assert!(refused.err.contains("--secret"), "{line:?} does not say what to do: {}", refused.err);

        let given = office.run(&[line, &["--secret"]].concat(), &office.secret);

        assert_eq!((given.code, given.err.contains("keychain")), (0, false), "{line:?}: {}", given.err);
    }

    let nothing = office.run(&["sync", "--once", "--secret"], "");

    assert_eq!((nothing.code, nothing.err.as_str()), (1, "No secret was read from standard input.\n"));

    let wrong = office.run(&["sync", "--once", "--secret"], "not this one");

    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("refuses this login or its secret"), "{}", wrong.err);
}
