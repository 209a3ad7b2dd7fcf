//! Files of the venue's own fields: in, out, and shown by the program that the system has for them.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::domain::custom::{CustomField, FILE_LIMIT, FieldKind, FileRef};
use crate::domain::entity::Id;
use crate::domain::phrase::{Phrase, Problem};
use crate::exchange::read::trouble::{Trouble, named, reading, writing};
use crate::exchange::write::Beside;
use crate::store::Read;

use super::fields::{gone, weigh, write};
use super::members::{known, refuse};
use super::{Desk, Done, Failure, Outcome, Result};

/// A program that has not failed by then has started.
const STARTING: Duration = Duration::from_secs(3);

/// The longest name under which a file is shown to other programs, in characters.
const NAME_LIMIT: usize = 120;

impl Desk {
    /// Reads a file into the workspace and puts it in a field of the member.
    ///
    /// # Errors
    /// `Refused`, at the field, when there is no such file, or it is a folder, unreadable or larger than [`FILE_LIMIT`].
    pub async fn add_file(&self, member: Id, field: Id, path: &Path) -> Result<Outcome> {
        let read = path.to_owned();
        let (file, bytes) = blocking(move || read_file(&read)).await?.map_err(|trouble| match trouble {
            Trouble::Said(phrase) => Failure::from(Problem::of(field, phrase)),
            Trouble::Stopped => Failure::Cancelled,
        })?;
        let mut tx = self.begin("member.fields").await?;
        let name = known(&tx, member).await?.display_name();
        let CustomField { kind, title, .. } = tx.get(field).await?.ok_or_else(gone)?;

        if kind != FieldKind::File {
            return Err(Problem::of(field, Phrase::new("custom-value-no-file-field").with("field", title)).into());
        }

        tx.keep_content(&file.hash, bytes).await?;

        let (changes, problems) = weigh(&tx, member, &[(field, Some(file.to_value()))]).await?;

        refuse(problems)?;
        write(&mut tx, changes).await?;

        let mut done = Done::new("done-file-add", name).member(member);

        done.said = done.said.with("file", file.name);
        self.commit(tx, done).await
    }

    /// The content of a file.
    ///
    /// # Errors
    /// `Gone` when it is not in the workspace.
    pub async fn file_bytes(&self, hash: &str) -> Result<Vec<u8>> {
        self.store().content(hash).await?.ok_or_else(|| Failure::Gone(Phrase::new("gone-content")))
    }

    /// Writes a file out, in place of what is there; whole or not at all.
    ///
    /// # Errors
    /// `Storage` with a sentence: no such folder, read-only, full.
    pub async fn save_file(&self, file: &FileRef, to: &Path) -> Result<()> {
        let bytes = self.file_bytes(&file.hash).await?;
        let to = to.to_owned();

        blocking(move || {
            let mut beside = Beside::new(&to)?;

            beside.file().write_all(&bytes).map_err(|error| writing(&to, &error))?;
            beside.keep()
        })
        .await?
        .map_err(Failure::from)
    }

    /// Shows a copy of a file in the program that the system has for its kind; what is changed there stays there. Copies
    /// are for this user alone and go when the workspace is closed. Gives the path of the copy.
    ///
    /// # Errors
    /// `Refused` for what would run as a program; `Gone` when it is not in the workspace; `Storage` when it could not be
    /// written, or no program opens it.
    pub async fn open_file(&self, file: &FileRef) -> Result<PathBuf> {
        if file.runs() {
            return Err(Problem::new(Phrase::new("file-runs").with("file", file.name.as_str())).into());
        }

        let copy = self.copy_of(file).await?;
        let shown = copy.clone();
        let (done, opened) = tokio::sync::oneshot::channel();

        // On some systems it waits until the other program ends: on a thread that nobody waits for.
        std::thread::spawn(move || done.send(opener::open(shown)));

        match tokio::time::timeout(STARTING, opened).await {
            Ok(Ok(Ok(()))) | Err(_) => Ok(copy),
            Ok(_) => Err(Failure::Storage(Phrase::new("file-no-program").with("file", file.name.as_str()))),
        }
    }

