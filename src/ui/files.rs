//! Native file dialogs. Where the system has none (no portal, no zenity), the dialog answers at once as if it had been
//! cancelled: that is told apart here, so that a screen can offer its path field.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use iced::Task;
use rfd::AsyncFileDialog;

/// Nobody opens, reads and cancels a dialog faster than this.
const NOT_SHOWN: Duration = Duration::from_millis(250);

/// What a dialog gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    Path(PathBuf),
    Cancelled,
    /// There is no dialog on this computer: a path has to be typed.
    Unavailable,
}

/// A named choice of file extensions.
#[derive(Debug, Clone)]
pub struct Kind {
    pub name: String,
    pub extensions: Vec<&'static str>,
}

/// Asks which file to read.
pub fn open(title: String, kinds: Vec<Kind>) -> Task<Picked> {
    // On macOS the dialog must be made on the thread of the window: here, not in the task.
    let dialog = filtered(title, kinds).pick_file();

    answer(async move { dialog.await.map(|file| file.path().to_owned()) })
}

/// Asks where to write; `name` is what the file is called unless the person says otherwise.
pub fn save(title: String, name: &str, folder: Option<&Path>, kinds: Vec<Kind>) -> Task<Picked> {
    let mut dialog = filtered(title, kinds).set_file_name(name).set_can_create_directories(true);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let dialog = dialog.save_file();

    answer(async move { dialog.await.map(|file| file.path().to_owned()) })
}

fn filtered(title: String, kinds: Vec<Kind>) -> AsyncFileDialog {
    kinds
        .into_iter()
        .fold(AsyncFileDialog::new().set_title(title), |dialog, kind| dialog.add_filter(kind.name, &kind.extensions))
}

fn answer(dialog: impl Future<Output = Option<PathBuf>> + Send + 'static) -> Task<Picked> {
    Task::future(async move {
        let asked = Instant::now();
        let path = dialog.await;

        judge(path, asked.elapsed())
    })
}

fn judge(path: Option<PathBuf>, took: Duration) -> Picked {
    match path {
        Some(path) => Picked::Path(path),
        None if took < NOT_SHOWN => Picked::Unavailable,
        None => Picked::Cancelled,
    }
}

/// A path as people type or paste it: spaces and quotes around it dropped, `~` as the home folder, `file://` understood.
pub fn typed(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if let Some(address) = text.strip_prefix("file://") {
        return Some(PathBuf::from(decoded(address)));
    }
    if text.is_empty() {
        return None;
    }
    let home = || directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());

    match text.strip_prefix('~') {
        Some("") => home(),
        Some(rest) if rest.starts_with(['/', '\\']) => {
            home().map(|home| home.join(rest.trim_start_matches(['/', '\\'])))
        }
        _ => Some(PathBuf::from(text)),
    }
}

/// An address without its `%20` and the like.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| byte == b'%') {
            Some(coded) => {
                bytes.push(coded);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }

    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where files are proposed to be written: the documents folder, else home, else the current folder.
pub fn documents() -> PathBuf {
    directories::UserDirs::new()
        .map(|dirs| dirs.document_dir().filter(|folder| folder.is_dir()).unwrap_or(dirs.home_dir()).to_owned())
        .unwrap_or_else(|| PathBuf::from("."))
}

/// `folder/stem.extension`, or with " 2", " 3" … after the stem: the first that does not exist yet.
pub fn unused(folder: &Path, stem: &str, extension: &str) -> PathBuf {
    let name = |number: u32| match number {
        1 => folder.join(format!("{stem}.{extension}")),
        number => folder.join(format!("{stem} {number}.{extension}")),
    };

    (1..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_answers_at_once_was_never_shown() {
        assert_eq!(judge(None, Duration::from_millis(3)), Picked::Unavailable);
        assert_eq!(judge(None, Duration::from_secs(2)), Picked::Cancelled);
        assert_eq!(judge(Some("/a".into()), Duration::ZERO), Picked::Path("/a".into()));
    }

    #[test]
    fn a_typed_path_is_understood_as_people_paste_it() {
        assert_eq!(typed("  \"/data/a b.csv\" "), Some(PathBuf::from("/data/a b.csv")));
        assert_eq!(typed("file:///data/a%20%C3%A9t%C3%A9.csv"), Some(PathBuf::from("/data/a été.csv")));
        assert_eq!(typed("file:///data/100%"), Some(PathBuf::from("/data/100%")));
        assert_eq!(typed("a.csv"), Some(PathBuf::from("a.csv")));
        assert_eq!(typed("  "), None);
        if let Some(home) = directories::UserDirs::new() {
            assert_eq!(typed("~/a.csv"), Some(home.home_dir().join("a.csv")));
        }
    }

    #[test]
    fn a_proposed_name_is_free() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(unused(folder.path(), "membres", "csv"), folder.path().join("membres.csv"));
        std::fs::write(folder.path().join("membres.csv"), "").unwrap();
        assert_eq!(unused(folder.path(), "membres", "csv"), folder.path().join("membres 2.csv"));
    }
}
