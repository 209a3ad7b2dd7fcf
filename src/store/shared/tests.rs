//! The histories of [`crate::sync::sim`] on real workspace files in memory, against its server.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use serde_json::Value as Json;
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use super::cells::{row_of, selected};
use crate::domain::TABLES;
use crate::domain::entity::{Entity, Instant, Value};
use crate::domain::member::Member;
use crate::domain::money::Payment;
use crate::domain::product::{Price, Product};
use crate::store::rows::statement;
use crate::store::{Origin, Read, Shared, Store, Tx};
use crate::sync::address::{Address, Trust};
use crate::sync::sim::{Disaster, Fault, Keeps, history};
use crate::sync::talk::{Kept, Memory, Write};
use crate::sync::wire::{ARCHIVED, Cells, Op, Operator, Rev};

struct Real {
    runtime: Runtime,
    store: Store,
}

/// A row with nothing in it but these cells.
fn row<E: Entity>(id: Uuid, cells: &Cells) -> E {
    let values = E::TABLE.columns.iter().map(|column| match cells.get(column.name) {
        Some(value) => Value::from_json(column.kind, value).unwrap(),
        None if column.optional => Value::Null,
        None => Value::from_json(column.kind, &sample(E::TABLE.name, column.name)).unwrap(),
    });

    E::from_values(id, values.collect()).unwrap()
}

fn sample(table: &str, column: &str) -> Json {
    let text = match (table, column) {
        (_, "email_state") => "unverified",
        (_, "source") => "hand",
        (_, "duration") => "none",
        (_, "option_choice") => "one",
        (_, "method") => "cash",
        (_, "kind") => "payment",
        (_, "name" | "currency" | "first_name" | "last_name" | "requires") => "",
        (_, "active" | "team" | "vip" | "newsletter" | "archived" | "open") => return Json::from(false),
        _ => return Json::from(0),
    };

    Json::from(text)
}

impl Real {
    fn act<T>(&self, at: i64, work: impl AsyncFnOnce(&mut Tx) -> T) -> T {
        self.runtime.block_on(async {
            let now = Instant::from_timestamp_micros(at).unwrap();
            let origin = Origin { operator: "o".to_owned(), desk: "d".to_owned(), now };
            let mut tx = self.store.begin("test", origin).await.unwrap();
            let done = work(&mut tx).await;

            tx.commit("", None, None).await.unwrap();

            done
        })
    }

    fn all(&self) -> BTreeMap<(String, Uuid), (Cells, Option<Rev>)> {
        self.runtime.block_on(async {
            let mut found = BTreeMap::new();

            for table in TABLES {
                let sql = format!(
                    "SELECT {} FROM {} t WHERE rev IS NOT NULL OR EXISTS (SELECT 1 FROM outbox o WHERE o.row = t.id)",
                    selected(table),
                    table.name
                );

                for line in self.store.connection().query_all_raw(statement(sql, [])).await.unwrap() {
                    let (id, here) = row_of(table, &line).unwrap();

                    found.insert((table.name.to_owned(), id), (here.cells, here.rev));
                }
            }

            found
        })
    }

    fn last(&self) -> Option<Uuid> {
        self.runtime.block_on(async {
            let sql = "SELECT op FROM outbox ORDER BY id DESC LIMIT 1";

            let row = self.store.connection().query_one_raw(statement(sql, [])).await.unwrap();

            row.map(|row| row.try_get_by_index(0).unwrap())
        })
    }
}

impl Keeps for Real {
    fn new(server: Uuid, desk: Uuid, _: Option<Fault>) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let store = runtime.block_on(async {
            let store = Store::in_memory().await.unwrap();
            let memory = Memory { server, desk, cursor: 0, marks: Vec::new(), acked: 0, sent: 0, epoch: 1 };
            let address = Address {
                host: String::new(),
                port: 0,
                database: String::new(),
                login: String::new(),
                trust: Trust::Local,
            };

            store
                .share(&Shared {
                    address,
                    computer: Some("Bar".to_owned()),
                    workspace: String::new(),
                    memory,
                    operator: Operator::default(),
                    permissions: Vec::new(),
                    offline: false,
                    exchanged_at: None,
                    verified_at: None,
                })
                .await
                .unwrap();

            store
        });

