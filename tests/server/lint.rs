//! What the catalogue says of everything that was made.

use super::kit::{Server, shared};

fn none(server: &Server, sql: &str) {
    assert_eq!(server.admin(sql), "", "{sql}");
}

#[test]
fn definers_have_their_search_path_pinned() {
    let server = shared();
    none(
        server,
        "select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('guichet', 'api') and p.prosecdef
            and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)",
    );
    // And all that is not so small that it is inlined.
    none(
        server,
        "select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         join pg_language l on l.oid = p.prolang
         where n.nspname in ('guichet', 'api') and l.lanname = 'plpgsql'
            and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)",
    );
    assert_eq!(
        server.admin("select prosecdef from pg_proc where oid = 'api.pull(bigint, int)'::regprocedure"),
        "f",
        "row-level security decides what a pull reads"
    );
}

#[test]
fn nothing_is_for_everybody() {
    let server = shared();
    none(
        server,
        "select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('guichet', 'api') and (p.proacl is null
            or exists (select from aclexplode(p.proacl) a where a.grantee = 0))",
    );
    none(
        server,
        "select n.nspname from pg_namespace n, aclexplode(n.nspacl) a
         where n.nspname in ('guichet', 'api') and a.grantee = 0",
    );
    none(
        server,
        "select n.nspname from pg_namespace n, aclexplode(n.nspacl) a
         where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'",
    );
    none(
        server,
        "select privilege_type from pg_database d, aclexplode(d.datacl) a
         where d.datname = current_database() and a.grantee = 0",
    );
    assert_eq!(server.admin("select datacl is not null from pg_database where datname = current_database()"), "t");
}

#[test]
fn every_table_is_closed_and_few_are_read() {
    let server = shared();
    none(
        server,
        "select c.relname from pg_class c where c.relnamespace = 'guichet'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
            and not (c.relkind = 'r' and c.relrowsecurity and (c.relforcerowsecurity or c.relname like 'incoming%'))",
    );

    // Every right on a table, column or sequence that is not the owner's.
    assert_eq!(
        server.admin(&format!(
            "select c.relname || ' ' || a.privilege_type || ' ' || a.grantee::regrole || coalesce(' ' || attname, '')
             from pg_class c
             left join lateral (
                select null::name as attname, * from aclexplode(c.relacl)
                union all
                select t.attname, x.* from pg_attribute t, aclexplode(t.attacl) x where t.attrelid = c.oid
             ) a on true
             where c.relnamespace in ('guichet'::regnamespace, 'api'::regnamespace) and a.grantee <> '\"{}\"'::regrole
             order by 1",
            server.names.owner()
        )),
        [
            "apart",
            "change",
            "custom_field",
            "entry",
            "field_value",
            "layout",
            "mark",
            "member",
            "payment",
            "price",
            "product",
            "product_option",
            "subscription",
            "ticket",
            "venue"
        ]
        .map(|table| format!("{table} SELECT guichet_operator_{}", server.tag))
        .join("\n")
    );
    assert_eq!(
        server.admin(&format!(
            "select string_agg(p.proname, ' ' order by p.proname collate \"C\")
             from pg_proc p, aclexplode(p.proacl) a
             where p.pronamespace = 'guichet'::regnamespace and a.grantee <> '\"{}\"'::regrole",
            server.names.owner()
        )),
        "active can readable"
    );
    assert_eq!(
        server.admin(&format!(
            "select string_agg(p.proname, ' ' order by p.proname collate \"C\")
             from pg_proc p, aclexplode(p.proacl) a
             where p.pronamespace = 'api'::regnamespace and a.grantee = 'guichet_invitee_{}'::regrole",
            server.tag
        )),
        "accept decline"
    );
}

#[test]
fn the_groups_have_no_powers() {
    let server = Server::new();
    server.desk("door");
    none(
        &server,
        "select rolname from pg_roles where rolname ~ '^(gd_|gi_|guichet_)' and (rolsuper or rolcreatedb or rolreplication
            or rolbypassrls or (rolcreaterole and rolname !~ '^guichet_owner_')
            or (rolcanlogin and rolname !~ '^g[di]_'))",
    );
    none(
        &server,
        "select m.member::regrole from pg_auth_members m
         where m.member::regrole::text ~ '^(gd_|gi_)' and (m.admin_option or m.roleid::regrole::text !~ '^guichet_(operator|invitee)_')",
    );
}

#[test]
fn installing_again_changes_nothing() {
    let server = Server::new();
    server.first.insert("member", serde_json::json!({}));
    let tables = "select string_agg(c.oid::text || ' ' || coalesce(c.relacl::text, ''), ',' order by c.oid)
        from pg_class c where c.relnamespace = 'guichet'::regnamespace";
    let before = server.admin(tables);

    server.install();

    assert_eq!(server.admin(tables), before);
    assert_eq!(server.count("member"), 1);
    server.first.insert("member", serde_json::json!({}));
}

#[test]
fn the_administrator_of_a_database_is_enough() {
    let server = Server::new();
    let admin = format!("host_{}", server.tag);
    server.maintenance(&format!(
        "create role {admin} login createrole password '{}'; create database {admin} owner {admin};",
        super::kit::PASSWORD
    ));
    let tag = format!("ff{}", &server.tag[2..]);
    let names = guichet_migrations::Names::new(&tag, &admin).unwrap();
    let host = super::kit::Desk::new(&admin, &admin, "", "");

    let install = format!("set client_min_messages = warning; begin;\n{}\ncommit;", names.script());
    host.psql(&install).unwrap();
    host.psql(&install).unwrap();
    let founded = host
        .psql(&format!(
            "set role {}; select guichet.found({})",
            names.owner(),
            super::kit::quoted(
                &serde_json::json!({
                    "name": "Chez nous", "tag": tag, "operator": "Ada", "computer": "Bureau", "desk": super::kit::uuid(),
                    "verifier": super::kit::verifier(), "declare": super::kit::declaration(),
                })
                .to_string()
            )
        ))
        .unwrap();
    let founded: serde_json::Value = serde_json::from_str(&founded).unwrap();
    let desk = super::kit::Desk::new(&admin, founded["login"].as_str().unwrap(), "", "");

    assert_eq!(desk.hello(&serde_json::json!([]))["workspace"], "Chez nous");
}
