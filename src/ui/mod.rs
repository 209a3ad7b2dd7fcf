//! The window. [`app`] is the root; each screen is a module of its own and sees only [`screen`] and [`keys`].

pub mod app;
pub mod custom;
pub mod display;
pub mod export;
mod fields;
pub mod files;
pub mod help;
pub mod import;
pub mod jobs;
pub mod keys;
pub mod kit;
pub mod member;
pub mod members;
pub mod palette;
pub mod products;
mod run;
pub mod screen;
pub mod settings;
pub mod sharing;
pub mod start;
pub mod subscribe;
mod told;
pub mod welcome;

pub use app::Options;
pub use run::run;
