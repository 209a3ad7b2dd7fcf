//! The connection to PostgreSQL.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError, PgListener, PgPool, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, Row};
use uuid::Uuid;

use super::Trouble;
use super::address::{Address, Trust};
use super::talk::{Ask, Heard};
use super::wire::{Batch, Denied, Rev};

/// How long one question may take, and how long to wait for a connection.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
const KNOCK: Duration = Duration::from_secs(10);

/// An open connection of a login.
pub struct Link {
    connection: PgConnection,
    patience: Duration,
}

/// Where and how to connect. Without TLS only to this computer.
pub fn options(address: &Address, secret: &str) -> Result<PgConnectOptions, Trouble> {
    let options = PgConnectOptions::new_without_pgpass()
        .database(&address.database)
        .username(&address.login)
        .password(secret)
        .port(address.port)
        .application_name("guichet");
    let options = match address.host.strip_prefix('/') {
        Some(_) => options.socket(&address.host),
        None => options.host(&address.host),
    };
    let options = match &address.trust {
        Trust::Local if address.is_local() => options.ssl_mode(PgSslMode::Disable),
        Trust::Local => return Err(Trouble::new("sync-needs-tls").with("host", address.host.as_str())),
        Trust::System => options.ssl_mode(PgSslMode::VerifyFull),
        Trust::Pinned(certificate) => {
            options.ssl_mode(PgSslMode::VerifyFull).ssl_root_cert_from_pem(certificate.as_bytes().to_vec())
        }
    };

    Ok(options.disable_statement_logging())
}

/// Connects, or says why not.
pub async fn connect(address: &Address, secret: &str) -> Result<PgConnection, Trouble> {
    let options = options(address, secret)?;

    match tokio::time::timeout(KNOCK, PgConnection::connect_with(&options)).await {
        Ok(connection) => connection.map_err(|error| trouble(address, error)),
        Err(_) => Err(Trouble::new("sync-unreachable").with("host", address.host.as_str()).with("detail", "timeout")),
    }
}

/// Hears of other desks' pushes: a hint only.
pub struct Listener(PgListener);

impl Listener {
    /// None when there is no connection to be had: the slow poll is enough.
    pub async fn open(address: &Address, secret: &str) -> Option<Self> {
        let pool: PgPool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(KNOCK)
            .connect_lazy_with(options(address, secret).ok()?);
        let listen = async {
            let mut listener = PgListener::connect_with(&pool).await?;

            // A line that breaks is said at once, and not after trying for a new one.
            listener.eager_reconnect(false);

            listener.listen("guichet").await?;

            Ok::<_, sqlx::Error>(listener)
        };

        Some(Self(tokio::time::timeout(KNOCK, listen).await.ok()?.ok()?))
    }

    /// Waits for a push; false when the connection is lost.
    pub async fn heard(&mut self) -> bool {
        matches!(self.0.try_recv().await, Ok(Some(_)))
    }
}

impl Link {
    pub async fn open(address: &Address, secret: &str) -> Result<Self, Trouble> {
        Ok(Self { connection: connect(address, secret).await?, patience: PATIENCE })
    }

    /// Asks the server. What it does not answer is `Denied`, a lost connection included.
    pub async fn ask(&mut self, ask: &Ask, computer: &str) -> Heard {
        let answered = match tokio::time::timeout(self.patience, self.answer(ask, computer)).await {
            Ok(answered) => answered,
            Err(_) => return Heard::Denied(Denied::Fault("timeout".to_owned())),
        };

        answered.unwrap_or_else(|error| {
            let batch = match ask {
                Ask::Push(batch) => Some(batch),
                _ => None,
            };

            Heard::Denied(denied(&error, batch))
        })
    }

    async fn answer(&mut self, ask: &Ask, computer: &str) -> Result<Heard, sqlx::Error> {
        Ok(match ask {
            Ask::Hello(hello) => Heard::Greeting(self.call("api.hello", &json(hello)?).await?),
            Ask::Push(batch) => Heard::Pushed(self.call("api.push", &json(batch)?).await?),
            Ask::Enrol(desk) => {
                sqlx::query("SELECT api.enrol($1, $2)").bind(desk).bind(computer).execute(&mut self.connection).await?;

                Heard::Enrolled
            }
            Ask::Verify => {
                let row = sqlx::query("SELECT api.verify()::text").fetch_one(&mut self.connection).await?;

                Heard::Digest(parse(&row.try_get::<String, _>(0)?)?)
            }
            Ask::Pull { cursor, limit } => {
                let row = sqlx::query("SELECT api.pull($1, $2)::text")
                    .bind(cursor)
                    .bind(i32::try_from(*limit).unwrap_or(i32::MAX))
                    .fetch_one(&mut self.connection)
                    .await?;

                Heard::Page(parse(&row.try_get::<String, _>(0)?)?)
            }
        })
    }

