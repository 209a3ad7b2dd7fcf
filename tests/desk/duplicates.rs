//! Who may be known twice, and the decision that two members are not the same person, on a real file.

use guichet::desk::duplicates::{AT_ONCE, Doubles};
use guichet::desk::{Desk, HistoryEntry};
use guichet::domain::duplicate::Likeness;
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::query::MemberQuery;

use super::kit::{Place, add, gone, member, refused};

async fn doubles(desk: &Desk, of: Id) -> Vec<(Id, Likeness)> {
    let Doubles { shown, total } = desk.possible_duplicates(of).await.unwrap();

    assert_eq!(shown.len(), total);

    shown.into_iter().map(|double| (double.id, double.why)).collect()
}

async fn groups(desk: &Desk) -> Vec<(Vec<Id>, String)> {
    let groups = desk.all_possible_duplicates().await.unwrap();

    groups.into_iter().map(|group| (group.members, group.why.key.into_owned())).collect()
}

async fn filtered(desk: &Desk, wanted: bool) -> Vec<Id> {
    let query = MemberQuery { duplicate: Some(wanted), ..MemberQuery::default() };
    let page = desk.members(&query, 0..100).await.unwrap();
    let mut ids: Vec<Id> = page.rows.iter().map(|row| row.id).collect();

    assert_eq!(page.total, ids.len());
    ids.sort_unstable();

    ids
}

struct People {
    zoe: Id,
    paul: Id,
    again: Id,
    other: Id,
}

/// Zoé, her husband with her address, Zoé once more without it, and a namesake with another address.
async fn people(desk: &Desk) -> People {
    let zoe = member("Zoé", "Lefèvre", Some("maison@mel.example"));
    let paul = member("Paul", "Martin", Some("maison@mel.example"));
    let again = Member { phone: Some("06 11 22 33 44".to_owned()), ..member("Lefevre", "ZOE", None) };
    let other = Member { phone: Some("07 00 00 00 00".to_owned()), ..member("Zoe", "Lefèvre", Some("z@mel.example")) };

    for member in [&zoe, &paul, &again, &other] {
        add(desk, member).await;
    }

    People { zoe: zoe.id, paul: paul.id, again: again.id, other: other.id }
}

#[tokio::test]
async fn who_may_be_the_same_is_found_until_it_is_decided() {
    let place = Place::new().await;
    let desk = &place.desk;
    let People { zoe, paul, again, other } = people(desk).await;

    // Before search is ready and after, the same.
    for _ in 0..2 {
        assert_eq!(doubles(desk, zoe).await, [(paul, Likeness::Email), (again, Likeness::Names)]);
        assert_eq!(doubles(desk, paul).await, [(zoe, Likeness::Email)]);
        assert_eq!(doubles(desk, other).await, []);
        assert_eq!(groups(desk).await, [(vec![zoe, paul, again], "likeness-either".to_owned())]);
        assert_eq!(filtered(desk, true).await, [zoe, paul, again]);
        assert_eq!(filtered(desk, false).await, [other]);
        desk.wait_ready().await;
    }

    assert_eq!(desk.possible_duplicates(zoe).await.unwrap().shown[0].name, "Paul MARTIN");

    let before = place.dump().await;
    let decided = desk.set_apart(&[paul, zoe]).await.unwrap();

    assert_eq!(doubles(desk, zoe).await, [(again, Likeness::Names)]);
    assert_eq!(doubles(desk, paul).await, []);
    assert_eq!(groups(desk).await, [(vec![zoe, again], "likeness-names".to_owned())]);
    assert_eq!(filtered(desk, true).await, [zoe, again]);

    // Decided twice, whichever way round, it is decided once.
    assert!(!desk.set_apart(&[zoe, paul, zoe]).await.unwrap().changed());

    // Both have it in their history.
    let told = |history: Vec<HistoryEntry>| (history[0].action.clone(), history[0].subject.clone());
    let expected = ("member.apart".to_owned(), "Zoé LEFÈVRE, Paul MARTIN".to_owned());

    assert_eq!(told(desk.history(Some(zoe), 10).await.unwrap()), expected);
    assert_eq!(told(desk.history(Some(paul), 10).await.unwrap()), expected);

    let after = place.dump().await;

    desk.undo(Some(decided.entry)).await.unwrap();
    assert_eq!(place.dump().await, before);
    assert_eq!(doubles(desk, paul).await, [(zoe, Likeness::Email)]);
    desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);

    // Undone and decided anew it is the same row.
    desk.undo(None).await.unwrap();
    assert!(desk.set_apart(&[zoe, paul]).await.unwrap().changed());
    assert_eq!(doubles(desk, paul).await, []);
    place.assert_sound().await;
}

