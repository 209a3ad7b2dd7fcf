//! Sending: done once however often it is sent, in order, refused without being lost, and chained.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::kit::{Server, cells, code, now, outcomes, quoted, uuid};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn what_is_sent_twice_is_done_once() {
    let server = Server::new();
    let desk = &server.first;
    let member = uuid();
    let ops = [
        desk.op("insert", "member", &member, cells("member", json!({"first_name": "Zoé"}))),
        desk.op("update", "member", &member, json!({"first_name": "Zoë"})),
        desk.op("update", "payment", &member, json!({"amount": 1})),
    ];

    let first = desk.push(&ops);
    let changes = server.count("change");
    let again = desk.try_push(&ops).unwrap();

    assert_eq!(outcomes(&first), ["applied", "applied", "GB405"]);
    assert_eq!(first[1]["row"]["cells"]["first_name"], "Zoë");
    assert_eq!(json!(first), again["answers"]);
    assert_eq!(again["last_seq"], 3);
    assert_eq!(server.count("change"), changes);
    assert_eq!(server.count("mark"), 1);
}

#[test]
fn a_known_operation_moves_the_stream_on() {
    let server = Server::new();
    let desk = &server.first;
    let op = desk.op("insert", "member", &uuid(), cells("member", json!({})));
    desk.push(std::slice::from_ref(&op));
    server.owner("update guichet.stream set last_seq = 0");

    assert_eq!(desk.try_push(&[op]).unwrap()["last_seq"], 1);
    assert_eq!(server.count("member"), 1);
}

#[test]
fn a_gap_a_fork_and_a_reused_id_change_nothing() {
    let server = Server::new();
    let desk = &server.first;
    let member = desk.insert("member", json!({}));
    let op = |seq: i64| {
        let mut op = desk.op("update", "member", &member, json!({"comment": "x"}));
        op["seq"] = json!(seq);
        op
    };
    let first = op(2);
    desk.push(std::slice::from_ref(&first));
    let before = server.count("change");

    let mut reused = first.clone();
    reused["set"] = json!({"comment": "y"});
    for (ops, expected) in [
        (vec![op(4)], "GF002"),
        (vec![op(3), op(5)], "GF002"),
        (vec![op(2)], "GF001"),
        (vec![op(3), op(3)], "GF001"),
        (vec![reused], "GF003"),
        (vec![first.clone(), first], "GF003"),
        (vec![json!({"seq": 3})], "GF004"),
        (vec![json!("text")], "GF004"),
    ] {
        assert_eq!(code(&desk.try_push(&ops).unwrap_err()), expected, "{ops:?}");
        assert_eq!(server.count("change"), before);
    }

    assert_eq!(desk.hello(&json!([]))["last_seq"], 2);
}

#[test]
fn too_old_and_too_new_keep_their_outbox() {
    let server = Server::new();
    let desk = &server.first;

    for (schema, expected) in [(json!(0), "GS001"), (json!(3), "GS002"), (Value::Null, "GS001"), (json!("x"), "GF004")]
    {
        let mut package = desk.package(&[], &[]);
        package["schema"] = schema;
        assert_eq!(code(&desk.send(&package).unwrap_err()), expected);
    }
}

#[test]
fn what_is_wrong_with_one_operation_is_refused_and_kept() {
    let server = Server::new();
    let desk = &server.first;
    let member = uuid();
    let gone = uuid();
    let insert = |set: Value| desk.op("insert", "member", &uuid(), cells("member", set));
    let mut missing = cells("member", json!({}));
    missing.as_object_mut().unwrap().remove("last_name");
    let mut shapeless = insert(json!({}));
    shapeless["set"] = json!([1]);
    let mut timeless = insert(json!({}));
    timeless["clock"] = json!("noon");
    let mut stray = insert(json!({}));
    stray["entry"] = json!(uuid());

    let mut ops = [
        desk.op("insert", "member", &member, cells("member", json!({}))),
        insert(json!({"email": 3})),
        insert(json!({"active": "yes"})),
        insert(json!({"created_at": 1.5})),
        insert(json!({"created_at": 1e300})),
        insert(json!({"birth_date": "2026-02-30"})),
        insert(json!({"birth_date": "0000-01-01"})),
        insert(json!({"first_name": null})),
        insert(json!({"first_name": {"deep": [1]}})),
        insert(json!({"fv": "x"})),
        desk.op("insert", "member", &uuid(), missing),
        desk.op("insert", "member", "not an id", cells("member", json!({}))),
        desk.op("insert", "operator", &uuid(), json!({"role": "administrator"})),
        desk.op("insert", "member; drop table guichet.member", &uuid(), json!({})),
        desk.op("erase", "member", &member, json!({})),
        desk.op("update", "member", &gone, json!({"comment": "x"})),
        desk.op("update", "member", &member, json!({"created_at": 7})),
        shapeless,
        timeless,
        stray,
        desk.op("update", "member", &member, json!({"comment": "last"})),
    ];
    for (op, seq) in ops.iter_mut().zip(1..) {
        op["seq"] = json!(seq);
    }
    let answers = desk.push(&ops);

    assert_eq!(
        outcomes(&answers),
        [
            "applied", "GB400", "GB400", "GB400", "GB400", "GB400", "GB400", "GB400", "GB400", "GB400", "GB400",
            "GB400", "GB400", "GB400", "GB400", "GB404", "GB403", "GB400", "GB400", "GB404", "applied"
        ]
    );
    assert_eq!(answers[1]["why"]["column"], "email");
    assert_eq!(answers[10]["why"]["column"], "last_name");
    // Refused, and still told how the row is.
    assert_eq!(answers[16]["row"]["id"], json!(member));
    assert_eq!(server.count("refused"), 19);
    assert_eq!(server.count("member"), 1);
    assert_eq!(
        server.admin(&format!("select payload from guichet.refused where op = '{}'", ops[1]["op"].as_str().unwrap())),
        server.admin(&format!("select {}::jsonb", quoted(&ops[1].to_string())))
    );
}

