//! What the server has to know of the declarations: who may read and write an entity, and which columns belong together.

use crate::domain::TABLES;
use crate::domain::entity::{Table, Wins};
use crate::domain::phrase::Phrase;
use crate::domain::team::Role;

/// The version of what [`crate::domain::TABLES`] declares: grows with each column or entity that is added.
pub const SCHEMA: i32 = 2;

/// The oldest version of declarations whose desks still take part: they pass over what they do not know.
pub const OLDEST: i32 = 1;

/// The permissions there are; the server's `role_perm` says which role has which.
pub const PERMISSIONS: &[&str] = &[
    "member.read",
    "member.write",
    "subscription.read",
    "subscription.write",
    "payment.read",
    "payment.add",
    "catalogue.write",
    "settings.write",
    "history.read",
    "file.read",
    "team.manage",
];

/// What a permission is called: "change members".
pub fn permission(name: &str) -> Phrase {
    Phrase::new(format!("permission-{}", name.replace('.', "-")))
}

/// Whether a role has a permission, where the person has not been given or denied it. The server's `role_perm` says the
/// same, and decides.
pub fn granted(role: Role, permission: &str) -> bool {
    match role {
        Role::Administrator => PERMISSIONS.contains(&permission),
        Role::Manager => PERMISSIONS.contains(&permission) && !DECLARING.contains(&permission),
        Role::User => {
            matches!(permission, "member.read" | "subscription.read" | "payment.read" | "history.read" | "file.read")
        }
        Role::Door => matches!(permission, "member.read" | "subscription.read"),
    }
}

/// The permission to read the contents of files.
pub const READ_FILES: &str = "file.read";

/// What it takes to bring the server's declarations up to date.
pub const DECLARING: [&str; 2] = ["settings.write", "team.manage"];

/// The permission that an operator's action takes, by the action's name; none: everybody's.
pub fn takes(action: &str) -> Option<&'static str> {
    Some(match action.split('.').next().unwrap_or_default() {
        "member" | "ticket" | "layout" | "file" => "member.write",
        "subscription" => "subscription.write",
        "product" | "price" | "option" => "catalogue.write",
        "venue" | "field" => "settings.write",
        _ => return None,
    })
}

/// Columns that are judged as one: a part of another desk's change beside a part of one's own would make no sense.
const TOGETHER: &[(&str, &[&str])] = &[
    ("subscription", &["starts", "validity", "ends", "why", "paid_on", "method", "awaiting_validation"]),
    ("subscription", &["cancelled_at", "cancelled_by", "cancelled_why"]),
    ("member", &["email", "email_state", "email_error", "email_checked_at"]),
    ("member", &["newsletter", "newsletter_at", "newsletter_how"]),
    ("price", &["amount", "open", "minimum"]),
];

/// Which entity a column names a row of.
const REFERS: &[(&str, &str, &str)] = &[
    ("price", "product", "product"),
    ("product_option", "product", "product"),
    ("subscription", "member", "member"),
    ("subscription", "product", "product"),
    ("subscription", "price", "price"),
    ("payment", "member", "member"),
    ("payment", "subscription", "subscription"),
    ("payment", "reverses", "payment"),
    ("field_value", "member", "member"),
    ("field_value", "field", "custom_field"),
    ("ticket", "member", "member"),
    ("apart", "one", "member"),
    ("apart", "other", "member"),
];

/// The name of the group that a column is judged with: its first column, or the column itself.
pub fn together<'a>(table: &str, column: &'a str) -> &'a str {
    TOGETHER.iter().find(|(of, columns)| *of == table && columns.contains(&column)).map_or(column, |(_, c)| c[0])
}

pub fn refers(table: &str, column: &str) -> Option<&'static str> {
    REFERS.iter().find(|(of, name, _)| *of == table && *name == column).map(|(.., parent)| *parent)
}

/// The permission to read an entity; none: every desk may.
pub fn read(table: &str) -> Option<&'static str> {
    match table {
        "member" | "field_value" | "ticket" | "apart" => Some("member.read"),
        "subscription" => Some("subscription.read"),
        "payment" => Some("payment.read"),
        _ => None,
    }
}

/// The permission to write an entity.
pub fn write(table: &str) -> &'static str {
    match table {
        "subscription" => "subscription.write",
        "payment" => "payment.add",
        "product" | "price" | "product_option" => "catalogue.write",
        "venue" | "custom_field" => "settings.write",
        _ => "member.write",
    }
}

/// Who wins a column; `archived_at`, which every entity but facts has, goes by the later change.
pub fn wins(table: &Table, column: &str) -> Wins {
    match table.column(column) {
        Some(column) => column.wins,
        None => Wins::Later,
    }
}

pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}
