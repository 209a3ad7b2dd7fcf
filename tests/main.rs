//! The integration tests, in one binary: `cargo test --test main`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod cli;
mod crash;
mod desk;
mod exchange;
mod ftl;
mod hands;
mod house;
mod ice;
mod licences;
#[cfg(unix)]
mod server;
mod sharing;
mod source;
mod texts;
#[cfg(unix)]
mod ui_broken;
mod ui_export;
mod ui_fields;
mod ui_import;
mod ui_members;
mod ui_screens;
mod ui_sharing;
#[cfg(target_os = "linux")]
mod window;
#[cfg(target_os = "linux")]
mod xvfb;
