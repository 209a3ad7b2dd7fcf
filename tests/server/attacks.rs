//! What a dishonest operator, invitee or former desk tries from psql. After each: refused as expected, and nothing that
//! matters has changed.

use serde_json::{Value, json};

use super::kit::{Desk, PASSWORD, Server, cells, code, now, quoted, uuid, verifier};
use super::team::{accept, invite};

/// What must come of an attack, beside everything being as it was.
enum Holds {
    /// One of these SQLSTATEs.
    Refused(&'static [&'static str]),
    /// It runs, says exactly this, and that is all.
    Says(&'static str),
    /// It may run or not; what it says does not contain this.
    Hides(&'static str),
    /// Not even a connection.
    NoLogin,
    /// A push that is answered with this refusal.
    Answers(&'static str),
}

use Holds::{Answers, Hides, NoLogin, Refused, Says};

const DENIED: Holds = Refused(&["42501"]);

/// The question whose answer is everything that matters: rows, history, people, rights, roles, objects. Not in it: the
/// ledger of refused operations, which grows as it should, and when somebody was last seen.
fn state(server: &Server) -> String {
    let tables = server.admin(
        "select relname from pg_class
         where relnamespace = 'guichet'::regnamespace and relkind = 'r' and relname not in ('op', 'refused', 'stream')",
    );
    let rows: String = tables
        .lines()
        .map(|table| {
            let columns = if table == "device" { "login, operator, revoked_at, pulled_rev" } else { "*" };

            format!("select '{table} ' || x::text as part from (select {columns} from guichet.{table}) x union all ")
        })
        .collect();

    format!(
        "select md5(string_agg(part, '|' order by part)) from (
            {rows}
            select 'role ' || r.rolname || r.rolsuper || r.rolcreaterole || r.rolcreatedb || r.rolcanlogin || r.rolconnlimit
                || coalesce(r.rolvaliduntil::text, '') || r.rolinherit || r.rolbypassrls
            from pg_roles r
            where r.rolname ~ '_{tag}$' or r.rolname ~ '^g[di]_' and (
                pg_has_role(r.oid, 'guichet_operator_{tag}', 'member') or pg_has_role(r.oid, 'guichet_invitee_{tag}', 'member'))
            union all
            select 'member ' || m.roleid::regrole || m.member::regrole || m.admin_option
            from pg_auth_members m where m.roleid::regrole::text ~ '_{tag}$' or m.member::regrole::text ~ '_{tag}$'
            union all
            select 'class ' || c.oid || coalesce(c.relacl::text, '') || c.relrowsecurity || c.relforcerowsecurity
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            union all
            select 'function ' || p.oid || p.prosrc || p.prosecdef || coalesce(p.proacl::text, '')
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            union all
            select 'policy ' || p.oid || pg_get_expr(p.polqual, p.polrelid) from pg_policy p
            union all
            select 'trigger ' || t.oid || t.tgenabled::text from pg_trigger t
            union all
            select 'schema ' || n.oid || coalesce(n.nspacl::text, '') from pg_namespace n where n.nspname !~ '^pg_t'
            union all
            select 'database ' || coalesce(d.datacl::text, '') from pg_database d where d.datname = current_database()
        ) parts",
        tag = server.tag
    )
}

/// Who attacks, and what there is to attack.
struct Field {
    server: Server,
    manager: Desk,
    user: Desk,
    door: Desk,
    victim: Desk,
    invitee: Desk,
    late: Desk,
    revoked: Desk,
    former: Desk,
    outsider: Desk,
    member: String,
    payment: String,
    entry: String,
    sent: Value,
}

fn field() -> Field {
    let server = Server::new();
    let ada = &server.first;
    let (manager, user, door) = (server.desk("manager"), server.desk("user"), server.desk("door"));
    let (victim, revoked) = (server.desk("manager"), server.desk("manager"));
    let member = ada.insert("member", json!({"first_name": "Hidden", "comment": "topsecret"}));
    let payment = ada.insert("payment", json!({"member": member, "amount": 2_500, "note": "topsecret"}));
    let entry = uuid();
    let sent = victim.op("update", "member", &member, json!({"city": "Lyon"}));
    let note = json!({"id": entry, "at": 1, "desk": "d", "action": "a", "subject": "topsecret"});
    victim.send(&victim.package(std::slice::from_ref(&sent), &[note])).unwrap();

    let invitee = invite(ada, "one@lieu.example", "administrator");
    let late = invite(ada, "two@lieu.example", "administrator");
    server.admin(&format!(
        "update guichet.invitation set expires = now() - interval '1 minute' where login = '{}'",
        late.login
    ));
    let used = invite(ada, "three@lieu.example", "door");
    accept(&used).unwrap();
    server.admin(&format!("alter role {} login password '{PASSWORD}'", used.login));
    ada.psql(&format!("select api.revoke('{}')", revoked.login)).unwrap();
    server.admin(&format!("alter role {} login password '{PASSWORD}'", revoked.login));

    let stranger = format!("stranger_{}", server.tag);
    server.maintenance(&format!("create role {stranger} login password '{PASSWORD}'"));
    let outsider = Desk::new(&server.database, &stranger, &uuid(), "");

    Field {
        manager,
        user,
        door,
        victim,
        invitee,
        late,
        revoked,
        former: used,
        outsider,
        member,
        payment,
        entry,
        sent,
        server,
    }
}

/// What is tried: a statement, statements that must all be refused, or an operation that is pushed with the next number
/// of its desk.
enum Tries {
    Sql(String),
    Each(Vec<String>),
    Op(Value),
}

impl From<String> for Tries {
    fn from(sql: String) -> Self {
        Self::Sql(sql)
    }
}

impl From<Vec<String>> for Tries {
    fn from(statements: Vec<String>) -> Self {
        Self::Each(statements)
    }
}

impl From<&str> for Tries {
    fn from(sql: &str) -> Self {
        Self::Sql(sql.to_owned())
    }
}

impl From<Value> for Tries {
    fn from(op: Value) -> Self {
        Self::Op(op)
    }
}

#[derive(Default)]
struct Attacks<'a>(Vec<(&'a str, &'a Desk, Tries, Holds)>);

impl<'a> Attacks<'a> {
    fn add(&mut self, name: &'a str, who: &'a Desk, tries: impl Into<Tries>, holds: Holds) {
        self.0.push((name, who, tries.into(), holds));
    }

    /// Tries them all. That nothing changed is looked at after every few.
    fn run(self, server: &Server) {
        let state = state(server);
        let before = server.admin(&state);
        let mut failed = Vec::new();

        for some in self.0.chunks(8) {
            for (name, who, tries, holds) in some {
                let sql = match tries {
                    Tries::Sql(sql) => sql.clone(),
                    Tries::Each(statements) => {
                        for (sql, state) in statements.iter().zip(who.each(statements)) {
                            if !matches!(holds, Refused(codes) if codes.contains(&state.as_str())) {
                                failed.push(format!("{name}: {sql:.200}: {state}"));
                            }
                        }
                        continue;
                    }
                    Tries::Op(op) => {
                        let mut op = op.clone();
                        op["seq"] = json!(who.hello(&json!([]))["last_seq"].as_i64().unwrap() + 1);
                        push(&who.package(&[op], &[]))
                    }
                };
                let said = who.psql(&sql);
                if !held(holds, &said) {
                    failed.push(format!("{name}: {sql:.200}: {said:?}"));
                }
                if said.is_err_and(|error| error.contains("topsecret")) {
                    failed.push(format!("{name}: {sql:.200}: its error tells what may not be read"));
                }
            }
            if server.admin(&state) != before {
                let names: Vec<String> = some.iter().map(|(name, who, ..)| format!("{name} ({})", who.login)).collect();
                failed.push(format!("one of these changed something: {}", names.join(", ")));
                break;
            }
        }

        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }
}

fn held(holds: &Holds, said: &Result<String, String>) -> bool {
    match (holds, said) {
        (Refused(codes), Err(error)) => codes.contains(&code(error)),
        (Says(text), Ok(said)) => said == text,
        (Hides(text), Ok(said) | Err(said)) => !said.contains(text),
        (NoLogin, Err(error)) => error.contains("FATAL"),
        (Answers(code), Ok(said)) => serde_json::from_str::<Value>(said)
            .is_ok_and(|answer| answer["answers"].as_array().unwrap().iter().all(|a| a["why"]["code"] == *code)),
        _ => false,
    }
}

fn push(package: &Value) -> String {
    format!("select api.push({})", quoted(&package.to_string()))
}

#[test]
fn roles_and_functions() {
    let f = field();
    let owner = f.server.names.owner();
    let mut attacks = Attacks::default();

    for role in [owner, "postgres", "pg_read_server_files", "pg_signal_backend", &f.server.first.login] {
        attacks.add("set role", &f.user, format!("set role \"{role}\""), DENIED);
        attacks.add("set session authorization", &f.user, format!("set session authorization \"{role}\""), DENIED);
    }
    attacks.add(
        "become the group",
        &f.user,
        format!("set role guichet_operator_{}; select count(*) from guichet.device", f.server.tag),
        DENIED,
    );
    attacks.add(
        "become the group, then hide who it is",
        &f.door,
        format!("set role guichet_operator_{}; select count(*) from guichet.payment", f.server.tag),
        Says("0"),
    );

    // Every function of the inside, with arguments of the right types.
    let inner = f.server.admin(
        "select p.oid::regprocedure || ';' || coalesce((select string_agg('null::' || format_type(t, null), ', ' order by n)
            from unnest(p.proargtypes) with ordinality a (t, n)), '')
         from pg_proc p where p.pronamespace = 'guichet'::regnamespace and p.prorettype <> 'trigger'::regtype
            and p.proname not in ('can', 'active', 'readable')",
    );
    assert!(inner.lines().count() > 30);
    let calls: Vec<String> = inner
        .lines()
        .map(|line| {
            let (function, arguments) = line.split_once(';').unwrap();

            format!("select {}({arguments})", function.split('(').next().unwrap())
        })
        .collect();
    attacks.add("inner functions", &f.user, calls.clone(), DENIED);
    attacks.add("inner functions, by an invitee", &f.invitee, calls, DENIED);
    for call in ["api.accept('x', 'y', gen_random_uuid(), 'z')", "api.decline()"] {
        attacks.add("an invitee's function, by an operator", &f.user, format!("select {call}"), DENIED);
    }

    let grant = |what: &str| format!("grant {what} to {}", f.user.login);
    // PostgreSQL warns that it granted nothing, where something else is granted already.
    attacks.add("grant itself the owner", &f.user, grant(&format!("\"{owner}\"")), DENIED);
    attacks.add("grant itself reading", &f.user, grant("select on guichet.device"), DENIED);
    attacks.add("grant itself writing", &f.user, grant("update on guichet.member"), Says(""));
    attacks.add("grant itself a function", &f.user, grant("execute on function guichet.seal(bigint, bigint)"), DENIED);
    attacks.add("grant itself the schema", &f.user, grant("create on schema guichet"), Says(""));
    attacks.add(
        "rename an administrator's login",
        &f.user,
        format!("alter role {} rename to x", f.server.first.login),
        DENIED,
    );
    attacks.add("another's password", &f.user, format!("alter role {} password 'x'", f.victim.login), DENIED);
    attacks.add("its own end", &f.user, format!("alter role {} valid until 'infinity'", f.user.login), DENIED);
    attacks.add("its own limit", &f.user, format!("alter role {} connection limit -1", f.user.login), DENIED);
    attacks.add("its own powers", &f.user, format!("alter role {} createrole", f.user.login), DENIED);
    attacks.add("superuser", &f.user, format!("alter role {} superuser", f.user.login), DENIED);
    attacks.add("a role of its own", &f.user, "create role accomplice", DENIED);
    attacks.add("drop a role", &f.user, format!("drop role {}", f.victim.login), DENIED);
    attacks.add(
        "settings of another",
        &f.user,
        format!("alter role {} set search_path = pg_temp", f.victim.login),
        DENIED,
    );
    attacks.add(
        "settings of the database",
        &f.user,
        format!("alter database \"{}\" set search_path = pg_temp", f.server.database.replace('"', "\"\"")),
        DENIED,
    );
    attacks.add(
        "default rights",
        &f.user,
        format!("alter default privileges for role \"{owner}\" grant select on tables to public"),
        DENIED,
    );
    attacks.add("reassign", &f.user, format!("reassign owned by \"{owner}\" to {}", f.user.login), DENIED);
    attacks.add("drop owned", &f.user, format!("drop owned by \"{owner}\" cascade"), DENIED);
    // Its own settings and its own password are everybody's right in PostgreSQL: they harm nobody else.
    attacks.add(
        "its own search path",
        &f.manager,
        format!("alter role {} set search_path = pg_temp, public", f.manager.login),
        Says(""),
    );
    attacks.add(
        "its own row security",
        &f.manager,
        format!("alter role {} set row_security = off", f.manager.login),
        Says(""),
    );
    attacks.add(
        "its own password in clear text",
        &f.manager,
        format!("alter role {} password '{PASSWORD}'", f.manager.login),
        Says(""),
    );
    attacks.add("row security off", &f.manager, "select count(*) from guichet.member", DENIED);
    attacks.add("its own settings back", &f.manager, format!("alter role {} reset all", f.manager.login), Says(""));

    attacks.run(&f.server);
}

