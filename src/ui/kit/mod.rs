//! The design system: everything a screen is made of. Screens name no colour and no size of their own.
//!
//! A screen is written like this:
//!
//! ```ignore
//! use crate::ui::kit::{self, Cell, Column, Element, Icon, Row, Sort, Tone, space};
//!
//! fn view<'a>(&'a self, words: &Words) -> Element<'a, Message> {
//!     let head = kit::page_header(words.get("members-title"), self.count.clone(), [
//!         kit::search(&self.search, words.get("members-search"), kit::command("F"), Message::Search(String::new()))
//!             .id("search").on_input(Message::Search).width(280).into(),
//!         kit::button(words.get("members-import")).on_press(Message::Import).into(),
//!         kit::button(words.get("members-subscribe")).primary().icon(Icon::Plus).on_press(Message::Subscribe).into(),
//!     ]);
//!     let tabs = kit::tabs([(words.get("members-all"), Some(self.all.clone()))], self.tab, Message::Tab);
//!     let active = kit::chip(words.get("members-active"), ["Oui", "Non"], self.active, Message::Active);
//!     let table = kit::table(
//!         [Column::new(words.get("email")).width(240.0).sortable(), Column::new(words.get("name")).fill(1)],
//!         self.total,
//!         |index| {
//!             let member = self.rows.get(index)?; // None: a placeholder is shown until it is loaded
//!             Some(Row::new([
//!                 Cell::marked(&member.email, member.marks.clone()).muted(),
//!                 Cell::pill(Tone::Positive, "Valide"),
//!             ]).ticked(self.ticked.contains(&member.id)))
//!         },
//!     )
//!     .current(self.current).on_current(Message::Current).on_open(Message::Open)
//!     .sorted(Some((0, Sort::Up))).on_sort(Message::Sort)
//!     .ticks(self.check_all, Message::Tick, Message::TickAll)
//!     .on_window(Message::Window);
//!
//!     iced::widget::column![head, tabs, active, kit::over_foot(table, self.bar(words))].into()
//! }
//! ```
//!
//! The root wraps everything once in [`window`] (Tab and Shift+Tab), shows one dialog with [`modal`] and the toasts with
//! [`toasts`]. Message types are `Clone`. Controls that screens or tests point at get an id (`.id("search")`), which
//! `iced::widget::operation::focus` takes.

mod button;
mod choices;
mod control;
mod dialog;
mod entry;
mod field;
mod flow;
mod focus;
mod font;
mod frame;
pub mod icon;
mod key;
mod lift;
mod line;
mod lock;
mod menu;
mod page;
mod pill;
mod select;
mod surface;
mod table;
#[cfg(test)]
mod tests;
mod tip;
mod toggle;
pub mod tokens;
mod write;

pub use button::{Button, Link, button, icon_button, icon_menu, link, menu_button};
pub use choices::{Choices, segmented, tabs};
pub use dialog::{Dialog, Toast, dialog, modal, toasts};
pub use entry::{Entry, LineAct, entry, ordered};
pub use field::{Area, Field, area, field, search};
pub use flow::{adaptive, flow, spread};
pub use focus::{reach, reach_wrong, window};
pub use font::{FONT, ICONS, SEMIBOLD, fonts};
pub use icon::{Icon, icon};
pub use key::{command, command_shift, key};
pub use line::{Line, line, marked};
pub use lock::locked;
pub use menu::Item;
pub use page::{
    NavItem, State, nav_item, over_foot, page_header, progress, shortcut, sidebar, state, state_icon, steps, ticked_bar,
};
pub use pill::{avatar, emblem, light, pill};
pub use select::{Chip, Select, chip, select};
pub use surface::{
    Stat, Tone, canvas, card, card_button, card_choice, card_decision, carried, divider, empty_state, note, panel,
    panel_to_top, question, scroll, section_title, separator, skeleton, stat_cards, stats, surface, well,
};
pub use table::{Cell, Column, Row, Sort, Table, table};
pub use tip::tip;
pub use toggle::{Check, Checkbox, Switch, checkbox, switch};
pub use tokens::{Tokens, radius, role, size, space, theme, tokens};
pub use write::{body, caption, heading, ink, muted, section, small, small_strong, strong, title};

use control::{Control, Look};

/// What views give: an iced element with our theme.
pub type Element<'a, M> = iced::Element<'a, M, iced::Theme, iced::Renderer>;
