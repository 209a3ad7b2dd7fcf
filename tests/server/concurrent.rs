//! Many desks write while one reads: no committed row is missed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::kit::{Desk, Server, cells, quoted, uuid};

const WRITERS: usize = 8;
const PUSHES: usize = 25;

/// Pushes of one to three members each, some held open for a moment before their commit.
fn script(desk: &Desk, writer: usize) -> String {
    (0..PUSHES)
        .map(|push| {
            let ops: Vec<Value> =
                (0..=push % 3).map(|_| desk.op("insert", "member", &uuid(), cells("member", json!({})))).collect();
            let call =
                format!("select (api.push({}) ->> 'head')::bigint;\n", quoted(&desk.package(&ops, &[]).to_string()));

            if (push + writer).is_multiple_of(5) {
                format!("begin;\n{call}select pg_sleep(0.01);\ncommit;\n")
            } else {
                call
            }
        })
        .collect()
}

#[test]
fn a_reader_misses_nothing_while_eight_desks_write() {
    let server = Server::new();
    let desks: Vec<Desk> = (0..WRITERS).map(|_| server.desk("manager")).collect();
    let reader = server.desk("user");
    let writing = AtomicUsize::new(WRITERS);
    let mut seen = BTreeSet::new();
    let mut pages = 0;

    std::thread::scope(|scope| {
        for (writer, desk) in desks.iter().enumerate() {
            let writing = &writing;
            scope.spawn(move || {
                let done = desk.psql(&script(desk, writer));
                writing.fetch_sub(1, Ordering::SeqCst);
                done.unwrap();
            });
        }

        let mut cursor = 0;
        loop {
            let over = writing.load(Ordering::SeqCst) == 0;
            let page = reader.pull(cursor, 7);
            cursor = page["cursor"].as_i64().unwrap();
            pages += 1;
            for row in page["rows"].as_array().unwrap() {
                assert!(seen.insert(row["id"].as_str().unwrap().to_owned()), "{row} came twice");
            }
            if over && page["more"] == false {
                break;
            }
        }
    });

    let there: BTreeSet<String> = server.admin("select id from guichet.member").lines().map(str::to_owned).collect();
    assert_eq!(there.len(), WRITERS * (0..PUSHES).map(|push| push % 3 + 1).sum::<usize>());
    assert_eq!(seen, there);
    assert!(pages > 3);
    // One mark a push, each over exactly its own records.
    assert_eq!(server.count("mark"), (WRITERS * PUSHES) as i64);
    assert_eq!(server.admin("select sum(count) from guichet.mark"), server.count("change").to_string());
}
