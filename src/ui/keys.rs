//! Every key of the program, as data: what listens, the hints on controls and the page of keys read the same table.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Key, Modifiers};

use crate::words::Words;

/// What a key does anywhere in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Search,
    Palette,
    Subscribe,
    Import,
    Export,
    Save,
    Undo,
    Redo,
    Members,
    Products,
    Settings,
    Sharing,
    NextTab,
    PreviousTab,
    ClearFilters,
    Duplicates,
    Jobs,
    Help,
    Close,
    NextField,
    PreviousField,
}

/// A key with its modifiers. `command` is Ctrl, and ⌘ on macOS; `control` is Ctrl everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    pub command: bool,
    pub control: bool,
    pub shift: bool,
    pub alt: bool,
    pub stroke: Stroke,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    Named(Named),
    /// The letter it writes in the layout in use.
    Letter(char),
    /// The digit key, whether or not the layout needs Shift for its digit.
    Digit(u8),
}

/// Where a binding stands on the page of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Everywhere,
    List,
    Forms,
}

/// One line of the table: a text key (`key-…`), and the chords that do it, the first of which is the hint shown.
/// Lines without an action are answered by the control that has the focus.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub group: Group,
    pub action: Option<Action>,
    pub text: &'static str,
    pub chords: &'static [Chord],
}

const fn key(stroke: Stroke) -> Chord {
    Chord { command: false, control: false, shift: false, alt: false, stroke }
}

const fn named(named: Named) -> Chord {
    key(Stroke::Named(named))
}

const fn command(stroke: Stroke) -> Chord {
    Chord { command: true, ..key(stroke) }
}

const fn letter(letter: char) -> Chord {
    command(Stroke::Letter(letter))
}

const fn shifted(chord: Chord) -> Chord {
    Chord { shift: true, ..chord }
}

const fn act(group: Group, action: Action, text: &'static str, chords: &'static [Chord]) -> Binding {
    Binding { group, action: Some(action), text, chords }
}

const fn local(group: Group, text: &'static str, chords: &'static [Chord]) -> Binding {
    Binding { group, action: None, text, chords }
}

/// All of them, in the order in which the page of keys shows them.
pub const TABLE: &[Binding] = &[
    act(Group::Everywhere, Action::Search, "key-search", &[letter('f')]),
    act(Group::Everywhere, Action::Palette, "key-palette", &[letter('k')]),
    act(Group::Everywhere, Action::Subscribe, "key-subscribe", &[letter('n')]),
    act(Group::Everywhere, Action::Undo, "key-undo", &[letter('z')]),
    act(Group::Everywhere, Action::Redo, "key-redo", &[shifted(letter('z')), letter('y')]),
    act(Group::Everywhere, Action::Import, "key-import", &[letter('i')]),
    act(Group::Everywhere, Action::Export, "key-export", &[letter('e')]),
    act(Group::Everywhere, Action::Members, "key-members", &[command(Stroke::Digit(1))]),
    act(Group::Everywhere, Action::Products, "key-products", &[command(Stroke::Digit(2))]),
    act(Group::Everywhere, Action::Settings, "key-settings", &[command(Stroke::Digit(3))]),
    act(Group::Everywhere, Action::Sharing, "key-sharing", &[shifted(letter('s'))]),
    act(Group::Everywhere, Action::Duplicates, "key-duplicates", &[letter('d')]),
    act(Group::Everywhere, Action::Jobs, "key-jobs", &[letter('j')]),
    act(Group::Everywhere, Action::Help, "key-help", &[named(Named::F1)]),
    act(Group::Everywhere, Action::Close, "key-close", &[named(Named::Escape)]),
    local(Group::List, "key-rows", &[named(Named::ArrowDown), named(Named::ArrowUp)]),
    local(Group::List, "key-pages", &[named(Named::PageDown), named(Named::PageUp)]),
    local(Group::List, "key-ends", &[named(Named::Home), named(Named::End)]),
    local(Group::List, "key-open", &[named(Named::Enter)]),
    local(Group::List, "key-tick", &[named(Named::Space)]),
    local(Group::List, "key-tick-all", &[letter('a')]),
    act(
        Group::List,
        Action::NextTab,
        "key-next-tab",
        &[Chord { control: true, ..named(Named::Tab) }, Chord { alt: true, ..named(Named::ArrowRight) }],
    ),
    act(
        Group::List,
        Action::PreviousTab,
        "key-previous-tab",
        &[Chord { control: true, shift: true, ..named(Named::Tab) }, Chord { alt: true, ..named(Named::ArrowLeft) }],
    ),
    act(Group::List, Action::ClearFilters, "key-clear-filters", &[command(Stroke::Named(Named::Backspace))]),
    act(Group::Forms, Action::NextField, "key-next-field", &[named(Named::Tab)]),
    act(Group::Forms, Action::PreviousField, "key-previous-field", &[shifted(named(Named::Tab))]),
    act(Group::Forms, Action::Save, "key-save", &[letter('s')]),
    local(Group::Forms, "key-confirm", &[named(Named::Enter)]),
];

