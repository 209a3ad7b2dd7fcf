//! Invitations, roles, lost laptops, and the administrator who must remain.

use serde_json::{Value, json};

use super::kit::{Desk, PASSWORD, Server, code, quoted, uuid, verifier};

pub fn invite(admin: &Desk, email: &str, role: &str) -> Desk {
    let invited = admin.json(&format!("select api.invite('Bob', '{email}', '{role}', {})", quoted(verifier())));

    Desk::new(&admin.database, invited["login"].as_str().unwrap(), &uuid(), "")
}

pub fn accept(invited: &Desk) -> Result<Desk, String> {
    let accepted = invited.psql(&format!(
        "select api.accept('Robert', 'Portable', '{}', {})",
        invited.desk,
        quoted(verifier())
    ))?;
    let accepted: Value = serde_json::from_str(&accepted).unwrap();

    Ok(Desk::new(
        &invited.database,
        accepted["login"].as_str().unwrap(),
        &invited.desk,
        accepted["operator"].as_str().unwrap(),
    ))
}

#[test]
fn an_invitation_is_accepted_once() {
    let server = Server::new();
    let invited = invite(&server.first, "bob@lieu.example", "door");

    let desk = accept(&invited).unwrap();
    let hello = desk.hello(&json!([]));
    assert_eq!(hello["operator"], json!({"id": desk.operator, "name": "Robert", "role": "door"}));
    assert_eq!((&hello["last_seq"], &hello["incarnation"]), (&json!(0), &json!(1)));

    assert!(invited.psql("select 1").unwrap_err().contains("FATAL"));
    let team = server.first.json("select api.team()");
    assert_eq!(team["invitations"][0]["state"], "accepted");
    assert_eq!(team["operators"].as_array().unwrap().len(), 2);
    assert_eq!(team["devices"].as_array().unwrap().len(), 2);
    let desks = desk.json("select api.desks()");
    assert_eq!(desks.as_array().unwrap().len(), 2);
    assert_eq!(desks[1]["computer"], "Bureau");
}

#[test]
fn a_second_invitation_of_the_same_person_adds_a_desk() {
    let server = Server::new();
    let first = accept(&invite(&server.first, "bob@lieu.example", "door")).unwrap();
    let second = accept(&invite(&server.first, "Bob@Lieu.example", "administrator")).unwrap();

    assert_eq!(first.operator, second.operator);
    assert_ne!(first.login, second.login);
    // The invitation to a second desk does not raise the role.
    assert_eq!(second.hello(&json!([]))["operator"]["role"], "door");
}

