//! A desk's secret, in the system's keychain and nowhere else.

use super::Trouble;
use super::address::Address;

const SERVICE: &str = "guichet";

/// Keeps a secret. Blocks: call it off the async threads.
///
/// # Errors
/// No keychain, or it is locked: the program then has to ask each time.
pub fn keep(address: &Address, secret: &str) -> Result<(), Trouble> {
    entry(address)?.set_password(secret).map_err(said)
}

/// The secret of this login; none when the keychain has none.
pub fn find(address: &Address) -> Result<Option<String>, Trouble> {
    match entry(address)?.get_password() {
        Ok(secret) => Ok(Some(secret)),
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(said(error)),
    }
}

/// Forgets it; one that is not there is no trouble.
pub fn forget(address: &Address) -> Result<(), Trouble> {
    match entry(address)?.delete_credential() {
        Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
        Err(error) => Err(said(error)),
    }
}

fn entry(address: &Address) -> Result<keyring::Entry, Trouble> {
    let user = format!("{}@{}:{}/{}", address.login, address.host, address.port, address.database);

    keyring::Entry::new(SERVICE, &user).map_err(said)
}

fn said(error: keyring::Error) -> Trouble {
    // Why there is none is said by the first attempt only.
    let detail = match (&error, keyring::Entry::store_status()) {
        (keyring::Error::NoDefaultStore, Err(first)) => first.to_string(),
        _ => error.to_string(),
    };

    Trouble::new("sync-no-keychain").with("detail", detail)
}
