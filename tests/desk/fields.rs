//! The venue's own fields: their rules, their values, their files, and the way back of each.

use guichet::desk::{Failure, Order};
use guichet::domain::custom::{CustomField, FILE_LIMIT, FieldKind, FileRef};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::phrase::Arg;

use super::kit::{Place, add, gone, member, refused};

pub fn field(kind: FieldKind, title: &str, choices: &str) -> CustomField {
    CustomField {
        choices: choices.to_owned(),
        ..CustomField::new(Id::now_v7(), kind, title, chrono::DateTime::UNIX_EPOCH)
    }
}

fn said(field: &CustomField, value: &str) -> (Id, Option<String>) {
    (field.id, Some(value.to_owned()))
}

async fn zoe(place: &Place) -> Member {
    let zoe = member("Zoé", "Lefèvre", Some("zoe@example.org"));

    add(&place.desk, &zoe).await;
    place.desk.member(zoe.id).await.unwrap().member
}

/// What a member's fields hold, in their order.
async fn held(place: &Place, member: Id) -> Vec<Option<String>> {
    place.desk.member(member).await.unwrap().fields.into_iter().map(|(_, value)| value).collect()
}

#[tokio::test]
async fn fields_are_made_changed_and_ordered() {
    let place = Place::new().await;
    let desk = &place.desk;
    let first = field(FieldKind::Text, " Taille ", "");
    let second = field(FieldKind::Choice, "Taille", "S\nM\nL");

    desk.save_field(first.clone()).await.unwrap();
    let outcome = desk.save_field(second.clone()).await.unwrap();
    desk.save_field(CustomField { id: Id::nil(), ..field(FieldKind::Date, "Taille", "") }).await.unwrap();

    let fields = desk.custom_fields(false).await.unwrap();
    let labels: Vec<_> = fields.iter().map(|field| (field.label.as_str(), field.title.as_str())).collect();

    assert_eq!(outcome.said.key, "done-field-save");
    assert_eq!(labels, [("taille", "Taille"), ("taille_2", "Taille"), ("taille_3", "Taille")]);

    // The title changes, the label stays.
    let renamed = CustomField { title: "Pointure".to_owned(), ..fields[0].clone() };
    let before = place.dump().await;

    desk.save_field(renamed).await.unwrap();
    assert_eq!(desk.custom_fields(false).await.unwrap()[0].label, "taille");
    desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();

    let ids: Vec<Id> = fields.iter().rev().map(|field| field.id).collect();

    assert!(desk.reorder(Order::Fields(ids.clone())).await.unwrap().changed());
    assert_eq!(desk.custom_fields(false).await.unwrap().iter().map(|field| field.id).collect::<Vec<_>>(), ids);

    desk.archive_field(second.id, true).await.unwrap();
    assert_eq!(desk.custom_fields(false).await.unwrap().len(), 2);
    assert_eq!(desk.custom_fields(true).await.unwrap().last().map(|field| field.id), Some(second.id));
    desk.archive_field(second.id, false).await.unwrap();
    assert_eq!(desk.custom_fields(false).await.unwrap().len(), 3);

    assert_eq!(
        refused(desk.save_field(field(FieldKind::Choice, "", " \n")).await),
        ["custom-field-title-missing", "custom-field-choices-missing"]
    );
    assert_eq!(gone(desk.archive_field(Id::now_v7(), true).await), "gone-field");
    place.assert_sound().await;

    // A field whose creation was undone is not made again under its id.
    let fourth = field(FieldKind::Text, "Quatrième", "");

    desk.save_field(fourth.clone()).await.unwrap();
    desk.undo(None).await.unwrap();
    assert_eq!(gone(desk.save_field(fourth).await), "gone-field");
}

#[tokio::test]
async fn a_kind_stays_once_there_are_values() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = zoe(&place).await;
    let text = field(FieldKind::Text, "Instrument", "");

    desk.save_field(text.clone()).await.unwrap();
    desk.save_field(CustomField { kind: FieldKind::Number, ..text.clone() }).await.unwrap();
    desk.save_field(text.clone()).await.unwrap();
    desk.set_values(zoe.id, &[said(&text, "Oud")]).await.unwrap();

    let number = CustomField { kind: FieldKind::Number, ..text.clone() };

    assert_eq!(refused(desk.save_field(number.clone()).await), ["custom-field-kind-stays"]);
    desk.save_field(CustomField { kind: FieldKind::LongText, ..text.clone() }).await.unwrap();
    assert_eq!(refused(desk.save_field(text.clone()).await), ["custom-field-kind-stays"]);

    // What an undo took away can come back.
    desk.undo(None).await.unwrap();
    desk.undo(None).await.unwrap();
    assert_eq!(held(&place, zoe.id).await, [None]);
    assert_eq!(refused(desk.save_field(number).await), ["custom-field-kind-stays"]);
}

