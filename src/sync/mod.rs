//! The conversation with the PostgreSQL where desks meet. A desk never waits for it: it reads and writes its own file.
//!
//! - [`wire`] what is said, [`talk`] when and in which order, without input or output; [`merge`] what a desk shows of a
//!   row while its changes wait; [`rules`] what the server has to know of the declarations.
//! - [`link`] the connection; [`setup`] founding a workspace; [`invite`] the code by which a desk joins; [`address`] where
//!   it lies; [`scram`] and [`secret`] how a desk proves who it is.
//! - `sim` proves it: desks, crashes, lost answers, wrong clocks and a server put back, over random histories.
//!
//! The server's half (tables, rights, functions) is `migrations/server`.

pub mod address;
pub mod invite;
pub mod link;
pub mod merge;
pub mod rules;
pub mod scram;
pub mod secret;
pub mod setup;
#[cfg(test)]
pub(crate) mod sim;
pub mod talk;
pub mod wire;

use crate::domain::phrase::Phrase;

/// What stands in the way of sharing, as a sentence.
pub type Trouble = Phrase;
