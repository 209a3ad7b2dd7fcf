//! Address books as contact cards, read as lists of people.

use std::path::{Path, PathBuf};

use guichet::desk::Job;

use super::{check, counts, desk, rows, write};

/// The cells of each card, by header, empty ones left out.
fn cards(file: &Path) -> Vec<Vec<(String, String)>> {
    let (read, rows) = rows(file);

    rows.into_iter()
        .map(|row| {
            read.headers
                .iter()
                .zip(row)
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(header, cell)| (header.clone(), cell))
                .collect()
        })
        .collect()
}

fn of<'a>(card: &'a [(String, String)], header: &str) -> &'a str {
    card.iter().find(|(known, _)| known == header).map_or("", |(_, cell)| cell)
}

const PHONE: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=C3=A9;;;\r\n\
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=A9=20=\r\nLef=C3=A8vre\r\nTEL;CELL;PREF:0612345678\r\nTEL;HOME:0123456789\r\n\
EMAIL;PREF:zoe@ici.example\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n AAAA\r\n BBBB==\r\n\r\nEND:VCARD\r\n";

const COMPUTER: &str = "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//macOS 15//EN\nN:Martin;Max;;;\nFN:Max Martin\n\
item1.EMAIL;type=INTERNET;type=pref:max@la.example\nEMAIL;type=WORK:max@travail.example\nitem2.ADR;type=HOME;type=pref:;;3 rue \n\x20des Lilas\\nBât. B;Lyon;;69001;France\nBDAY;value=date:1980-03-22\nNOTE:Aime le jazz\\, pas le rock\\nVient le jeudi\n\
END:VCARD\n";

const NEWEST: &str = "BEGIN:VCARD\nVERSION:4.0\nFN:Noé Petit\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+33-6-00-00-00-00\n\
LANG;PREF=1:fr\nADR;LABEL=\"1, place du Marché\":;;1 place du Marché;Nantes;;44000;\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Bénévoles\nMEMBER:urn:uuid:1\nEND:VCARD\n";

#[test]
fn cards_of_three_versions_in_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "all.vcf", format!("\u{feff}{PHONE}{COMPUTER}{NEWEST}"));
    let all = cards(&file);

    assert_eq!(all.len(), 3);
    assert_eq!([of(&all[0], "First name"), of(&all[0], "Last name")], ["Zoé", "Lefèvre"]);
    assert_eq!([of(&all[0], "Phone"), of(&all[0], "Phone 2")], ["0612345678", "0123456789"]);
    assert_eq!(of(&all[1], "Address"), "3 rue des Lilas\nBât. B");
    assert_eq!([of(&all[1], "E-mail"), of(&all[1], "E-mail 2")], ["max@la.example", "max@travail.example"]);
    assert_eq!(of(&all[1], "Birth date"), "1980-03-22");
    assert_eq!(of(&all[1], "Comment"), "Aime le jazz, pas le rock\nVient le jeudi");
    assert_eq!([of(&all[2], "First name"), of(&all[2], "Last name")], ["Noé", "Petit"]);
    assert_eq!([of(&all[2], "Phone"), of(&all[2], "Language")], ["+33-6-00-00-00-00", "fr"]);

    let (read, _) = rows(&file);

    assert_eq!(
        (read.read_as.encoding.as_str(), read.read_as.separator, read.read_as.header_row),
        ("vcard", None, None)
    );
    assert_eq!(read.notes.iter().map(|note| &*note.key).collect::<Vec<_>>(), ["exchange-vcard-groups"]);
    assert_eq!(read.read_as.doubts, []);
}

#[test]
fn bytes_of_any_kind() {
    let folder = tempfile::tempdir().unwrap();
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lefèvre;Zoé\r\nEMAIL:z@ici.example\r\nEND:VCARD\r\n";
    let wide =
        |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let table = [
        ("utf8", text.as_bytes().to_vec()),
        ("windows", encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
        ("little", wide(u16::to_le_bytes)),
        ("big", wide(u16::to_be_bytes)),
        ("mac lines", text.replace("\r\n", "\r").into_bytes()),
        ("doubled lines", text.replace("\r\n", "\r\r\n").into_bytes()),
    ];

    for (name, bytes) in table {
        let all = cards(&write(folder.path(), "a.vcf", bytes));

        assert_eq!(all.len(), 1, "{name}");
        assert_eq!([of(&all[0], "First name"), of(&all[0], "Last name")], ["Zoé", "Lefèvre"], "{name}");
    }
}

#[tokio::test]
async fn a_book_becomes_members() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk().await;
    let checked = check(&desk, &write(folder.path(), "all.vcf", format!("{PHONE}{COMPUTER}{NEWEST}"))).await;

    assert_eq!(counts(&checked), (3, 0, 0, 0));
    desk.import(checked, &Job::new()).await.unwrap();

    let all = desk.members(&Default::default(), 0..3).await.unwrap().rows;
    let mut births = Vec::new();

    for row in all {
        let member = desk.member(row.id).await.unwrap().member;

        births.push((member.last_name.clone(), member.birth_date.map(|day| day.to_string()), member.city.clone()));
    }

    births.sort();
    assert_eq!(
        births,
        [
            ("Lefèvre".to_owned(), None, None),
            ("Martin".to_owned(), Some("1980-03-22".to_owned()), Some("Lyon".to_owned())),
            ("Petit".to_owned(), None, Some("Nantes".to_owned())),
        ]
    );
}

