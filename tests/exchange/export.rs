//! Exports through the desk: the program knows its own files again, and writes them whole or not at all.

use std::fmt::Write as _;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use guichet::desk::export::{Dialect, ExportOf, ExportOptions, exportable};
use guichet::desk::{Desk, Failure, Job, Selection};
use guichet::domain::custom::{CustomField, FieldKind};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::query::{MemberQuery, SubscriptionQuery};
use guichet::domain::ticket::Ticket;
use guichet::domain::venue::Venue;
use guichet::exchange::{Field, Meaning, Subject};
use guichet::words::Language;

use super::sheets::{left_in, part};
use super::{check, counts, desk, import, now, setup, write};

fn all(subject: Subject) -> ExportOf {
    match subject {
        Subject::Members => ExportOf::Members(Selection::Query(MemberQuery::default())),
        Subject::Subscriptions => ExportOf::Subscriptions(Selection::Query(SubscriptionQuery::default())),
        Subject::Payments => ExportOf::Payments(None),
        Subject::Tickets => ExportOf::Tickets(None),
    }
}

#[tokio::test]
async fn the_programs_own_export_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;

    import(&desk, &write(folder.path(), "liste.csv", super::venue::bytes())).await;

    for (first_name, comment, phone) in
        [("=cmd|' /C calc'!A0", "'-x", "+33 6 00 00 00 00"), ("-1", "@x", "'+33"), ("Null", "a;\"b\"\nc", "0611")]
    {
        let member = Member {
            first_name: first_name.into(),
            last_name: "O'Brien".into(),
            comment: Some(comment.into()),
            phone: Some(phone.into()),
            ..Member::new(Id::nil(), now())
        };

        desk.add_member(member, true).await.unwrap();
    }

    own_fields_and_tickets(&desk).await;

    let own = desk.custom_fields(true).await.unwrap();
    let before = desk.counts().await.unwrap();

    for language in [Language::French, Language::English] {
        for dialect in [Dialect::FrenchExcel, Dialect::Plain] {
            for &subject in Subject::ALL {
                for name in ["a.csv", "a.xlsx", "a.ods"] {
                    let every = exportable(subject).iter().copied().map(Meaning::Field);
                    let every = every.chain(own.iter().map(|field| Meaning::Custom(field.id))).collect();

                    for fields in [Vec::new(), every] {
                        let to = folder.path().join(name);
                        let options = ExportOptions { fields, dialect, language };
                        let rows = desk.export(all(subject), &to, options, &Job::new()).await.unwrap();
                        let checked = check(&desk, &to).await;

                        assert_eq!(
                            (checked.summary.rows, counts(&checked)),
                            (rows, (0, 0, rows, 0)),
                            "{language:?} {dialect:?} {subject:?} {name} {:?}",
                            checked.summary.refused
                        );
                        assert!(checked.summary.new_products.is_empty());
                    }
                }
            }
        }
    }

    assert_eq!(desk.counts().await.unwrap(), before);
}

