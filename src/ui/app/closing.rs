//! Leaving: nothing typed is lost and nothing running is stopped without being asked.

use iced::Task;

use super::opened::Overlay;
use super::{App, Message, Stage};

impl App {
    pub(super) fn close_requested(&mut self) -> Task<Message> {
        if self.closing {
            return iced::exit();
        }

        if let Some(workspace) = self.workspace()
            && !workspace.unsaved().is_empty()
            && !matches!(workspace.overlay, Some(Overlay::Quit))
        {
            // What was open over the window keeps what was typed in it.
            if let Some(Overlay::Subscribe(state)) = workspace.overlay.take() {
                workspace.parked.push(*state);
            }

            workspace.overlay = Some(Overlay::Quit);

            return Task::none();
        }

        self.leave()
    }

    /// Stops what runs, writes the preferences, gives the file back, and closes.
    pub(super) fn leave(&mut self) -> Task<Message> {
        self.closing = true;
        let preferences = (!self.options.preset).then(|| self.remembered());
        let desk = match &self.stage {
            Stage::Open(workspace) => {
                for (_, job) in workspace.shared.jobs.list() {
                    job.cancel();
                }

                Some(workspace.shared.desk.clone())
            }
            _ => None,
        };

        Task::perform(
            async move {
                // The window closes whatever the disk answers: nobody is there to be told any more.
                if let Some(preferences) = preferences {
                    let _ = preferences.save();
                }

                if let Some(desk) = desk {
                    let _ = desk.close().await;
                }
            },
            |()| Message::Closed,
        )
    }
}