#[test]
fn references_must_be_there() {
    let server = Server::new();
    let desk = &server.first;
    let (member, product, price) = (uuid(), uuid(), uuid());
    let sold = |member: &str| cells("subscription", json!({"member": member, "product": product, "price": price}));
    let early = desk.op("insert", "price", &price, cells("price", json!({"product": product})));
    let ops = [
        early,
        desk.op("insert", "product", &product, cells("product", json!({}))),
        desk.op("insert", "member", &member, cells("member", json!({}))),
        desk.op("insert", "subscription", &uuid(), sold(&member)),
        desk.op("insert", "price", &price, cells("price", json!({"product": product}))),
        desk.op("insert", "subscription", &uuid(), sold(&member)),
        desk.op("insert", "subscription", &uuid(), sold(&uuid())),
    ];
    let answers = desk.push(&ops);

    assert_eq!(outcomes(&answers), ["GB404", "applied", "applied", "GB404", "applied", "applied", "GB404"]);
    assert_eq!(answers[6]["why"]["column"], "member");
}

#[test]
fn a_row_may_be_inserted_once_and_a_fact_only_once() {
    let server = Server::new();
    let (ada, bob) = (&server.first, server.desk("manager"));
    let member = uuid();
    let payment = uuid();
    let paid = |amount: i64| cells("payment", json!({"member": member, "amount": amount}));

    ada.put("insert", "member", &member, cells("member", json!({"first_name": "Zoé", "created_at": 5})));
    ada.put("insert", "payment", &payment, paid(2_500));
    let same = bob.push(&[
        bob.op("insert", "member", &member, cells("member", json!({"first_name": "Zoé", "created_at": 5}))),
        bob.op("insert", "payment", &payment, paid(2_500)),
        bob.op("insert", "payment", &payment, paid(9_900)),
        bob.op("update", "payment", &payment, json!({"amount": 1})),
        bob.op("archive", "payment", &payment, json!({})),
    ]);
    let other = bob.put("insert", "member", &member, cells("member", json!({"first_name": "Zoë", "created_at": 9})));

    assert_eq!(outcomes(&same), ["applied", "applied", "GB405", "GB405", "GB405"]);
    assert_eq!(same[2]["row"]["cells"]["amount"], 2_500);
    // As an edit from before: the later wins, what is written once stays.
    assert_eq!(outcomes(std::slice::from_ref(&other)), ["merged"]);
    assert_eq!(other["row"]["cells"]["first_name"], "Zoë");
    assert_eq!(other["row"]["cells"]["created_at"], 5);
}

#[test]
fn entries_are_stamped_by_the_server_and_stay() {
    let server = Server::new();
    let (ada, bob) = (&server.first, server.desk("manager"));
    let id = uuid();
    let entry = |operator: &str, subject: &str| {
        json!({"id": id, "at": now(), "operator": operator, "by_operator": operator, "desk": "Bureau", "action": "add",
               "subject": subject, "member": null, "note": null, "undoes": null})
    };
    let mut op = ada.op("insert", "member", &uuid(), cells("member", json!({})));
    op["entry"] = json!(id);
    let answers = ada.send(&ada.package(&[op], &[entry("Mallory", "first")])).unwrap();
    assert_eq!(answers["answers"][0]["outcome"], "applied");

    // Somebody else's entry is neither replaced nor added to.
    let mut op = bob.op("insert", "member", &uuid(), cells("member", json!({})));
    op["entry"] = json!(id);
    let answers = bob.send(&bob.package(&[op], &[entry("Bob", "second")])).unwrap();
    assert_eq!(answers["answers"][0]["why"]["code"], "GB404");

    let pulled = bob.pull(0, 10)["entries"].clone();
    assert_eq!(pulled.as_array().unwrap().len(), 1);
    assert_eq!(pulled[0]["operator"], "Ada");
    assert_eq!(pulled[0]["subject"], "first");
}