/// A field of each kind, one called like a field of the program and one with a choice that holds what separates choices;
/// two members have values in them, and tickets with and without numbers.
async fn own_fields_and_tickets(desk: &Desk) {
    let members = desk.member_ids(&MemberQuery::default()).await.unwrap();

    for (title, kind, choices, values) in [
        ("Instrument", FieldKind::Choice, "Flûte\nBatterie", ["Batterie", "Flûte"]),
        ("Groupes", FieldKind::Choices, "Chœur\nOrchestre, cordes\nBureau", ["Bureau\nChœur", "Orchestre, cordes"]),
        ("Taille", FieldKind::Number, "", ["1.75", "-12345.678"]),
        ("Licence", FieldKind::Text, "", ["007", "=1+1"]),
        ("Téléphone", FieldKind::LongText, "", ["a\nb; c", "'x"]),
        ("Certificat remis le", FieldKind::Date, "", ["2026-02-28", "1890-01-01"]),
        ("Photo permise", FieldKind::YesNo, "", ["yes", "no"]),
    ] {
        let mut field = CustomField::new(Id::nil(), kind, title, now());

        field.choices = choices.to_owned();
        desk.save_field(field).await.unwrap();

        let field = desk.custom_fields(false).await.unwrap().pop().unwrap();

        for (member, value) in members.iter().zip(values) {
            desk.set_values(*member, &[(field.id, Some(value.to_owned()))]).await.unwrap();
        }
    }

    for (n, number) in [(0, Some("0012")), (0, None), (1, Some("7E3"))] {
        let ticket = Ticket {
            title: "Concert \"de\" Noël; placé".into(),
            category: Some("+ Plein".into()),
            order_number: number.map(|number| format!("C{number}")),
            ticket_number: number.map(str::to_owned),
            date: chrono::NaiveDate::from_ymd_opt(2026, 12, 4),
            ..Ticket::new(Id::nil(), members[n], now())
        };

        desk.save_ticket(ticket).await.unwrap();
    }
}

#[tokio::test]
async fn a_choice_of_columns_is_kept_under_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;

    own_fields_and_tickets_of_two(&desk, folder.path()).await;

    let own = desk.custom_fields(false).await.unwrap();
    let chosen = [Meaning::Field(Field::LastName), Meaning::Custom(own[0].id), Meaning::Field(Field::Email)];

    assert!(desk.save_layout(Subject::Members, " ", &chosen).await.is_err());
    assert!(desk.save_layout(Subject::Members, "Chorale", &[]).await.is_err());
    desk.save_layout(Subject::Members, " Chorale ", &chosen).await.unwrap();
    desk.save_layout(Subject::Payments, "Chorale", &chosen[..1]).await.unwrap();

    let layouts = desk.layouts(Subject::Members).await.unwrap();

    assert_eq!(layouts.iter().map(|layout| layout.name.as_str()).collect::<Vec<_>>(), ["Chorale"]);
    assert_eq!(layouts[0].fields, chosen);

    let to = folder.path().join("b.csv");
    let options =
        ExportOptions { fields: layouts[0].fields.clone(), dialect: Dialect::Plain, language: Language::French };

    desk.export(all(Subject::Members), &to, options, &Job::new()).await.unwrap();
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "Nom,Instrument,Courriel\nB,Batterie,a@b.fr\nD,Flûte,c@d.fr\n");

    // Replaced under its name, taken away, and both taken back.
    desk.save_layout(Subject::Members, "Chorale", &chosen[..1]).await.unwrap();
    assert_eq!(desk.layouts(Subject::Members).await.unwrap()[0].fields, chosen[..1]);
    desk.forget_layout(layouts[0].id).await.unwrap();
    assert!(desk.layouts(Subject::Members).await.unwrap().is_empty());
    desk.undo(None).await.unwrap();
    desk.undo(None).await.unwrap();
    assert_eq!(desk.layouts(Subject::Members).await.unwrap(), layouts);
}

#[tokio::test]
async fn a_field_whose_title_would_run_is_known_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;

    import(&desk, &write(folder.path(), "a.csv", "Email;Prénom;Nom\na@b.fr;A;B\n")).await;
    desk.save_field(CustomField::new(Id::nil(), FieldKind::Text, "+1", now())).await.unwrap();

    let field = desk.custom_fields(false).await.unwrap()[0].id;
    let member = desk.member_ids(&MemberQuery::default()).await.unwrap()[0];

    desk.set_values(member, &[(field, Some("Max".to_owned()))]).await.unwrap();

    for (name, dialect) in [("b.csv", Dialect::FrenchExcel), ("c.csv", Dialect::Plain), ("d.xlsx", Dialect::Plain)] {
        let to = folder.path().join(name);
        let mut fields = [Field::Email, Field::FirstName, Field::LastName].map(Meaning::Field).to_vec();
        fields.push(Meaning::Custom(field));

        let options = ExportOptions { fields, dialect, language: Language::French };

        desk.export(all(Subject::Members), &to, options, &Job::new()).await.unwrap();

        let checked = check(&desk, &to).await;

        assert_eq!(checked.summary.columns[3].header, "+1", "{name}");
        assert_eq!(checked.summary.columns[3].meaning, Some(Meaning::Custom(field)), "{name}");
        assert_eq!(counts(&checked), (0, 0, 1, 0), "{name}");
    }
}