#[tokio::test]
async fn several_are_decided_about_at_once() {
    let place = Place::new().await;
    let desk = &place.desk;
    let family: Vec<Member> =
        ["Ana", "Bea", "Cléo"].map(|first| member(first, "Ribeiro", Some("maison@mel.example"))).to_vec();
    let ids: Vec<Id> = family.iter().map(|member| member.id).collect();

    for member in &family {
        add(desk, member).await;
    }

    assert_eq!(groups(desk).await, [(ids.clone(), "likeness-email".to_owned())]);

    let before = place.dump().await;

    desk.set_apart(&ids[..2]).await.unwrap();
    assert_eq!(groups(desk).await, [(ids.clone(), "likeness-email".to_owned())]);
    desk.set_apart(&ids).await.unwrap();
    assert_eq!(groups(desk).await, []);
    desk.undo(None).await.unwrap();
    assert_eq!(doubles(desk, ids[0]).await, [(ids[2], Likeness::Email)]);
    desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);

    assert_eq!(refused(desk.set_apart(&[ids[0], ids[0]]).await), ["apart-too-few"]);

    let many = [(); AT_ONCE + 1].map(|()| Id::now_v7());

    assert_eq!(refused(desk.set_apart(&many).await), ["apart-too-many"]);
    assert_eq!(gone(desk.set_apart(&[ids[0], Id::now_v7()]).await), "gone-member");
    assert_eq!(gone(desk.possible_duplicates(Id::now_v7()).await), "gone-member");
    place.assert_sound().await;
}

#[tokio::test]
async fn who_is_gone_is_nobodys_double_and_who_is_decided_about_stays() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (one, other) = (member("Zoé", "Lefèvre", None), member("Zoé", "Lefèvre", None));

    add(desk, &one).await;

    let added = add(desk, &other).await;

    desk.undo(Some(added.entry)).await.unwrap();
    assert_eq!(doubles(desk, one.id).await, []);
    assert_eq!(groups(desk).await, []);
    desk.redo().await.unwrap();
    assert_eq!(doubles(desk, one.id).await, [(other.id, Likeness::Names)]);

    // Like anything else that was said of a member since, it holds the member.
    let decided = desk.set_apart(&[one.id, other.id]).await.unwrap();
    let redone = desk.history(Some(other.id), 10).await.unwrap().into_iter().find(|entry| entry.action == "redo");

    assert_eq!(refused(desk.undo(Some(redone.unwrap().id)).await), ["left-used"]);
    desk.undo(Some(decided.entry)).await.unwrap();
    assert_eq!(doubles(desk, one.id).await, [(other.id, Likeness::Names)]);
    place.assert_sound().await;
}

#[tokio::test]
async fn an_address_that_very_many_share_names_a_few() {
    let place = Place::new().await;
    let desk = &place.desk;
    let mut ids = Vec::new();

    for number in 0..30 {
        let member = member("Ano", &format!("Nyme {number}"), Some("info@mel.example"));

        ids.push(member.id);
        add(desk, &member).await;
    }

    let found = desk.possible_duplicates(ids[0]).await.unwrap();

    assert_eq!((found.shown.len(), found.total), (8, 29));
    assert_eq!(found.shown[0].id, ids[29]);

    let groups = desk.all_possible_duplicates().await.unwrap();

    assert_eq!(groups[0].members, ids);

    let named = desk.named_groups(groups).await.unwrap();

    assert_eq!(named[0].1.iter().map(|row| row.id).collect::<Vec<_>>(), ids[..8]);
}