    async fn call<T: serde::de::DeserializeOwned>(&mut self, function: &str, json: &str) -> Result<T, sqlx::Error> {
        let sql = format!("SELECT {function}($1::jsonb)::text");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(json).fetch_one(&mut self.connection).await?;

        parse(&row.try_get::<String, _>(0)?)
    }

    /// Begins a transaction that holds its locks no longer than a moment, should this side fall silent in it.
    pub async fn begin(&mut self) -> Result<(), Trouble> {
        self.execute("BEGIN").await?;
        self.execute("SET LOCAL idle_in_transaction_session_timeout = '20s'").await
    }

    pub async fn commit(&mut self) -> Result<(), Trouble> {
        self.execute("COMMIT").await
    }

    async fn execute(&mut self, sql: &'static str) -> Result<(), Trouble> {
        match tokio::time::timeout(self.patience, sqlx::query(sql).execute(&mut self.connection)).await {
            Ok(done) => done.map(drop).map_err(|error| refused(&error)),
            Err(_) => Err(Trouble::new("sync-fault").with("detail", "timeout")),
        }
    }

    /// Calls a function of the team: `arguments` follow its name, all text, and are cast as `sql` says.
    pub async fn run(&mut self, sql: &'static str, arguments: &[Option<String>]) -> Result<serde_json::Value, Trouble> {
        let mut query = sqlx::query(sql);

        for argument in arguments {
            query = query.bind(argument.clone());
        }

        let row = match tokio::time::timeout(self.patience, query.fetch_one(&mut self.connection)).await {
            Ok(row) => row.map_err(|error| refused(&error))?,
            Err(_) => return Err(Trouble::new("sync-fault").with("detail", "timeout")),
        };
        let text: Option<String> = row.try_get(0).map_err(|error| refused(&error))?;

        Ok(text.map_or(serde_json::Value::Null, |text| serde_json::from_str(&text).unwrap_or(serde_json::Value::Null)))
    }

    /// The revisions of an entity's rows behind `after`, in the order of their ids, as far as the history up to `upto`.
    pub async fn revisions(&mut self, entity: &str, after: Uuid, upto: Rev) -> Result<Vec<(Uuid, Rev)>, Trouble> {
        let sql = format!("SELECT id, rev FROM guichet.{entity} WHERE id > $1 AND rev <= $2 ORDER BY id LIMIT 50000");
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(after).bind(upto).fetch_all(&mut self.connection);

        match tokio::time::timeout(self.patience, query).await {
            Ok(rows) => rows.map_err(|error| refused(&error)),
            Err(_) => Err(Trouble::new("sync-fault").with("detail", "timeout")),
        }
    }

    pub async fn close(self) {
        // It ends by itself as well, and a line that is dead takes no farewell.
        let _ = tokio::time::timeout(self.patience.min(KNOCK), self.connection.close()).await;
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map(without_nul).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// JSON without the one character that PostgreSQL's texts cannot hold: it comes back as U+FFFD.
pub(super) fn without_nul(json: String) -> String {
    const NUL: &str = "\\u0000";

    if !json.contains(NUL) {
        return json;
    }

    let mut clean = String::with_capacity(json.len());
    let mut rest = json.as_str();

    while let Some(at) = rest.find(NUL) {
        let slashes = rest[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();

        clean.push_str(&rest[..at]);
        // After an odd number of backslashes this one is itself escaped, and the text says "u0000".
        clean.push_str(if slashes % 2 == 0 { "\u{fffd}" } else { NUL });
        rest = &rest[at + NUL.len()..];
    }

    clean.push_str(rest);

    clean
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn denied(error: &sqlx::Error, batch: Option<&Batch>) -> Denied {
    let Some(server) = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>()) else {
        return Denied::Fault(error.to_string());
    };

    denied_with(server.code(), server.message(), server.detail(), batch)
}

fn denied_with(code: &str, message: &str, detail: Option<&str>, batch: Option<&Batch>) -> Denied {
    let reused = || -> Option<Uuid> {
        let seq: i64 = detail?.parse().ok()?;

        batch?.ops.iter().find(|op| op.seq == seq).map(|op| op.op)
    };
    let malformed = || Denied::Malformed(format!("{code} {message}"));

    match code {
        "GF001" => Denied::Fork,
        "GF002" => Denied::Gap,
        "GF003" => reused().map_or_else(malformed, Denied::Reused),
        "GF004" => malformed(),
        "GS001" => Denied::TooOld,
        "GS002" => Denied::TooNew,
        "GR001" => Denied::Revoked,
        // The stream that is pushed to is not known: `hello` says so, and it is enrolled.
        "42501" if batch.is_some() => Denied::Gap,
        _ => Denied::Fault(message.to_owned()),
    }
}

/// What the server says of an administrator's request.
pub(super) fn refused(error: &sqlx::Error) -> Trouble {
    match code(error).as_deref() {
        Some("42501") => Trouble::new("sync-may-not"),
        Some("GR001") => Trouble::new("sync-revoked"),
        Some("GB404") => Trouble::new("sync-no-such-login"),
        Some("GB410") => Trouble::new("sync-last-administrator"),
        Some("GB413") => Trouble::new("sync-shared-already"),
        Some(_) => Trouble::new("sync-refused").with("detail", detail(error)),
        None => Trouble::new("sync-fault").with("detail", detail(error)),
    }
}

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()))
}

