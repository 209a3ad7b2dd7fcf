//! What this computer remembers: language, theme, text size, column widths, the last workspace. A broken file never
//! stops the start: unknown keys are ignored, broken values replaced by their default and said.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::phrase::Phrase;
use crate::words::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preferences {
    /// None: the system's, French when that is unknown.
    pub language: Option<Language>,
    pub appearance: Appearance,
    /// Percent: 80 to 200.
    pub text_size: u16,
    pub dense_rows: bool,
    pub last_workspace: Option<PathBuf>,
    /// Widths of columns, by list and column (`members.email`), logical pixels.
    pub widths: BTreeMap<String, f32>,
    /// Width and height of the window, logical pixels.
    pub window: Option<(f32, f32)>,
    /// Whether the window is drawn without the graphics card; none: without, which starts everywhere.
    pub software: Option<bool>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            appearance: Appearance::System,
            text_size: 100,
            dense_rows: false,
            last_workspace: None,
            widths: BTreeMap::new(),
            window: None,
            software: None,
        }
    }
}

/// The sizes of text that can be chosen, percent.
pub const TEXT_SIZES: &[u16] = &[80, 90, 100, 110, 125, 150, 175, 200];

impl Preferences {
    /// Reads this computer's preferences. What cannot be read becomes its default, and a phrase says which.
    pub fn load() -> (Self, Vec<Phrase>) {
        Self::load_from(&file())
    }

    fn load_from(file: &Path) -> (Self, Vec<Phrase>) {
        match fs::read_to_string(file) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(error) => {
                let notice = Phrase::new("preferences-unreadable")
                    .with("file", file.display().to_string())
                    .with("reason", error.to_string());

                (Self::default(), vec![notice])
            }
        }
    }

    fn parse(text: &str) -> (Self, Vec<Phrase>) {
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                let notice = Phrase::new("preferences-broken").with("reason", error.message().to_owned());

                return (Self::default(), vec![notice]);
            }
        };

        let mut notices = Vec::new();
        let mut read = Read { table: &table, notices: &mut notices };
        let standard = Self::default();

        let preferences = Self {
            language: read.field("language", |_| true),
            appearance: read.field("appearance", |_| true).unwrap_or(standard.appearance),
            text_size: read.field("text_size", |size| (80..=200).contains(size)).unwrap_or(standard.text_size),
            dense_rows: read.field("dense_rows", |_| true).unwrap_or(standard.dense_rows),
            last_workspace: read.field("last_workspace", |_| true),
            widths: read
                .field("widths", |widths: &BTreeMap<String, f32>| {
                    widths.values().all(|width| width.is_finite() && (16.0..=4000.0).contains(width))
                })
                .unwrap_or_default(),
            window: read.field("window", |(width, height): &(f32, f32)| {
                width.is_finite() && height.is_finite() && *width >= 200.0 && *height >= 200.0
            }),
            software: read.field("software", |_| true),
        };

        (preferences, notices)
    }

    /// Writes them, whole or not at all.
    ///
    /// # Errors
    /// A sentence naming the file and what the system answered.
    pub fn save(&self) -> Result<(), Phrase> {
        self.save_to(&file())
    }

    fn save_to(&self, file: &Path) -> Result<(), Phrase> {
        let refused = |reason: String| {
            Phrase::new("preferences-not-saved").with("file", file.display().to_string()).with("reason", reason)
        };
        let text = toml::to_string(self).map_err(|error| refused(error.to_string()))?;

        write_whole(file, text.as_bytes()).map_err(|error| refused(error.to_string()))
    }

    /// The workspace that is opened when none was opened before.
    pub fn default_workspace() -> PathBuf {
        data_folder().join("guichet.workspace")
    }

    /// The language chosen, else the system's, else French.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(|| match sys_locale::get_locale() {
            Some(locale) if locale.to_lowercase().starts_with("en") => Language::English,
            _ => Language::French,
        })
    }
}

/// Where workspaces are kept: the user's data folder; `GUICHET_HOME` replaces it.
pub fn data_folder() -> PathBuf {
    folder(|folders| folders.data_dir().to_owned())
}

/// Where this computer's settings are kept: the user's folder for them; `GUICHET_HOME` replaces it.
pub fn settings_folder() -> PathBuf {
    folder(|folders| folders.config_dir().to_owned())
}

fn file() -> PathBuf {
    settings_folder().join("preferences.toml")
}

fn folder(of: impl Fn(&directories::ProjectDirs) -> PathBuf) -> PathBuf {
    let home = std::env::var_os("GUICHET_HOME").filter(|home: &OsString| !home.is_empty());

    match home {
        Some(home) => PathBuf::from(home),
        None => directories::ProjectDirs::from("", "", "guichet").map_or_else(|| PathBuf::from("."), |f| of(&f)),
    }
}

/// Writes beside the file, then takes its place: a crash leaves the old one or the new one.
fn write_whole(file: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }

    let beside = file.with_extension(format!("{}.part", std::process::id()));

    let written = (|| {
        let mut part = fs::File::create(&beside)?;
        part.write_all(content)?;
        part.sync_all()?;

        fs::rename(&beside, file)
    })();

    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }

    written
}

/// Reads a table key by key, so that one broken value does not take the others with it.
struct Read<'a> {
    table: &'a toml::Table,
    notices: &'a mut Vec<Phrase>,
}

impl Read<'_> {
    fn field<T: DeserializeOwned>(&mut self, name: &str, sane: impl Fn(&T) -> bool) -> Option<T> {
        let value = self.table.get(name)?;

        match value.clone().try_into::<T>() {
            Ok(value) if sane(&value) => Some(value),
            _ => {
                self.notices.push(
                    Phrase::new("preferences-value").with("name", name.to_owned()).with("value", value.to_string()),
                );

                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/preferences.toml");
        let preferences = Preferences {
            language: Some(Language::English),
            appearance: Appearance::Dark,
            text_size: 150,
            dense_rows: true,
            last_workspace: Some("/tmp/l'été.workspace".into()),
            widths: BTreeMap::from([("members.email".to_owned(), 212.5)]),
            window: Some((1024.0, 700.0)),
            software: Some(true),
        };

        preferences.save_to(&file).unwrap();

        assert_eq!(Preferences::load_from(&file), (preferences, vec![]));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "no part file stays");
    }

    #[test]
    fn a_broken_value_costs_only_itself() {
        let (preferences, notices) =
            Preferences::parse("text_size = 4000\nappearance = \"dark\"\nunknown = 1\nwindow = \"big\"\n");

        assert_eq!(preferences, Preferences { appearance: Appearance::Dark, ..Preferences::default() });
        assert_eq!(notices.len(), 2, "{notices:?}");
    }

    #[test]
    fn a_file_that_is_not_toml_gives_the_defaults_and_says_so() {
        let (preferences, notices) = Preferences::parse("<xml/>");

        assert_eq!(preferences, Preferences::default());
        assert_eq!(notices[0].key, "preferences-broken");
    }

    #[test]
    fn no_file_is_a_first_start_and_says_nothing() {
        assert_eq!(
            Preferences::load_from(Path::new("/nonexistent/preferences.toml")),
            (Preferences::default(), vec![])
        );
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("not-a-folder");
        fs::write(&file, "").unwrap();

        let refused = Preferences::default().save_to(&file.join("preferences.toml")).unwrap_err();

        assert_eq!(refused.key, "preferences-not-saved");
    }
}