    /// Takes away the copies of files that were shown.
    pub(super) fn forget_copies(&self) {
        // What another program holds open stays until the system clears its temporary files.
        drop(self.0.copies.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// A copy of a file in the private folder of this run.
    pub(super) async fn copy_of(&self, file: &FileRef) -> Result<PathBuf> {
        let bytes = self.file_bytes(&file.hash).await?;
        let desk = self.clone();
        let (hash, name) = (file.hash.clone(), plain_name(&file.name));

        blocking(move || {
            let mut copies = desk.0.copies.lock().unwrap_or_else(PoisonError::into_inner);
            let folder = match &mut *copies {
                Some(folder) => folder,
                none => none.insert(private_folder()?),
            };
            let folder = folder.path().join(&hash[..16]);
            let copy = folder.join(name);

            std::fs::create_dir_all(&folder)?;

            if !copy.exists() {
                std::fs::write(&copy, bytes)?;

                // So that nobody works in a copy that will be gone.
                let mut rights = std::fs::metadata(&copy)?.permissions();

                rights.set_readonly(true);
                std::fs::set_permissions(&copy, rights)?;
            }

            Ok(copy)
        })
        .await?
        .map_err(|error: io::Error| writing(Path::new(&file.name), &error).into())
    }
}

/// A temporary folder for this user alone, whatever the system's habit: what is in it is about people.
fn private_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();

    builder.prefix("guichet-");

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }

    builder.tempdir()
}

/// A name that every system takes, without folders.
fn plain_name(name: &str) -> String {
    let plain: String =
        name.chars()
            .map(|c| {
                if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                    '_'
                } else {
                    c
                }
            })
            .collect();
    let plain = plain.trim_matches([' ', '.', '-']);
    let skipped = plain.chars().count().saturating_sub(NAME_LIMIT);

    // The end tells what kind of file it is.
    let plain: String = plain.chars().skip(skipped).collect();

    if plain.is_empty() { "_".to_owned() } else { plain }
}

/// A file with its name, size and hash.
fn read_file(path: &Path) -> std::result::Result<(FileRef, Vec<u8>), Trouble> {
    let trouble = |error: io::Error| reading(path, &error);
    let found = std::fs::metadata(path).map_err(trouble)?;

    if found.is_dir() {
        return Err(trouble(io::ErrorKind::IsADirectory.into()));
    }

    // A pipe or device may never end, and has no size.
    if !found.is_file() {
        return Err(trouble(io::ErrorKind::Unsupported.into()));
    }

    let mut bytes = Vec::new();

    if found.len() <= FILE_LIMIT {
        File::open(path).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes)).map_err(trouble)?;
    }

    let size = found.len().max(bytes.len() as u64);

    if size > FILE_LIMIT {
        let megabytes = |bytes: u64| i64::try_from(bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX);

        return Err(Phrase::new("file-too-large")
            .with("file", named(path))
            .with("size", megabytes(size))
            .with("limit", megabytes(FILE_LIMIT))
            .into());
    }

    let hash = format!("{:x}", Sha256::digest(&bytes));
    let name = named(path).chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();

    Ok((FileRef { hash, name, size: bytes.len() as u64 }, bytes))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Failure::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Setup;

    #[test]
    fn names_are_plain() {
        for (name, expected) in [
            ("Certificat «médical».pdf", "Certificat «médical».pdf"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\a.pdf", "C__a.pdf"),
            ("-rf", "rf"),
            ("..", "_"),
        ] {
            assert_eq!(plain_name(name), expected);
        }

        assert!(plain_name(&format!("{}.pdf", "x".repeat(500))).ends_with("x.pdf"));
        assert_eq!(plain_name(&"é".repeat(500)).chars().count(), NAME_LIMIT);
    }

    #[tokio::test]
    async fn copies_are_for_reading_and_go_with_the_desk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("avis.txt");

        std::fs::write(&path, "apte").unwrap();

        let (file, bytes) = read_file(&path).unwrap();

        assert_eq!(file.hash, "ec00f06f7dd23876f0bcb90f23cb2340e93c2d7bdd094276e55cb3f5e9b245c7");
        assert_eq!(bytes, b"apte");

        let desk = Desk::in_memory(Setup::of_this_computer()).await.unwrap();
        desk.wait_ready().await;

        let tx = desk.begin("member.fields").await.unwrap();

        tx.keep_content(&file.hash, bytes).await.unwrap();
        tx.commit("", None, None).await.unwrap();

        let copy = desk.copy_of(&file).await.unwrap();

        assert_eq!(std::fs::read(&copy).unwrap(), b"apte");
        assert!(std::fs::metadata(&copy).unwrap().permissions().readonly());
        assert_eq!(desk.copy_of(&file).await.unwrap(), copy);

        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;

            let folder = copy.parent().and_then(Path::parent).unwrap();

            assert_eq!(std::fs::metadata(folder).unwrap().permissions().mode() & 0o077, 0);
        }

        desk.close().await.unwrap();
        assert!(!copy.exists());
    }
}