#[tokio::test]
async fn choices_that_go_are_kept_by_those_who_have_them() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = zoe(&place).await;
    let plays = field(FieldKind::Choices, "Joue", "Batterie\nFlûte\nOud");

    desk.save_field(plays.clone()).await.unwrap();
    desk.set_values(zoe.id, &[said(&plays, "flute; oud")]).await.unwrap();

    let fewer = CustomField { choices: "Batterie\nTraversière".to_owned(), ..plays.clone() };
    let outcome = desk.save_field(fewer.clone()).await.unwrap();
    let left: Vec<_> = outcome.left.iter().map(|left| (left.key.as_ref(), left.args[0].1.clone())).collect();

    assert_eq!(
        left,
        [("left-choice-held", Arg::Text("Flûte".to_owned())), ("left-choice-held", Arg::Text("Oud".to_owned()))]
    );
    assert_eq!(held(&place, zoe.id).await, [Some("Flûte\nOud".to_owned())]);

    // One can be dropped and another added; who has none is not offered it.
    desk.set_values(zoe.id, &[said(&plays, "Oud\nBatterie")]).await.unwrap();
    assert_eq!(held(&place, zoe.id).await, [Some("Batterie\nOud".to_owned())]);
    assert_eq!(refused(desk.set_values(zoe.id, &[said(&plays, "Flûte")]).await), ["custom-value-choice"]);
}

#[tokio::test]
async fn values_are_one_action_with_its_way_back() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = zoe(&place).await;
    let size = CustomField { required: true, ..field(FieldKind::Number, "Taille", "") };
    let born = field(FieldKind::Date, "Né le", "");

    for field in [&size, &born] {
        desk.save_field(field.clone()).await.unwrap();
    }

    let before = place.dump().await;
    let outcome = desk.set_values(zoe.id, &[said(&size, "1,80"), said(&born, "2001-02-28")]).await.unwrap();
    let after = place.dump().await;

    assert_eq!(outcome.member, Some(zoe.id));
    assert_eq!(held(&place, zoe.id).await, [Some("1.8".to_owned()), Some("2001-02-28".to_owned())]);
    assert_eq!(desk.undo(None).await.unwrap().left, []);
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);

    // The same again is nothing; a wrong one stops all, each at its field.
    assert!(!desk.set_values(zoe.id, &[said(&size, "1.80")]).await.unwrap().changed());

    match desk.set_values(zoe.id, &[said(&size, "grande"), said(&born, "hier")]).await {
        Err(Failure::Refused(problems)) => {
            assert_eq!(
                problems.iter().map(|problem| problem.custom).collect::<Vec<_>>(),
                [Some(size.id), Some(born.id)]
            );
        }
        other => panic!("{other:?}"),
    }

    assert_eq!(place.dump().await, after);

    // Required: not emptied; others are.
    assert_eq!(refused(desk.set_values(zoe.id, &[(size.id, None)]).await), ["custom-value-required"]);
    desk.set_values(zoe.id, &[(born.id, Some(" ".to_owned()))]).await.unwrap();
    assert_eq!(held(&place, zoe.id).await, [Some("1.8".to_owned()), None]);

    desk.archive_field(born.id, true).await.unwrap();
    assert_eq!(refused(desk.set_values(zoe.id, &[said(&born, "2001-01-01")]).await), ["custom-value-archived"]);
    assert_eq!(gone(desk.set_values(zoe.id, &[(Id::now_v7(), None)]).await), "gone-field");
    assert_eq!(gone(desk.set_values(Id::now_v7(), &[said(&size, "1")]).await), "gone-member");

    // The member's addition stays while its values do.
    assert!(!refused(desk.undo(desk.history(Some(zoe.id), 10).await.unwrap().last().map(|e| e.id)).await).is_empty());
    place.assert_sound().await;
}

#[tokio::test]
async fn a_value_that_was_undone_comes_back_as_it_is_said_then() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = zoe(&place).await;
    let text = field(FieldKind::Text, "Instrument", "");

    desk.save_field(text.clone()).await.unwrap();
    desk.set_values(zoe.id, &[said(&text, "Oud")]).await.unwrap();
    desk.undo(None).await.unwrap();

    let before = place.dump().await;

    desk.set_values(zoe.id, &[said(&text, "Flûte")]).await.unwrap();

    let after = place.dump().await;

    assert_eq!(held(&place, zoe.id).await, [Some("Flûte".to_owned())]);
    desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);
    place.assert_sound().await;

    // History tells each with its value at the time, under the field's title.
    let told: Vec<_> = desk
        .history(Some(zoe.id), 50)
        .await
        .unwrap()
        .into_iter()
        .filter(|entry| entry.action == "member.fields")
        .flat_map(|entry| entry.changes)
        .map(|change| (change.custom.map(|(title, _)| title), change.before, change.after))
        .collect();
    let title = || Some("Instrument".to_owned());

    assert_eq!(told, [(title(), None, Some("Flûte".to_owned())), (title(), None, Some("Oud".to_owned())),]);

    let text = CustomField { title: "Joue de".to_owned(), ..text };

    desk.save_field(text).await.unwrap();
    assert_eq!(
        desk.history(None, 50).await.unwrap()[4].changes[0].custom,
        Some(("Joue de".to_owned(), FieldKind::Text))
    );
}

