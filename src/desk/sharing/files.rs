//! The contents of files: sent before what names them, fetched after.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value as Json;

use crate::domain::phrase::Phrase;
use crate::sync::link::Link;
use crate::sync::rules::READ_FILES;

use super::super::{Desk, Failure, Result};

impl Desk {
    /// Sends the contents that waiting values name and the server does not have.
    pub(super) async fn send_files(&self, link: &mut Link) -> Result<()> {
        let hashes = self.store().contents_to_send().await?;

        match self.put_files(link, &hashes).await {
            // Who may not send a file may not send the value that names it either: that is refused, and told there.
            Err(Failure::Elsewhere(why)) if why.key == "sync-may-not" => Ok(()),
            done => done,
        }
    }

    /// Sends these contents, but for those that the server has.
    pub(super) async fn put_files(&self, link: &mut Link, hashes: &[String]) -> Result<()> {
        if hashes.is_empty() {
            return Ok(());
        }

        let list = Some(format!("{{{}}}", hashes.join(",")));
        let there = link.run("SELECT array_to_json(api.has_contents($1::text[]))::text", &[list]).await;
        let there = there.map_err(Failure::Elsewhere)?;
        let there: Vec<&str> = there.as_array().into_iter().flatten().filter_map(Json::as_str).collect();

        for hash in hashes.iter().filter(|hash| !there.contains(&hash.as_str())) {
            let Some(bytes) = self.store().content(hash).await? else { continue };

            link.run(
                "SELECT api.put_content($1, decode($2, 'base64'))::text",
                &[Some(hash.clone()), Some(BASE64_STANDARD.encode(bytes))],
            )
            .await
            .map_err(Failure::Elsewhere)?;
        }

        Ok(())
    }

    /// Fetches the contents that values name and this file does not have.
    pub(super) async fn fetch_files(&self, link: &mut Link) -> Result<()> {
        if !self.may(READ_FILES) {
            return Ok(());
        }

        for hash in self.store().contents_missing().await? {
            let found = link
                .run("SELECT to_json(encode(api.get_content($1), 'base64'))::text", &[Some(hash.clone())])
                .await
                .map_err(Failure::Elsewhere)?;
            let text: String = found.as_str().unwrap_or_default().split_whitespace().collect();

            if text.is_empty() {
                continue;
            }

            let bytes = BASE64_STANDARD
                .decode(text)
                .map_err(|error| Failure::Elsewhere(Phrase::new("sync-fault").with("detail", error.to_string())))?;

            self.store().add_content(&hash, bytes).await?;
        }

        Ok(())
    }
}
