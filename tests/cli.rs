//! The real program on temporary workspaces: what scripts rely on.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use guichet::desk::{Desk, Setup};
use serde_json::Value as Json;

/// A computer of one's own: nothing is read from, nor left in, the one that runs the tests.
struct Computer(tempfile::TempDir);

/// What a command answered.
#[derive(Debug)]
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Computer {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With example data in its default workspace.
    fn with_demo(members: usize) -> Self {
        let computer = Self::new();
        computer.done(&["demo", "--members", &members.to_string()]);

        computer
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
        command.args(line).env("GUICHET_HOME", self.0.path()).env("LC_ALL", "fr_FR.UTF-8").current_dir(self.0.path());
        for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(variable);
        }

        command
    }

    fn run(&self, line: &[&str]) -> Answer {
        let Output { status, stdout, stderr } = self.command(line).output().unwrap();
        let answer = Answer {
            code: status.code().unwrap(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        };
        assert!(!answer.err.contains("panicked"), "{line:?}: {}", answer.err);

        answer
    }

    /// What it wrote, once it is known to have been done.
    fn done(&self, line: &[&str]) -> String {
        let answer = self.run(line);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{line:?}: {}", answer.out);

        answer.out
    }

    fn json(&self, line: &[&str]) -> Json {
        serde_json::from_str(&self.done(line)).unwrap()
    }

    /// The sentence with which it refused.
    fn refused(&self, code: i32, line: &[&str]) -> String {
        let answer = self.run(line);
        assert_eq!((answer.code, answer.out.as_str()), (code, ""), "{line:?}: {}", answer.err);
        assert!(!answer.err.trim().is_empty(), "{line:?} refused without a word");

        answer.err
    }
}

fn rows(json: &Json) -> &Vec<Json> {
    json["rows"].as_array().unwrap()
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().unwrap().keys().map(String::as_str).collect()
}

/// All that the lists say, to compare before and after.
fn everything(computer: &Computer) -> (Json, Json) {
    (computer.json(&["members", "--json", "--sort", "received"]), computer.json(&["subscriptions", "--json"]))
}

/// The e-mail of someone who shares it with nobody.
fn lone_email(computer: &Computer) -> String {
    let members = computer.json(&["members", "--json"]);
    let emails: Vec<&str> = rows(&members).iter().filter_map(|row| row["email"].as_str()).collect();

    (*emails.iter().find(|email| emails.iter().filter(|other| other == email).count() == 1).unwrap()).to_owned()
}

/// The e-mail and first names of a couple.
fn shared_email(computer: &Computer) -> (String, Vec<String>) {
    let members = computer.json(&["members", "--json"]);
    let of = |email: &str| -> Vec<String> {
        let sharing = rows(&members).iter().filter(|row| row["email"] == email);

        sharing.map(|row| row["first_name"].as_str().unwrap().to_owned()).collect()
    };

    rows(&members)
        .iter()
        .filter_map(|row| row["email"].as_str())
        .map(|email| (email.to_owned(), of(email)))
        .find(|(_, names)| names.len() > 1 && names[0] != names[1])
        .unwrap()
}

#[test]
fn help_is_complete_in_both_languages() {
    let computer = Computer::new();
    let commands = [
        "demo",
        "members",
        "subscriptions",
        "import",
        "export",
        "duplicates",
        "subscribe",
        "history",
        "undo",
        "check",
        "backup",
        "restore",
        "help",
    ];
    for (language, usage) in [("fr", "Utilisation"), ("en", "Usage")] {
        let help = computer.done(&["help", "--language", language]);
        assert!(help.contains(usage), "{help}");
        for command in commands {
            assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
            let of_command = computer.done(&["--language", language, "help", command]);
            assert!(of_command.contains(&format!("guichet {command}")), "{of_command}");
            // Asked for in the other way, the same.
            assert_eq!(computer.done(&["--language", language, command, "-h"]), of_command);
        }
    }
    assert_eq!(computer.done(&["--version"]), format!("guichet {}\n", env!("CARGO_PKG_VERSION")));
    assert!(!computer.path("guichet.workspace").exists(), "asking for help makes no workspace");
}

