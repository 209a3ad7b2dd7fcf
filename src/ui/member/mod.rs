//! The member beside the list.

pub mod form;