#[test]
fn marks_are_a_chain_over_every_change() {
    let server = Server::new();
    let desk = &server.first;
    let member = desk.insert("member", json!({"first_name": "Zoé"}));
    desk.put("update", "member", &member, json!({"comment": "a | b\nc"}));
    let entry = json!({"id": uuid(), "at": 1, "desk": "d", "action": "a", "subject": "s"});
    let last = desk.send(&desk.package(&[], &[entry])).unwrap();

    let mut hash = Sha256::digest(server.id.as_bytes()).to_vec();
    let mut from = 0;
    let marks = server.admin("select rev || ' ' || encode(hash, 'hex') || ' ' || count from guichet.mark order by rev");
    for (mark, count) in marks.lines().zip(["1", "1", "1"]) {
        let parts: Vec<&str> = mark.split(' ').collect();
        let records = server.admin(&format!(
            "select encode(convert_to(record, 'UTF8'), 'hex') from (
                select rev, jsonb_build_array('change', rev, op, entry, entity, row, kind, fields, login, operator, desk,
                    encode(digest, 'hex'))::text as record from guichet.change
                union all
                select rev, jsonb_build_array('entry', rev, id, at, operator, desk, action, subject, member, note, undoes,
                    by_operator, by_desk)::text from guichet.entry
            ) r where rev > {from} and rev <= {} order by rev",
            parts[0]
        ));
        let records: Vec<u8> = records
            .lines()
            .map(|line| {
                (0..line.len()).step_by(2).map(|at| u8::from_str_radix(&line[at..at + 2], 16).unwrap()).collect()
            })
            .collect::<Vec<Vec<u8>>>()
            .join(&b'\n');
        hash = Sha256::digest([hash, Sha256::digest(records).to_vec()].concat()).to_vec();

        assert_eq!((parts[1], parts[2]), (hex(&hash).as_str(), count));
        from = parts[0].parse::<i64>().unwrap();
    }

    assert_eq!(last["hash"], json!(hex(&hash)));
    assert_eq!(last["head"], json!(from));
    // The chain vouches for what was inserted.
    assert_eq!(
        server.admin(
            "select count(*) from guichet.member m join guichet.change c on c.rev = m.rev
             where c.digest = sha256(convert_to(m.cells::text, 'UTF8'))"
        ),
        "1"
    );
}

#[test]
fn a_push_that_brings_nothing_makes_no_mark() {
    let server = Server::new();
    let desk = &server.first;
    let member = desk.insert("member", json!({"comment": "x"}));
    let head = desk.hello(&json!([]))["head"].clone();

    let answer = desk.put("update", "member", &member, json!({"comment": "x"}));

    assert_eq!(answer["outcome"], "applied");
    assert_eq!(answer["rev"], answer["row"]["rev"]);
    assert_eq!(desk.hello(&json!([]))["head"], head);
    assert_eq!(server.count("mark"), 1);
}

#[test]
fn archived_and_restored() {
    let server = Server::new();
    let desk = &server.first;
    let member = desk.insert("member", json!({}));

    assert!(desk.put("archive", "member", &member, json!({}))["row"]["cells"]["archived_at"].is_i64());
    assert_eq!(desk.put("archive", "member", &member, json!({"archived_at": 7}))["row"]["cells"]["archived_at"], 7);
    assert_eq!(desk.put("restore", "member", &member, json!({}))["row"]["cells"]["archived_at"], Value::Null);
    let pulled = desk.pull(0, 100)["changes"].clone();
    let kinds: Vec<&str> = pulled.as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["insert", "archive", "archive", "restore"]);
    assert_eq!(pulled[3]["fields"], json!({"archived_at": [7, null]}));
}

#[test]
fn a_thousand_operations_and_no_more() {
    let server = Server::new();
    let desk = &server.first;
    let ops: Vec<Value> =
        (0..1_001).map(|_| desk.op("insert", "member", &uuid(), cells("member", json!({})))).collect();

    assert_eq!(code(&desk.try_push(&ops).unwrap_err()), "GF004");
    assert_eq!(desk.try_push(&ops[..1_000]).unwrap()["last_seq"], 1_000);
    assert_eq!(server.count("mark"), 1);
}
