use encoding_rs::UTF_8;

use super::cards::Cards;
use super::column::Column;

fn cards(text: &[u8]) -> Vec<Vec<(Column, String)>> {
    let mut cards = Cards::new(text, UTF_8);
    let mut all = Vec::new();

    while let Some(card) = cards.next().unwrap() {
        all.push(card.cells());
    }

    all
}

fn card(lines: &str) -> Vec<(Column, String)> {
    let mut all = cards(format!("BEGIN:VCARD\n{lines}\nEND:VCARD\n").as_bytes());

    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn names() {
    use Column::*;

    let table: &[(&str, &[(Column, &str)])] = &[
        (
            "N:Lefèvre;Zoé;Anne,Marie;Dr;Jr\nFN:x",
            &[(LastName, "Lefèvre"), (FirstName, "Zoé"), (Additional, "Anne Marie"), (Prefix, "Dr"), (Suffix, "Jr")],
        ),
        ("FN:Zoé LEFÈVRE", &[(LastName, "LEFÈVRE"), (FirstName, "Zoé")]),
        ("N:;;;;\nFN:Zoé Lefèvre", &[(LastName, "Lefèvre"), (FirstName, "Zoé")]),
        ("N:O\\;Neil\\, X;A", &[(LastName, "O;Neil  X"), (FirstName, "A")]),
        ("FN:La Salle\nORG:La Salle;Bar", &[(LastName, "La Salle"), (Organisation, "La Salle"), (Department, "Bar")]),
        (
            "n;charset=iso-8859-1;encoding=quoted-printable:Lef=E8vre;Zo=E9",
            &[(LastName, "Lefèvre"), (FirstName, "Zoé")],
        ),
        ("N;QUOTED-PRINTABLE:Lef=C3=A8=\nvre;Zo=C3=A9", &[(LastName, "Lefèvre"), (FirstName, "Zoé")]),
    ];

    for (lines, expected) in table {
        let expected: Vec<(Column, String)> = expected.iter().map(|(c, text)| (*c, (*text).to_owned())).collect();

        assert_eq!(card(lines), expected, "{lines}");
    }
}

#[test]
fn the_preferred_comes_first() {
    use Column::*;

    let said = card(
        "N:A;B\nEMAIL:one@ici.fr\nEMAIL;PREF=1:MAILTO:two@ici.fr\nEMAIL:ONE@ici.fr\nTEL;FAX:1\nTEL;HOME:2\n\
         item1.TEL;type=CELL;type=pref:3\nTEL;VALUE=uri:tel:+33-1;ext=102",
    );
    let of = |column| said.iter().find(|(known, _)| *known == column).map(|(_, text)| text.as_str());

    assert_eq!([Email(1), Email(2), Email(3)].map(of), [Some("two@ici.fr"), Some("one@ici.fr"), None]);
    assert_eq!([Phone(1), Phone(2), Phone(3)].map(of), [Some("3"), Some("2"), Some("+33-1 ext. 102")]);
    assert_eq!(of(Fax), Some("1"));
}

#[test]
fn days() {
    use Column::*;

    let table = [
        ("BDAY:19800322", Birth, "1980-03-22"),
        ("BDAY;value=date:1980-03-22", Birth, "1980-03-22"),
        ("BDAY:1980-03-22T00:00:00Z", Birth, "1980-03-22"),
        ("BDAY:--0203", BirthAsWritten, "--0203"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", BirthAsWritten, "--03-22"),
        ("BDAY;VALUE=text:circa 1800", BirthAsWritten, "circa 1800"),
    ];

    for (line, column, text) in table {
        assert_eq!(card(line), [(column, text.to_owned())], "{line}");
    }
}

#[test]
fn addresses() {
    use Column::*;

    let said = card("ADR;HOME:;;1 rue X\\nBât. B;Lyon;;69001;France\nADR;WORK;PREF:;Hall 2;3 rue Y,;Paris;;75011;");
    let of = |column| said.iter().find(|(known, _)| *known == column).map(|(_, text)| text.as_str());

    assert_eq!(of(Address), Some("3 rue Y\nHall 2"));
    assert_eq!((of(PostalCode), of(City), of(Country)), (Some("75011"), Some("Paris"), None));
    assert_eq!(of(OtherAddress(1)), Some("1 rue X\nBât. B\n69001 Lyon\nFrance"));
}

#[test]
fn cards_that_are_not_in_order() {
    use Column::*;

    let table: &[(&[u8], &[&str])] = &[
        (b"BEGIN:VCARD\rN:A;B\rEND:VCARD\rBEGIN:VCARD\rN:C\rEND:VCARD", &["A", "C"]),
        (b"\xEF\xBB\xBFbegin:vcard\r\n\r\nN:Le\r\n  Roy;B\r\nend:vcard\r\n", &["Le Roy"]),
        (b"BEGIN:VCARD\nN:A\nBEGIN:VCARD\nN:B\nEND:VCARD\n", &["A", "B"]),
        (b"BEGIN:VCARD\nN:A\n", &["A"]),
        (b"BEGIN:VCARD\nN:A\nAGENT:\nBEGIN:VCARD\nN:X\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nN:B\nEND:VCARD", &["A", "B"]),
        (b"BEGIN:VCARD\nPHOTO;BASE64:AAAA\n  BBBB\n CCCC\nDDDD\n\nN:A\nEND:VCARD", &["A"]),
        (b"BEGIN:VCARD\nN:L\xE9a\nEND:VCARD", &["L\u{e9}a"]),
        (b"BEGIN:VCARD\r\r\nN;QUOTED-PRINTABLE:L=\r\r\n=65a\r\r\nEND:VCARD\r\r\n", &["Lea"]),
        (b"BEGIN:VCARD\nN;QUOTED-PRINTABLE:Lea=\n\nNOTE:x\nEND:VCARD\n", &["Lea"]),
        (b"noise\n:::\nEND:VCARD\n", &[]),
    ];

    for (text, expected) in table {
        let names: Vec<String> = cards(text)
            .into_iter()
            .map(|cells| {
                cells.into_iter().find(|(column, _)| *column == LastName).map(|(_, name)| name).unwrap_or_default()
            })
            .collect();

        assert_eq!(names, *expected, "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn every_header_is_known_or_left_alone() {
    use crate::exchange::Field;
    use crate::exchange::map::names::{guessed, known};
    use Column::*;

    let fields = [
        (LastName, Field::LastName),
        (FirstName, Field::FirstName),
        (Nickname, Field::Pseudonym),
        (Email(1), Field::Email),
        (Phone(1), Field::Phone),
        (Birth, Field::BirthDate),
        (Address, Field::Address),
        (PostalCode, Field::PostalCode),
        (City, Field::City),
        (Country, Field::Country),
        (Language, Field::Language),
        (Comment, Field::Comment),
    ];

    for (column, field) in fields {
        assert_eq!(known(&column.header()), Some(field));
    }

    for column in [
        Email(2),
        Phone(3),
        Fax,
        BirthAsWritten,
        OtherAddress(1),
        OtherAddress(2),
        Region,
        Organisation,
        Anniversary,
        Additional,
        Prefix,
    ] {
        let header = column.header();

        assert_eq!(known(&header).or_else(|| guessed(&header)), None, "{header}");
    }
}
