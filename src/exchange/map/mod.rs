//! Which column of a file is which field: by name, by what stands in it, by what the operator said.

pub mod content;
pub mod names;
pub mod profile;
pub mod programs;
pub mod propose;

pub use programs::Program;
pub use propose::{Chosen, Mapping, propose};
