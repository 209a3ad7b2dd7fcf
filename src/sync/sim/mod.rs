//! The conversation under everything that can go wrong: random histories of desks that edit, sell and talk, with crashes
//! between any two steps, lost answers, wrong clocks, a server put back from a backup, a workspace file put back or
//! copied, another server at the same address. The same seed is the same history.
//!
//! `GUICHET_SEEDS=10000 cargo test --release sync::sim` (`make soak`) runs more of them.

mod desk;
pub mod server;

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::talk::{Ask, Heard, Kept, Memory, Rest, Step, Talk, Write};
use super::wire::{Answer, Cells, Denied, Op, Outcome, Page, Pushed, Rev, Why};
use desk::File;
use server::Server;

/// A mistake in the protocol that the simulation must notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Revisions are given before the lock.
    NoLock,
    /// The server's history is known by its length only.
    NoHistoryHash,
    /// The cursor is stored before its page.
    CursorFirst,
    /// An answer tells the outcome, and not the row.
    AnswerWithoutRow,
    /// Operations are not recognised by their id.
    NoLedger,
    /// A number that was used by another operation is taken.
    ForkTaken,
    /// A pulled row replaces what waits.
    NoRebase,
    /// An edit counts as made from the state in which it was sent.
    BaseWhenSent,
    /// A second edit counts as made from the newer row under the first.
    BaseOfPending,
    /// Sending twice says what the row is now.
    NotFrozen,
    /// After a server was put back, nothing that it lost is offered.
    NoOffer,
    /// The loss of acknowledged operations is not noticed where the cursor still fits.
    AckedIgnored,
    /// A refused operation is forgotten.
    RefusedDropped,
    /// Any failure of the server counts as a refusal.
    AnyErrorRefuses,
    /// A clock ahead wins over the server's.
    NoClamp,
    /// The server's identity is not looked at.
    AnyServer,
}

const ALL: &[Fault] = &[
    Fault::NoLock,
    Fault::NoHistoryHash,
    Fault::CursorFirst,
    Fault::AnswerWithoutRow,
    Fault::NoLedger,
    Fault::ForkTaken,
    Fault::NoRebase,
    Fault::BaseWhenSent,
    Fault::BaseOfPending,
    Fault::NotFrozen,
    Fault::NoOffer,
    Fault::AckedIgnored,
    Fault::RefusedDropped,
    Fault::AnyErrorRefuses,
    Fault::NoClamp,
    Fault::AnyServer,
];

/// A desk's file under test.
pub trait Keeps {
    /// A desk that was just enrolled: of this server, with this stream.
    fn new(server: Uuid, desk: Uuid, fault: Option<Fault>) -> Self;
    /// A copy of its file, where that can be had.
    fn copy(&self) -> Option<Self>
    where
        Self: Sized;
    fn memory(&self) -> Memory;
    /// Inserts a row or changes a cell; the operation that now waits, if there was something to change.
    fn insert(&mut self, op: Uuid, entity: &str, row: Uuid, cells: Cells, at: i64) -> Option<Uuid>;
    fn edit(&mut self, op: Uuid, entity: &str, row: Uuid, column: &str, value: Json, at: i64) -> Option<Uuid>;
    fn write(&mut self, write: Write, now: i64, chance: &mut dyn FnMut() -> Uuid) -> Kept;
    /// The cursor without its page, as only a faulty desk stores it.
    fn set_cursor(&mut self, _page: &Page) {}
    /// Values that wait and yet are not shown.
    fn hidden(&self) -> Vec<String>;
    /// Rows that are shown, or would be if they were not archived.
    fn rows(&self) -> BTreeMap<(String, Uuid), Cells>;
    fn revs(&self) -> BTreeMap<(String, Uuid), Rev>;
    fn waiting(&self) -> usize;
    fn refused(&self) -> Vec<Op>;

    fn ids(&self, entity: &str) -> Vec<Uuid> {
        self.rows().into_keys().filter(|(of, _)| of == entity).map(|(_, id)| id).collect()
    }
}

/// What happens once in a history beside the daily work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disaster {
    None,
    ServerPutBack,
    FilePutBack,
    FileCopied,
    OtherServer,
}

