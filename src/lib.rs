//! Guichet, the desk of a venue. The house, from top to bottom; each floor knows only those below it:
//!
//! - [`ui`] the window and [`cli`] the terminal: two faces of the same actions.
//! - [`desk`] every action an operator can take: permission, rule, transaction, journal, undo.
//! - [`directory`] the members in memory; [`exchange`] files in and out; [`store`] the workspace file.
//! - [`sync`] the conversation with the PostgreSQL where desks meet.
//! - [`words`] French and English; [`preferences`] what this computer remembers.
//! - [`domain`] types and rules, pure.

pub mod cli;
pub mod desk;
pub mod directory;
pub mod domain;
pub mod exchange;
pub mod preferences;
pub mod store;
pub mod sync;
pub mod ui;
pub mod words;
