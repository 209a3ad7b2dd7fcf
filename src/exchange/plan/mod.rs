//! What a whole file means: who its rows are, and what they bought.

pub mod catalogue;
mod durations;
pub mod people;

pub use catalogue::Catalogue;
pub use people::People;