const DISASTERS: [Disaster; 5] =
    [Disaster::None, Disaster::ServerPutBack, Disaster::FilePutBack, Disaster::FileCopied, Disaster::OtherServer];

const DAY: i64 = 86_400_000_000;
const STEPS: usize = 240;

/// The power went out, or the program was killed.
struct Crash;

struct World<K> {
    rng: Rng,
    fault: Option<Fault>,
    now: i64,
    server: Server,
    /// Another workspace that answers for a while at the same address.
    other: Option<Server>,
    desks: Vec<K>,
    /// How often each desk noticed that its server was put back, or its file.
    turns: Vec<usize>,
    answered: BTreeSet<Uuid>,
    skews: Vec<i64>,
    made: BTreeMap<Uuid, String>,
    /// Trouble on the way: lost answers, crashes, faults of the server.
    rough: bool,
    /// What a server that was put back must get again from the desks.
    known: BTreeSet<(Uuid, String, String)>,
    /// A file was put back: what was done since and not sent is gone with it.
    forgot: bool,
    wrong: Vec<String>,
}

impl<K: Keeps> World<K> {
    fn new(seed: u64, fault: Option<Fault>) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut id = || Uuid::from_u128(rng.u128(..));
        let mut server = Server::new(id(), fault);
        let desks: Vec<K> = (0..5).map(|_| K::new(server.id, id(), fault)).collect();

        desks.iter().for_each(|desk| server.enrol(desk.memory().desk));
        server.readers.insert(desks[4].memory().desk);

        let skews = (0..desks.len()).map(|_| rng.i64(-900 * DAY..900 * DAY)).collect();

