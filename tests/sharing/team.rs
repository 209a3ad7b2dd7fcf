//! The team on a real server: single permissions, and invitations that were not answered.

use guichet::desk::sharing::{Joining, PERMISSIONS, Role, TeamMember, granted};
use guichet::desk::{Desk, Failure, Sale, Who};
use guichet::domain::money::Method;
use guichet::domain::phrase::Phrase;

use crate::server::kit;

use super::computer::Computer;
use super::{Place, Skew, add, edit, named, setup};

async fn who(office: &Desk, name: &str) -> TeamMember {
    office.team().await.unwrap().operators.into_iter().find(|operator| operator.name == name).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_desk_says_of_roles_is_what_the_server_has() {
    let place = Place::new();

    place.found(0).await;

    let there = kit::as_superuser(&place.database, "select role || ' ' || perm from guichet.role_perm");
    let mut there: Vec<&str> = there.lines().collect();
    let here: Vec<String> = Role::ALL
        .iter()
        .flat_map(|role| {
            PERMISSIONS.iter().filter(|name| granted(*role, name)).map(|name| format!("{} {name}", role.as_str()))
        })
        .collect();
    let mut here: Vec<&str> = here.iter().map(String::as_str).collect();

    there.sort_unstable();
    here.sort_unstable();
    assert_eq!(here, there);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_permission_is_given_denied_and_left_to_the_role_again() {
    let place = Place::new();
    let office = place.found(0).await;
    let zoe = add(&office, "Zoé", "Lefèvre").await;

    office.exchange().await.unwrap();

    let door = place.join(&office, "Eve", Role::Door, &Skew::default()).await;
    let eve = who(&office, "Eve").await;

    assert!(!door.may("member.write"));
    office.set_permission(eve.id, "member.write", Some(true)).await.unwrap();
    assert_eq!(who(&office, "Eve").await.exception("member.write"), Some(true));

    door.exchange().await.unwrap();
    edit(&door, zoe, |member| member.city = Some("Metz".to_owned())).await;
    assert_eq!(door.exchange().await.unwrap().refused, 0);
    office.exchange().await.unwrap();
    assert_eq!(office.member(zoe).await.unwrap().member.city.as_deref(), Some("Metz"));

    office.set_permission(eve.id, "member.write", Some(false)).await.unwrap();
    office.set_role(eve.id, Role::Manager).await.unwrap();
    door.exchange().await.unwrap();
    assert!(!door.may("member.write") && door.may("subscription.write"));

    office.set_permission(eve.id, "member.write", None).await.unwrap();
    assert_eq!(who(&office, "Eve").await.permissions, vec![]);
    door.exchange().await.unwrap();
    assert!(door.may("member.write"));

    // The last one who manages the team keeps that right.
    let ada = who(&office, "Ada").await;
    let failure = office.set_permission(ada.id, "team.manage", Some(false)).await.unwrap_err();

    assert_eq!(failure.phrase().key, "sync-last-administrator");
    assert!(matches!(failure, Failure::Elsewhere(_)));
    assert_eq!(who(&office, "Ada").await.permissions, vec![]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_that_the_server_would_refuse_in_part_is_not_done_in_part() {
    let place = Place::new();
    let office = place.found(30).await;
    let bar = place.join(&office, "Bob", Role::Manager, &Skew::default()).await;
    let bob = who(&office, "Bob").await;
    let price = bar.offers().await.unwrap().into_iter().flat_map(|offer| offer.prices).find(|p| p.amount > 0).unwrap();
    let sale = |name: &str| Sale {
        who: Who::New { first_name: "Ana".to_owned(), last_name: name.to_owned(), email: None, no_email: true },
        price: price.id,
        options: Vec::new(),
        contribution: price.amount,
        method: Some(Method::Cash),
        paid_at: None,
        renews: None,
    };
    let sold = bar.subscribe(sale("Avant")).await.unwrap();

    bar.exchange().await.unwrap();

    for (permission, words) in [("payment.add", "permission-payment-add"), ("member.write", "permission-member-write")]
    {
        office.set_permission(bob.id, permission, Some(false)).await.unwrap();
        bar.exchange().await.unwrap();

        for failure in [bar.subscribe(sale("Après")).await.unwrap_err(), bar.undo(Some(sold.entry)).await.unwrap_err()]
        {
            let phrase = failure.phrase();

            assert_eq!(phrase.key, "sync-role-may-not");
            assert_eq!(phrase.args[0].1, Phrase::new(words).into());
        }

        assert!(named(&bar, "Après").await.is_empty());
        office.set_permission(bob.id, permission, None).await.unwrap();
    }

    bar.exchange().await.unwrap();
    bar.subscribe(sale("Après")).await.unwrap();
    assert_eq!(bar.exchange().await.unwrap().refused, 0);

    // What somebody else has to decide is not asked of who may not.
    let zoe = add(&office, "Zoé", "Lefèvre").await;

    office.exchange().await.unwrap();

    let door = place.join(&office, "Eve", Role::User, &Skew::default()).await;

    bar.exchange().await.unwrap();
    edit(&office, zoe, |member| member.city = Some("Lyon".to_owned())).await;
    edit(&bar, zoe, |member| member.city = Some("Metz".to_owned())).await;
    office.exchange().await.unwrap();
    bar.exchange().await.unwrap();
    door.exchange().await.unwrap();

    assert_eq!((bar.conflicts().await.unwrap().len(), bar.sharing_status().borrow().conflicts), (1, 1));
    assert_eq!((door.conflicts().await.unwrap().len(), door.sharing_status().borrow().conflicts), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_listed_until_it_is_answered_or_withdrawn() {
    let place = Place::new();
    let office = place.found(0).await;
    let code = office.invite("Bob", "bob@lieu.example", Role::User).await.unwrap();
    let join = async |code: &str, file: &str| {
        let joining = Joining { code: code.to_owned(), operator: String::new(), ..Joining::default() };

        Desk::join(&place.file(file), setup("Bob", "Bar", &Skew::default()), joining).await
    };
    let open = office.team().await.unwrap().invitations;

    assert_eq!((open.len(), open[0].name.as_str(), open[0].role, open[0].expired()), (1, "Bob", Role::User, false));

    // What is over is said so, and can still be withdrawn.
    kit::as_superuser(
        &place.database,
        "update guichet.invitation set expires = clock_timestamp() - interval '1 minute'",
    );
    assert!(office.team().await.unwrap().invitations[0].expired());

    office.revoke(&open[0].login).await.unwrap();
    assert_eq!(office.team().await.unwrap().invitations, vec![]);
    assert_eq!(join(&code, "bar.guichet").await.err().unwrap().phrase().key, "sync-invitation-over");
    assert_eq!(office.revoke(&open[0].login).await.unwrap_err().phrase().key, "sync-no-such-login");

    // One that was used is not listed any more.
    let code = office.invite("Bob", "bob@lieu.example", Role::User).await.unwrap();

    assert_eq!(office.team().await.unwrap().invitations.len(), 1);
    join(&code, "bar.guichet").await.unwrap();
    assert_eq!(office.team().await.unwrap().invitations, vec![]);
}

#[test]
fn the_team_is_managed_from_the_command_line_and_what_was_refused_is_mended_there() {
    let (port, database) = kit::empty();
    let (mut ada, mut bob) = (Computer::new("Ada", None), Computer::new("Bob", None));

    ada.write("one.csv", "E-mail;Prénom;Nom;Téléphone\nzoe@mel.example;Zoé;Lefèvre;0601020304\n");
    ada.done(&["import", "one.csv"]);
    ada.share(port, &database);

    let code = ada.invite(&bob);
    let team = ada.json(&["team", "--json", "--secret"]);

    assert_eq!(team["invitations"][0]["name"], "Bob");
    assert_eq!(team["invitations"][0]["expired"], false);
    assert!(ada.done(&["team", "--secret"]).contains("Invitation of Bob (Manager), valid until"));

    bob.join(&code);
    assert!(ada.done(&["team", "Bob", "--deny", "member.write", "--secret"]).contains("no, denied: member.write"));

    let team = ada.json(&["team", "Bob", "--json", "--secret"]);
    let write = team["operators"][0]["permissions"].as_array().unwrap();
    let write = write.iter().find(|known| known["permission"] == "member.write").unwrap();

    assert_eq!((&write["role"], &write["given"], &write["may"]), (&true.into(), &false.into(), &false.into()));
    assert_eq!(team["invitations"], serde_json::json!([]));

    // He does not know yet, and writes.
    bob.write("other.csv", "E-mail;Prénom;Nom;Téléphone\nzoe@mel.example;Zoé;Lefèvre;0699999999\n");
    bob.done(&["import", "other.csv", "--on-match", "overwrite"]);

    let answer = bob.run(&["sync", "--once", "--secret"], &bob.secret);

    assert_eq!(answer.code, 3, "{answer:?}");
    assert!(
        answer.out.contains("The role of this desk did not allow this change (needed: change members)"),
        "{answer:?}"
    );

    let answer = bob.run(&["conflicts", "--secret"], &bob.secret);
    let refused = bob.json(&["conflicts", "--json", "--secret"]);
    let refused = &refused["refused"][0];
    let id = refused["op"].as_str().unwrap();

    assert_eq!((answer.code, &refused["code"], &refused["set"]["phone"]), (3, &"42501".into(), &"0699999999".into()));
    assert_eq!(refused["now"]["phone"], "0601020304");
    assert!(refused["fields"].as_array().unwrap().contains(&"phone".into()));

    // Wrongly mended nothing is sent, and it stays listed.
    for (set, code) in [("phone", 2), ("nothing=1", 2)] {
        let answer = bob.run(&["conflicts", "--again", id, "--set", set, "--secret"], &bob.secret);

        assert_eq!(answer.code, code, "{answer:?}");
    }

    ada.done(&["team", "bob@lieu.example", "--as-role", "member.write", "--secret"]);
    assert_eq!(bob.run(&["sync", "--once", "--secret"], &bob.secret).code, 3, "it is still to be decided");
    bob.done(&["conflicts", "--again", id, "--set", "phone=0611111111", "--secret"]);
    bob.done(&["conflicts", "--secret"]);
    ada.done(&["sync", "--once", "--secret"]);

    let members = ada.json(&["members", "--json"]);

    assert_eq!(members["rows"][0]["phone"], "0611111111");

    // The last administrator stays one.
    let answer = ada.run(&["team", "Ada", "--role", "user", "--secret"], &ada.secret);

    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("last administrator"), "{answer:?}");
}
