//! A login's secret, and what PostgreSQL keeps of it: a SCRAM-SHA-256 verifier (RFC 5802, RFC 7677), computed here so that
//! no password in clear text reaches the server's log.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::Trouble;

/// PostgreSQL's own default; the secret is 256 bits of chance, so that more rounds gain nothing.
const ROUNDS: u32 = 4096;

/// 256 bits of chance, as letters and digits.
pub fn new_secret() -> Result<String, Trouble> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(chance::<32>()?))
}

/// Eight hexadecimal digits of chance: what keeps the roles of two workspaces of one server apart.
pub fn new_tag() -> Result<String, Trouble> {
    Ok(chance::<4>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What PostgreSQL keeps of a secret that is made of ASCII.
pub fn verifier(secret: &str) -> Result<String, Trouble> {
    Ok(verifier_with(secret, &chance::<16>()?, ROUNDS))
}

fn verifier_with(secret: &str, salt: &[u8], rounds: u32) -> String {
    let salted = pbkdf2::pbkdf2_hmac_array::<Sha256, 32>(secret.as_bytes(), salt, rounds);
    let key = |name: &[u8]| {
        // A key of any length is taken.
        let mac = <Hmac<Sha256> as Mac>::new_from_slice(&salted).map(|mac| mac.chain_update(name));

        mac.map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default()
    };
    let stored = Sha256::digest(key(b"Client Key"));

    format!(
        "SCRAM-SHA-256${rounds}:{}${}:{}",
        BASE64_STANDARD.encode(salt),
        BASE64_STANDARD.encode(stored),
        BASE64_STANDARD.encode(key(b"Server Key"))
    )
}

fn chance<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];

    getrandom::fill(&mut bytes).map_err(|error| Trouble::new("sync-no-chance").with("detail", error.to_string()))?;

    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7677, section 3: user "user", password "pencil", its salt and 4096 rounds. The stored and server keys are
    /// those by which its proof and signature come out.
    #[test]
    fn the_verifier_is_that_of_the_standard() {
        let salt = BASE64_STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();

        assert_eq!(
            verifier_with("pencil", &salt, 4096),
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:\
             wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
        );
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(new_secret().unwrap(), new_secret().unwrap());
        assert_eq!(new_tag().unwrap().len(), 8);
    }
}
