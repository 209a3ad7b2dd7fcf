//! Files of a member: added through the system's dialog, a typed path or by dropping them on the window; opened, saved
//! elsewhere, removed. Each is an action of its own, done at once.

use std::path::PathBuf;

use iced::Task;
use iced::widget::{column, operation, row};

use super::State as Panel;
use crate::desk::{Failure, Outcome};
use crate::domain::custom::{FieldKind, FileRef};
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::ui::custom::Act;
use crate::ui::files::{self, Picked};
use crate::ui::kit::{self, Element, Icon, space};
use crate::ui::screen::{Ask, Shared, Step};
use crate::words::Words;

/// The input of a path, where the system has no dialog.
const PATH: &str = "member_file_path";

#[derive(Default)]
pub struct State {
    /// The field whose file is being read or written.
    busy: Option<Id>,
    /// The path that is asked for where there is no dialog, as typed.
    asking: Option<(Id, Want, String)>,
    /// What was wrong with the last file, at its field.
    problem: Option<(Id, Phrase)>,
    /// A file that was dropped on the window.
    offered: Option<PathBuf>,
}

/// What a path is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Add,
    Save,
}

#[derive(Debug, Clone)]
pub enum Message {
    Act(Id, Act),
    Picked(Id, Want, Picked),
    Path(String),
    UsePath,
    Close,
    /// The file that was dropped goes into this field.
    Take(Id),
    /// The file that was dropped is a list to be taken in.
    Import,
    Added(Id, Result<Outcome, Failure>),
    Done(Result<Outcome, Failure>),
    Opened(Result<PathBuf, Failure>),
    Saved(PathBuf, Result<(), Failure>),
}

impl State {
    /// Closes what is open; false when there is nothing.
    pub fn dismiss(&mut self) -> bool {
        self.offered.take().is_some() || self.asking.take().is_some()
    }

    pub fn offer(&mut self, path: PathBuf) {
        self.offered = Some(path);
    }

    pub fn offers(&self) -> bool {
        self.offered.is_some()
    }

    pub fn busy(&self, field: Id) -> bool {
        self.busy == Some(field)
    }

    pub fn problem(&self, field: Id) -> Option<&Phrase> {
        self.problem.as_ref().filter(|(at, _)| *at == field).map(|(_, phrase)| phrase)
    }

    /// The path field below a control, where there is no native dialog.
    pub fn path_field<'a>(&'a self, field: Id, words: &'a Words) -> Option<Element<'a, Message>> {
        let (_, want, path) = self.asking.as_ref().filter(|(asked, ..)| *asked == field)?;
        let label = match want {
            Want::Add => "custom-file-add-title",
            Want::Save => "custom-file-save-title",
        };
        let asked = column![
            kit::field(words.get(label), path)
                .id(PATH)
                .placeholder(words.get("settings-path"))
                .help(words.get("settings-no-dialog"))
                .on_input(Message::Path)
                .on_submit(Message::UsePath),
            row![
                kit::button(words.get("settings-cancel")).on_press(Message::Close),
                kit::button(words.get("settings-path-use")).primary().on_press(Message::UsePath),
            ]
            .spacing(space::S),
        ]
        .spacing(space::S);

        Some(asked.into())
    }
}

impl Panel {
    /// What a field of files holds.
    fn held(&self, field: Id) -> Option<FileRef> {
        let (_, value) = self.page.as_ref()?.fields.iter().find(|(known, _)| known.id == field)?;

        FileRef::from_value(value.as_deref()?)
    }

