//! Tickets of members: added, mended, removed, and the way back of each.

use guichet::domain::entity::Id;
use guichet::domain::phrase::Arg;
use guichet::domain::ticket::Ticket;

use super::kit::{Place, add, gone, member, refused};

pub fn ticket(member: Id, title: &str, number: Option<&str>) -> Ticket {
    Ticket {
        title: title.to_owned(),
        ticket_number: number.map(str::to_owned),
        ..Ticket::new(Id::now_v7(), member, chrono::DateTime::UNIX_EPOCH)
    }
}

#[tokio::test]
async fn tickets_come_change_and_go() {
    let place = Place::new().await;
    let desk = &place.desk;
    let zoe = member("Zoé", "Lefèvre", None);

    add(desk, &zoe).await;

    let before = place.dump().await;
    let concert = ticket(zoe.id, " Concert ", Some("T-1"));

    desk.save_ticket(concert.clone()).await.unwrap();

    let old = Ticket { date: "2025-01-01".parse().ok(), ..ticket(zoe.id, "Ancien", None) };

    desk.save_ticket(Ticket { id: Id::nil(), ..old }).await.unwrap();

    let page = desk.member(zoe.id).await.unwrap();

    assert_eq!(page.tickets.iter().map(|ticket| ticket.title.as_str()).collect::<Vec<_>>(), ["Concert", "Ancien"]);
    assert_eq!(desk.undo(None).await.unwrap().left, []);
    desk.undo(None).await.unwrap();
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();
    desk.redo().await.unwrap();

    // Mended; nothing to mend is nothing.
    let concert = desk.tickets(zoe.id).await.unwrap().remove(0);
    let mended = Ticket { category: Some("Tarif réduit".to_owned()), ..concert.clone() };

    assert!(!desk.save_ticket(concert.clone()).await.unwrap().changed());
    assert_eq!(desk.save_ticket(mended).await.unwrap().said.key, "done-ticket-edit");

    // Removed, and back; the older action that made it has then nothing to take back.
    let before = place.dump().await;
    let removed = desk.remove_ticket(concert.id).await.unwrap();
    let after = place.dump().await;

    assert_eq!(desk.tickets(zoe.id).await.unwrap().len(), 1);
    assert_eq!(gone(desk.remove_ticket(concert.id).await), "gone-ticket");
    assert_eq!(gone(desk.save_ticket(concert.clone()).await), "gone-ticket");

    let history = desk.history(Some(zoe.id), 50).await.unwrap();
    let made = history.iter().rfind(|entry| entry.action == "ticket.add" && !entry.undone).unwrap().id;

    assert_eq!(history[0].action, "ticket.remove");
    assert_eq!(refused(desk.undo(Some(made)).await), ["undo-gone"]);
    desk.undo(Some(removed.entry)).await.unwrap();
    assert_eq!(place.dump().await, before);
    desk.redo().await.unwrap();
    assert_eq!(place.dump().await, after);
    place.assert_sound().await;
}

#[tokio::test]
async fn the_same_ticket_twice_is_refused() {
    let place = Place::new().await;
    let desk = &place.desk;
    let (zoe, jean) = (member("Zoé", "Lefèvre", None), member("Jean", "Morel", None));

    add(desk, &zoe).await;
    add(desk, &jean).await;

    let of = |member: Id, order: Option<&str>, number: Option<&str>| Ticket {
        order_number: order.map(str::to_owned),
        ..ticket(member, "Concert", number)
    };

    desk.save_ticket(of(zoe.id, Some("C-1"), Some("1"))).await.unwrap();
    desk.save_ticket(of(zoe.id, Some("C-2"), None)).await.unwrap();
    desk.save_ticket(of(zoe.id, None, None)).await.unwrap();

    match desk.save_ticket(of(jean.id, Some(" C-1 "), Some("1"))).await {
        Err(guichet::desk::Failure::Refused(problems)) => {
            assert_eq!(problems[0].field, Some("ticket_number"));
            assert_eq!(problems[0].phrase.key, "ticket-same");
            assert!(problems[0].phrase.args.iter().any(|(_, arg)| *arg == Arg::Text("Zoé LEFÈVRE".to_owned())));
        }
        other => panic!("{other:?}"),
    }

    assert_eq!(refused(desk.save_ticket(of(jean.id, Some("C-2"), None)).await), ["ticket-same"]);
    assert_eq!(refused(desk.save_ticket(ticket(jean.id, " ", None)).await), ["ticket-title-missing"]);

    // Another order, another number, or none at all: others.
    for other in [of(jean.id, Some("C-2"), Some("1")), of(jean.id, None, Some("1")), of(jean.id, None, None)] {
        desk.save_ticket(other).await.unwrap();
    }

    assert_eq!(gone(desk.save_ticket(ticket(Id::now_v7(), "Concert", None)).await), "gone-member");
    place.assert_sound().await;
}
