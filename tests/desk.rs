//! The desk on real files: every action and its undo, and everything that can be wrong with a file.

mod actions;
mod duplicates;
mod fields;
mod files;
pub mod kit;
mod random;
mod tickets;
