//! Where a shared workspace lies.

use serde::{Deserialize, Serialize};

/// A PostgreSQL database and the login of this desk there. The login's secret lies in the system's keychain, never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub host: String,
    pub port: u16,
    pub database: String,
    pub login: String,
    pub trust: Trust,
}

/// How the server proves who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", content = "certificate")]
pub enum Trust {
    /// TLS, by the roots that this system trusts.
    System,
    /// TLS, by this certificate (PEM): the server's own or its authority's. sqlx trusts the system's roots beside it.
    Pinned(String),
    /// No TLS: only to this computer.
    Local,
}

impl Address {
    /// Whether a connection without TLS is allowed: only to this computer.
    pub fn is_local(&self) -> bool {
        self.host.starts_with('/') || matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1")
    }
}