        Self {
            rng,
            fault,
            now: 1_700_000_000_000_000,
            server,
            other: None,
            turns: vec![0; desks.len()],
            answered: BTreeSet::new(),
            desks,
            skews,
            made: BTreeMap::new(),
            rough: true,
            known: BTreeSet::new(),
            forgot: false,
            wrong: Vec::new(),
        }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u128(self.rng.u128(..))
    }

    fn crash(&mut self) -> Result<(), Crash> {
        if self.rough && self.chance(3) { Err(Crash) } else { Ok(()) }
    }

    fn work(&mut self, desk: usize) {
        self.now += self.rng.i64(1..DAY / 10);

        let at = self.now + self.skews[desk];
        let (op, row) = (self.id(), self.id());
        let value = json!(format!("{desk}:{}", self.rng.u32(..)));
        let members = self.desks[desk].ids("member");
        let prices = self.desks[desk].ids("price");
        let one = |ids: &[Uuid], rng: &mut Rng| (!ids.is_empty()).then(|| ids[rng.usize(..ids.len())]);
        let member = one(&members, &mut self.rng);
        let price = one(&prices, &mut self.rng);
        let kind = self.rng.u32(..100);
        let file = &mut self.desks[desk];

        let text = |columns: &[(&str, Json)]| -> Cells {
            columns.iter().map(|(column, value)| ((*column).to_owned(), value.clone())).collect()
        };
        let op = match (kind, member, price) {
            (..15, ..) | (_, None, _) => {
                file.insert(op, "member", row, text(&[("first_name", json!("")), ("city", value)]), at)
            }
            (15..70, Some(member), _) => {
                let column = ["first_name", "last_name", "city", "modified_at"][self.rng.usize(..4)];
                let value = if column == "modified_at" { json!(at) } else { value };

                file.edit(op, "member", member, column, value, at)
            }
            (70..85, Some(member), _) => {
                let cells = [("member", json!(member)), ("amount", json!(self.rng.i64(1..9_999)))];

                file.insert(op, "payment", row, text(&cells), at)
            }
            (85..90, Some(member), _) => {
                let archived = if self.rng.bool() { json!(at) } else { Json::Null };

                file.edit(op, "member", member, "archived_at", archived, at)
            }
            (_, _, Some(price)) => file.edit(op, "price", price, "amount", json!(self.rng.i64(1..9_999)), at),
            _ => {
                let product = Uuid::from_u128(self.rng.u128(..));

                file.insert(op, "product", product, text(&[("name", json!("P"))]), at);
                file.insert(
                    Uuid::from_u128(self.rng.u128(..)),
                    "price",
                    row,
                    text(&[("product", json!(product)), ("amount", json!(1_000))]),
                    at,
                )
            }
        };

        self.made.extend(op.map(|op| (op, format!("{kind} by {desk}"))));
    }

    /// One conversation of a desk, as far as it comes.
    fn talk(&mut self, desk: usize) -> Result<Rest, Crash> {
        let mut talk = Talk::new(self.desks[desk].memory(), String::new(), 1);

        // Not where a fault is to be noticed: comparing mends what it did.
        if self.fault.is_none() && self.chance(20) {
            talk = talk.verifying();
        }

        let mut step = talk.begin();

        loop {
            self.now += self.rng.i64(1..5_000_000);
            self.crash()?;

            let heard = match step {
                Step::Rest(rest) => return Ok(rest),
                Step::Ask(ask) => self.ask(desk, ask)?,
                Step::Write(Write::Freeze(_)) => {
                    let few = self.rng.usize(1..12);

                    self.write(desk, Write::Freeze(few))?
                }
                Step::Write(write) => self.write(desk, write)?,
            };

            // The operator does not wait for the conversation.
            if self.rough && self.chance(if desk == 4 { 1 } else { 10 }) {
                self.work(desk);
            }

            self.look();

            // The answer is lost, or the connection breaks.
            if self.rough && self.chance(2) {
                return Ok(Rest::Fault("lost".to_owned()));
            }

            step = talk.hear(heard);
        }
    }

    fn ask(&mut self, desk: usize, ask: Ask) -> Result<Heard, Crash> {
        if self.rough && self.chance(3) {
            let failed = |op: &Op| Answer {
                op: op.op,
                seq: op.seq,
                outcome: Outcome::Refused,
                why: Some(Why { code: "40001".to_owned(), message: String::new(), column: None }),
                row: None,
            };

            return Ok(match ask {
                Ask::Push(batch) if self.fault == Some(Fault::AnyErrorRefuses) => Heard::Pushed(Pushed {
                    last_seq: batch.ops.last().map_or(0, |op| op.seq),
                    answers: batch.ops.iter().map(failed).collect(),
                }),
                _ => Heard::Denied(Denied::Fault("could not serialize".to_owned())),
            });
        }

        if let Ask::Push(batch) = &ask
            && self.fault == Some(Fault::NoLock)
            && self.chance(30)
        {
            let reserved = self.server.reserve(batch.ops.len(), self.now);
            let other = self.rng.usize(..self.desks.len());

            if other != desk {
                self.work(other);
                let _ = self.talk(other);
            }

            return Ok(match self.server.push(batch, self.now, reserved) {
                Ok(pushed) => Heard::Pushed(pushed),
                Err(denied) => Heard::Denied(denied),
            });
        }

        let now = self.now;
        let memory = self.desks[desk].memory();
        let server = self.other.as_mut().unwrap_or(&mut self.server);

        Ok(match ask {
            Ask::Hello(hello) => {
                let mut greeting = server.hello(&hello, now);

                match self.fault {
                    Some(Fault::ForkTaken) => greeting.last_seq = greeting.last_seq.map(|seq| seq.min(memory.sent)),
                    Some(Fault::AnyServer) => greeting.server = memory.server,
                    Some(Fault::AckedIgnored) if greeting.common >= memory.cursor => {
                        greeting.last_seq = greeting.last_seq.map(|seq| seq.max(memory.acked));
                    }
                    _ => {}
                }

                Heard::Greeting(greeting)
            }
            Ask::Enrol(stream) => {
                server.enrol(stream);

                if desk == 4 {
                    server.readers.insert(stream);
                }

                Heard::Enrolled
            }
            Ask::Push(batch) => match server.push(&batch, now, Vec::new()) {
                Ok(pushed) => Heard::Pushed(pushed),
                Err(denied) => Heard::Denied(denied),
            },
            Ask::Verify => Heard::Digest(server.digest()),
            Ask::Pull { cursor, .. } => {
                let limit = self.rng.usize(1..20);

                Heard::Page(server.pull(cursor, limit))
            }
        })
    }

    /// A transaction: it is whole, or it never was.
    fn write(&mut self, desk: usize, write: Write) -> Result<Heard, Crash> {
        if let (Write::Take(page), Some(Fault::CursorFirst)) = (&write, self.fault) {
            self.desks[desk].set_cursor(page);
        }

        self.crash()?;

        let before = self.desks[desk].revs();
        let rewound = matches!(write, Write::Rewind { .. });
        let now = self.now + self.skews[desk];

        if matches!(write, Write::Rewind { .. } | Write::Reincarnate) {
            self.turns[desk] += 1;
        }

        if let Write::Settle(pushed) = &write {
            self.answered.extend(
                pushed.answers.iter().filter(|answer| answer.outcome != Outcome::Refused).map(|answer| answer.op),
            );
        }

        let mut rng = self.rng.clone();
        let kept = self.desks[desk].write(write, now, &mut || Uuid::from_u128(rng.u128(..)));

        self.rng = rng;
        self.crash()?;

        if !rewound {
            let after = self.desks[desk].revs();

            for (key, rev) in &before {
                if after.get(key).is_some_and(|after| after < rev) {
                    self.wrong.push(format!("desk {desk} read {key:?} backwards"));
                }
            }
        }

        Ok(Heard::Kept(kept))
    }

    fn look(&mut self) {
        for (desk, file) in self.desks.iter().enumerate() {
            self.wrong.extend(file.hidden().into_iter().map(|what| format!("desk {desk} does not show {what}")));
        }
    }

    fn day(&mut self) {
        let desk = self.rng.usize(..self.desks.len());

        // The last one only reads, but for what it should not do.
        if self.chance(if desk == 4 { 5 } else { 60 }) {
            self.work(desk);
        } else {
            let _ = self.talk(desk);
        }
    }

    fn run(mut self, disaster: Disaster) -> Vec<String> {
        let (from, until) = (STEPS / 3, STEPS * 2 / 3);
        let mut kept_server = None;
        let mut kept_file = None;
        let victim = self.rng.usize(..4);

        for step in 0..STEPS {
            if step == from {
                match disaster {
                    Disaster::ServerPutBack => kept_server = Some(self.server.clone()),
                    Disaster::FilePutBack | Disaster::FileCopied => kept_file = self.desks[victim].copy(),
                    Disaster::OtherServer => {
                        let mut other = Server::new(self.id(), self.fault);

                        self.desks.iter().for_each(|desk| other.enrol(desk.memory().desk));
                        self.other = Some(other);
                    }
                    Disaster::None => {}
                }
            }

            if step == until {
                self.second_half(disaster, victim, &mut kept_server, &mut kept_file);
            }

            self.day();
        }

        self.end()
    }

    fn second_half(&mut self, disaster: Disaster, victim: usize, server: &mut Option<Server>, file: &mut Option<K>) {
        if let Some(server) = server.take() {
            let lost = std::mem::replace(&mut self.server, server);

            // What some desk was told is on the server, it is to have again.
            for ((_, row), cells) in self.desks.iter().flat_map(K::rows) {
                self.known.extend(
                    cells
                        .iter()
                        .map(|(column, value)| (row, column.clone(), value.to_string()))
                        .filter(|value| value.1 != "modified_at" && value.2 != "null" && lost.had.contains(value)),
                );
            }
        }

        if let Some(file) = file.take() {
            let now = &mut self.desks[victim];

            match disaster {
                Disaster::FileCopied => {
                    self.skews.push(self.rng.i64(-DAY..DAY));
                    self.turns.push(0);
                    self.desks.push(file);
                }
                _ => {
                    *now = file;
                    self.forgot = true;
                }
            }
        }

        if let Some(other) = self.other.take()
            && !other.log.is_empty()
        {
            self.wrong.push("another workspace was written to".to_owned());
        }
    }

    fn end(mut self) -> Vec<String> {
        self.rough = false;

        for _ in 0..3 {
            for desk in 0..self.desks.len() {
                if let Ok(rest) = self.talk(desk)
                    && rest != Rest::Quiet
                {
                    self.wrong.push(format!("desk {desk} does not come to rest: {rest:?}"));
                }
            }
        }

        self.look();

        let there = said(self.server.rows());

        for (desk, file) in self.desks.iter().enumerate() {
            let here = said(file.rows());

            if here != there {
                let odd = there.iter().find(|(key, cells)| here.get(*key) != Some(*cells));
                let extra = here.keys().find(|key| !there.contains_key(*key));

                self.wrong.push(format!("desk {desk} is not the server: {odd:?}, {extra:?}"));
            }

            if file.waiting() > 0 {
                self.wrong.push(format!("desk {desk} still waits with {}", file.waiting()));
            }
        }

        let lost: BTreeSet<(Uuid, String, String)> = self
            .server
            .conflicts
            .iter()
            .map(|conflict| (conflict.row, conflict.column.clone(), conflict.lost.to_string()))
            .collect();
        let refused: BTreeSet<(Uuid, String, String)> = self
            .desks
            .iter()
            .flat_map(K::refused)
            .flat_map(|op| op.set.into_iter().map(move |(column, value)| (op.row, column, value.to_string())))
            .collect();

        for value in &self.known {
            if !self.server.had.contains(value) && !lost.contains(value) && !refused.contains(value) {
                self.wrong.push(format!("the server was put back and never got again {value:?}"));
            }
        }

        self.wrong.extend(self.server.silent.iter().map(|what| format!("written over unseen: {what}")));
        self.wrong.extend(
            self.server.done.iter().filter(|(_, times)| **times > 1).map(|(op, _)| format!("carried out twice: {op}")),
        );

        if self.server.newest_clock() > self.now {
            self.wrong.push("a clock ahead of the server's".to_owned());
        }

        self.account();

        self.wrong
    }

    /// Every operation is in the server's history, among what was refused, or was offered again by another name. Only
    /// where nothing was put back can it be asked for by its own.
    fn account(&mut self) {
        let log: BTreeSet<Uuid> = self.server.log.iter().map(|record| record.op).collect();
        let refused: BTreeSet<Uuid> = self.desks.iter().flat_map(K::refused).map(|op| op.op).collect();
        let whole = !self.forgot && self.known.is_empty() && self.turns.iter().all(|turns| *turns == 0);

        for (op, what) in &self.made {
            if whole && !log.contains(op) && !refused.contains(op) {
                self.wrong.push(format!("gone: {op}, {what}"));
            }

            if whole && refused.contains(op) && self.answered.contains(op) {
                self.wrong.push(format!("acknowledged, then refused: {op}"));
            }
        }
    }
}

