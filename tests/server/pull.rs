//! Reading: whole commits, in order, what the session may read; and a server that came back from an old copy.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::kit::{Server, code, outcomes, quoted, uuid};

#[test]
fn pages_are_whole_commits_and_leave_nothing_out() {
    let server = Server::new();
    let desk = &server.first;
    let reader = server.desk("user");
    for count in [1, 3, 2, 5, 1] {
        let ops: Vec<Value> =
            (0..count).map(|_| desk.op("insert", "member", &uuid(), super::kit::cells("member", json!({})))).collect();
        desk.push(&ops);
    }

    let mut cursor = 0;
    let mut sizes = Vec::new();
    loop {
        let page = reader.pull(cursor, 3);
        let (rows, changes) = (page["rows"].as_array().unwrap(), page["changes"].as_array().unwrap());
        assert_eq!(rows.len(), changes.len());
        assert_eq!(
            server.admin(&format!("select encode(hash, 'hex') from guichet.mark where rev = {}", page["cursor"])),
            page["hash"]
        );
        sizes.push(rows.len());
        cursor = page["cursor"].as_i64().unwrap();
        if page["more"] == false {
            break;
        }
    }

    assert_eq!(sizes, [4, 7, 1]);
    let empty = reader.pull(cursor, 3);
    assert_eq!((&empty["cursor"], &empty["more"], &empty["rows"]), (&json!(cursor), &json!(false), &json!([])));
    assert_eq!(empty["hash"], desk.pull(0, 1_000)["hash"]);
}

#[test]
fn verify_counts_and_sums() {
    let server = Server::new();
    let desk = &server.first;
    for _ in 0..5 {
        desk.insert("member", json!({}));
    }

    let sum = desk.pull(0, 100)["rows"].as_array().unwrap().iter().fold(0_i64, |sum, row| {
        let text = format!("{}:{}", row["id"].as_str().unwrap(), row["rev"]);
        let hash = Sha256::digest(text.as_bytes());

        sum.wrapping_add(i64::from_be_bytes(hash[..8].try_into().unwrap()))
    });
    let verified = desk.json("select api.verify()");

    assert_eq!(verified["member"], json!({"count": 5, "sum": sum}));
    assert_eq!(verified["payment"], json!({"count": 0, "sum": 0}));
    assert_eq!(verified.as_object().unwrap().len(), 12);
    assert_eq!(server.desk("door").json("select api.verify()").get("payment"), None);
}

#[test]
fn hello_says_where_a_desk_stands() {
    let server = Server::new();
    let desk = server.desk("door");
    server.first.insert("member", json!({}));
    let mark = server.first.pull(0, 10);

    let hello = desk.hello(&json!([[5, "00"], [mark["cursor"], mark["hash"]], "nonsense", [null, null]]));

    assert_eq!(hello["server"], json!(server.id));
    assert_eq!(hello["workspace"], "Le Lieu");
    assert_eq!(hello["common"], mark["cursor"]);
    assert_eq!(hello["head"], mark["cursor"]);
    assert_eq!((&hello["last_seq"], &hello["incarnation"]), (&json!(0), &json!(1)));
    assert_eq!((&hello["schema"], &hello["oldest"]), (&json!(2), &json!(1)));
    assert_eq!(hello["operator"], json!({"id": desk.operator, "name": "door person", "role": "door"}));
    assert_eq!(hello["permissions"], json!(["member.read", "subscription.read"]));
    // A hash that is not this mark's is another history.
    assert_eq!(desk.hello(&json!([[mark["cursor"], "00"]]))["common"], 0);
}

#[test]
fn a_copied_file_enrols_a_stream_of_its_own() {
    let server = Server::new();
    let desk = &server.first;
    let other = uuid();
    let ask = |desk: &str| json!({"desk": desk, "schema": 2, "marks": []}).to_string();

    assert_eq!(desk.json(&format!("select api.hello({})", quoted(&ask(&other))))["last_seq"], Value::Null);
    let enrolled = desk.json(&format!("select api.enrol('{other}', 'Portable')"));
    assert_eq!((&enrolled["incarnation"], &enrolled["last_seq"]), (&json!(2), &json!(0)));
    assert_eq!(desk.json(&format!("select api.hello({})", quoted(&ask(&other))))["incarnation"], 2);
    assert_eq!(code(&desk.psql(&format!("select api.enrol('{other}', 'Portable')")).unwrap_err()), "42501");
}