#[tokio::test]
async fn a_payment_keeps_the_decimals_of_its_own_currency() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let text =
        "Email;Prénom;Nom;Produit;Cotisation;Payé le;Moyen de paiement\na@b.fr;A;B;Adhésion;12,50;03/09/2026;Espèces\n";

    import(&desk, &write(folder.path(), "a.csv", text)).await;

    let venue = desk.venue().await.unwrap();

    desk.save_venue(Venue { name: "Lieu".to_owned(), currency: "JPY".to_owned(), ..venue }).await.unwrap();

    let fields = [Field::Email, Field::Amount, Field::Currency].map(Meaning::Field).to_vec();
    let options = |dialect| ExportOptions { fields: fields.clone(), dialect, language: Language::French };
    let write = async |name: &str, dialect| {
        let to = folder.path().join(name);

        desk.export(all(Subject::Payments), &to, options(dialect), &Job::new()).await.unwrap();
        to
    };
    let plain = std::fs::read_to_string(write("b.csv", Dialect::Plain).await).unwrap();
    let french = std::fs::read_to_string(write("c.csv", Dialect::FrenchExcel).await).unwrap();

    assert!(plain.ends_with("a@b.fr,12.50,EUR\n"), "{plain}");
    assert!(french.ends_with("a@b.fr;12,50;EUR\r\n"), "{french}");

    // In workbooks it is a number without the sign of the yen.
    let xlsx = write("d.xlsx", Dialect::Plain).await;
    let sheet = part(&xlsx, "xl/worksheets/sheet1.xml");
    let styles = part(&xlsx, "xl/styles.xml");
    let cell = sheet.split("<c ").find(|cell| cell.starts_with("r=\"B2\"")).unwrap();
    let style = |cell: &str| cell.split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();

    assert!(cell.contains("<v>12.5</v>"), "{cell}");
    assert!(styles.contains("formatCode=\"#,##0\\ [$¥]\""), "{styles}");
    let id =
        |code: &str| styles.split(&format!("\" formatCode=\"{code}\"")).next().unwrap().rsplit('"').next().unwrap();
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let format = formats.split("<xf numFmtId=\"").nth(style(cell).parse::<usize>().unwrap() + 1).unwrap();

    assert!(format.starts_with(&format!("{}\"", id("#,##0.00"))), "{styles}");

    let ods = part(&write("e.ods", Dialect::Plain).await, "content.xml");

    assert!(ods.contains("table:style-name=\"Default\" office:value-type=\"float\" office:value=\"12.50\""), "{ods}");
}

async fn own_fields_and_tickets_of_two(desk: &Desk, folder: &std::path::Path) {
    import(desk, &write(folder, "a.csv", "Email;Prénom;Nom\na@b.fr;A;B\nc@d.fr;C;D\n")).await;
    own_fields_and_tickets(desk).await;
}

#[tokio::test]
async fn ticked_rows_come_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;

    import(&desk, &write(folder.path(), "a.csv", "Email;Prénom;Nom\na@b.fr;A;B\nc@d.fr;C;D\ne@f.fr;E;F\n")).await;

    let mut ids = desk.member_ids(&MemberQuery::default()).await.unwrap();

    ids.reverse();
    ids.truncate(2);

    let to = folder.path().join("b.csv");
    let fields = [Field::LastName, Field::Email].map(Meaning::Field).to_vec();
    let options = ExportOptions { fields, dialect: Dialect::Plain, language: Language::English };
    let written = desk.export(ExportOf::Members(Selection::Ticked(ids)), &to, options, &Job::new()).await.unwrap();

    assert_eq!(written, 2);
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "Last name,E-mail\nF,e@f.fr\nD,c@d.fr\n");
}

