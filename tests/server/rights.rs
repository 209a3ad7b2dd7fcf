//! Every role × entity × verb: what a push takes, and that nothing goes past it.

use serde_json::{Value, json};

use super::kit::{Server, cells, uuid};

/// Entity, who may read it, who may write it.
const RIGHTS: &[(&str, &[&str], &[&str])] = &[
    ("venue", ALL, ADMINISTRATOR),
    ("product", ALL, MANAGERS),
    ("price", ALL, MANAGERS),
    ("product_option", ALL, MANAGERS),
    ("member", ALL, MANAGERS),
    ("subscription", ALL, MANAGERS),
    ("payment", &["administrator", "manager", "user"], MANAGERS),
    ("custom_field", ALL, ADMINISTRATOR),
    ("field_value", ALL, MANAGERS),
    ("ticket", ALL, MANAGERS),
    ("layout", ALL, MANAGERS),
    ("apart", ALL, MANAGERS),
];
const ALL: &[&str] = &["administrator", "manager", "user", "door"];
const MANAGERS: &[&str] = &["administrator", "manager"];
const ADMINISTRATOR: &[&str] = &["administrator"];

/// A column that may be edited, of any entity that is no fact.
fn editable(entity: &str) -> Value {
    match entity {
        "subscription" => json!({"options": "other"}),
        "field_value" => json!({"value": "other"}),
        "ticket" | "custom_field" => json!({"title": "other"}),
        "member" => json!({"first_name": "other"}),
        "payment" => json!({"amount": 7}),
        // All of it is written once.
        "apart" => json!({}),
        _ => json!({"name": "other"}),
    }
}

/// One row of each entity.
fn filled(server: &Server) -> Value {
    let mut ids = json!({});
    for (entity, ..) in RIGHTS {
        let id = uuid();
        let answer = server.first.put("insert", entity, &id, row(entity, &ids));
        assert_eq!(answer["outcome"], "applied", "{answer}");
        ids[*entity] = json!(id);
    }

    ids
}

/// The columns that refer to something, for whatever entity has them.
fn referring(ids: &Value) -> Value {
    json!({"member": ids["member"], "product": ids["product"], "price": ids["price"], "field": ids["custom_field"],
        "one": ids["member"], "other": ids["member"]})
}

fn row(entity: &str, ids: &Value) -> Value {
    let mut row = cells(entity, json!({}));
    for (name, id) in referring(ids).as_object().unwrap() {
        if row.get(name).is_some() {
            row[name.as_str()] = id.clone();
        }
    }

    row
}

#[test]
fn a_push_takes_what_the_role_may_write() {
    let server = Server::new();
    let ids = filled(&server);

    for role in ALL {
        let desk = server.desk(role);
        for (entity, readers, writers) in RIGHTS {
            let there = ids[*entity].as_str().unwrap();
            let ops: Vec<Value> = [
                ("insert", uuid(), row(entity, &ids)),
                ("offer", uuid(), row(entity, &ids)),
                ("update", there.to_owned(), editable(entity)),
                ("archive", there.to_owned(), json!({})),
                ("restore", there.to_owned(), json!({})),
            ]
            .into_iter()
            .map(|(kind, row, set)| {
                let mut op = desk.op(kind, entity, &row, set);
                op["base"] = json!(super::kit::now());
                op
            })
            .collect();

            for (op, answer) in ops.iter().zip(desk.push(&ops)) {
                let fact = *entity == "payment" && !["insert", "offer"].contains(&op["kind"].as_str().unwrap());
                let expected = match (writers.contains(role), fact) {
                    (false, _) => "42501",
                    (true, true) => "GB405",
                    (true, false) => "applied",
                };
                let outcome = answer["why"]["code"].as_str().or(answer["outcome"].as_str()).unwrap();
                assert_eq!(outcome, expected, "{role} {op}");
                // And the row comes back only to who may read it.
                let inserted = ["insert", "offer"].contains(&op["kind"].as_str().unwrap());
                let shown = readers.contains(role) && (writers.contains(role) || !inserted);
                assert_eq!(!answer["row"].is_null(), shown, "{role} {answer}");
            }
        }
    }
}