#[test]
fn objects_files_and_locks() {
    let f = field();
    let owner = f.server.names.owner();
    let mut attacks = Attacks::default();

    for schema in ["guichet", "api", "public", "pg_catalog"] {
        attacks.add("a table", &f.user, format!("create table {schema}.x (a int)"), DENIED);
        attacks.add(
            "a function",
            &f.user,
            format!("create function {schema}.sha256(bytea) returns bytea language sql as 'select null::bytea'"),
            DENIED,
        );
        attacks.add(
            "an operator",
            &f.user,
            format!("create operator {schema}.= (leftarg = name, rightarg = name, function = pg_catalog.nameeq)"),
            DENIED,
        );
    }
    let statements: Vec<String> = [
        "create temp table device (login name, revoked_at timestamptz)",
        "create temp view workspace as select 1",
        "create function pg_temp.now() returns timestamptz language sql as 'select null::timestamptz'",
        "create schema mine",
        "create extension dblink",
        "create language plpython3u",
        "create event trigger t on ddl_command_end execute function pg_catalog.now()",
        "create publication everything for all tables",
        "create database mine",
        "create tablespace t location '/tmp'",
        "alter table guichet.member disable row level security",
        "alter table guichet.payment disable trigger all",
        "alter table guichet.member add column x int",
        "alter function api.push(jsonb) security invoker",
        "alter function api.pull(bigint, int) security definer",
        "alter schema guichet rename to x",
        "create or replace function guichet.can(p_perm text) returns boolean language sql as 'select true'",
        "create policy mine on guichet.payment using (true)",
        "drop policy reading on guichet.payment",
        "drop table guichet.payment",
        "drop trigger b_keep on guichet.payment",
        "drop schema guichet cascade",
        "create trigger mine before insert on guichet.member execute function guichet.lock_workspace()",
        "create rule mine as on insert to guichet.member do instead nothing",
        "create index on guichet.member ((cells ->> 'comment'))",
        "create statistics s on id, rev from guichet.member",
        "comment on table guichet.member is 'mine'",
        "security label on table guichet.member is 'mine'",
        "copy guichet.device to stdout",
        "copy (select 1) to program 'id'",
        "copy (select 1) to '/tmp/guichet-attack'",
        "do $$ begin execute 'copy (select 1) to program ''id'''; end $$",
        "select pg_read_file('postgresql.conf')",
        "select pg_read_binary_file('pg_hba.conf')",
        "select pg_ls_dir('.')",
        "select lo_import('/etc/passwd')",
        "select lo_export(1, '/tmp/x')",
        "select pg_reload_conf()",
        "alter system set log_statement = 'all'",
        "set session_replication_role = replica",
        "set log_statement = 'none'",
        "load 'auto_explain'",
        "checkpoint",
        "select set_config('session_authorization', 'postgres', false)",
        "do $$ begin perform guichet.seal(0, 1); end $$",
        "prepare p as select guichet.add_device(null, null, null, null); execute p",
        "do $$ begin update guichet.payment set cells = '{}'; end $$",
        "with x as (delete from guichet.payment returning 1) select * from x",
        "insert into guichet.payment select * from guichet.payment on conflict (id) do update set cells = '{}'",
        "select * from guichet.workspace for update",
        "select * from guichet.member for update",
        "select * from guichet.member for key share",
        "truncate guichet.member",
        "vacuum full guichet.nothing",
        "cluster guichet.member",
        "reindex table guichet.member",
        "refresh materialized view guichet.member",
        "alter sequence guichet.conflict_id_seq restart",
        "select nextval('guichet.conflict_id_seq')",
        "select setval('guichet.conflict_id_seq', 1)",
        "select currval('guichet.conflict_id_seq')",
        "select last_value from guichet.conflict_id_seq",
    ]
    .map(str::to_owned)
    .into();
    const CODES: Holds = Refused(&["42501", "42P01", "42809", "0A000", "58P01", "22023", "3F000", "42704", "26000"]);
    attacks.add("rows from a file", &f.user, "copy guichet.member from stdin;\n\\.\n", DENIED);
    attacks.add("what only owners and superusers do", &f.user, statements.clone(), CODES);
    attacks.add("the same, by a revoked desk", &f.revoked, statements.clone(), CODES);
    attacks.add("the same, by an invitee", &f.invitee, statements, CODES);
    for mode in ["access exclusive", "exclusive", "share row exclusive", "share", "row exclusive"] {
        for table in ["workspace", "member", "mark"] {
            attacks.add("a lock", &f.user, format!("begin; lock table guichet.{table} in {mode} mode"), DENIED);
        }
    }

    for sql in [
        "select * from pg_authid",
        "select * from pg_shadow",
        "select * from pg_user_mapping",
        "select * from pg_hba_file_rules",
        "select * from pg_file_settings",
        "select * from pg_statistic",
        "select * from pg_largeobject",
        "select * from pg_subscription",
        "select * from pg_config",
    ] {
        attacks.add("what the catalogue keeps", &f.user, sql, DENIED);
    }
    attacks.add("histograms", &f.door, "select * from pg_stats where schemaname = 'guichet'", Says(""));
    attacks.add("values in statistics", &f.door, "select * from pg_stats", Hides("topsecret"));
    attacks.add(
        "what others run",
        &f.user,
        "select query from pg_stat_activity where usename <> session_user",
        Hides("select "),
    );
    attacks.add("passwords", &f.user, "select * from pg_user; select rolpassword from pg_roles", Hides("SCRAM"));
    attacks.add(
        "settings",
        &f.user,
        "select * from pg_db_role_setting; select setting from pg_settings where name = 'hba_file'",
        Hides("pg_hba"),
    );
    // Nobody waits for an advisory lock here.
    attacks.add(
        "advisory locks",
        &f.user,
        "select pg_advisory_lock(n) from generate_series(1, 100) n; select 'held'",
        Hides("ERROR"),
    );
    attacks.add(
        "notify",
        &f.user,
        "select count(pg_notify('guichet', n::text)) from generate_series(1, 1000) n",
        Says("1000"),
    );
    attacks.add("the owner's files", &f.user, format!("set role \"{owner}\"; copy (select 1) to '/tmp/x'"), DENIED);
    attacks.add("a stranger connects", &f.outsider, "select 1", NoLogin);

    attacks.run(&f.server);
    assert!(!std::path::Path::new("/tmp/guichet-attack").exists());
}

