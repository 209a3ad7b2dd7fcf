//! A desk's secret, in a keychain and nowhere else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Trouble;
use super::address::Address;

const SERVICE: &str = "guichet";

/// Where secrets are kept. Its methods block: call them off the async threads.
#[derive(Clone, Default)]
pub enum Keychain {
    /// The system's.
    #[default]
    System,
    /// Gone with the program: for tests.
    Memory(Arc<Mutex<BTreeMap<String, String>>>),
    /// Nowhere: the program has to ask each time.
    None,
}

impl Keychain {
    /// Keeps a secret.
    ///
    /// # Errors
    /// No keychain, or it is locked: the program then has to ask each time.
    pub fn keep(&self, address: &Address, secret: &str) -> Result<(), Trouble> {
        match self {
            Self::System => entry(address)?.set_password(secret).map_err(said),
            Self::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).insert(user(address), secret.to_owned());

                Ok(())
            }
            Self::None => Err(none()),
        }
    }

    /// The secret of this login; none when the keychain has none.
    pub fn find(&self, address: &Address) -> Result<Option<String>, Trouble> {
        match self {
            Self::System => match entry(address)?.get_password() {
                Ok(secret) => Ok(Some(secret)),
                Err(keyring::Error::NoEntry) => Ok(None),
                Err(error) => Err(said(error)),
            },
            Self::Memory(kept) => Ok(kept.lock().unwrap_or_else(PoisonError::into_inner).get(&user(address)).cloned()),
            Self::None => Err(none()),
        }
    }

    /// Forgets it; one that is not there is no trouble.
    pub fn forget(&self, address: &Address) -> Result<(), Trouble> {
        match self {
            Self::System => match entry(address)?.delete_credential() {
                Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
                Err(error) => Err(said(error)),
            },
            Self::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&user(address));

                Ok(())
            }
            Self::None => Err(none()),
        }
    }
}

fn user(address: &Address) -> String {
    format!("{}@{}:{}/{}", address.login, address.host, address.port, address.database)
}

fn entry(address: &Address) -> Result<keyring::Entry, Trouble> {
    keyring::Entry::new(SERVICE, &user(address)).map_err(said)
}

fn none() -> Trouble {
    Trouble::new("sync-no-keychain").with("detail", "–")
}

fn said(error: keyring::Error) -> Trouble {
    // Why there is none is said by the first attempt only.
    let detail = match (&error, keyring::Entry::store_status()) {
        (keyring::Error::NoDefaultStore, Err(first)) => first.to_string(),
        _ => error.to_string(),
    };

    Trouble::new("sync-no-keychain").with("detail", detail)
}
