//! The page of a workspace that does not open: why, and the ways out. Nothing is done to the file unless it is asked for.

use std::path::{Path, PathBuf};

use iced::widget::{Space, column, container, row};
use iced::{Alignment, Length, Task};

use crate::domain::phrase::{Arg, Phrase};
use crate::ui::files::{self, Picked};
use crate::ui::kit::{self, Element, Icon, Tone, size, space};
use crate::ui::settings::data::{EXTENSION, Want, pick, refusal, title};
use crate::words::Words;

/// The button that tries again, and the input of a path.
const RETRY: &str = "broken_retry";
const PATH: &str = "broken_path";

/// A workspace that would not open, and the way out that is being taken.
pub struct Broken {
    pub path: PathBuf,
    why: Phrase,
    /// What a path is asked for and the path as typed, where there is no native dialog.
    asking: Option<(Want, String)>,
    /// What came of the last way out.
    problem: Option<Phrase>,
    restoring: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Retry,
    Ask(Want),
    Picked(Want, Picked),
    Typed(String),
    Use,
    Stop,
}

/// What the page asks of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    Nothing,
    Open(PathBuf),
    Restore(PathBuf),
}

/// What this problem leaves to do with the file itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ways {
    /// It is whole: someone else has it, or it is only out of reach.
    sound: bool,
    /// A backup may take its place.
    restore: bool,
}

fn ways(why: &Phrase) -> Ways {
    // What names a file wraps what is wrong with it.
    let key = match why.args.iter().find_map(|(_, value)| match value {
        Arg::Phrase(inner) => Some(inner.key.as_ref()),
        _ => None,
    }) {
        Some(inner) => inner,
        None => why.key.as_ref(),
    };
    let sound = matches!(
        key,
        "failure-locked"
            | "failure-locked-unknown"
            | "failure-newer"
            | "failure-read-only"
            | "failure-busy"
            | "failure-disk-full"
    );

    // The file of another program is not ours to put aside.
    Ways { sound, restore: !sound && !matches!(key, "failure-foreign" | "failure-folder") }
}

impl Broken {
    pub fn new(path: PathBuf, why: Phrase) -> Self {
        Self { path, why, asking: None, problem: None, restoring: false }
    }

