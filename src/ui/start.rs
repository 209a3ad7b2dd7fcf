//! What draws the window: software, or the graphics card where that is known to work. A start with the card is remembered
//! on the disk until its first frame was shown, because a driver may take the whole program with it; the start after one
//! that was never finished draws in software, and goes on doing so.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::phrase::Phrase;
use crate::preferences::{self, Preferences};

/// What draws the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    Card,
    Software,
}

/// What is known before the window opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The program was built to use the card.
    pub card: bool,
    /// Software was asked for on the command line.
    pub software: bool,
    /// What this computer remembers; software unless the card was chosen.
    pub remembered: Option<bool>,
    /// A start with the card was never finished.
    pub unfinished: bool,
    /// What the environment says, for those who know better.
    pub forced: Option<Drawing>,
}

/// What is to draw the window. What is forced is done; after an unfinished start the card is left alone.
pub fn choose(known: Known) -> Drawing {
    match known {
        Known { card: false, .. } => Drawing::Software,
        Known { forced: Some(drawing), .. } => drawing,
        Known { software: true, .. } | Known { unfinished: true, .. } => Drawing::Software,
        Known { remembered: Some(false), .. } => Drawing::Card,
        _ => Drawing::Software,
    }
}

/// The mark on the disk that a start with the card is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark(PathBuf);

impl Mark {
    pub fn of_this_computer() -> Self {
        Self(preferences::settings_folder().join("starting"))
    }

    pub fn in_folder(folder: &Path) -> Self {
        Self(folder.join("starting"))
    }

    pub fn is_there(&self) -> bool {
        self.0.exists()
    }

    /// Puts it there, on the disk. None when that cannot be done: an unfinished start would then not be known.
    fn put(self) -> Option<Self> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder).ok()?;
        }

        fs::File::create(&self.0).and_then(|file| file.sync_all()).ok()?;

        Some(self)
    }

    fn take(&self) {
        // One that stays costs the card, and no start.
        let _ = fs::remove_file(&self.0);
    }
}

/// A start with the card, until its first frame was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starting {
    mark: Mark,
    begun: bool,
}

impl Starting {
    /// A frame is about to be drawn; true once one before it was shown, and the start with it finished.
    pub fn frame(&mut self) -> bool {
        let shown = std::mem::replace(&mut self.begun, true);

        if shown {
            self.mark.take();
        }

        shown
    }
}

/// Just before the renderer is made: remembers that a start with the card is under way. Of one that was never finished
/// it remembers that this computer draws in software from now on, which the phrase says.
pub fn begin(drawing: Drawing, mark: Mark, preferences: &mut Preferences) -> (Option<Starting>, Option<Phrase>) {
    if drawing == Drawing::Card {
        return (mark.put().map(|mark| Starting { mark, begun: false }), None);
    }

    if !mark.is_there() {
        return (None, None);
    }

    mark.take();
    preferences.software = Some(true);

    (None, Some("start-card-failed".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOSEN: Known =
        Known { card: true, software: false, remembered: Some(false), unfinished: false, forced: None };

    #[test]
    fn software_unless_the_card_was_chosen_and_has_not_failed() {
        for (known, drawing) in [
            (CHOSEN, Drawing::Card),
            (Known { card: false, ..CHOSEN }, Drawing::Software),
            (Known { card: false, forced: Some(Drawing::Card), ..CHOSEN }, Drawing::Software),
            (Known { remembered: None, ..CHOSEN }, Drawing::Software),
            (Known { remembered: Some(true), ..CHOSEN }, Drawing::Software),
            (Known { software: true, ..CHOSEN }, Drawing::Software),
            (Known { unfinished: true, ..CHOSEN }, Drawing::Software),
            (Known { unfinished: true, forced: Some(Drawing::Card), ..CHOSEN }, Drawing::Card),
            (Known { remembered: None, forced: Some(Drawing::Card), ..CHOSEN }, Drawing::Card),
            (Known { forced: Some(Drawing::Software), ..CHOSEN }, Drawing::Software),
        ] {
            assert_eq!(choose(known), drawing, "{known:?}");
        }
    }

    /// One start of the program: what draws, and what is said.
    fn start(folder: &Path, preferences: &mut Preferences) -> (Drawing, Option<Starting>, Option<Phrase>) {
        let mark = Mark::in_folder(folder);
        let known = Known { remembered: preferences.software, unfinished: mark.is_there(), ..CHOSEN };
        let drawing = choose(known);
        let (starting, said) = begin(drawing, mark, preferences);

        (drawing, starting, said)
    }

    #[test]
    fn a_start_that_was_never_finished_is_the_last_one_with_the_card() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("deep");
        let mut preferences = Preferences { software: Some(false), ..Preferences::default() };

        let (drawing, starting, said) = start(&folder, &mut preferences);
        assert_eq!((drawing, said), (Drawing::Card, None));
        let mut starting = starting.unwrap();
        assert!(!starting.frame(), "the first frame is only about to be drawn");
        assert!(Mark::in_folder(&folder).is_there());
        assert!(starting.frame(), "it was drawn");
        assert!(!Mark::in_folder(&folder).is_there());

        // The next one is taken away by the driver, before or in its first frame.
        let (drawing, starting, _) = start(&folder, &mut preferences);
        assert_eq!(drawing, Drawing::Card);
        assert!(!starting.unwrap().frame());

        let (drawing, starting, said) = start(&folder, &mut preferences);
        assert_eq!((drawing, starting), (Drawing::Software, None));
        assert_eq!(said.unwrap().key, "start-card-failed");
        assert_eq!(preferences.software, Some(true));

        let (drawing, _, said) = start(&folder, &mut preferences);
        assert_eq!((drawing, said), (Drawing::Software, None), "said once, and for good");

        // Chosen again, the card is tried again.
        preferences.software = Some(false);
        assert_eq!(start(&folder, &mut preferences).0, Drawing::Card);
    }

    #[test]
    fn a_folder_that_cannot_be_written_stops_no_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("not-a-folder");
        fs::write(&file, "").unwrap();
        let mut preferences = Preferences { software: Some(false), ..Preferences::default() };

        let (drawing, starting, said) = start(&file, &mut preferences);
        assert_eq!((drawing, starting, said), (Drawing::Card, None, None));
    }
}
