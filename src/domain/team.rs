//! Who works at the venue (DOMAIN §9).

use super::entity::text_enum;

text_enum! {
    /// What an operator is there for; single permissions can be given or taken beside it.
    Role {
        /// Everything.
        Administrator = "administrator",
        /// The day's work: everything but settings and team.
        Manager = "manager",
        /// Mostly reads.
        User = "user",
        /// Who may come in, and nothing else.
        Door = "door",
    }
}
