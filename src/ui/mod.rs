//! The window.

pub mod screen;