#[tokio::test]
async fn an_export_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let desk: Desk = Desk::in_memory(setup()).await.unwrap();

    import(&desk, &write(folder.path(), "a.csv", "Email;Prénom;Nom\na@b.fr;A;B\n")).await;

    let out = folder.path().join("out");

    std::fs::create_dir(&out).unwrap();

    let kept = write(&out, "kept.csv", "old");
    let job = Job::new();

    job.cancel();
    assert!(matches!(desk.export(all(Subject::Members), &kept, options(), &job).await, Err(Failure::Cancelled)));
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "old");

    for (name, expected) in [
        ("", "exchange-unknown-kind"),
        ("a.pdf", "exchange-unknown-kind"),
        ("nowhere/a.csv", "exchange-folder-missing"),
    ] {
        let to = out.join(name);

        assert_eq!(key(desk.export(all(Subject::Members), &to, options(), &Job::new()).await), expected, "{name}");
    }

    std::fs::create_dir(out.join("folder.csv")).unwrap();
    assert_eq!(
        key(desk.export(all(Subject::Members), &out.join("folder.csv"), options(), &Job::new()).await),
        "exchange-target-folder"
    );

    assert_eq!(left_in(&out), ["folder.csv", "kept.csv"]);
}

const NAMES: [&str; 3] = ["a.csv", "a.xlsx", "a.ods"];

fn options() -> ExportOptions {
    ExportOptions { fields: Vec::new(), dialect: Dialect::FrenchExcel, language: Language::French }
}

async fn members(desk: &Desk, to: &Path) -> Result<usize, Failure> {
    desk.export(all(Subject::Members), to, options(), &Job::new()).await
}

fn key(result: Result<usize, Failure>) -> String {
    result.unwrap_err().phrase().key.into_owned()
}

/// A desk with that many members.
async fn full(folder: &Path, count: usize) -> Desk {
    let desk = desk().await;
    let mut list = String::from("Email;Prénom;Nom;Ville\n");

    for index in 0..count {
        // Names that pack badly.
        let name = Id::from_u128((index as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));

        writeln!(list, "p{index}@exemple.fr;Zoé;{};Saint-Malo", name.simple()).unwrap();
    }

    import(&desk, &write(folder, "liste.csv", list)).await;

    desk
}

#[tokio::test]
async fn stopped_in_the_middle() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let desk = full(folder.path(), 7_000).await;

    for name in NAMES {
        let to = write(out.path(), name, "old");
        let job = Job::new();
        let stop = async {
            while job.progress().0 == 0 {
                tokio::task::yield_now().await;
            }

            job.cancel();
        };
        let (done, ()) = tokio::join!(desk.export(all(Subject::Members), &to, options(), &job), stop);

        assert_eq!(done, Err(Failure::Cancelled), "{name}");
        assert!((1..7_000).contains(&job.progress().0));
        assert_eq!(std::fs::read_to_string(&to).unwrap(), "old");
    }

    assert_eq!(left_in(out.path()), ["a.csv", "a.ods", "a.xlsx"]);
}

/// Whoever has the old file open keeps reading it; the new one is there for the next.
#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_open_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let desk = full(folder.path(), 3).await;

    for name in NAMES {
        let to = write(out.path(), name, "old");
        let open = std::fs::File::open(&to).unwrap();

        assert_eq!(members(&desk, &to).await, Ok(3));
        assert_eq!(std::io::read_to_string(open).unwrap(), "old");
        assert_ne!(std::fs::read(&to).unwrap(), b"old");
    }

    assert_eq!(left_in(out.path()), ["a.csv", "a.ods", "a.xlsx"]);
}