/// Cards that programs of this world wrote, where they are at hand beside the working copy.
fn at_hand(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/vcard").join(name);

    path.is_file().then_some(path)
}

#[test]
fn cards_of_the_world() {
    /// A file, how many cards it has, and what stands where: which card, which header.
    type Case<'a> = (&'a str, usize, &'a [(usize, &'a str, &'a str)]);

    let table: &[Case<'_>] = &[
        (
            "John_Doe_IPHONE.vcf",
            1,
            &[
                (0, "First name", "John"),
                (0, "Last name", "Doe"),
                (0, "Additional names", "Richter James"),
                (0, "Nickname", "Johny"),
                (0, "E-mail", "john.doe@ibm.com"),
                (0, "Phone", "905-555-1234"),
                (0, "Phone 2", "905-666-1234"),
                (0, "Fax", "905-888-1234, 905-999-1234"),
                (0, "Birth date", "2012-06-06"),
                (0, "Address", "Silicon Alley 5"),
                (0, "City", "New York"),
                (0, "Postal code", "12345"),
                (0, "Other address", "Street4\nBuilding 6\nFloor 8\n12345 New York\nUSA"),
                (0, "Website", "http://www.ibm.com"),
                (0, "Organisation", "IBM"),
                (0, "Department", "Accounting"),
            ],
        ),
        (
            "John_Doe_MS_OUTLOOK.vcf",
            1,
            &[
                (0, "First name", "John"),
                (0, "Last name", "Doe"),
                (0, "E-mail", "john.doe@ibm.cm"),
                (0, "Phone", "(905) 555-1234"),
                (0, "Address", "Cresent moon drive"),
                (0, "Birth date", "1980-03-22"),
                (0, "Anniversary", "2011-01-13"),
            ],
        ),
        (
            "gmail-list.vcf",
            3,
            &[(0, "First name", "Arnold"), (1, "Last name", "Beatle"), (2, "E-mail", "dwhite@gmail.com")],
        ),
        (
            "rfc6350-example.vcf",
            1,
            &[
                (0, "First name", "Simon"),
                (0, "Last name", "Perreault"),
                (0, "Suffix", "ing. jr M.Sc."),
                (0, "BDAY", "--0203"),
                (0, "Anniversary", "2009-08-08"),
                (0, "Phone", "+1-418-656-9254 ext. 102"),
                (0, "Phone 2", "+1-418-262-6501"),
                (0, "Address", "2875 Laurier\nSuite D2-630"),
                (0, "City", "Quebec"),
                (0, "Postal code", "G1V 2M2"),
                (0, "Language", "fr"),
                (0, "E-mail", "simon.perreault@viagenie.ca"),
            ],
        ),
        (
            "thunderbird-MoreFunctionsForAddressBook-extension.vcf",
            1,
            &[
                (0, "First name", "John"),
                (0, "E-mail", "doe.john@hotmail.com"),
                (0, "E-mail 5", "additional-email3@company.com"),
                (0, "Phone 3", "555-555-5555"),
                (0, "Fax", "555-555-3333"),
                (0, "Address", "Suite 100\n222 Broadway"),
                (0, "City", "New York"),
                (0, "Birth date", "1970-09-21"),
                (0, "Anniversary", "1990-04-30"),
                (
                    0,
                    "Comment",
                    "This is the notes field.\nSecond Line\n\nFourth Line\nYou can put anything in the \"note\" field; even curse words.",
                ),
            ],
        ),
        (
            "John_Doe_ANDROID.vcf",
            6,
            &[
                (0, "E-mail", "john.doe@company.com"),
                (2, "Phone", "123456789"),
                (2, "Last name", "Ñ Ñ Ñ Ñ"),
                (3, "Phone 4", "45678901"),
                (4, "First name", "Ñ Ñ Ñ"),
                (4, "E-mail", "bob@company.com"),
            ],
        ),
    ];

    for (name, count, expected) in table {
        let Some(path) = at_hand(name) else { continue };
        let all = cards(&path);

        assert_eq!(all.len(), *count, "{name}");

        for (at, header, text) in *expected {
            assert_eq!(of(&all[*at], header), *text, "{name}, {header}");
        }
    }
}