        Self { runtime, store }
    }

    fn copy(&self) -> Option<Self> {
        None
    }

    fn memory(&self) -> Memory {
        self.runtime.block_on(self.store.shared()).unwrap().unwrap().memory
    }

    fn insert(&mut self, _: Uuid, entity: &str, id: Uuid, cells: Cells, at: i64) -> Option<Uuid> {
        self.act(at, async |tx| match entity {
            "member" => tx.insert(&row::<Member>(id, &cells)).await.unwrap(),
            "payment" => tx.insert(&row::<Payment>(id, &cells)).await.unwrap(),
            "product" => tx.insert(&row::<Product>(id, &cells)).await.unwrap(),
            _ => tx.insert(&row::<Price>(id, &cells)).await.unwrap(),
        });

        self.last()
    }

    fn edit(&mut self, _: Uuid, entity: &str, id: Uuid, column: &str, value: Json, at: i64) -> Option<Uuid> {
        let before = self.runtime.block_on(self.store.get_any::<Member>(id)).unwrap();
        let shown = self.runtime.block_on(self.store.get::<Member>(id)).unwrap().is_some();

        match (entity, column, before) {
            ("member", ARCHIVED, Some(_)) if shown != value.is_null() => self.act(at, async |tx| match value {
                Json::Null => tx.restore::<Member>(&[id]).await.unwrap(),
                _ => tx.archive::<Member>(&[id]).await.unwrap(),
            }),
            ("member", column, Some(before)) if shown && column != ARCHIVED => {
                let mut values = before.values();
                let place = Member::TABLE.columns.iter().position(|known| known.name == column).unwrap();

                values[place] = Value::from_json(Member::TABLE.columns[place].kind, &value).unwrap();

                let after = Member::from_values(id, values).unwrap();

                if !self.act(at, async |tx| tx.update(&before, &after).await.unwrap()) {
                    return None;
                }
            }
            ("price", ..) => {
                let before = self.runtime.block_on(self.store.get::<Price>(id)).unwrap()?;
                let after = Price { amount: value.as_i64().unwrap(), ..before.clone() };

                if !self.act(at, async |tx| tx.update(&before, &after).await.unwrap()) {
                    return None;
                }
            }
            // Nobody edits what is out of sight.
            _ => return None,
        }

        self.last()
    }

    fn write(&mut self, write: Write, now: i64, _: &mut dyn FnMut() -> Uuid) -> Kept {
        self.runtime.block_on(self.store.converse(write, now)).unwrap().0
    }

    fn hidden(&self) -> Vec<String> {
        let rows = self.all();
        let sql = "SELECT o.entity, o.row, c.fields FROM outbox o JOIN change c ON c.seq = o.change
                   WHERE o.kind = 'update' ORDER BY o.id";
        let lines = self.runtime.block_on(self.store.connection().query_all_raw(statement(sql, []))).unwrap();
        let mut last = BTreeMap::new();

        for line in lines {
            let key: (String, Uuid) = (line.try_get_by_index(0).unwrap(), line.try_get_by_index(1).unwrap());
            let fields: BTreeMap<String, [Json; 2]> =
                serde_json::from_str(&line.try_get_by_index::<String>(2).unwrap()).unwrap();

            for (column, [_, after]) in fields {
                last.insert((key.clone(), column), after);
            }
        }

        last.into_iter()
            .filter(|((key, column), value)| rows.get(key).and_then(|(cells, _)| cells.get(column)) != Some(value))
            .map(|((key, column), value)| format!("{key:?} {column}: {value}"))
            .collect()
    }

    fn rows(&self) -> BTreeMap<(String, Uuid), Cells> {
        self.all().into_iter().map(|(key, (cells, _))| (key, cells)).collect()
    }

    fn revs(&self) -> BTreeMap<(String, Uuid), Rev> {
        self.runtime.block_on(async {
            let mut found = BTreeMap::new();

            for table in TABLES {
                let sql = format!("SELECT id, rev FROM {} WHERE rev IS NOT NULL", table.name);

                for line in self.store.connection().query_all_raw(statement(sql, [])).await.unwrap() {
                    let key = (table.name.to_owned(), line.try_get_by_index(0).unwrap());

                    found.insert(key, line.try_get_by_index(1).unwrap());
                }
            }

            found
        })
    }

    fn waiting(&self) -> usize {
        self.runtime.block_on(self.store.waiting()).unwrap()
    }

    fn refused(&self) -> Vec<Op> {
        self.runtime.block_on(self.store.refused()).unwrap().into_iter().map(|refused| refused.op).collect()
    }
}

#[test]
fn files_and_server_agree_after_any_history() {
    for seed in 0..6 {
        let disaster = [Disaster::None, Disaster::ServerPutBack, Disaster::OtherServer][seed as usize % 3];
        let wrong = history::<Real>(seed, None, disaster);

        assert!(wrong.is_empty(), "seed {seed}: {} wrong, {:#?}", wrong.len(), &wrong[..wrong.len().min(3)]);
    }
}