#[test]
fn files_go_by_their_hash() {
    let server = Server::new();
    let (ada, user, door) = (&server.first, server.desk("user"), server.desk("door"));
    let hash = Sha256::digest(b"hello").iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let put = format!("select api.put_content('{hash}', 'hello'::bytea)");

    ada.psql(&put).unwrap();
    ada.psql(&put).unwrap();
    assert_eq!(user.psql(&format!("select convert_from(api.get_content('{hash}'), 'UTF8')")).unwrap(), "hello");
    assert_eq!(
        user.psql(&format!("select api.has_contents(array['{hash}', 'other'])")).unwrap(),
        format!("{{{hash}}}")
    );
    for (desk, sql, expected) in [
        (ada, format!("select api.put_content('{hash}', 'other'::bytea)"), "GB400"),
        (&user, put, "42501"),
        (&door, format!("select api.get_content('{hash}')"), "42501"),
        (&door, format!("select api.has_contents(array['{hash}'])"), "42501"),
    ] {
        assert_eq!(code(&desk.psql(&sql).unwrap_err()), expected, "{sql}");
    }
}

#[test]
fn a_listener_hears_the_head_and_nothing_else() {
    let server = Server::new();
    let door = server.desk("door");
    let heard = std::thread::scope(|scope| {
        let listening = scope.spawn(|| door.psql("listen guichet; select pg_sleep(1.5);"));
        let listens = format!(
            "select count(*) from pg_stat_activity where usename = '{}' and query like '%pg_sleep%'",
            door.login
        );
        while server.admin(&listens) == "0" {}
        server.first.insert("member", json!({"first_name": "Secret"}));

        listening.join().unwrap().unwrap()
    });

    let head = server.first.hello(&json!([]))["head"].clone();
    assert!(heard.contains(&format!("\"guichet\" with payload \"{head}\"")), "{heard}");
    assert!(!heard.contains("Secret"));
}

#[test]
fn a_server_from_an_old_copy_is_noticed_and_caught_up() {
    let server = Server::new();
    let desk = &server.first;
    let old = desk.insert("member", json!({"first_name": "old"}));
    let common = desk.pull(0, 100);
    let copy = format!("copy {}", server.tag);
    let quoted_name = format!("\"{}\"", server.database.replace('"', "\"\""));
    server.maintenance(&format!("create database \"{copy}\" template {quoted_name}"));

    let lost = uuid();
    let ops = [
        desk.op("insert", "member", &lost, super::kit::cells("member", json!({"first_name": "lost"}))),
        desk.op("update", "member", &old, json!({"comment": "lost"})),
    ];
    desk.push(&ops);
    let newer = desk.pull(0, 100);

    server.maintenance(&format!("drop database {quoted_name} with (force)"));
    server.maintenance(&format!("alter database \"{copy}\" rename to {quoted_name}"));
    // The rights on a database are not part of its copy.
    server.install();

    let marks = json!([[newer["cursor"], newer["hash"]], [common["cursor"], common["hash"]]]);
    let hello = desk.hello(&marks);
    assert_eq!(hello["server"], json!(server.id));
    assert_eq!(hello["common"], common["cursor"]);
    assert_eq!(hello["last_seq"], 1);

    let next = desk.op("update", "member", &lost, json!({"comment": "x"}));
    assert_eq!(code(&desk.try_push(std::slice::from_ref(&next)).unwrap_err()), "GF002");
    let answers = desk.push(&[ops[0].clone(), ops[1].clone(), next]);
    assert_eq!(outcomes(&answers), ["applied", "applied", "applied"]);
    assert_eq!(server.count("member"), 2);
    // Another history from here on: the mark of before is none of this server's.
    assert_eq!(desk.hello(&json!([[newer["cursor"], newer["hash"]]]))["common"], 0);
}

#[test]
fn a_page_is_found_by_its_revisions() {
    let server = Server::new();
    server.owner(&format!(
        "insert into guichet.incoming select 'member', gen_random_uuid(), '{}' from generate_series(1, 20000);
         select guichet.load('{}', '{}'); analyze guichet.member; analyze guichet.change;",
        super::kit::cells("member", json!({})),
        server.first.login,
        server.first.desk
    ));

    for (table, condition) in [("member", ""), ("change", "")] {
        let plan = server
            .first
            .psql(&format!(
                "explain select * from guichet.{table} where rev > (select min(rev) from guichet.mark)
                 and rev <= (select min(rev) + 2000 from guichet.mark){condition}"
            ))
            .unwrap();
        assert!(plan.contains("Index Cond: ((rev >"), "{plan}");
        // Asked once a statement.
        assert!(plan.contains("InitPlan"), "{plan}");
    }
}
