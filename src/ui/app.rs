//! The root of the window.

use crate::ui::{export, help, import, jobs, members, palette, products, settings, welcome};

/// One variant per screen, and a handful of its own.
#[derive(Debug, Clone)]
pub enum Message {
    Members(members::Message),
    Products(products::Message),
    Settings(settings::Message),
    Welcome(welcome::Message),
    Palette(palette::Message),
    Help(help::Message),
    Import(import::Message),
    Export(export::Message),
    Jobs(jobs::Message),
}