    /// The first thing to do has the focus.
    pub fn shown<M: Send + 'static>() -> Task<M> {
        kit::reach(RETRY)
    }

    /// A backup was not restored; the file is as it was.
    pub fn refuse(&mut self, problem: Phrase) {
        self.restoring = false;
        self.problem = Some(problem);
    }

    pub fn update(&mut self, message: Message, words: &Words) -> (Task<Message>, Then) {
        match message {
            Message::Retry => return (Task::none(), Then::Open(self.path.clone())),
            Message::Ask(want) => {
                self.asking = None;
                self.problem = None;

                return (
                    pick(want, &proposed(), words).map(move |picked| Message::Picked(want, picked)),
                    Then::Nothing,
                );
            }
            Message::Picked(want, Picked::Path(path)) => return self.take(want, path),
            Message::Picked(_, Picked::Cancelled) | Message::Stop => self.asking = None,
            Message::Picked(want, Picked::Unavailable) => {
                let typed = if want == Want::Create { proposed().display().to_string() } else { String::new() };
                self.asking = Some((want, typed));

                return (kit::reach(PATH), Then::Nothing);
            }
            Message::Typed(text) => {
                self.problem = None;

                if let Some((_, typed)) = &mut self.asking {
                    *typed = text;
                }
            }
            Message::Use => {
                if let Some((want, typed)) = self.asking.clone() {
                    match files::typed(&typed) {
                        Some(path) => return self.take(want, path),
                        None => self.problem = Some("settings-path-missing".into()),
                    }
                }
            }
        }

        (Task::none(), Then::Nothing)
    }

    fn take(&mut self, want: Want, path: PathBuf) -> (Task<Message>, Then) {
        if let Some(problem) = refusal(want, &path) {
            self.problem = Some(problem);

            return (kit::reach_wrong(), Then::Nothing);
        }

        self.asking = None;
        let then = match want {
            Want::Restore => {
                self.restoring = true;

                Then::Restore(path)
            }
            Want::Open | Want::Create => Then::Open(path),
            Want::Backup => Then::Nothing,
        };

        (Task::none(), then)
    }

    pub fn view<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let ways = ways(&self.why);
        let (tone, glyph) = if ways.sound { (Tone::Warning, Icon::Alert) } else { (Tone::Danger, Icon::CircleAlert) };
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();

        let retry = kit::button(words.get("retry"))
            .id(RETRY)
            .icon(Icon::Refresh)
            .on_press_maybe((!self.restoring).then_some(Message::Retry));
        // While a path is typed, going on with it is the main thing.
        let retry = if self.asking.is_none() { retry.primary() } else { retry };

        let mut content = column![
            row![
                kit::icon::tinted(glyph, size::ICON + space::S, if ways.sound { |t| t.warning } else { |t| t.danger }),
                column![
                    kit::title(words.say(&Phrase::new("open-failed").with("name", name))),
                    kit::muted(self.folder())
                ]
                .spacing(space::XS)
                .width(Length::Fill),
            ]
            .spacing(space::M),
            kit::note(tone, words.say(&self.why)),
            row![kit::caption(words.get("open-failed-safe")).width(Length::Fill), retry,]
                .spacing(space::M)
                .align_y(Alignment::Center),
            kit::separator(),
            self.others(ways, words),
        ]
        .spacing(space::L);

        if self.restoring {
            content = content.push(kit::progress(words.get("open-restoring"), None, None));
        } else if self.asking.is_none()
            && let Some(problem) = &self.problem
        {
            content = content.push(kit::note(Tone::Danger, words.say(problem)));
        }

        let card = container(kit::card(container(content).padding(space::L))).max_width(size::READING + space::XXL);

        kit::canvas(
            container(kit::scroll(container(card).center_x(Length::Fill).padding(space::XL))).center_y(Length::Fill),
        )
    }

    fn folder(&self) -> String {
        self.path.parent().unwrap_or(Path::new("")).display().to_string()
    }

    fn others<'a>(&'a self, ways: Ways, words: &Words) -> Element<'a, Message> {
        let mut all = column![kit::caption(words.get("open-ways"))].spacing(space::S);

        for (want, icon, label, help) in [
            (Want::Restore, Icon::Restore, "open-restore", "open-restore-text"),
            (Want::Open, Icon::FolderOpen, "open-other", "open-other-text"),
            (Want::Create, Icon::Plus, "open-create", "open-create-text"),
        ] {
            if want == Want::Restore && !ways.restore {
                continue;
            }

            let asked = self.asking.as_ref().filter(|(asked, _)| *asked == want);
            let content = row![
                kit::icon::tinted(icon, size::ICON + space::XS, |t| t.accent),
                column![kit::strong(words.get(label)), kit::caption(words.get(help)).width(Length::Fill)]
                    .spacing(space::XS)
                    .width(Length::Fill),
            ]
            .spacing(space::M)
            .align_y(Alignment::Center);
            let press = (!self.restoring).then_some(Message::Ask(want));
            all = all.push(kit::card_button(content, asked.is_some(), press));

            if let Some((_, typed)) = asked {
                all = all.push(self.typing(want, typed, words));
            }
        }

        all.into()
    }

    /// The path field, where there is no native dialog.
    fn typing<'a>(&'a self, want: Want, typed: &'a str, words: &Words) -> Element<'a, Message> {
        column![
            kit::field(words.get(title(want)), typed)
                .id(PATH)
                .placeholder(words.get("settings-path"))
                .help(words.get("settings-no-dialog"))
                .problem(self.problem.as_ref().map(|problem| words.say(problem)))
                .on_input(Message::Typed)
                .on_submit(Message::Use),
            row![
                Space::new().width(Length::Fill),
                kit::button(words.get("cancel")).on_press(Message::Stop),
                kit::button(words.get("settings-path-use")).primary().on_press(Message::Use),
            ]
            .spacing(space::S),
        ]
        .spacing(space::S)
        .padding(space::S)
        .into()
    }
}

/// Where a new workspace goes unless the person says otherwise.
fn proposed() -> PathBuf {
    files::unused(&files::documents(), "guichet", EXTENSION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_takes_the_place_of_what_is_ours_and_broken_only() {
        let at = |inner: &'static str| Phrase::new("failure-at").with("path", "x").with("what", Phrase::new(inner));

        for (why, sound, restore) in [
            (Phrase::new("failure-locked").with("path", "x"), true, false),
            (Phrase::new("failure-newer").with("path", "x"), true, false),
            (at("failure-read-only"), true, false),
            (Phrase::new("failure-foreign"), false, false),
            (Phrase::new("failure-folder"), false, false),
            (Phrase::new("failure-not-a-workspace"), false, true),
            (at("failure-corrupt"), false, true),
            (Phrase::new("failure-emptied"), false, true),
        ] {
            assert_eq!(ways(&why), Ways { sound, restore }, "{why:?}");
        }
    }
}