/// The tables that are not an entity's, and who reads them.
const TABLES: &[(&str, &[&str])] = &[
    ("mark", ALL),
    ("change", &["administrator", "manager", "user"]),
    ("entry", &["administrator", "manager", "user"]),
    ("workspace", &[]),
    ("entity_def", &[]),
    ("column_def", &[]),
    ("operator", &[]),
    ("role_perm", &[]),
    ("operator_perm", &[]),
    ("device", &[]),
    ("stream", &[]),
    ("invitation", &[]),
    ("op", &[]),
    ("refused", &[]),
    ("conflict", &[]),
    ("content", &[]),
    ("incoming", &[]),
    ("incoming_entry", &[]),
    ("incoming_change", &[]),
];

#[test]
fn nothing_goes_past_the_push() {
    let server = Server::new();
    let entry = json!({"id": uuid(), "at": 1, "desk": "d", "action": "a", "subject": "s"});
    server.first.send(&server.first.package(&[], &[entry])).unwrap();
    filled(&server);
    let tables: Vec<(&str, &[&str])> =
        RIGHTS.iter().map(|(entity, readers, _)| (*entity, *readers)).chain(TABLES.iter().copied()).collect();

    for role in ALL {
        let desk = server.desk(role);
        let mut statements = Vec::new();
        for (table, _) in &tables {
            statements.push(format!("select 1 / count(*) from guichet.{table}"));
            statements.push(format!("insert into guichet.{table} default values"));
            statements.push(format!("update guichet.{table} set {} = null", column(table)));
            statements.push(format!("delete from guichet.{table}"));
            statements.push(format!("truncate guichet.{table} cascade"));
            statements.push(format!("select 1 from guichet.{table} for update"));
        }
        let said = desk.each(&statements);
        assert_eq!(said.len(), statements.len());

        for (at, (table, readers)) in tables.iter().enumerate() {
            let closed = TABLES.contains(&(table, &[]));
            // A table whose rows may not be read looks empty: dividing by its count fails.
            let read = match (readers.contains(role), closed) {
                (true, _) => "00000",
                (false, true) => "42501",
                (false, false) => "22012",
            };
            assert_eq!(said[at * 6..at * 6 + 6], [read, "42501", "42501", "42501", "42501", "42501"], "{role} {table}");
        }
    }
}

/// A column of the table.
fn column(table: &str) -> &'static str {
    match table {
        "mark" => "hash",
        "change" | "op" | "refused" => "login",
        "workspace" | "operator" | "entry" => "id",
        "entity_def" | "column_def" | "incoming" | "incoming_change" | "conflict" => "entity",
        "role_perm" | "operator_perm" => "perm",
        "device" | "stream" | "invitation" => "login",
        "content" => "hash",
        "incoming_entry" => "seq",
        _ => "cells",
    }
}

#[test]
fn what_may_not_be_read_is_not_pulled() {
    let server = Server::new();
    filled(&server);
    let pulled = |role: &str| {
        let page = server.desk(role).pull(0, 1_000);
        let count = |key: &str, entity: &str| {
            page[key].as_array().unwrap().iter().filter(|row| row["entity"] == entity).count()
        };

        (count("rows", "payment"), count("changes", "payment"), count("rows", "member"), count("changes", "member"))
    };

    assert_eq!(pulled("user"), (1, 1, 1, 1));
    assert_eq!(pulled("door"), (0, 0, 1, 0));
}

#[test]
fn facts_and_history_stay_even_for_the_owner() {
    let server = Server::new();
    filled(&server);

    for table in ["payment", "change", "entry", "mark", "op", "refused", "content"] {
        for sql in [
            format!("update guichet.{table} set {} = {}", column(table), column(table)),
            format!("delete from guichet.{table}"),
            format!("truncate guichet.{table} cascade"),
        ] {
            assert_eq!(super::kit::code(&server.try_owner(&sql).unwrap_err()), "GA001", "{sql}");
        }
    }
    for table in ["member", "subscription"] {
        for sql in [format!("delete from guichet.{table}"), format!("truncate guichet.{table}")] {
            assert_eq!(super::kit::code(&server.try_owner(&sql).unwrap_err()), "GA001", "{sql}");
        }
    }
}
