//! A remembered choice of columns: how a file with certain headers was taken in, or what an export is made of.

use super::entity::{Instant, entity, text_enum};

text_enum! {
    /// What a layout is for.
    LayoutKind {
        /// Its name is made of the headers of the file.
        Import = "import",
        /// Its name was given by the operator.
        Members = "members",
        Subscriptions = "subscriptions",
        Payments = "payments",
        Tickets = "tickets",
    }
}

entity! {
    /// A remembered choice of columns.
    Layout = "layout" row {
        kind: LayoutKind = Never,
        name: String = Later,
        /// JSON, read leniently: what is unknown in it is passed over.
        content: String = Later,
        created_at: Instant = Never,
        modified_at: Instant = Greatest,
    }
}
