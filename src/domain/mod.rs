//! Types and rules: plain functions over plain types. No clock, no database, no window; they are told the time.

pub mod custom;
pub mod duplicate;
pub mod entity;
pub mod fold;
pub mod labels;
pub mod layout;
pub mod member;
pub mod money;
pub mod period;
pub mod phrase;
pub mod product;
pub mod query;
pub mod subscription;
pub mod team;
pub mod text;
pub mod ticket;
pub mod typed;
pub mod venue;

use entity::{Entity, Table};

/// Every declared entity, in an order in which rows may be inserted (what is referred to comes first).
pub const TABLES: &[Table] = &[
    venue::Venue::TABLE,
    product::Product::TABLE,
    product::Price::TABLE,
    product::ProductOption::TABLE,
    member::Member::TABLE,
    subscription::Subscription::TABLE,
    money::Payment::TABLE,
    custom::CustomField::TABLE,
    custom::FieldValue::TABLE,
    ticket::Ticket::TABLE,
    layout::Layout::TABLE,
    duplicate::Apart::TABLE,
];