/// Cells that hold something.
fn said(rows: BTreeMap<(String, Uuid), Cells>) -> BTreeMap<(String, Uuid), Cells> {
    rows.into_iter()
        .map(|(key, cells)| (key, cells.into_iter().filter(|(_, value)| !value.is_null()).collect()))
        .collect()
}

/// What went wrong in a history; empty when nothing did.
pub fn history<K: Keeps>(seed: u64, fault: Option<Fault>, disaster: Disaster) -> Vec<String> {
    World::<K>::new(seed, fault).run(disaster)
}

fn in_memory(seed: u64, fault: Option<Fault>) -> Vec<String> {
    history::<File>(seed, fault, DISASTERS[usize::try_from(seed % 5).unwrap_or(0)])
}

fn seeds() -> u64 {
    std::env::var("GUICHET_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(200)
}

#[test]
fn desks_and_server_agree_after_any_history() {
    for seed in 0..seeds() {
        let wrong = in_memory(seed, None);

        assert!(wrong.is_empty(), "seed {seed}: {} wrong, {:#?}", wrong.len(), &wrong[..wrong.len().min(3)]);
    }
}

#[test]
fn every_seeded_fault_is_noticed() {
    for &fault in ALL {
        let caught = (0..400).find(|&seed| !in_memory(seed, Some(fault)).is_empty());

        assert!(caught.is_some(), "{fault:?} goes unnoticed");
    }
}