#[test]
fn declined_withdrawn_and_late_invitations_are_closed() {
    let server = Server::new();
    let (declined, withdrawn, late) = (
        invite(&server.first, "a@lieu.example", "user"),
        invite(&server.first, "b@lieu.example", "user"),
        invite(&server.first, "c@lieu.example", "user"),
    );

    declined.psql("select api.decline()").unwrap();
    server.first.psql(&format!("select api.revoke('{}')", withdrawn.login)).unwrap();
    // The date in the function, and the date of the login, each for itself.
    server.admin("update guichet.invitation set expires = now() - interval '1 second' where state = 'open'");
    assert_eq!(code(&accept(&late).err().unwrap()), "GR001");
    assert_eq!(code(&late.psql("select api.decline()").unwrap_err()), "GR001");
    server.admin(&format!("alter role {} valid until '2020-01-01'", late.login));

    for desk in [declined, withdrawn, late] {
        assert!(accept(&desk).err().unwrap().contains("FATAL"), "{}", desk.login);
    }
    let team = server.first.json("select api.team()");
    let states: Vec<&str> =
        team["invitations"].as_array().unwrap().iter().map(|i| i["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["declined", "withdrawn", "expired"]);
    let bob: Vec<&str> = team["operators"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|operator| operator["name"] == "Bob")
        .map(|operator| operator["status"].as_str().unwrap())
        .collect();
    assert_eq!(bob.iter().filter(|status| **status == "inactive").count(), 2);
}

#[test]
fn a_revoked_desk_hears_it_everywhere() {
    let server = Server::new();
    let desk = server.desk("manager");
    let member = desk.insert("member", json!({}));
    let open = format!(
        "select count(*) from guichet.member; select pg_sleep(0.8); select count(*) from guichet.member; {}",
        format_args!("select api.push({});", quoted(&desk.package(&[], &[]).to_string()))
    );

    let said = std::thread::scope(|scope| {
        let session = scope.spawn(|| desk.psql(&open));
        let sleeps =
            format!("select count(*) from pg_stat_activity where usename = '{}' and query like '%sleep%'", desk.login);
        while server.admin(&sleeps) == "0" {}
        server.first.psql(&format!("select api.revoke('{}')", desk.login)).unwrap();

        session.join().unwrap().unwrap_err()
    });

    assert!(said.contains("57P01") || said.contains("terminat"), "{said}");
    assert!(desk.psql("select 1").unwrap_err().contains("FATAL"));

    // Even where a session goes on: blind, and told so.
    server.admin(&format!("alter role {} login password '{PASSWORD}'", desk.login));
    assert_eq!(desk.psql("select count(*) from guichet.member").unwrap(), "0");
    for sql in [
        "select api.hello('{}')".to_owned(),
        "select api.pull(0, 10)".to_owned(),
        "select api.verify()".to_owned(),
        "select api.desks()".to_owned(),
        "select api.conflicts(true)".to_owned(),
        "select api.seen(1)".to_owned(),
        "select api.leave()".to_owned(),
        format!("select api.enrol('{}', 'x')", uuid()),
        format!("select api.push({})", quoted(&desk.package(&[], &[]).to_string())),
    ] {
        assert_eq!(code(&desk.psql(&sql).unwrap_err()), "GR001", "{sql}");
    }
    assert_eq!(server.first.pull(0, 10)["rows"][0]["id"], json!(member));
}

#[test]
fn who_left_the_lock_held_is_ended_by_being_revoked() {
    let server = Server::new();
    let desk = server.desk("manager");
    let held = format!("begin; select api.push({}); select pg_sleep(20);", quoted(&desk.package(&[], &[]).to_string()));

    std::thread::scope(|scope| {
        let session = scope.spawn(|| desk.psql(&held));
        let sleeps =
            format!("select count(*) from pg_stat_activity where usename = '{}' and query like '%sleep%'", desk.login);
        while server.admin(&sleeps) == "0" {}
        server.first.psql(&format!("set statement_timeout = '5s'; select api.revoke('{}')", desk.login)).unwrap();
        assert!(session.join().unwrap().is_err());
    });
    server.first.insert("member", json!({}));
}

#[test]
fn leaving_takes_only_ones_own_access() {
    let server = Server::new();
    let (desk, other) = (server.desk("user"), server.desk("user"));

    desk.psql("select api.leave()").unwrap();

    assert!(desk.psql("select 1").is_err());
    assert_eq!(other.hello(&json!([]))["last_seq"], 0);
}

#[test]
fn an_administrator_must_remain() {
    let server = Server::new();
    let ada = &server.first;
    let set = |function: &str, rest: &str| format!("select api.{function}('{}'{rest})", ada.operator);
    let epoch = ada.hello(&json!([]))["epoch"].clone();

    for sql in [
        set("set_role", ", 'manager'"),
        set("set_status", ", 'inactive'"),
        set("set_permission", ", 'team.manage', false"),
        format!("select api.revoke('{}')", ada.login),
        "select api.leave()".to_owned(),
    ] {
        assert_eq!(code(&ada.psql(&sql).unwrap_err()), "GB410", "{sql}");
    }
    assert_eq!(ada.hello(&json!([]))["epoch"], epoch);

    let other = server.desk("administrator");
    ada.psql(&set("set_role", ", 'manager'")).unwrap();
    assert_eq!(code(&ada.psql(&set("set_role", ", 'administrator'")).unwrap_err()), "42501");
    assert_eq!(code(&other.psql("select api.leave()").unwrap_err()), "GB410");
    assert_eq!(ada.hello(&json!([]))["epoch"], json!(epoch.as_i64().unwrap() + 1));
}

#[test]
fn single_permissions_go_over_the_role() {
    let server = Server::new();
    let ada = &server.first;
    let door = server.desk("door");
    let member = ada.insert("member", json!({}));
    ada.insert("payment", json!({"member": member}));
    let set = |perm: &str, granted: &str| {
        ada.psql(&format!("select api.set_permission('{}', '{perm}', {granted})", door.operator)).unwrap();
    };
    let counts = || door.psql("select (select count(*) from guichet.member), (select count(*) from guichet.payment)");

    assert_eq!(counts().unwrap(), "1|0");
    set("payment.read", "true");
    set("member.read", "false");
    assert_eq!(counts().unwrap(), "0|1");
    set("member.read", "null");
    assert_eq!(counts().unwrap(), "1|1");
    ada.psql(&format!("select api.set_status('{}', 'inactive')", door.operator)).unwrap();
    assert_eq!(counts().unwrap(), "0|0");
    assert_eq!(code(&door.psql("select api.pull(0, 1)").unwrap_err()), "GR001");
}

#[test]
fn who_comes_back_comes_without_the_desks_of_before() {
    let server = Server::new();
    let ada = &server.first;
    let before = accept(&invite(ada, "bob@lieu.example", "manager")).unwrap();
    ada.psql(&format!("select api.set_status('{}', 'inactive')", before.operator)).unwrap();

    let after = accept(&invite(ada, "bob@lieu.example", "door")).unwrap();

    assert_eq!(after.operator, before.operator);
    assert_eq!(after.hello(&json!([]))["operator"]["role"], "door");
    assert!(before.psql("select 1").unwrap_err().contains("FATAL"));
}

#[test]
fn only_verifiers_and_believable_names() {
    let server = Server::new();
    let ada = &server.first;
    let good = quoted(verifier());
    let weak = quoted(&verifier().replace("$4096:", "$1:"));

    for (name, email, role, verifier) in [
        ("Bob", "b@x", "door", "'secret'"),
        ("Bob", "b@x", "door", "null"),
        ("Bob", "b@x", "door", "''"),
        ("Bob", "b@x", "door", "'md5d41d8cd98f00b204e9800998ecf8427e'"),
        ("Bob", "b@x", "door", "'SCRAM-SHA-256$4096:x$y:z'"),
        ("Bob", "b@x", "door", weak.as_str()),
        ("Bob", "b@x", "emperor", good.as_str()),
        ("", "b@x", "door", good.as_str()),
        ("Bob", "  ", "door", good.as_str()),
        ("a\nb", "b@x", "door", good.as_str()),
    ] {
        let sql = format!("select api.invite('{name}', '{email}', '{role}', {verifier})");
        assert_eq!(code(&ada.psql(&sql).unwrap_err()), "GB400", "{sql}");
    }
    assert_eq!(server.count("invitation"), 0);
    assert_eq!(server.count("operator"), 1);
}

#[test]
fn a_newer_desk_adds_columns_and_an_older_one_goes_on() {
    let server = Server::new();
    let ada = &server.first;
    let old = server.desk("manager");
    let declare = |p: Value| ada.psql(&format!("select api.declare({})", quoted(&p.to_string())));
    let column = |name: &str, kind: &str| json!({"name": name, "kind": kind, "wins": "later"});

    declare(json!({"schema": 3, "entities": [
        {"entity": "member", "fact": false, "columns": [column("nickname", "text")]},
        {"entity": "visit", "fact": true, "read_perm": "member.read", "write_perm": "member.write", "columns": [
            {"name": "member", "kind": "id", "wins": "never", "refers": "member"}]},
    ]}))
    .unwrap();

    let member = old.insert("member", json!({}));
    let mut op = ada.op("update", "member", &member, json!({"nickname": "Zo"}));
    op["base"] = json!(0);
    let mut package = ada.package(&[op, ada.op("insert", "visit", &uuid(), json!({"member": member}))], &[]);
    package["schema"] = json!(3);
    assert_eq!(ada.send(&package).unwrap()["answers"][1]["outcome"], "applied");
    assert_eq!(old.put("update", "member", &member, json!({"city": "Lyon"}))["row"]["cells"]["nickname"], "Zo");
    assert!(server.try_owner("delete from guichet.visit").is_err());

    // Not for the new desk: it must fill what it declares.
    let mut package = ada.package(&[ada.op("insert", "member", &uuid(), super::kit::cells("member", json!({})))], &[]);
    package["schema"] = json!(3);
    assert_eq!(ada.send(&package).unwrap()["answers"][0]["why"]["column"], "nickname");

    for (p, expected) in [
        (
            json!({"schema": 4, "entities": [{"entity": "member", "fact": false, "columns": [column("city", "bool")]}]}),
            "GB412",
        ),
        (json!({"schema": 4, "entities": [{"entity": "member", "fact": true, "columns": []}]}), "GB412"),
        (
            json!({"schema": 4, "entities": [{"entity": "operator", "read_perm": "active", "write_perm": "member.write"}]}),
            "GB400",
        ),
        (
            json!({"schema": 4, "entities": [{"entity": "a b", "read_perm": "active", "write_perm": "member.write"}]}),
            "GB400",
        ),
        (
            json!({"schema": 4, "entities": [{"entity": "gift", "read_perm": "all", "write_perm": "member.write"}]}),
            "GB400",
        ),
        (json!({"schema": 4, "entities": [{"entity": "gift"}]}), "GB400"),
        (json!({"schema": 4}), "GB400"),
    ] {
        assert_eq!(code(&declare(p.clone()).unwrap_err()), expected, "{p}");
    }
    assert_eq!(code(&old.psql("select api.declare('{}')").unwrap_err()), "42501");
    assert_eq!(ada.hello(&json!([]))["schema"], 3);
}
