//! The code by which a second desk joins: where the workspace lies, and a login that lasts 72 hours and can do nothing but
//! accept or decline.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::Trouble;
use super::address::Address;

const MARK: &str = "guichet-";

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub address: Address,
    pub secret: String,
    /// The name under which the person was invited.
    #[serde(default)]
    pub name: String,
}

impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Invitation {
    /// As it is copied and sent.
    pub fn code(&self) -> String {
        format!("{MARK}{}", BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default()))
    }

    /// Reads a code, whatever white space a mail put into it.
    pub fn read(code: &str) -> Result<Self, Trouble> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = code.strip_prefix(MARK).and_then(|code| BASE64_URL_SAFE_NO_PAD.decode(code).ok());

        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| Trouble::new("sync-no-invitation"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::address::Trust;

    #[test]
    fn a_code_is_read_as_it_was_made_also_when_a_mail_broke_it() {
        let address = Address {
            host: "db.example.org".to_owned(),
            port: 5432,
            database: "salle".to_owned(),
            login: "gi_1".to_owned(),
            trust: Trust::Pinned("-----BEGIN CERTIFICATE-----\né".to_owned()),
        };
        let invitation = Invitation { address, secret: "s".to_owned(), name: "Zoé".to_owned() };
        let code = invitation.code();
        let broken = format!(" {}\r\n {} ", &code[..20], &code[20..]);

        assert_eq!(Invitation::read(&code).unwrap(), invitation);
        assert_eq!(Invitation::read(&broken).unwrap(), invitation);
        assert!(Invitation::read(&code[..30]).is_err());
        assert!(!format!("{invitation:?}").contains("\"s\""));
    }
}
