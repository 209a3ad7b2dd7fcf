//! A throw-away PostgreSQL for the whole test binary, a database with a workspace for each test, desks that talk to it.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use guichet_migrations::Names;
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub use super::cluster::PASSWORD;
use super::cluster::{cluster, run};

/// What the desks of these tests declare.
pub fn declaration() -> Value {
    serde_json::from_str(include_str!("declaration.json")).unwrap()
}

/// The SQLSTATE in what psql said.
pub fn code(error: &str) -> &str {
    let at = error.find("ERROR:  ").map(|at| at + 8);

    at.and_then(|at| error.get(at..at + 5)).unwrap_or(error)
}

/// A text as SQL reads it.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub fn uuid() -> String {
    Uuid::now_v7().to_string()
}

pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as i64
}

/// An empty database of the cluster: its port and its name. The superuser `postgres` needs no password.
pub fn empty() -> (u16, String) {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let database = format!("vide_{}", COUNT.fetch_add(1, Ordering::SeqCst));

    run(cluster(), "postgres", "postgres", "", &format!("create database {database}")).unwrap();

    (cluster().port, database)
}

/// Has the cluster offer TLS from now on, with this certificate and key (PEM).
pub fn offer_tls(certificate: &str, key: &str) {
    let sql = |sql: &str| run(cluster(), "postgres", "postgres", "", sql).unwrap();
    let data = std::path::PathBuf::from(sql("show data_directory"));

    let owner = std::fs::metadata(&data).unwrap();

    for (name, text) in [("server.crt", certificate), ("server.key", key)] {
        let file = data.join(name);

        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        chown(&file, Some(owner.uid()), Some(owner.gid())).unwrap();
    }

    let before = sql("select pg_conf_load_time()");

    sql("alter system set ssl = on");
    sql("select pg_reload_conf()");

    // Who connects from now on finds it, once the postmaster has read it.
    while sql("select pg_conf_load_time()") == before {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// As the superuser in a database.
pub fn as_superuser(database: &str, sql: &str) -> String {
    run(cluster(), database, "postgres", "", sql).unwrap()
}

/// A database with a workspace, and its first administrator.
pub struct Server {
    pub database: String,
    pub names: Names,
    pub tag: String,
    pub id: String,
    pub first: Desk,
}

impl Server {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let tag = format!("{:08x}", COUNT.fetch_add(1, Ordering::SeqCst));
        let database = format!("lieu \"{tag}\"");
        let names = Names::new(&tag, &database).unwrap();

        run(cluster(), "postgres", "postgres", "", &format!("create database \"lieu \"\"{tag}\"\"\";")).unwrap();
        let desk = uuid();
        let server =
            Self { first: Desk::new(&database, "", &desk, ""), database, names, tag: tag.clone(), id: String::new() };
        server.install();

        let founded = server.owner(&format!(
            "select guichet.found({})",
            quoted(
                &json!({
                    "name": "Le Lieu", "tag": tag, "operator": "Ada", "email": "ada@lieu.example", "computer": "Bureau",
                    "desk": desk, "verifier": verifier(), "declare": declaration(),
                })
                .to_string()
            )
        ));
        let founded: Value = serde_json::from_str(&founded).unwrap();

        Self {
            id: founded["server"].as_str().unwrap().to_owned(),
            first: Desk::new(
                &server.database,
                founded["login"].as_str().unwrap(),
                &desk,
                founded["operator"].as_str().unwrap(),
            ),
            ..server
        }
    }

    /// Runs the server's files, as an installation or an upgrade does.
    pub fn install(&self) {
        self.admin(&format!("set client_min_messages = warning; begin;\n{}\ncommit;", self.names.script()));
    }

    /// As the cluster's superuser.
    pub fn admin(&self, sql: &str) -> String {
        run(cluster(), &self.database, "postgres", "", sql).unwrap()
    }

    pub fn try_admin(&self, sql: &str) -> Result<String, String> {
        run(cluster(), &self.database, "postgres", "", sql)
    }

    /// As the owner of everything.
    pub fn owner(&self, sql: &str) -> String {
        self.try_owner(sql).unwrap()
    }

    pub fn try_owner(&self, sql: &str) -> Result<String, String> {
        self.try_admin(&format!("set role \"{}\"; {sql}", self.names.owner()))
    }

    /// A new operator's desk.
    pub fn desk(&self, role: &str) -> Desk {
        let desk = uuid();
        let admitted = self.owner(&format!(
            "select guichet.admit('{role} person', null, '{role}', 'Guichet', '{desk}', {})",
            quoted(verifier())
        ));
        let admitted: Value = serde_json::from_str(&admitted).unwrap();

        Desk::new(&self.database, admitted["login"].as_str().unwrap(), &desk, admitted["operator"].as_str().unwrap())
    }

    /// In the maintenance database, as the superuser.
    pub fn maintenance(&self, sql: &str) -> String {
        run(cluster(), "postgres", "postgres", "", sql).unwrap()
    }

    pub fn count(&self, table: &str) -> i64 {
        self.admin(&format!("select count(*) from guichet.{table}")).parse().unwrap()
    }
}

/// One for all tests that keep to rows and desks of their own.
pub fn shared() -> &'static Server {
    static SHARED: OnceLock<Server> = OnceLock::new();

    SHARED.get_or_init(Server::new)
}

