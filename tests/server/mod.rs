//! The server's side of a shared workspace, against a real PostgreSQL that is started for these tests and ends with them.
//! Everything goes through `psql`, as an attacker would.

mod attacks;
mod cluster;
mod concurrent;
mod conflicts;
pub mod kit;
mod lint;
mod load;
mod pull;
mod push;
mod rights;
mod team;