impl Chord {
    /// Whether this key press is this chord, exactly these modifiers held.
    pub fn is(&self, key: &Key, physical: Physical, modifiers: Modifiers) -> bool {
        let wanted = {
            let mut wanted = Modifiers::empty();
            wanted.set(Modifiers::COMMAND, self.command);
            wanted.set(Modifiers::SHIFT, self.shift);
            wanted.set(Modifiers::ALT, self.alt);

            if self.control {
                wanted |= Modifiers::CTRL;
            }

            wanted
        };

        match self.stroke {
            Stroke::Named(named) => *key == Key::Named(named) && modifiers == wanted,
            Stroke::Letter(letter) => key.to_latin(physical) == Some(letter) && modifiers == wanted,
            Stroke::Digit(digit) => {
                let code = match digit {
                    1 => Code::Digit1,
                    2 => Code::Digit2,
                    _ => Code::Digit3,
                };

                physical == Physical::Code(code) && modifiers == wanted
            }
        }
    }

    /// As people write it: "Ctrl+Maj+Z".
    pub fn label(&self, words: &Words) -> String {
        let mut parts = Vec::new();

        if self.command {
            parts.push(if cfg!(target_os = "macos") { "⌘".to_owned() } else { words.get("key-name-ctrl") });
        }

        if self.control {
            parts.push(words.get("key-name-ctrl"));
        }

        if self.alt {
            parts.push(words.get("key-name-alt"));
        }

        if self.shift {
            parts.push(words.get("key-name-shift"));
        }

        parts.push(match self.stroke {
            Stroke::Letter(letter) => letter.to_uppercase().collect(),
            Stroke::Digit(digit) => digit.to_string(),
            Stroke::Named(named) => name(named, words),
        });

        parts.join("+")
    }
}

fn name(named: Named, words: &Words) -> String {
    match named {
        Named::Escape => words.get("key-name-escape"),
        Named::Enter => words.get("key-name-enter"),
        Named::Space => words.get("key-name-space"),
        Named::Backspace => words.get("key-name-backspace"),
        Named::PageDown => words.get("key-name-page-down"),
        Named::PageUp => words.get("key-name-page-up"),
        Named::Home => words.get("key-name-home"),
        Named::End => words.get("key-name-end"),
        Named::Tab => words.get("key-name-tab"),
        Named::ArrowDown => "↓".to_owned(),
        Named::ArrowUp => "↑".to_owned(),
        Named::ArrowLeft => "←".to_owned(),
        Named::ArrowRight => "→".to_owned(),
        other => format!("{other:?}"),
    }
}

/// What this key press does, if it is in the table.
pub fn action(key: &Key, physical: Physical, modifiers: Modifiers) -> Option<Action> {
    TABLE.iter().find(|line| line.chords.iter().any(|chord| chord.is(key, physical, modifiers)))?.action
}

/// The key to show beside a control that does `action`: "Ctrl+F".
pub fn hint(action: Action, words: &Words) -> String {
    TABLE
        .iter()
        .find(|line| line.action == Some(action))
        .and_then(|line| line.chords.first())
        .map_or_else(String::new, |chord| chord.label(words))
}