    pub(super) fn file(&mut self, message: Message, shared: &Shared) -> Step<super::Message> {
        let step = match message {
            Message::Act(field, act) => self.act(field, act, shared),
            Message::Picked(field, want, Picked::Path(path)) => self.take_path(field, want, path, shared),
            Message::Picked(.., Picked::Cancelled) => {
                self.files.asking = None;

                Step::none()
            }
            Message::Picked(field, want, Picked::Unavailable) => {
                let name = self.held(field).map(|file| files::documents().join(file.name).display().to_string());
                let proposal = name.filter(|_| want == Want::Save).unwrap_or_default();

                self.files.asking = Some((field, want, proposal));

                Step::task(operation::focus(PATH))
            }
            Message::Path(text) => {
                if let Some((.., path)) = &mut self.files.asking {
                    *path = text;
                }

                Step::none()
            }
            Message::UsePath => match self.files.asking.take() {
                Some((field, want, text)) => match files::typed(&text) {
                    Some(path) => self.take_path(field, want, path, shared),
                    None => {
                        self.files.asking = Some((field, want, text));

                        Step::none()
                    }
                },
                None => Step::none(),
            },
            Message::Close => {
                self.files.dismiss();

                Step::none()
            }
            Message::Take(field) => match self.files.offered.take() {
                Some(path) => {
                    self.tab = super::Tab::General;

                    self.take_path(field, Want::Add, path, shared)
                }
                None => Step::none(),
            },
            Message::Import => match self.files.offered.take() {
                Some(path) => Step::ask(Ask::Import(Some(path))),
                None => Step::none(),
            },
            Message::Added(field, answer) => {
                self.files.busy = None;

                match answer {
                    Ok(outcome) => Step::ask(Ask::Done(outcome)),
                    Err(Failure::Refused(problems)) => {
                        let phrase = problems.first().map(|problem| problem.phrase.clone());

                        self.files.problem = phrase.map(|phrase| (field, phrase));

                        Step::none()
                    }
                    Err(failure) => Step::ask(Ask::Fail(failure.phrase())),
                }
            }
            Message::Done(Ok(outcome)) => Step::ask(Ask::Done(outcome)),
            Message::Opened(Ok(path)) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();

                self.files.busy = None;

                // Not every system says when no program could show it.
                Step::ask(Ask::Say(Phrase::new("custom-file-opening").with("file", name)))
            }
            Message::Saved(path, Ok(())) => {
                self.files.busy = None;

                Step::ask(Ask::Say(Phrase::new("custom-file-saved").with("path", path.display().to_string())))
            }
            Message::Done(Err(failure)) | Message::Opened(Err(failure)) | Message::Saved(_, Err(failure)) => {
                self.files.busy = None;

                Step::ask(Ask::Fail(failure.phrase()))
            }
        };

        step.map(super::Message::File)
    }

    fn act(&mut self, field: Id, act: Act, shared: &Shared) -> Step<Message> {
        let words = &shared.words;

        self.files.problem = None;

        match act {
            Act::Add => {
                let dialog = files::open(words.get("custom-file-add-title"), Vec::new());

                Step::task(dialog.map(move |picked| Message::Picked(field, Want::Add, picked)))
            }
            Act::SaveAs => {
                let Some(file) = self.held(field) else { return Step::none() };
                let folder = files::documents();
                let dialog = files::save(words.get("custom-file-save-title"), &file.name, Some(&folder), Vec::new());

                Step::task(dialog.map(move |picked| Message::Picked(field, Want::Save, picked)))
            }
            Act::Open => {
                let Some(file) = self.held(field) else { return Step::none() };
                let desk = shared.desk.clone();

                self.files.busy = Some(field);

                Step::task(Task::perform(async move { desk.open_file(&file).await }, Message::Opened))
            }
            Act::Remove => {
                let (desk, member) = (shared.desk.clone(), self.id);
                let answer = move |answer| Message::Added(field, answer);

                Step::task(Task::perform(async move { desk.set_values(member, &[(field, None)]).await }, answer))
            }
        }
    }

    fn take_path(&mut self, field: Id, want: Want, path: PathBuf, shared: &Shared) -> Step<Message> {
        let (desk, member) = (shared.desk.clone(), self.id);

        self.files.asking = None;
        self.files.problem = None;
        self.files.busy = Some(field);

        match want {
            Want::Add => {
                Step::task(Task::perform(async move { desk.add_file(member, field, &path).await }, move |answer| {
                    Message::Added(field, answer)
                }))
            }
            Want::Save => {
                let Some(file) = self.held(field) else { return Step::none() };

                Step::task(Task::perform(
                    async move {
                        let answer = desk.save_file(&file, &path).await;

                        (path, answer)
                    },
                    |(path, answer)| Message::Saved(path, answer),
                ))
            }
        }
    }

    /// Where a file that was dropped on the window may go.
    pub(super) fn offer_view<'a>(&'a self, shared: &'a Shared) -> Option<kit::Dialog<'a, Message>> {
        let path = self.files.offered.as_ref()?;
        let page = self.page.as_ref()?;
        let words = &shared.words;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = Phrase::new("custom-offer-text").with("file", name).with("name", page.member.display_name());
        let mut content = column![kit::body(words.say(&text))].spacing(space::M);

        for (field, value) in page.fields.iter().filter(|(field, _)| field.kind == FieldKind::File) {
            let held = value.as_deref().and_then(FileRef::from_value);
            let tip = held.map(|file| words.say(&Phrase::new("custom-offer-replaces").with("file", file.name)));
            let mut line = column![
                kit::button(field.title.as_str())
                    .icon(Icon::File)
                    .width(iced::Length::Fill)
                    .on_press(Message::Take(field.id))
            ]
            .spacing(space::XS);

            if let Some(tip) = tip {
                line = line.push(kit::caption(tip));
            }

            content = content.push(line);
        }

        Some(
            kit::dialog(words.get("custom-offer-title"), content)
                .width(kit::size::DIALOG)
                .left(kit::button(words.get("custom-offer-import")).quiet().on_press(Message::Import))
                .button(kit::button(words.get("back")).on_press(Message::Close))
                .on_escape(words.get("key-name-escape"), Message::Close),
        )
    }
}