/// What happened, without the words of the library around it.
fn detail(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        sqlx::Error::Io(error) => error.to_string(),
        sqlx::Error::Tls(error) => error.to_string(),
        error => error.to_string(),
    }
}

/// Why there is no connection.
pub(super) fn trouble(address: &Address, error: sqlx::Error) -> Trouble {
    let detail = detail(&error);
    let key = match (code(&error).as_deref(), &error) {
        (Some("28P01" | "28000"), _) => "sync-login-refused",
        (Some("3D000"), _) => "sync-no-database",
        (_, sqlx::Error::Tls(_)) if detail == "server does not support TLS" => "sync-no-tls",
        (_, sqlx::Error::Tls(_)) => "sync-tls",
        // What rustls says of a certificate comes as a failure of the connection.
        _ if error.to_string().contains("certificate") => match detail.as_str() {
            detail if detail.contains("CaUsedAsEndEntity") => "sync-tls-authority",
            detail if detail.contains("UnknownIssuer") => "sync-tls-unknown",
            detail if detail.contains("not valid for name") || detail.contains("NotValidForName") => "sync-tls-name",
            _ => "sync-tls",
        },
        _ => "sync-unreachable",
    };

    Trouble::new(key)
        .with("host", address.host.as_str())
        .with("database", address.database.as_str())
        .with("detail", detail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A server that lets everybody in and does not even read what it is asked.
    fn deaf() -> Address {
        use std::io::{Read, Write};

        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();

        std::thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            let mut start = [0; 1024];

            assert!(line.read(&mut start).unwrap() > 0);
            // The login is accepted; ready for a query.
            line.write_all(b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I").unwrap();
            std::thread::sleep(Duration::from_secs(60));
        });

        Address {
            host: "127.0.0.1".to_owned(),
            port,
            database: "salle".to_owned(),
            login: "gd_1".to_owned(),
            trust: Trust::Local,
        }
    }

    /// Every code by which the server turns a whole push down: none is a fault without a name.
    #[test]
    fn what_a_push_is_turned_down_for_is_understood() {
        let push = include_str!("../../migrations/server/0004_push.sql");
        let codes: Vec<&str> = push.split("errcode = '").skip(1).filter_map(|after| after.split('\'').next()).collect();
        let batch = Batch { desk: Uuid::nil(), schema: 1, entries: Vec::new(), ops: Vec::new() };

        assert!(codes.len() >= 7, "{codes:?}");

        for code in codes {
            let denied = denied_with(code, "in the server's words", None, Some(&batch));

            assert!(!matches!(denied, Denied::Fault(_)), "{code}");
        }
    }

    /// A desk has one conversation at a time: a line that died without a word must not be waited for until the program ends.
    #[tokio::test]
    async fn a_server_that_says_nothing_is_given_up() {
        let patience = Duration::from_millis(100);
        let whole = tokio::time::timeout(Duration::from_secs(20), async {
            let mut link = Link { connection: connect(&deaf(), "").await.unwrap(), patience };
            let asked = link.run("SELECT api.has_contents($1)", &[Some("x".repeat(32 << 20))]).await;

            assert_eq!(asked.unwrap_err().key, "sync-fault");
            link.close().await;

            let mut link = Link { connection: connect(&deaf(), "").await.unwrap(), patience };
            let asked = link.ask(&Ask::Pull { cursor: 0, limit: 1 }, "").await;

            assert_eq!(asked, Heard::Denied(Denied::Fault("timeout".to_owned())));
            link.close().await;
        });

        whole.await.unwrap();
    }

    proptest! {
        #[test]
        fn only_nul_is_replaced(text in "[\\\\u0\u{0}a\"]{0,12}") {
            let sent: String = serde_json::from_str(&json(&text).unwrap()).unwrap();

            prop_assert_eq!(sent, text.replace('\0', "\u{fffd}"));
        }
    }
}