/// Who could not read the old file cannot read the new one; a link stays one; a device is left alone.
#[cfg(unix)]
#[tokio::test]
async fn the_place_of_the_old_file() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let desk = full(folder.path(), 3).await;
    let mine = write(out.path(), "mine.csv", "old");
    let link = out.path().join("link.csv");

    std::fs::set_permissions(&mine, std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink("mine.csv", &link).unwrap();
    assert_eq!(members(&desk, &link).await, Ok(3));
    assert!(link.is_symlink());
    assert_ne!(std::fs::read(&mine).unwrap(), b"old");
    assert_eq!(mine.metadata().unwrap().permissions().mode() & 0o777, 0o600);

    let device = out.path().join("device.csv");

    symlink("/dev/null", &device).unwrap();
    assert_eq!(key(members(&desk, &device).await), "exchange-target-device");

    std::fs::set_permissions(&mine, std::fs::Permissions::from_mode(0o400)).unwrap();
    assert_eq!(key(members(&desk, &mine).await), "exchange-target-forbidden");
    assert_eq!(left_in(out.path()), ["device.csv", "link.csv", "mine.csv"]);
}

/// A disk of its own, which only some may mount.
#[cfg(target_os = "linux")]
struct Disk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl Disk {
    fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");

        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).stderr(Stdio::null());

        mount.status().is_ok_and(|status| status.success()).then(|| Self(folder))
    }

    fn again(&self, options: &str) {
        let options = format!("remount,{options}");

        assert!(Command::new("mount").args(["-o", &options]).arg(self.0.path()).status().unwrap().success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// Wherever the disk ends: in the middle of a row, when the last bytes are written, while a workbook is put together.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk() {
    let Some(disk) = Disk::mount("size=64k") else { return eprintln!("no disk could be mounted: not tried") };
    let folder = tempfile::tempdir().unwrap();
    let desk = full(folder.path(), 4_000).await;

    for name in NAMES {
        let (mut refused, mut written) = (0, 0);
        let to = disk.0.path().join(name);

        for pages in [2, 8, 16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 192, 256, 512, 1024] {
            // The old file takes one page, and so does the folder's own.
            disk.again(&format!("size={}k", pages * 4));
            std::fs::write(&to, "old").unwrap();

            match members(&desk, &to).await {
                Ok(rows) => {
                    let checked = check(&desk, &to).await;

                    assert_eq!((rows, counts(&checked)), (4_000, (0, 0, 4_000, 0)), "{name} {pages}");
                    written += 1;
                }
                Err(failure) => {
                    let phrase = failure.phrase();

                    assert_eq!(phrase.key, "exchange-disk-full", "{name} {pages} {phrase:?}");
                    assert_eq!(std::fs::read_to_string(&to).unwrap(), "old");
                    refused += 1;
                }
            }

            assert_eq!(left_in(disk.0.path()), [name], "{pages}");
        }

        assert!(refused > 3 && written > 0, "{name}: {refused} refused, {written} written");
        std::fs::remove_file(&to).unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let desk = full(folder.path(), 3).await;

    // Root may write where nobody may, but not on a disk that is read-only.
    #[cfg(target_os = "linux")]
    match Disk::mount("ro") {
        Some(disk) => {
            for name in NAMES {
                assert_eq!(key(members(&desk, &disk.0.path().join(name)).await), "exchange-target-forbidden");
            }
        }
        None => eprintln!("no disk could be mounted: not tried"),
    }

    let closed = tempfile::tempdir().unwrap();

    std::fs::set_permissions(closed.path(), std::fs::Permissions::from_mode(0o555)).unwrap();

    if std::fs::write(closed.path().join("probe"), "").is_ok() {
        return eprintln!("this user may write everywhere: not tried");
    }

    for name in NAMES {
        assert_eq!(key(members(&desk, &closed.path().join(name)).await), "exchange-target-forbidden");
    }

    assert!(left_in(closed.path()).is_empty());
}