#[test]
fn what_is_typed_wrongly_is_said_in_the_operators_language() {
    let computer = Computer::with_demo(5);
    for (line, french, english) in [
        (&["membres"][..], "« membres » n’est pas une commande", "“membres” is not a command"),
        (&["members", "--serch", "x"], "--search", "--search"),
        (&["members", "--limit", "many"], "« many »", "“many”"),
        (&["members", "--where", "standing"], "signe =", "= sign"),
        (&["members", "--where", "age=3"], "pas de filtre « age »", "no filter “age”"),
        (&["members", "--where", "active=oui"], "« active » ne connaît pas « oui »", "“active” does not know “oui”"),
        (&["members", "--sort", "age"], "« age »", "“age”"),
        (&["subscriptions", "--where", "product=Néant"], "pas de produit « Néant »", "no product “Néant”"),
        (&["import"], "<FILE>", "<FILE>"),
        (&["import", "x.csv", "--as", "billets"], "tickets", "tickets"),
        (&["import", "x.csv", "--map", "Nom=custom.taille"], "custom.taille", "custom.taille"),
        (&["import", "x.csv", "--separator", "ab"], "--separator", "--separator"),
        (&["import", "x.csv", "--dates", "jj/mm"], "dd/mm", "dd/mm"),
        (&["export", "members", "--to", "x.csv", "--layout", "Chorale"], "Chorale", "Chorale"),
        (&["import", "x.csv", "--on-match", "x"], "fill, overwrite, leave", "fill, overwrite, leave"),
        (&["import", "x.csv", "--map", "Nom=nom"], "first_name", "first_name"),
        (
            &["export", "people", "--to", "x.csv"],
            "members, subscriptions, payments",
            "members, subscriptions, payments",
        ),
        (&["export", "members"], "--to <FILE>", "--to <FILE>"),
        (&["subscribe", "a@b.fr", "--price", "x", "--method", "gold"], "« gold »", "“gold”"),
        (
            &["subscribe", "a@b.fr", "--price", "x", "--method", "cash", "--amount", "abc"],
            "pas un montant",
            "not an amount",
        ),
        (&["subscribe", "a@b.fr", "--price", "x", "--method", "cash", "--amount", "-5"], "négatif", "negative"),
        (&["undo", "hier"], "« hier »", "“hier”"),
        (&["help", "me"], "« me »", "“me”"),
        (&["--language", "de", "members"], "fr, en", "fr, en"),
    ] {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        let said = plain(computer.refused(2, line));
        assert!(said.contains(french), "{line:?}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "one plain sentence: {said}");

        if line[0] != "--language" {
            let said = plain(computer.refused(2, &[line, &["--language", "en"]].concat()));
            assert!(said.contains(english), "{line:?}: {said}");
        }
    }
}

#[test]
fn without_a_workspace_nothing_is_made_up() {
    let computer = Computer::new();
    for line in [&["members"][..], &["history"], &["check"], &["undo"], &["backup", "copy"]] {
        let said = computer.refused(1, line);
        assert!(said.contains("guichet.workspace"), "{said}");
    }
    let said = computer.refused(1, &["--workspace", "nulle/part", "members", "--language", "en"]);
    assert!(said.contains("nulle/part") && said.contains("no workspace"), "{said}");
    assert_eq!(std::fs::read_dir(computer.0.path()).unwrap().count(), 0);
}

#[test]
fn without_a_screen_the_window_says_so() {
    let computer = Computer::new();
    if cfg!(any(windows, target_os = "macos")) {
        return;
    }
    for language in ["fr", "en"] {
        let said = computer.refused(1, &["--language", language]);
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
}

#[test]
fn the_last_workspace_opened_is_the_one_that_is_meant() {
    let computer = Computer::new();
    let other = computer.path("autre.workspace");
    computer.done(&["--workspace", other.to_str().unwrap(), "demo", "--members", "7"]);
    let preferences = format!("last_workspace = {:?}\n", other.to_str().unwrap());
    std::fs::write(computer.path("preferences.toml"), preferences).unwrap();

    assert_eq!(computer.json(&["members", "--json"])["total"], 7);
}

#[test]
fn the_language_is_that_of_the_preferences() {
    let computer = Computer::with_demo(3);
    std::fs::write(computer.path("preferences.toml"), "language = \"english\"\n").unwrap();
    assert!(computer.done(&["members"]).contains("3 members"));
    assert!(computer.done(&["members", "--language", "fr"]).contains("3 membres"));
}

#[test]
fn examples_repeat_themselves_and_go_into_an_empty_workspace_only() {
    let one = Computer::with_demo(40);
    let two = Computer::with_demo(40);
    assert_eq!(everything(&one), everything(&two));

    let before = everything(&one);
    let said = one.refused(1, &["demo", "--members", "5"]);
    assert!(said.contains("déjà des membres"), "{said}");
    assert_eq!(everything(&one), before);
}

#[test]
fn members_are_listed() {
    let computer = Computer::with_demo(60);
    let all = computer.json(&["members", "--json"]);
    assert_eq!(keys(&all), ["rows", "total"]);
    assert_eq!((all["total"].as_u64(), rows(&all).len()), (Some(60), 60));
    for row in rows(&all) {
        let mut expected = vec![
            "id",
            "email",
            "first_name",
            "last_name",
            "pseudonym",
            "phone",
            "active",
            "email_state",
            "team",
            "vip",
            "standing",
            "valid_until",
            "custom",
        ];
        expected.sort_unstable();
        assert_eq!(keys(row), expected);
        let valid = ["valid", "expiring"].contains(&row["standing"].as_str().unwrap());
        assert_eq!(row["valid_until"].is_string(), valid, "{row}");
    }

    let names = |json: &Json| -> Vec<String> {
        rows(json).iter().map(|row| row["first_name"].as_str().unwrap().to_owned()).collect()
    };
    let ascending = names(&computer.json(&["members", "--json", "--sort", "first_name"]));
    let mut descending = names(&computer.json(&["members", "--json", "--sort", "first_name", "--descending"]));
    assert_eq!((ascending.len(), descending.len()), (60, 60));
    descending.reverse();
    assert_eq!(ascending.first(), descending.first());

    let some = computer.json(&["members", "--json", "--limit", "2"]);
    assert_eq!((some["total"].as_u64(), rows(&some).len()), (Some(60), 2));
    let none = computer.json(&["members", "--json", "--search", "xqxqxq"]);
    assert_eq!((none["total"].as_u64(), rows(&none).len()), (Some(0), 0));

    let mut counted = 0;
    for standing in ["yes", "no", "none"] {
        counted += rows(&computer.json(&["members", "--json", "--where", &format!("standing={standing}")])).len();
    }
    assert_eq!(counted, 60);
    let team = computer.json(&["members", "--json", "--where", "team=no", "--where", "active=yes"]);
    assert!(rows(&team).iter().all(|row| row["team"] == false && row["active"] == true));

    // Found without accents nor case.
    let email = lone_email(&computer);
    let found = computer.json(&["members", "--json", "--search", &email.to_uppercase()]);
    assert!(rows(&found).iter().any(|row| row["email"] == email.as_str()));

    let shown = computer.done(&["members", "--limit", "3"]);
    assert_eq!(shown.lines().count(), 2 + 3 + 1, "{shown}");
    assert!(shown.ends_with("60 membres, dont les 3 premiers sont montrés\n"), "{shown}");
}

#[test]
fn subscriptions_are_listed() {
    let computer = Computer::with_demo(60);
    let all = computer.json(&["subscriptions", "--json"]);
    assert_eq!(all["total"].as_u64().unwrap() as usize, rows(&all).len());
    for row in rows(&all) {
        for key in [
            "id",
            "member",
            "email",
            "first_name",
            "last_name",
            "product",
            "price",
            "contribution",
            "options",
            "method",
            "paid_on",
            "starts",
            "ends_on",
            "ends",
            "valid",
            "status",
        ] {
            assert!(row.get(key).is_some(), "{key}: {row}");
        }
        assert_eq!(row["valid"] == true, row["status"] == "valid");
        assert_eq!(row["method"] == "offered", row["contribution"] == 0);
        assert_eq!(row["paid_on"].is_null(), row["method"].is_null());
        if let Some(day) = row["ends_on"].as_str() {
            assert!(row["ends"].as_str().unwrap().starts_with(day));
        }
    }

    let membership = computer.json(&["subscriptions", "--json", "--where", "product=adhesion"]);
    assert!(!rows(&membership).is_empty() && rows(&membership).len() < rows(&all).len());
    assert!(rows(&membership).iter().all(|row| row["product"] == "Adhésion"));
    let valid = computer.json(&["subscriptions", "--json", "--where", "status=valid"]);
    assert_eq!(rows(&valid).len(), rows(&all).iter().filter(|row| row["valid"] == true).count());
}

#[test]
fn a_sale_is_made_told_and_undone_by_another_process() {
    let computer = Computer::with_demo(30);
    let email = lone_email(&computer);
    let before = everything(&computer);

    let sale = ["subscribe", &email, "--price", "plein tarif", "--method", "cash", "--amount", "25,00", "--json"];
    let sold = computer.json(&sale);
    let entry = sold["entry"].as_str().unwrap();
    assert_eq!((sold["contribution"].as_i64(), sold["method"].as_str()), (Some(2500), Some("cash")));
    assert!(sold["ends_on"].as_str().unwrap().ends_with("-08-31"), "{sold}");
    assert!(sold["why"].as_str().unwrap().contains("année scolaire"), "{sold}");

    let after = everything(&computer);
    assert_eq!(rows(&after.1).len(), rows(&before.1).len() + 1);
    let newest = &rows(&after.1)[0];
    assert_eq!((newest["email"].as_str(), newest["price"].as_str()), (Some(email.as_str()), Some("Plein tarif")));
    assert_eq!((newest["contribution"].as_i64(), newest["ends_on"].as_str()), (Some(2500), sold["ends_on"].as_str()));

    let history = computer.json(&["history", "--json"]);
    let told = &history["entries"][0];
    for key in ["id", "at", "operator", "desk", "action", "subject", "changes"] {
        assert!(told.get(key).is_some(), "{key}: {told}");
    }
    assert_eq!((told["id"].as_str(), told["action"].as_str()), (Some(entry), Some("subscription.add")));
    assert_eq!(told["undone"], false);
    let of_member = computer.json(&["history", "--member", &email, "--json"]);
    assert_eq!(of_member["entries"][0]["id"], told["id"]);
    assert!(computer.done(&["history"]).contains("Abonnement vendu"));

    computer.done(&["undo"]);
    assert_eq!(everything(&computer), before);
    let undone = computer.json(&["history", "--json"]);
    assert_eq!(undone["entries"][0]["undoes"].as_str(), Some(entry));
    assert_eq!(undone["entries"][1]["undone"], true);

    // Undoing the undo brings it back.
    let undo = undone["entries"][0]["id"].as_str().unwrap();
    computer.done(&["undo", undo]);
    assert_eq!(everything(&computer), after);
    assert!(computer.done(&["check"]).contains("intact"));
}

#[test]
fn a_sale_that_cannot_be_made_says_why_and_writes_nothing() {
    let computer = Computer::with_demo(120);
    let before = everything(&computer);
    let email = lone_email(&computer);
    let (shared, names) = shared_email(&computer);

    for (line, word) in [
        (&["subscribe", "nemo@exemple.fr", "--price", "Plein tarif", "--method", "cash"][..], "nemo@exemple.fr"),
        (&["subscribe", &email, "--price", "Gratuit", "--method", "cash"], "Adhésion, Plein tarif"),
        (&["subscribe", &email, "--price", "Plein tarif", "--method", "offered", "--amount", "25"], "Offert"),
        (&["subscribe", &email, "--price", "Plein tarif", "--method", "cash", "--amount", "0"], "Offert"),
        (&["subscribe", &email, "--price", "Soutien", "--method", "cash", "--amount", "2"], "30,00"),
        (&["subscribe", &shared, "--price", "Plein tarif", "--method", "cash"], names[1].as_str()),
    ] {
        let said = computer.refused(1, line);
        assert!(said.contains(word), "{line:?}: {said}");
    }
    assert_eq!(everything(&computer), before);

    let sale = ["subscribe", &shared, "--name", &names[0], "--price", "adhésion, plein tarif", "--method", "offered"];
    computer.done(&sale);
    let newest = computer.json(&["subscriptions", "--json", "--limit", "1"]);
    assert_eq!(rows(&newest)[0]["first_name"], names[0].as_str());
    assert_eq!(
        (rows(&newest)[0]["contribution"].as_i64(), rows(&newest)[0]["method"].as_str()),
        (Some(0), Some("offered"))
    );
}

#[test]
fn undoing_the_examples_empties_the_workspace() {
    let computer = Computer::with_demo(50);
    computer.done(&["undo"]);
    assert_eq!(computer.json(&["members", "--json"])["total"], 0);
    assert_eq!(computer.json(&["subscriptions", "--json"])["total"], 0);
    computer.done(&["check"]);

    let history = computer.json(&["history", "--json"]);
    let undo = history["entries"][0]["id"].as_str().unwrap();
    computer.done(&["undo", undo]);
    assert_eq!(computer.json(&["members", "--json"])["total"], 50);
    computer.done(&["check"]);
}

#[test]
fn a_backup_is_taken_back() {
    let computer = Computer::with_demo(25);
    let before = everything(&computer);
    computer.done(&["backup", "copie.guichet"]);

    // A copy is never written over.
    let kept = std::fs::read(computer.path("copie.guichet")).unwrap();
    let said = computer.refused(1, &["backup", "copie.guichet"]);
    assert!(said.contains("copie.guichet"), "{said}");
    assert_eq!(std::fs::read(computer.path("copie.guichet")).unwrap(), kept);

    let email = lone_email(&computer);
    computer.done(&["subscribe", &email, "--price", "Plein tarif", "--method", "card"]);
    assert_ne!(everything(&computer), before);
    let said = computer.done(&["restore", "copie.guichet"]);
    assert_eq!(everything(&computer), before);
    assert_eq!(said.lines().count(), 2, "says where the former one is kept: {said}");

    std::fs::write(computer.path("lettre.txt"), "Chère Zoé,").unwrap();
    let said = computer.refused(1, &["restore", "lettre.txt"]);
    assert!(said.contains("lettre.txt"), "{said}");
    computer.refused(1, &["restore", "absente.guichet"]);
    assert_eq!(everything(&computer), before);
}

#[test]
fn a_broken_workspace_is_told_and_left_alone() {
    let computer = Computer::with_demo(200);
    let file = computer.path("guichet.workspace");
    let mut bytes = std::fs::read(&file).unwrap();
    // Nonsense in the middle of the file: whole pages of it.
    let middle = bytes.len() / 2;
    bytes[middle..middle + 20_000].fill(0xa5);
    std::fs::write(&file, &bytes).unwrap();

    let answer = computer.run(&["check"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(!(answer.out.is_empty() && answer.err.is_empty()));

    for content in [&b"Ch\xe8re Zo\xe9,"[..], &[0; 4096]] {
        std::fs::write(&file, content).unwrap();
        let said = computer.refused(1, &["members"]);
        assert!(said.contains("guichet.workspace"), "{said}");
        assert_eq!(std::fs::read(&file).unwrap(), content);
    }
}

#[test]
fn a_workspace_in_use_says_by_whom() {
    let computer = Computer::with_demo(3);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let setup = Setup { operator: "Odile Perrin".to_owned(), ..Setup::of_this_computer() };
    let desk = runtime.block_on(Desk::open(&computer.path("guichet.workspace"), setup)).unwrap();

    for (language, line) in [("fr", "members"), ("en", "check"), ("fr", "undo")] {
        let said = computer.refused(1, &["--language", language, line]);
        assert!(said.contains("Odile Perrin"), "{said}");
    }
    runtime.block_on(desk.close()).unwrap();
    computer.done(&["members"]);
}

#[test]
fn whoever_reads_the_answer_may_leave() {
    let computer = Computer::with_demo(3_000);
    let mut child =
        computer.command(&["subscriptions", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();

    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
    assert_eq!(&first, b"{\"total\": ");
}

/// A file as French Excel saves it, with someone new, someone known, someone twice, and someone who cannot come in.
fn list(computer: &Computer, name: &str) -> PathBuf {
    let text = "Nom;Prénom;Email;Téléphone;Code postal\r\n\
        Lefèvre;Zoé;zoe@exemple.fr;06 39 98 00 01;01000\r\n\
        D'Angelo;Inès;ines@exemple.fr;;2A004\r\n\
        Sans;Arobase;pas une adresse;;\r\n\
        TOTAL;;;3;\r\n";
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    std::fs::write(computer.path(name), bytes).unwrap();

    computer.path(name)
}

#[test]
fn a_file_is_checked_imported_and_undone() {
    let computer = Computer::new();
    list(&computer, "liste.csv");

    let answer = computer.run(&["import", "liste.csv", "--dry-run", "--json"]);
    assert_eq!(answer.code, 3, "{answer:?}");
    let tried: Json = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((tried["dry_run"].as_bool(), tried["entry"].is_null()), (Some(true), true));
    assert_eq!((tried["new"].as_u64(), tried["updated"].as_u64()), (Some(2), Some(0)), "{tried}");
    for key in ["encoding", "separator", "decimal", "dates", "header_row", "sheet"] {
        assert!(tried["read_as"].get(key).is_some(), "{key}: {tried}");
    }
    assert_eq!(tried["read_as"]["separator"], ";");
    let refused = tried["refused"].as_array().unwrap();
    assert_eq!((refused.len(), refused[0]["row"].as_u64()), (1, Some(4)), "{tried}");
    assert_eq!(refused[0]["value"], "pas une adresse");
    assert!(refused[0]["reason"].as_str().unwrap().contains('@'), "{tried}");
    assert_eq!(computer.json(&["members", "--json"])["total"], 0);

    let answer = computer.run(&["import", "liste.csv", "--json", "--rejects", "refus.csv"]);
    assert_eq!(answer.code, 3, "{answer:?}");
    let imported: Json = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(imported["new"], 2);
    assert!(computer.path("refus.csv").exists());
    let members = computer.json(&["members", "--json", "--search", "dangelo"]);
    assert_eq!(rows(&members)[0]["email"], "ines@exemple.fr");

    // The same file again changes nothing.
    let again = computer.run(&["import", "liste.csv", "--json"]);
    let again: Json = serde_json::from_str(&again.out).unwrap();
    assert_eq!((again["new"].as_u64(), again["unchanged"].as_u64()), (Some(0), Some(2)), "{again}");
    assert!(again["entry"].is_null());

    computer.done(&["undo", imported["entry"].as_str().unwrap()]);
    assert_eq!(computer.json(&["members", "--json"])["total"], 0);
    computer.done(&["check"]);

    let people = computer.run(&["import", "liste.csv", "--dry-run"]);
    assert_eq!(people.code, 3);
    assert!(people.out.contains("ligne 4") && people.out.contains("Rien n’a été écrit"), "{}", people.out);
    let mapped = computer.run(&["import", "liste.csv", "--dry-run", "--json", "--map", "Téléphone="]);
    let mapped: Json = serde_json::from_str(&mapped.out).unwrap();
    let phone = mapped["columns"].as_array().unwrap().iter().find(|column| column["column"] == "Téléphone").unwrap();
    assert!(phone["field"].is_null(), "{phone}");
}

#[test]
fn tickets_and_own_fields_come_in_and_go_out() {
    let computer = Computer::new();
    let text = "Numéro de billet;Billet;Email;Prénom;Nom;Instrument\n\
        0001;Bal;zoe@exemple.fr;Zoé;Lefèvre;Flûte\n0002;Bal;max@exemple.fr;Max;M;Oud\n";
    std::fs::write(computer.path("billets.csv"), text).unwrap();

    let said = computer.done(&["import", "billets.csv", "--as", "tickets", "--map", "Instrument=new.choice"]);
    assert!(said.contains("2 billets") && said.contains("Instrument"), "{said}");
    computer.done(&["check"]);

    // The same ticket again is none, and the field is known now.
    let again = computer.json(&["import", "billets.csv", "--as", "tickets", "--json"]);
    assert_eq!((again["unchanged"].as_u64(), again["new_tickets"].as_u64()), (Some(2), Some(0)), "{again}");
    let column = again["columns"].as_array().unwrap().iter().find(|column| column["column"] == "Instrument").unwrap();
    assert_eq!(column["field"], "custom.instrument");

    for name in ["billets.xlsx", "billets.ods", "sortie.csv"] {
        computer.done(&["export", "tickets", "--to", name]);
        let again = computer.json(&["import", name, "--dry-run", "--json"]);
        assert_eq!((again["unchanged"].as_u64(), again["about"].as_str()), (Some(2), None), "{name}: {again}");
    }
    let fields = "email,custom.instrument";
    computer.done(&["export", "members", "--to", "choix.csv", "--fields", fields, "--dialect", "plain"]);
    let chosen = std::fs::read_to_string(computer.path("choix.csv")).unwrap();
    assert_eq!(chosen.lines().next(), Some("Courriel,Instrument"));
    assert!(chosen.contains("zoe@exemple.fr,Flûte"), "{chosen}");
}

#[test]
fn a_column_has_its_own_rule_and_hand_made_values_are_told() {
    let computer = Computer::new();
    std::fs::write(computer.path("a.csv"), "Email;Prénom;Nom;Ville;Téléphone\na@b.fr;Zoé;L;Brest;0611\n").unwrap();
    computer.done(&["import", "a.csv"]);
    std::fs::write(computer.path("b.csv"), "Email;Prénom;Nom;Ville;Téléphone\na@b.fr;Zoé;L;Lyon;0622\n").unwrap();

    let tried = computer.json(&["import", "b.csv", "--dry-run", "--json", "--policy", "Ville=overwrite"]);
    let changes = tried["listed"][0]["changes"].as_array().unwrap();
    assert_eq!((changes.len(), changes[0]["after"].as_str()), (1, Some("Lyon")), "{tried}");
    assert_eq!(tried["columns"][3]["policy"], "overwrite");
    let said = computer.refused(2, &["import", "b.csv", "--dry-run", "--policy", "Pays=overwrite"]);
    assert!(said.contains("Pays") && said.contains("Ville"), "{said}");
}

#[test]
fn files_that_are_none_are_refused_by_name() {
    let computer = Computer::new();
    std::fs::write(computer.path("vide.csv"), "").unwrap();
    std::fs::write(computer.path("image.csv"), [0x89, b'P', b'N', b'G', 0, 0, 0, 1, 2, 3]).unwrap();
    for file in ["vide.csv", "image.csv", "absent.csv"] {
        let said = computer.refused(1, &["import", file]);
        assert!(said.contains(file), "{said}");
    }
    assert_eq!(computer.json(&["members", "--json"])["total"], 0);
}

#[test]
fn lists_are_exported() {
    let computer = Computer::with_demo(30);
    let lines = |path: &Path| std::fs::read_to_string(path).unwrap().lines().count();

    computer.done(&["export", "members", "--to", "tous.csv"]);
    assert_eq!(lines(&computer.path("tous.csv")), 31);
    computer.done(&["export", "members", "--to", "champs.csv", "--fields", "email,last_name", "--dialect", "plain"]);
    let chosen = std::fs::read_to_string(computer.path("champs.csv")).unwrap();
    assert!(chosen.lines().all(|line| line.split(',').count() == 2), "{chosen}");

    let found = computer.json(&["members", "--json", "--where", "standing=yes"])["total"].as_u64().unwrap();
    computer.done(&["export", "members", "--to", "valides.csv", "--where", "standing=yes"]);
    assert_eq!(lines(&computer.path("valides.csv")) as u64, found + 1);

    computer.done(&["export", "subscriptions", "--to", "abonnements.xlsx"]);
    assert!(std::fs::read(computer.path("abonnements.xlsx")).unwrap().starts_with(b"PK"));
    computer.done(&["export", "payments", "--to", "paiements.csv"]);
    assert!(lines(&computer.path("paiements.csv")) > 1);

    let said = computer.refused(1, &["export", "members", "--to", "tous.pdf"]);
    assert!(said.contains("pdf"), "{said}");
    let said = computer.refused(2, &["export", "members", "--to", "x.csv", "--fields", "email,taille"]);
    assert!(said.contains("taille") && said.contains("email"), "{said}");
    assert!(!computer.path("x.csv").exists());

    // What was exported comes in again without a change.
    let again = computer.run(&["import", "tous.csv", "--dry-run", "--json"]);
    let again: Json = serde_json::from_str(&again.out).unwrap();
    assert_eq!((again["new"].as_u64(), again["updated"].as_u64()), (Some(0), Some(0)), "{again}");
}

#[test]
fn who_has_the_workspace_open_is_told_in_the_time_of_this_computer() {
    let computer = Computer::with_demo(3);
    let since = "2026-01-15T23:30:00Z".parse::<DateTime<Utc>>().unwrap();
    let setup = Setup { clock: Arc::new(move || since), ..Setup::of_this_computer() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let other = runtime.block_on(Desk::open(&computer.path("guichet.workspace"), setup)).unwrap();

    for (zone, told) in [("Asia/Tokyo", "16 janvier 2026 à 08:30"), (":Europe/Paris", "16 janvier 2026 à 00:30")] {
        let output = computer.command(&["members"]).env("TZ", zone).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();

        assert!(said.contains(told), "{zone}: {said}");
    }

    runtime.block_on(other.close()).unwrap();
}

#[test]
fn an_own_field_is_filled_in_and_emptied() {
    let computer = Computer::with_demo(5);
    let members = computer.json(&["members", "--json", "--where", "email_valid=all"]);
    let row = rows(&members).iter().find(|row| row["email"].is_string()).unwrap();
    let (id, email) = (row["id"].as_str().unwrap(), row["email"].as_str().unwrap());
    let held = |label: &str| {
        let members = computer.json(&["members", "--json"]);

        rows(&members).iter().find(|row| row["id"] == id).unwrap()["custom"][label].clone()
    };

    computer.done(&["field", "add", "Taille", "--kind", "number"]);
    computer.done(&["field", "add", "Depuis", "--kind", "date"]);
    computer.done(&["field", "add", "Joue de", "--kind", "choices", "--choices", "Oud,Flûte", "--required"]);
    computer.done(&["field", "add", "Certificat", "--kind", "file"]);

    let said = computer.done(&["field", "set", email, "taille", "-1,5"]);
    assert!(said.contains("Taille\u{a0}: -1,5"), "{said}");
    assert_eq!(held("taille"), -1.5);
    computer.done(&["field", "set", email, "depuis", "03/09/2020"]);
    assert_eq!(held("depuis"), "2020-09-03");
    computer.done(&["field", "set", email, "Joue de", "oud"]);
    assert_eq!(held("joue_de"), serde_json::json!(["Oud"]));
    std::fs::write(computer.path("avis.txt"), "bon").unwrap();
    computer.done(&["field", "set", email, "certificat", "avis.txt"]);
    assert_eq!(held("certificat")["name"], "avis.txt");

    let set = computer.json(&["field", "set", email, "taille", "1,80", "--json"]);
    assert_eq!((set["field"].as_str(), set["value"].as_f64()), (Some("taille"), Some(1.8)));
    assert_eq!(set["member"], id);
    assert!(set["entry"].is_string());
    // Nothing to do is no action.
    assert!(computer.json(&["field", "set", email, "taille", "1.8", "--json"])["entry"].is_null());

    let said = computer.done(&["field", "set", email, "taille", "--clear"]);
    assert!(said.contains("Taille\u{a0}: –"), "{said}");
    assert!(held("taille").is_null());
    computer.done(&["undo"]);
    assert_eq!(held("taille"), 1.8);

    computer.refused(1, &["field", "set", email, "taille", "grand"]);
    computer.refused(1, &["field", "set", email, "joue_de", "--clear"]);
    computer.refused(1, &["field", "set", email, "certificat", "absent.txt"]);
    computer.refused(1, &["field", "set", "personne@mel.example", "taille", "1"]);
    assert!(computer.refused(2, &["field", "set", email, "pointure", "1"]).contains("taille"));
    assert!(computer.refused(2, &["field", "set", email, "taille"]).contains("VALUE"));
    assert!(computer.refused(2, &["field", "set", email, "taille", "--claer"]).contains("--claer"));
    let said = computer.refused(2, &["field", "set", email, "taille", "1", "--clear"]);
    assert!(said.contains("--clear") && said.contains("ne vont pas ensemble"), "{said}");
    assert!(computer.done(&["help", "field"]).contains("set"));
    computer.done(&["check"]);
}

#[test]
fn own_fields_are_added_listed_and_filtered_by() {
    let computer = Computer::with_demo(40);
    let said = computer.done(&["field", "add", "Joue de", "--kind", "choice", "--choices", "Oud,Flûte", "--required"]);
    assert!(said.contains("joue_de"), "{said}");
    let added =
        computer.json(&["field", "add", "Né le", "--kind", "date", "--explain", "Comme sur la carte", "--json"]);
    assert_eq!(added["field"]["label"], "ne_le");
    assert_eq!(added["field"]["help"], "Comme sur la carte");

    let fields = computer.json(&["fields", "--json"]);
    let fields = fields["fields"].as_array().unwrap();
    assert_eq!(fields.iter().map(|field| field["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["choice", "date"]);
    assert_eq!(fields[0]["choices"], serde_json::json!(["Oud", "Flûte"]));
    assert_eq!(fields[0]["required"], true);
    assert!(computer.done(&["fields"]).contains("Joue de"));

    let members = computer.json(&["members", "--json"]);
    assert_eq!(rows(&members)[0]["custom"], serde_json::json!({ "joue_de": null, "ne_le": null }));

    let total = |filter: &str| computer.json(&["members", "--json", "--where", filter])["total"].as_u64().unwrap();
    assert_eq!(total("custom.joue_de=none"), 40);
    assert_eq!(total("custom.Joue de=any"), 0);
    assert_eq!(total("custom.joue_de=flute"), 0);
    assert_eq!(total("custom.ne_le=2001-01-01..31/12/2001"), 0);
    assert_eq!(total("custom.ne_le=all"), 40);

    assert!(computer.refused(2, &["members", "--where", "custom.rien=any"]).contains("joue_de, ne_le"));
    assert!(computer.refused(2, &["members", "--where", "custom.joue_de=piano"]).contains("Oud, Flûte"));
    computer.refused(2, &["members", "--where", "custom.ne_le=hier soir"]);
    computer.refused(2, &["field", "add", "Rien", "--kind", "couleur"]);
    computer.refused(1, &["field", "add", "Rien", "--kind", "choices"]);
    computer.refused(2, &["field"]);
    computer.done(&["undo"]);
    assert_eq!(computer.json(&["fields", "--json"])["fields"].as_array().unwrap().len(), 1);
    computer.done(&["check"]);
}

#[test]
fn possible_duplicates_are_listed_and_decided() {
    let computer = Computer::new();
    let file = computer.path("gens.csv");

    std::fs::write(
        &file,
        "Prénom;Nom;E-mail\nZoé;Lefèvre;zoe@mel.example\nZOE;Lefevre;\nAna;Ribeiro;maison@mel.example\n\
         Rui;Ribeiro;maison@mel.example\nPaul;Seul;paul@mel.example\n",
    )
    .unwrap();
    computer.run(&["import", "gens.csv"]);

    let found = |computer: &Computer| computer.json(&["duplicates", "--json"]);
    let all = found(&computer);

    assert_eq!(keys(&all), ["duplicates", "total"]);
    assert_eq!(all["total"], 2, "{all}");

    let told = computer.done(&["duplicates"]);

    assert!(
        told.contains("même nom") && told.contains("même e-mail") && told.contains("2 doublons possibles."),
        "{told}"
    );
    assert!(!told.contains("Seul"), "{told}");
    assert!(computer.done(&["duplicates", "--limit", "1"]).contains("2 doublons possibles."));
    assert_eq!(computer.json(&["members", "--where", "duplicate=yes", "--json"])["total"], 4);

    let group = |why: &str| -> Vec<String> {
        let groups = all["duplicates"].as_array().unwrap();
        let group = groups.iter().find(|group| group["why"] == why).unwrap();

        group["members"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let family = group("même e-mail");
    let decided = computer.json(&["duplicates", "--apart", &family[0], &family[1], "--json"]);

    assert!(decided["entry"].is_string(), "{decided}");
    assert_eq!(found(&computer)["total"], 1);
    assert!(computer.json(&["duplicates", "--apart", &family[1], &family[0], "--json"])["entry"].is_null());
    computer.done(&["undo"]);
    assert_eq!(found(&computer)["total"], 2);

    // By e-mail, where it is one person's.
    let other = all["duplicates"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["members"].as_array().unwrap())
        .find(|row| row["first_name"] == "ZOE")
        .unwrap();

    computer.done(&["duplicates", "--apart", "zoe@mel.example", other["id"].as_str().unwrap()]);
    assert_eq!(found(&computer)["total"], 1);
    computer.refused(1, &["duplicates", "--apart", "maison@mel.example", "zoe@mel.example"]);
    computer.refused(1, &["duplicates", "--apart", "nobody@mel.example", "zoe@mel.example"]);
    computer.refused(2, &["duplicates", "--apart", "zoe@mel.example"]);
    computer.done(&["check"]);
}