#[tokio::test]
async fn the_record_and_its_fields_are_saved_and_undone_at_once() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = zoe(&place).await;
    let text = field(FieldKind::Text, "Instrument", "");

    desk.save_field(text.clone()).await.unwrap();

    let before = place.dump().await;
    let edited = Member { phone: Some("06 11 22 33 44".to_owned()), ..zoe.clone() };
    let outcome = desk.edit_member_and_fields(&zoe, edited.clone(), false, &[said(&text, "Oud")]).await.unwrap();
    let after = place.dump().await;

    assert_eq!(outcome.said.key, "done-member-edit");
    desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);

    // What is wrong in either forbids both.
    let wrong = Member { first_name: String::new(), ..edited };
    let problems = desk.edit_member_and_fields(&zoe, wrong, false, &[said(&text, "a\nb")]).await;

    assert_eq!(refused(problems), ["member-first-name-missing", "text-control"]);
    assert_eq!(place.dump().await, after);
}

#[tokio::test]
async fn files_are_kept_once_saved_and_never_lost() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = zoe(&place).await;
    let folder = place.folder.path();
    let card = field(FieldKind::File, "Certificat", "");
    let photo = field(FieldKind::File, "Photo", "");
    let text = field(FieldKind::Text, "Texte", "");

    for field in [&card, &photo, &text] {
        desk.save_field(field.clone()).await.unwrap();
    }

    let path = folder.join("avis médical.pdf");

    std::fs::write(&path, [0, 159, 146, 150]).unwrap();

    let before = place.dump().await;
    let outcome = desk.add_file(zoe.id, card.id, &path).await.unwrap();
    let after = place.dump().await;
    let file = FileRef::from_value(held(&place, zoe.id).await[0].as_deref().unwrap()).unwrap();

    assert_eq!(outcome.said.key, "done-file-add");
    assert_eq!((file.name.as_str(), file.size), ("avis médical.pdf", 4));
    assert_eq!(desk.file_bytes(&file.hash).await.unwrap(), [0, 159, 146, 150]);
    desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);

    // The same content once more is kept once; what is emptied can be had back.
    desk.add_file(zoe.id, photo.id, &path).await.unwrap();
    desk.set_values(zoe.id, &[(card.id, None)]).await.unwrap();
    desk.undo(None).await.unwrap();
    assert_eq!(desk.file_bytes(&file.hash).await.unwrap(), [0, 159, 146, 150]);
    place.assert_sound().await;

    // Out again, over what is there.
    let out = folder.join("copie.pdf");

    std::fs::write(&out, "autre chose").unwrap();
    desk.save_file(&file, &out).await.unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), [0, 159, 146, 150]);
    assert!(matches!(desk.save_file(&file, &folder.join("nulle/part.pdf")).await, Err(Failure::Storage(_))));
    assert_eq!(
        std::fs::read_dir(folder)
            .unwrap()
            .filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().starts_with(".guichet"))
            .count(),
        0
    );

    let program = FileRef { name: "avis.exe".to_owned(), ..file.clone() };

    assert_eq!(refused(desk.open_file(&program).await), ["file-runs"]);
    assert_eq!(gone(desk.file_bytes(&"0".repeat(64)).await), "gone-content");

    // What is no file for it.
    let large = folder.join("grand.bin");
    let full = folder.join("plein.bin");

    std::fs::File::create(&large).unwrap().set_len(FILE_LIMIT + 1).unwrap();
    std::fs::File::create(&full).unwrap().set_len(FILE_LIMIT).unwrap();

    for (path, key) in [
        (folder.join("rien.pdf"), "exchange-file-missing"),
        (folder.to_owned(), "exchange-file-folder"),
        (large, "file-too-large"),
    ] {
        match desk.add_file(zoe.id, card.id, &path).await {
            Err(Failure::Refused(problems)) => {
                assert_eq!(problems[0].custom, Some(card.id));
                assert_eq!(problems[0].phrase.key, key);
            }
            other => panic!("{other:?}"),
        }
    }

    desk.add_file(zoe.id, card.id, &full).await.unwrap();
    assert_eq!(refused(desk.add_file(zoe.id, text.id, &path).await), ["custom-value-no-file-field"]);

    // A value cannot name what is not there.
    let nothing = FileRef { hash: "0".repeat(64), ..file };

    assert_eq!(refused(desk.set_values(zoe.id, &[said(&card, &nothing.to_value())]).await), ["custom-value-file"]);
    place.assert_sound().await;

    let place = place.reopen().await;

    assert_eq!(
        place
            .desk
            .file_bytes(&FileRef::from_value(held(&place, zoe.id).await[1].as_deref().unwrap()).unwrap().hash)
            .await
            .unwrap()
            .len(),
        4
    );
}