#[test]
fn pushes() {
    let f = field();
    let (member, payment) = (f.member.as_str(), f.payment.as_str());
    let mut attacks = Attacks::default();
    let package = |desk: &str, ops: &[Value], entries: &[Value]| json!({"desk": desk, "schema": 2, "entries": entries, "ops": ops});

    // With another's stream, and by replaying what another sent.
    let mut replayed = f.sent.clone();
    replayed["seq"] = json!(1);
    let mut forged = replayed.clone();
    forged["set"] = json!({"city": "Nantes"});
    attacks.add("another's desk", &f.manager, push(&package(&f.victim.desk, &[], &[])), DENIED);
    attacks.add(
        "another's push, again",
        &f.manager,
        push(&package(&f.victim.desk, std::slice::from_ref(&f.sent), &[])),
        DENIED,
    );
    attacks.add(
        "another's operation, changed",
        &f.manager,
        push(&package(&f.manager.desk, &[forged], &[])),
        Refused(&["GF003"]),
    );
    attacks.add(
        "another's operation, shown to who may not read it",
        &f.door,
        push(&package(
            &f.door.desk,
            &[{
                let mut op = f.sent.clone();
                op["entity"] = json!("payment");
                op["row"] = json!(payment);
                op
            }],
            &[],
        )),
        Refused(&["GF003"]),
    );
    attacks.add("another's stream enrolled", &f.manager, format!("select api.enrol('{}', 'x')", f.victim.desk), DENIED);
    attacks.add("a stream of nobody", &f.manager, push(&package(&uuid(), &[], &[])), DENIED);
    attacks.add("no desk", &f.manager, push(&json!({"schema": 2, "ops": []})), Refused(&["GF004"]));
    attacks.add("null", &f.manager, "select api.push(null)", Refused(&["GF004"]));
    attacks.add(
        "a million operations",
        &f.manager,
        "select api.push(jsonb_build_object('desk', gen_random_uuid(), 'schema', 2, 'ops',
                (select jsonb_agg(n) from generate_series(1, 100000) n)))",
        Refused(&["GF004"]),
    );
    attacks.add("a push that is too heavy", &f.manager, format!(
            "select api.push(jsonb_build_object('desk', '{}', 'schema', 2, 'ops', jsonb_build_array(repeat('x', 9000000))))",
            f.manager.desk), Refused(&["GF004"]));
    attacks.add(
        "a push of a schema that is to come",
        &f.manager,
        push(&json!({"desk": f.manager.desk, "schema": 99, "ops": []})),
        Refused(&["GS002"]),
    );

    // Money.
    for kind in ["update", "archive", "restore"] {
        attacks.add(
            "money edited",
            &f.manager,
            f.manager.op(kind, "payment", payment, json!({"amount": 1})),
            Answers("GB405"),
        );
    }
    attacks.add(
        "money inserted over",
        &f.manager,
        f.manager.op("insert", "payment", payment, cells("payment", json!({"member": member, "amount": 1}))),
        Answers("GB405"),
    );
    attacks.add(
        "money offered over",
        &f.manager,
        f.manager.op("offer", "payment", payment, cells("payment", json!({"member": member, "amount": 1}))),
        Hides("\"amount\": 1,"),
    );
    attacks.add(
        "money by who may only look",
        &f.user,
        f.user.op("insert", "payment", &uuid(), cells("payment", json!({"member": member}))),
        Answers("42501"),
    );
    attacks.add(
        "money offered by the door",
        &f.door,
        f.door.op("offer", "payment", &uuid(), cells("payment", json!({"member": member}))),
        Answers("42501"),
    );
    attacks.add(
        "a member edited by the door",
        &f.door,
        f.door.op("update", "member", member, json!({"first_name": "x"})),
        Answers("42501"),
    );
    attacks.add(
        "the answer to a refusal shows what may not be read",
        &f.door,
        f.door.op("update", "payment", payment, json!({"amount": 1})),
        Hides("topsecret"),
    );
    attacks.add(
        "written-once columns",
        &f.manager,
        f.manager.op("update", "member", member, json!({"created_at": 2})),
        Answers("GB403"),
    );

    // What is no entity of the desks.
    for entity in [
        "operator",
        "device",
        "role_perm",
        "operator_perm",
        "workspace",
        "invitation",
        "change",
        "mark",
        "op",
        "entry",
        "content",
        "pg_authid",
        "pg_catalog.pg_authid",
        "member; drop table guichet.member",
        "member\" --",
        "MEMBER",
        "",
        "member\n",
        "../member",
        "api.push",
    ] {
        attacks.add(
            "no entity",
            &f.manager,
            f.manager.op("insert", entity, &uuid(), json!({"role": "administrator"})),
            Answers("GB400"),
        );
        attacks.add(
            "no entity",
            &f.manager,
            f.manager.op("update", entity, member, json!({"role": "administrator"})),
            Answers("GB400"),
        );
    }
    for key in
        ["role", "rev", "fv", "by_operator", "id", "cells", "first_name\"", "a'b", "$1", "{owner}", "%I", "*", ""]
    {
        attacks.add(
            "no column",
            &f.manager,
            f.manager.op("update", "member", member, json!({key: "x"})),
            Answers("GB400"),
        );
    }
    for value in [
        json!({"a": 1}),
        json!([1]),
        json!(1),
        json!(true),
        Value::Null,
        serde_json::from_str(&format!("{}1{}", "[".repeat(100), "]".repeat(100))).unwrap(),
    ] {
        attacks.add(
            "no text",
            &f.manager,
            f.manager.op("update", "member", member, json!({"first_name": value})),
            Answers("GB400"),
        );
    }
    for kind in ["delete", "UPDATE", "", "insert; --", "load"] {
        attacks.add(
            "no verb",
            &f.manager,
            f.manager.op(kind, "member", member, json!({"first_name": "x"})),
            Answers("GB400"),
        );
    }
    let raw = |body: &str| {
        format!("select api.push('{{\"desk\": \"{}\", \"schema\": 2, \"ops\": [{body}]}}')", f.manager.desk)
    };
    attacks.add("NUL", &f.manager, raw(r#"{"op": "\u0000"}"#), Refused(&["22P05"]));
    attacks.add("half a character", &f.manager, raw(r#"{"op": "\ud800"}"#), Refused(&["22P02"]));
    attacks.add("no JSON", &f.manager, raw("{"), Refused(&["22P02"]));
    attacks.add(
        "too deep",
        &f.manager,
        raw(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))),
        Refused(&["54001"]),
    );
    attacks.add(
        "a huge number as its turn",
        &f.manager,
        raw(&format!("{{\"op\": \"{}\", \"seq\": 1e400}}", uuid())),
        Refused(&["GF004"]),
    );
    attacks.add(
        "a turn that overflows",
        &f.manager,
        raw(&format!("{{\"op\": \"{}\", \"seq\": 9223372036854775808}}", uuid())),
        Refused(&["GF004"]),
    );
    attacks.add(
        "a turn far ahead",
        &f.manager,
        raw(&format!("{{\"op\": \"{}\", \"seq\": 9223372036854775807}}", uuid())),
        Refused(&["GF002"]),
    );
    attacks.add(
        "a turn below all",
        &f.manager,
        raw(&format!("{{\"op\": \"{}\", \"seq\": -9223372036854775808}}", uuid())),
        Refused(&["GF001"]),
    );
    attacks.add(
        "an id with more behind it",
        &f.manager,
        raw(&format!("{{\"op\": \"{}\\n\", \"seq\": 1}}", uuid())),
        Refused(&["GF004"]),
    );
    let odd = |key: &str, value: Value| {
        let mut op = f.manager.op("update", "member", member, json!({"first_name": "x"}));
        op[key] = value;
        op
    };
    for (key, value) in [
        ("clock", json!("infinity")),
        ("clock", json!(1e300)),
        ("clock", Value::Null),
        ("base", json!("x")),
        ("base", json!({})),
        ("row", json!({"id": member})),
        ("row", json!("' or true --")),
        ("set", json!("x")),
        ("entry", json!("x")),
    ] {
        attacks.add("an odd operation", &f.manager, odd(key, value), Answers("GB400"));
    }
    attacks.add("a change under another's action", &f.manager, odd("entry", json!(f.entry)), Answers("GB404"));
    attacks.add("under an action that is not there", &f.manager, odd("entry", json!(uuid())), Answers("GB404"));

    attacks.run(&f.server);
}

#[test]
fn forged_names_are_stamped_over() {
    let f = field();
    let row = uuid();
    let mut op = f.manager.op("insert", "member", &row, cells("member", json!({})));
    for key in ["login", "operator", "by_operator", "actor", "desk", "rev", "outcome"] {
        op[key] = json!(f.victim.operator);
    }
    op["clock"] = json!(now() + 1_000_000_000_000_i64);
    assert_eq!(f.manager.push(&[op])[0]["outcome"], "applied");

    assert_eq!(
        f.server.admin(&format!(
            "select c.login, c.operator, c.desk, m.by_login, m.by_operator, m.fv -> '*' ->> 'o', m.fv -> '*' ->> 'd',
                (m.fv -> '*' ->> 'h')::bigint <= extract(epoch from now()) * 1e6
             from guichet.change c join guichet.member m on m.rev = c.rev where c.row = '{row}'"
        )),
        format!("{0}|{1}|{2}|{0}|{1}|{1}|{2}|t", f.manager.login, f.manager.operator, f.manager.desk)
    );
    // Whatever role the session has taken on.
    let row = uuid();
    let op = f.manager.op("insert", "member", &row, cells("member", json!({})));
    f.manager
        .psql(&format!(
            "set role guichet_operator_{}; set datestyle = 'sql'; set timezone = 'Asia/Tokyo'; {}",
            f.server.tag,
            push(&f.manager.package(&[op], &[]))
        ))
        .unwrap();
    assert_eq!(f.server.admin(&format!("select login from guichet.change where row = '{row}'")), f.manager.login);
}

#[test]
fn teams_and_invitations() {
    let f = field();
    let (ada, verifier) = (&f.server.first, quoted(verifier()));
    let mut attacks = Attacks::default();

    for (name, who, wrong) in [
        ("by a manager", &f.manager, "42501"),
        ("by a user", &f.user, "42501"),
        ("by the door", &f.door, "42501"),
        ("by a revoked desk", &f.revoked, "GR001"),
    ] {
        let me = &who.operator;
        for sql in [
            format!("select api.set_role('{me}', 'administrator')"),
            format!("select api.set_permission('{me}', 'team.manage', true)"),
            format!("select api.set_permission('{}', 'team.manage', false)", ada.operator),
            format!("select api.set_status('{}', 'inactive')", ada.operator),
            format!("select api.invite('x', 'x@x', 'administrator', {verifier})"),
            format!("select api.revoke('{}')", ada.login),
            format!("select api.revoke('{}')", who.login),
            "select api.team()".to_owned(),
            "select api.declare('{\"schema\": 99, \"oldest\": 99, \"entities\": []}')".to_owned(),
        ] {
            attacks.add(
                name,
                who,
                sql,
                Refused(match wrong {
                    "42501" => &["42501"],
                    _ => &["GR001"],
                }),
            );
        }
    }
    for sql in [
        "select api.hello('{}')".to_owned(),
        "select api.pull(0, 10)".to_owned(),
        "select api.verify()".to_owned(),
        "select api.desks()".to_owned(),
        "select api.conflicts(false)".to_owned(),
        "select api.get_content('x')".to_owned(),
        "select api.leave()".to_owned(),
        push(&f.revoked.package(&[], &[])),
        format!("select api.enrol('{}', 'x')", uuid()),
    ] {
        attacks.add("a revoked desk", &f.revoked, sql.clone(), Refused(&["GR001"]));
        attacks.add("an invitee works", &f.invitee, sql, DENIED);
    }
    for table in ["member", "payment", "entry", "change", "mark"] {
        attacks.add("a revoked desk reads", &f.revoked, format!("select count(*) from guichet.{table}"), Says("0"));
        attacks.add("an invitee reads", &f.invitee, format!("select count(*) from guichet.{table}"), DENIED);
    }
    for (name, who) in [("after 72 hours", &f.late), ("after it was used", &f.former)] {
        attacks.add(name, who, format!("select api.accept('x', 'y', '{}', {verifier})", uuid()), Refused(&["GR001"]));
        attacks.add(name, who, "select api.decline()", Refused(&["GR001"]));
    }
    attacks.add("another's invitation", &f.invitee, format!("set role {}", f.late.login), DENIED);
    attacks.add(
        "accepted with a password in clear text",
        &f.invitee,
        format!("select api.accept('x', 'y', '{}', 'secret')", uuid()),
        Refused(&["GB400"]),
    );
    attacks.add(
        "accepted with SQL for a verifier",
        &f.invitee,
        format!("select api.accept('x', 'y', '{}', 'SCRAM-SHA-256$4096:x'' superuser --')", uuid()),
        Refused(&["GB400"]),
    );
    attacks.add(
        "accepted with another's desk",
        &f.invitee,
        format!("select api.accept('x', 'y', '{}', {verifier})", f.victim.desk),
        DENIED,
    );
    attacks.add(
        "accepted without a desk",
        &f.invitee,
        format!("select api.accept('x', 'y', null, {verifier})"),
        DENIED,
    );
    attacks.add(
        "accepted without a name",
        &f.invitee,
        format!("select api.accept('', 'y', '{}', {verifier})", uuid()),
        Refused(&["GB400"]),
    );
    attacks.add("accepted, then a change of mind in the same breath", &f.invitee, format!(
            "begin; select api.accept('x', 'y', '{}', {verifier}); select api.accept('x', 'y', '{}', {verifier}); commit;",
            uuid(), uuid()), Refused(&["GR001"]));
    attacks.add(
        "a second session on an invitation's one connection",
        &f.invitee,
        "select 1; select count(*) from guichet.member",
        DENIED,
    );
    attacks.add("resolve what is not there", &f.manager, "select api.resolve(999)", Refused(&["GB404"]));
    attacks.add("revoke a role that is no desk", ada, "select api.revoke('postgres')", Refused(&["GB404"]));
    attacks.add(
        "revoke the owner",
        ada,
        format!("select api.revoke('{}')", f.server.names.owner()),
        Refused(&["GB404"]),
    );
    attacks.add("revoke SQL", ada, "select api.revoke('x; drop role postgres')", Refused(&["GB404"]));
    attacks.add(
        "revoke a desk of long ago",
        ada,
        format!("select api.revoke('{}')", f.revoked.login),
        Refused(&["GB404"]),
    );
    attacks.add(
        "the last administrator steps down",
        ada,
        format!("select api.set_role('{}', 'user')", ada.operator),
        Refused(&["GB410"]),
    );
    attacks.add(
        "a role that is none",
        ada,
        format!("select api.set_role('{}', 'superuser')", f.user.operator),
        Refused(&["GB400"]),
    );
    attacks.add(
        "a permission that is none",
        ada,
        format!("select api.set_permission('{}', 'all', true)", f.user.operator),
        Refused(&["GB400"]),
    );
    attacks.run(&f.server);

    // How far a desk has read is its own business, and at most what there is.
    f.user.psql("select api.seen(9223372036854775807)").unwrap();
    assert_eq!(
        f.server.admin(&format!(
            "select pulled_rev = (select rev from guichet.workspace) from guichet.device where login = '{}'",
            f.user.login
        )),
        "t"
    );
}

#[test]
fn one_workspace_does_not_open_another() {
    let (one, other) = (Server::new(), Server::new());
    let guest = Desk::new(&other.database, &one.first.login, "", "");

    assert!(guest.psql("select 1").unwrap_err().contains("permission denied for database"));
}
