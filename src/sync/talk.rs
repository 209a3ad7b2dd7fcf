//! The conversation as a state machine without input or output: it says what to do next, and is told what came of it.
//!
//! ```text
//! hello ─┬─ another server, too old, revoked → rest (nothing is lost: the outbox waits)
//!        ├─ unknown stream → enrol ─┐
//!        ├─ fork → reincarnate ─────┴→ hello
//!        ├─ rewound server → rewind (what the desk knows is offered again)
//!        └→ freeze → push → settle … until the outbox is empty → pull → take … until nothing is new
//!           → now and then: verify → compare (a difference: pull everything again) → rest
//! ```
//! Each [`Write`] is one transaction of the workspace file. Whatever is lost between two steps (the connection, the
//! power), the next conversation starts with `hello` and finds out.

use uuid::Uuid;

use super::wire::{Batch, Denied, Digest, Greeting, Hello, Mark, Page, Pushed, Rev};

/// How many operations go into one push.
pub const BATCH: usize = 200;

/// Bytes, at most, of the operations of one push, unless one alone is larger: the server takes 8 MiB.
pub const BATCH_SIZE: usize = 1 << 20;

/// How many changes are asked for in one page.
pub const PAGE: usize = 2_000;

/// What a desk remembers of the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    pub server: Uuid,
    pub desk: Uuid,
    /// Up to where it took the server's history.
    pub cursor: Rev,
    /// Newest first, ever sparser.
    pub marks: Vec<Mark>,
    /// The number of the last operation that was answered, and of the last that was ever sent.
    pub acked: i64,
    pub sent: i64,
    pub epoch: i64,
}

/// A question to the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    Hello(Hello),
    Enrol(Uuid),
    Push(Batch),
    Pull {
        cursor: Rev,
        limit: usize,
    },
    /// What there is, counted and summed up.
    Verify,
}

/// A transaction of the workspace file.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Remembers the server's clock, who the operator is and what they may do; a new epoch reads everything again.
    Greet(Greeting),
    /// Numbers the first operations that wait and fixes what they say, so that sending them twice says the same.
    Freeze(usize),
    /// Takes answered operations out of the outbox; their rows become what the server says, under what still waits.
    Settle(Pushed),
    /// Takes a page in: rows under what still waits for them, the journal, and the cursor with its mark.
    Take(Page),
    /// Compares with what the server has; a difference goes back to the beginning, where nothing is wiped.
    Compare(Digest),
    /// The server is an older copy of itself: goes back to what both know, offers what the server lost.
    Rewind { common: Rev, last_seq: i64 },
    /// The file was copied or put back: goes on as a stream of its own.
    Reincarnate,
    /// Gives an operation another id, because another copy of this file used it for something else.
    Rename(Uuid),
}

/// What came of a [`Write`].
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    Done(Memory),
    Frozen(Memory, Batch),
    /// Whether both have the same.
    Compared(Memory, bool),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Ask(Ask),
    Write(Write),
    Rest(Rest),
}

/// Why there is nothing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Rest {
    /// Everything is shared and taken in.
    Quiet,
    /// Also after everything was pulled again, server and desk do not have the same.
    Differs,
    /// Another workspace answers at this address.
    OtherServer {
        name: String,
    },
    TooOld,
    TooNew,
    Revoked,
    /// What the desk says makes no sense to the server, again and again.
    Misunderstood(String),
    Fault(String),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    Greeting(Greeting),
    Enrolled,
    Pushed(Pushed),
    Page(Page),
    Digest(Digest),
    Denied(Denied),
    Kept(Kept),
}

/// One conversation, from `hello` until there is nothing more to say.
#[derive(Debug)]
pub struct Talk {
    memory: Memory,
    computer: String,
    schema: i32,
    greeting: Option<Greeting>,
    next: Next,
    /// How often there is still reason to compare.
    checks: u8,
    /// Goes up with every new start, so that two sides that cannot agree do not talk for ever.
    starts: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Hello,
    Enrolled,
    Ready,
    Pushing,
    Pulling,
    Took { more: bool },
}

impl Talk {
    /// `computer` is this computer's name, `schema` the version of its declarations.
    pub fn new(memory: Memory, computer: String, schema: i32) -> Self {
        Self { memory, computer, schema, greeting: None, next: Next::Hello, checks: 0, starts: 0 }
    }

    /// Also compares at the end whether both have the same, and once more after pulling everything again.
    pub fn verifying(self) -> Self {
        Self { checks: 2, ..self }
    }