/// The verifier of [`PASSWORD`], as a desk computes it.
pub fn verifier() -> &'static str {
    &cluster().verifier
}

/// A login with its file, and how far it has numbered its operations.
pub struct Desk {
    pub database: String,
    pub login: String,
    pub desk: String,
    pub operator: String,
    seq: AtomicI64,
}

impl Desk {
    pub fn new(database: &str, login: &str, desk: &str, operator: &str) -> Self {
        Self {
            database: database.to_owned(),
            login: login.to_owned(),
            desk: desk.to_owned(),
            operator: operator.to_owned(),
            seq: AtomicI64::new(0),
        }
    }

    pub fn psql(&self, sql: &str) -> Result<String, String> {
        run(cluster(), &self.database, &self.login, PASSWORD, sql)
    }

    /// What becomes of each statement, in one session: its SQLSTATE.
    pub fn each(&self, statements: &[String]) -> Vec<String> {
        let script: String =
            statements.iter().map(|sql| format!("\\o /dev/null\n{sql};\n\\o\n\\echo :SQLSTATE\n")).collect();
        let said = self.psql(&format!("\\set ON_ERROR_STOP 0\n{script}")).unwrap();
        let codes: Vec<String> = said.lines().map(str::to_owned).collect();
        assert_eq!(codes.len(), statements.len());

        codes
    }

    pub fn json(&self, sql: &str) -> Value {
        serde_json::from_str(&self.psql(sql).unwrap()).unwrap()
    }

    /// The next operation of this desk, not sent yet.
    pub fn op(&self, kind: &str, entity: &str, row: &str, set: Value) -> Value {
        json!({
            "op": uuid(), "seq": self.seq.fetch_add(1, Ordering::SeqCst) + 1, "entry": null, "entity": entity,
            "row": row, "kind": kind, "set": set, "was": {}, "base": 0, "clock": now(),
        })
    }

    pub fn package(&self, ops: &[Value], entries: &[Value]) -> Value {
        json!({"desk": self.desk, "schema": 2, "entries": entries, "ops": ops})
    }

    pub fn try_push(&self, ops: &[Value]) -> Result<Value, String> {
        self.send(&self.package(ops, &[]))
    }

    pub fn send(&self, package: &Value) -> Result<Value, String> {
        let answer = self.psql(&format!("select api.push({})", quoted(&package.to_string())))?;

        Ok(serde_json::from_str(&answer).unwrap())
    }

    /// The answers to a push that is not aborted.
    pub fn push(&self, ops: &[Value]) -> Vec<Value> {
        self.try_push(ops).unwrap()["answers"].as_array().unwrap().clone()
    }

    /// One operation and its answer.
    pub fn put(&self, kind: &str, entity: &str, row: &str, set: Value) -> Value {
        self.push(&[self.op(kind, entity, row, set)]).remove(0)
    }

    /// A new row with believable cells; gives its id.
    pub fn insert(&self, entity: &str, set: Value) -> String {
        let row = uuid();
        let answer = self.put("insert", entity, &row, cells(entity, set));
        assert_eq!(answer["outcome"], "applied", "{answer}");

        row
    }

    pub fn hello(&self, marks: &Value) -> Value {
        let asked = json!({"desk": self.desk, "schema": 2, "marks": marks, "computer": "Bureau"});

        self.json(&format!("select api.hello({})", quoted(&asked.to_string())))
    }

    pub fn pull(&self, cursor: i64, limit: i64) -> Value {
        self.json(&format!("select api.pull({cursor}, {limit})"))
    }
}

/// All columns of an entity, those of `set` as given.
pub fn cells(entity: &str, set: Value) -> Value {
    let declaration = declaration();
    let declared = declaration["entities"].as_array().unwrap().iter().find(|e| e["entity"] == entity).unwrap();
    let mut cells = Map::new();

    for column in declared["columns"].as_array().unwrap() {
        let value = match column["kind"].as_str().unwrap() {
            _ if column["optional"] == true => Value::Null,
            "text" => json!("text"),
            "bool" => json!(false),
            "date" => json!("2026-09-01"),
            "id" => Value::Null,
            _ => json!(1),
        };
        cells.insert(column["name"].as_str().unwrap().to_owned(), value);
    }
    cells.extend(set.as_object().unwrap().clone());

    Value::Object(cells)
}

pub fn outcomes(answers: &[Value]) -> Vec<String> {
    answers
        .iter()
        .map(|answer| match answer["why"]["code"].as_str() {
            Some(code) => code.to_owned(),
            None => answer["outcome"].as_str().unwrap().to_owned(),
        })
        .collect()
}
