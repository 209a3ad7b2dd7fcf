//! What the tests of the desk share: a workspace in a folder of its own, a clock that is set by hand, something to sell.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use guichet::desk::{Desk, Failure, Outcome, Sale, Setup, Who};
use guichet::domain::TABLES;
use guichet::domain::entity::{Entity, Id};
use guichet::domain::member::Member;
use guichet::domain::money::{Method, Payment};
use guichet::domain::period::Duration;
use guichet::domain::product::{OptionChoice, Price, Product, ProductOption};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

/// A clock that only moves when it is told to.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    pub fn at(text: &str) -> Self {
        let at: DateTime<Utc> = text.parse().unwrap();

        Self(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).unwrap()
    }

    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().unwrap(), Ordering::SeqCst);
    }
}

pub fn setup(clock: &Clock) -> Setup {
    let clock = clock.clone();

    Setup {
        operator: "Ada".to_owned(),
        desk: "Comptoir".to_owned(),
        clock: Arc::new(move || clock.now()),
        language: "fr".to_owned(),
        keychain: guichet::desk::Keychain::None,
    }
}

/// A workspace file, open.
pub struct Place {
    pub folder: TempDir,
    pub clock: Clock,
    pub desk: Desk,
}

impl Place {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2026-09-03T10:00:00Z");
        let desk = Desk::open(&folder.path().join("lieu.guichet"), setup(&clock)).await.unwrap();

        Self { folder, clock, desk }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("lieu.guichet")
    }

    /// Closes and opens again.
    pub async fn reopen(self) -> Self {
        let path = self.path();

        self.desk.close().await.unwrap();

        let desk = Desk::open(&path, setup(&self.clock)).await.unwrap();

        Self { folder: self.folder, clock: self.clock, desk }
    }

    pub async fn dump(&self) -> Vec<String> {
        dump(&self.path()).await
    }

    pub async fn assert_sound(&self) {
        assert_eq!(self.desk.check().await.unwrap(), []);
    }
}

pub async fn connect(path: &Path) -> DatabaseConnection {
    Database::connect(format!("sqlite://{}?mode=rw", path.display())).await.unwrap()
}

/// Everything that lives in a workspace but its journal, as text. Money counts as it stands: payments that were taken
/// back, and what took them back, cancel out, and a payment given again is the same money.
pub async fn dump(path: &Path) -> Vec<String> {
    let connection = connect(path).await;
    let mut lines = Vec::new();

    for table in TABLES {
        let cells = |names: &[&str]| names.iter().map(|n| format!("quote({n})")).collect::<Vec<_>>().join("||'|'||");
        let sql = if table.name == Payment::TABLE.name {
            let same = cells(&["member", "subscription", "amount", "currency", "method"]);

            format!(
                "SELECT 'payment|'||{same} FROM payment p WHERE kind = 'payment'
                 AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses = p.id)"
            )
        } else {
            let mut names = vec!["id"];

            names.extend(table.columns.iter().map(|column| column.name));
            format!("SELECT '{0}|'||{1} FROM {0} WHERE archived_at IS NULL", table.name, cells(&names))
        };
        let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();

        lines.extend(rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()));
    }

    connection.close().await.unwrap();
    lines.sort();

    lines
}

pub fn product(name: &str) -> Product {
    Product {
        id: Id::now_v7(),
        name: name.to_owned(),
        category: None,
        vat_rate: 550,
        short_text: None,
        long_text: None,
        option_choice: OptionChoice::Many,
        max_per_member: None,
        archived: false,
        position: 0,
        created_at: DateTime::UNIX_EPOCH,
    }
}

pub fn price(product: Id, name: &str, amount: i64, duration: Duration) -> Price {
    Price {
        id: Id::now_v7(),
        product,
        name: name.to_owned(),
        amount,
        open: false,
        minimum: 0,
        duration,
        stock: None,
        max_per_member: None,
        requires: String::new(),
        archived: false,
        position: 0,
        created_at: DateTime::UNIX_EPOCH,
    }
}

pub fn option(product: Id, name: &str) -> ProductOption {
    ProductOption {
        id: Id::now_v7(),
        product,
        name: name.to_owned(),
        archived: false,
        position: 0,
        created_at: DateTime::UNIX_EPOCH,
    }
}

pub fn member(first: &str, last: &str, email: Option<&str>) -> Member {
    Member {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: email.map(str::to_owned),
        ..Member::new(Id::now_v7(), DateTime::UNIX_EPOCH)
    }
}

pub fn sale(who: Who, price: Id, contribution: i64, method: Option<Method>) -> Sale {
    Sale { who, price, options: Vec::new(), contribution, method, paid_at: None, renews: None }
}

pub fn walk_in(first: &str, last: &str) -> Who {
    Who::New { first_name: first.to_owned(), last_name: last.to_owned(), email: None, no_email: true }
}

/// Something to sell: "Adhésion" at 25,00 a year.
pub async fn on_sale(desk: &Desk) -> (Product, Price) {
    let product = product("Adhésion");
    let price = price(product.id, "Plein tarif", 2_500, Duration::Years(1));

    desk.save_product(product.clone()).await.unwrap();
    desk.save_price(price.clone()).await.unwrap();

    (product, price)
}

pub async fn add(desk: &Desk, member: &Member) -> Outcome {
    let no_email = member.email.is_none();

    desk.add_member(member.clone(), no_email).await.unwrap()
}

/// The keys of the problems for which something was refused.
pub fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Vec<String> {
    match result {
        Err(Failure::Refused(problems)) => {
            problems.into_iter().map(|problem| problem.phrase.key.into_owned()).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

/// The key of the sentence with which something was not there.
pub fn gone<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(Failure::Gone(phrase)) => phrase.key.into_owned(),
        other => panic!("not gone: {other:?}"),
    }
}

/// The keys of the sentence with which a file or disk would not, the inner one too.
pub fn stored<T>(result: Result<T, Failure>) -> String {
    use guichet::domain::phrase::Arg;

    match result {
        Err(Failure::Storage(phrase)) => {
            let inner = phrase.args.iter().find_map(|(_, arg)| match arg {
                Arg::Phrase(inner) => Some(inner.key.to_string()),
                _ => None,
            });

            inner.unwrap_or_else(|| phrase.key.into_owned())
        }
        Err(other) => panic!("not about storage: {other:?}"),
        Ok(_) => panic!("nothing refused it"),
    }
}
