//! What this computer remembers: language, theme, text size, column widths, the last workspace. A broken file never
//! stops the start: unknown keys are ignored, broken values replaced by their default and said.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::words::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    pub window: Option<(f32, f32)>,
    /// Set before the first frame is drawn with the graphics card and cleared after it: a start that failed falls back.
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

impl Preferences {
    /// The language chosen, else the system's, else French.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(|| match sys_locale::get_locale() {
            Some(locale) if locale.to_lowercase().starts_with("en") => Language::English,
            _ => Language::French,
        })
    }
}
