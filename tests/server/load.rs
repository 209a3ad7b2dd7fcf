//! A whole workspace at once, as the administrator's program uploads it.

use serde_json::json;

use super::kit::{Server, cells, code, uuid};

#[test]
fn what_is_loaded_is_as_if_it_had_been_pushed() {
    let server = Server::new();
    let desk = &server.first;
    let (product, entry) = (uuid(), uuid());
    let member = cells("member", json!({"first_name": "Zoé"})).to_string();
    server.owner(&format!(
        "insert into guichet.incoming select 'product', '{product}', '{}';
         insert into guichet.incoming
         select 'member', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '{member}'
         from generate_series(1, 4500) n;
         insert into guichet.incoming
         select 'subscription', gen_random_uuid(), jsonb_build_object('member', id, 'product', '{product}')
         from guichet.incoming where entity = 'member';
         insert into guichet.incoming_entry values (1, '{entry}', 5, 'Ada', 'Bureau', 'import', 'all', null, null, null);
         insert into guichet.incoming_change
         select row_number() over (), '{entry}', entity, id, 'insert', null from guichet.incoming where entity = 'member';
         insert into guichet.incoming_change
         values (9000, '{entry}', 'member', '00000000-0000-7000-8000-000000000001', 'update',
            '{{\"city\": [null, \"Lyon\"]}}');
         select guichet.load('{}', '{}');",
        cells("product", json!({})),
        desk.login,
        desk.desk
    ));

    // 1 entry, 9 001 rows, 1 older change.
    assert_eq!(server.count("change"), 9_002);
    assert_eq!(
        server.admin("select string_agg(count::text, ' ' order by rev) from guichet.mark"),
        "2000 2000 2000 2000 1003"
    );
    assert_eq!(server.count("incoming"), 0);
    assert_eq!(server.count("incoming_change"), 0);

    let (mut cursor, mut rows, mut pages) = (0, Vec::new(), 0);
    loop {
        let page = desk.pull(cursor, 2_000);
        cursor = page["cursor"].as_i64().unwrap();
        rows.extend(page["rows"].as_array().unwrap().iter().map(|row| row["entity"].as_str().unwrap().to_owned()));
        pages += 1;
        if page["more"] == false {
            break;
        }
    }
    assert_eq!((rows.len(), pages), (9_001, 5));
    // What is referred to comes first.
    assert!(
        rows.iter().rposition(|entity| entity == "member") < rows.iter().position(|entity| entity == "subscription")
    );
    assert_eq!(server.admin(&format!("select count(*) from guichet.change where entry = '{entry}'")), "4501");

    // And it goes on from there.
    let answer = desk.put("update", "member", "00000000-0000-7000-8000-000000000001", json!({"city": "Lyon"}));
    assert_eq!(answer["outcome"], "applied");
}

#[test]
fn only_what_is_declared_is_loaded() {
    let server = Server::new();
    let load = format!("select guichet.load('{}', '{}')", server.first.login, server.first.desk);
    let sql = format!("insert into guichet.incoming values ('operator', '{}', '{{}}'); {load}", uuid());

    assert_eq!(code(&server.try_owner(&sql).unwrap_err()), "GB400");
    assert_eq!(server.count("change"), 0);
}
