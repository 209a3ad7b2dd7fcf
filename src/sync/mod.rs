//! The conversation with the PostgreSQL where desks meet. A desk never waits for it: it reads and writes its own file.
//!
//! - [`wire`] what is said, [`talk`] when and in which order, without input or output; [`merge`] what a desk shows of a
//!   row while its changes wait; [`rules`] what the server has to know of the declarations.
//! - `sim` proves it: desks, crashes, lost answers, wrong clocks and a server put back, over random histories.
//!
//! The server's half (tables, rights, functions) is `migrations/server`.

pub mod address;
pub mod merge;
pub mod rules;
#[cfg(test)]
pub(crate) mod sim;
pub mod talk;
pub mod wire;
