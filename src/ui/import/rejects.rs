//! The refused rows, saved to a file of their own.

use std::path::PathBuf;

use iced::Task;

use super::{Message, REJECTS, State};
use crate::domain::phrase::Phrase;
use crate::ui::files::{self, Kind, Picked};
use crate::ui::kit;
use crate::ui::screen::{Ask, Shared, Step as Answer};

impl State {
    pub(super) fn reject(&mut self, message: Message, shared: &Shared) -> Answer<Message> {
        match message {
            Message::Rejects => return self.ask_rejects(shared),
            Message::RejectsPicked(Picked::Path(path)) => return self.save_rejects(path, shared),
            Message::RejectsPicked(Picked::Cancelled) => self.rejects_path = None,
            Message::RejectsPicked(Picked::Unavailable) => return Answer::task(kit::reach(REJECTS)),
            Message::RejectsTyped(text) => self.rejects_path = Some(text),
            Message::SaveRejects => {
                if let Some(path) = self.rejects_path.as_deref().and_then(files::typed) {
                    return self.save_rejects(path, shared);
                }
            }
            Message::RejectsSaved(path, Ok(count)) => {
                self.saving_rejects = false;
                self.rejects_path = None;

                return Answer::ask(Ask::Say(
                    Phrase::new("import-rejects-saved").with("count", count).with("path", path.display().to_string()),
                ));
            }
            Message::RejectsSaved(_, Err(failure)) => {
                self.saving_rejects = false;

                return Answer::ask(Ask::Fail(failure.phrase()));
            }
            _ => {}
        }

        Answer::none()
    }

    fn ask_rejects(&mut self, shared: &Shared) -> Answer<Message> {
        if self.checked.is_none() || self.saving_rejects {
            return Answer::none();
        }
        let path = self.proposed_rejects(shared);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kinds = vec![Kind { name: shared.words.get("import-file-kind"), extensions: vec!["csv"] }];
        let task = files::save(shared.words.get("import-rejects-title"), &name, path.parent(), kinds);
        self.rejects_path = Some(path.display().to_string());

        Answer::task(task.map(Message::RejectsPicked))
    }

    /// Beside the file it comes from: "adherents refus.csv".
    fn proposed_rejects(&self, shared: &Shared) -> PathBuf {
        let file = self.file.clone().unwrap_or_default();
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let stem = shared.words.say(&Phrase::new("import-rejects-name").with("name", stem));
        let folder = file.parent().filter(|folder| folder.is_dir()).map_or_else(files::documents, PathBuf::from);

        files::unused(&folder, &stem, "csv")
    }

    fn save_rejects(&mut self, path: PathBuf, shared: &Shared) -> Answer<Message> {
        let Some(checked) = self.checked.clone() else { return Answer::none() };
        let desk = shared.desk.clone();
        self.saving_rejects = true;

        Answer::task(Task::perform(
            async move {
                let answer = desk.save_rejects(&checked, &path).await;
                (path, answer)
            },
            |(path, answer)| Message::RejectsSaved(path, answer),
        ))
    }
}