    /// The first step.
    pub fn begin(&mut self) -> Step {
        self.next = Next::Hello;
        self.greeting = None;
        self.starts += 1;

        if self.starts > 8 {
            return Step::Rest(Rest::Misunderstood("hello".to_owned()));
        }

        Step::Ask(Ask::Hello(Hello {
            desk: self.memory.desk,
            schema: self.schema,
            marks: self.memory.marks.clone(),
            computer: self.computer.clone(),
        }))
    }

    /// What to do after what was heard.
    pub fn hear(&mut self, heard: Heard) -> Step {
        match heard {
            Heard::Greeting(greeting) => self.greeted(greeting),
            Heard::Enrolled => self.begin(),
            Heard::Pushed(pushed) => Step::Write(Write::Settle(pushed)),
            Heard::Page(page) => {
                self.next = Next::Took { more: page.more };

                if page.cursor == self.memory.cursor && page.rows.is_empty() {
                    return self.go_on();
                }

                Step::Write(Write::Take(page))
            }
            Heard::Digest(digest) => Step::Write(Write::Compare(digest)),
            Heard::Kept(Kept::Compared(memory, same)) => {
                self.memory = memory;

                match (same, self.checks) {
                    (true, _) => Step::Rest(Rest::Quiet),
                    (false, 0) => Step::Rest(Rest::Differs),
                    (false, _) => {
                        self.next = Next::Pulling;

                        self.go_on()
                    }
                }
            }
            Heard::Denied(denied) => self.denied(denied),
            Heard::Kept(Kept::Done(memory)) => {
                self.memory = memory;

                self.go_on()
            }
            Heard::Kept(Kept::Frozen(memory, batch)) => {
                self.memory = memory;

                if batch.ops.is_empty() {
                    self.next = Next::Pulling;

                    self.go_on()
                } else {
                    Step::Ask(Ask::Push(batch))
                }
            }
        }
    }

    fn greeted(&mut self, greeting: Greeting) -> Step {
        if greeting.server != self.memory.server {
            return Step::Rest(Rest::OtherServer { name: greeting.workspace });
        }

        if self.schema < greeting.oldest {
            return Step::Rest(Rest::TooOld);
        }

        let Some(last_seq) = greeting.last_seq else {
            self.next = Next::Enrolled;

            return Step::Ask(Ask::Enrol(self.memory.desk));
        };

        if last_seq > self.memory.sent {
            self.next = Next::Hello;

            return Step::Write(Write::Reincarnate);
        }

        let common = greeting.common;

        self.greeting = Some(greeting.clone());

        if last_seq < self.memory.acked || common < self.memory.cursor {
            self.next = Next::Enrolled;

            return Step::Write(Write::Rewind { common: common.min(self.memory.cursor), last_seq });
        }

        self.next = Next::Ready;

        Step::Write(Write::Greet(greeting))
    }

    fn go_on(&mut self) -> Step {
        match self.next {
            // After a new incarnation, and after a rewind: the numbers are others now.
            Next::Hello | Next::Enrolled => self.begin(),
            Next::Ready | Next::Pushing => {
                self.next = Next::Pushing;

                Step::Write(Write::Freeze(BATCH))
            }
            Next::Pulling | Next::Took { more: true } => {
                self.next = Next::Pulling;

                Step::Ask(Ask::Pull { cursor: self.memory.cursor, limit: PAGE })
            }
            Next::Took { more: false } if self.checks > 0 => {
                self.checks -= 1;

                Step::Ask(Ask::Verify)
            }
            Next::Took { more: false } => Step::Rest(Rest::Quiet),
        }
    }

    fn denied(&mut self, denied: Denied) -> Step {
        match denied {
            Denied::Fork => {
                self.next = Next::Hello;

                Step::Write(Write::Reincarnate)
            }
            Denied::Gap => self.begin(),
            Denied::Reused(op) => Step::Write(Write::Rename(op)),
            Denied::TooOld => Step::Rest(Rest::TooOld),
            Denied::TooNew => Step::Rest(Rest::TooNew),
            Denied::Revoked => Step::Rest(Rest::Revoked),
            Denied::Malformed(why) => Step::Rest(Rest::Misunderstood(why)),
            Denied::Fault(why) => Step::Rest(Rest::Fault(why)),
        }
    }
}

/// Adds a mark to those that a desk remembers: the newest ones, then ever fewer, so that a server that was put back by
/// weeks still finds a place close to where it is.
pub fn remember(marks: &mut Vec<Mark>, mark: Mark) {
    const NEWEST: usize = 16;

    if marks.first() == Some(&mark) {
        return;
    }

    let now = mark.0;
    let (mut place, mut last) = (0, 0);

    marks.insert(0, mark);
    marks.retain(|mark| {
        let age = now - mark.0;
        let keep = place < NEWEST || age >= last + last / 2;

        place += 1;
        last = if keep { age } else { last };

        keep
    });
}
