//! The long works that run: what each is, how far it is, and a way to stop it.

use std::time::Duration;

use iced::widget::{Column, column};
use iced::{Element, Subscription, Task};

use crate::desk::Job;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{self, Dialog, Icon, size, space};
use crate::ui::screen::{Ask, Shared, Step};

#[derive(Default)]
pub struct State {
    running: Vec<(Phrase, Job)>,
    /// Those that were told to stop and have not stopped yet.
    stopping: Vec<Phrase>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Tick,
    Cancel(usize),
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        (Self { running: shared.jobs.list(), stopping: Vec::new() }, Task::none())
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh | Message::Tick => {
                self.running = shared.jobs.list();
                self.stopping.retain(|title| self.running.iter().any(|(known, _)| known == title));
            }
            Message::Dismiss => return Step::ask(Ask::Close),
            Message::Cancel(at) => {
                if let Some((title, job)) = self.running.get(at) {
                    job.cancel();
                    self.stopping.push(title.clone());
                }
            }
        }

        Step::none()
    }

    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Dialog<'a, Message> {
        let words = &shared.words;
        let content: Element<'a, Message> = if self.running.is_empty() {
            column![kit::strong(words.get("jobs-none")), kit::muted(words.get("jobs-none-text"))]
                .spacing(space::XS)
                .into()
        } else {
            let lines = self.running.iter().enumerate().map(|(at, (title, job))| {
                let stopping = self.stopping.contains(title);
                let label = words.get(if stopping { "jobs-cancelling" } else { "jobs-cancel" });
                let stop = kit::button(label).icon(Icon::X).on_press_maybe((!stopping).then_some(Message::Cancel(at)));

                column![kit::progress(words.say(title), share(job), Some(stop)), kit::caption(words.say(&far(job))),]
                    .spacing(space::XS)
                    .into()
            });

            Column::with_children(lines).spacing(space::L).into()
        };

        kit::dialog(words.get("jobs-title"), content)
            .width(size::DIALOG)
            .on_escape(words.get("key-name-escape"), Message::Dismiss)
            .on_outside(Message::Dismiss)
            .on_enter(Some(Message::Dismiss))
            .button(kit::button(words.get("jobs-close")).on_press(Message::Dismiss))
    }

    /// Ticks while something runs; what begins while the list is open is told by `Refresh`.
    pub fn subscription(&self) -> Subscription<Message> {
        if self.running.is_empty() {
            Subscription::none()
        } else {
            iced::time::every(Duration::from_millis(100)).map(|_| Message::Tick)
        }
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        None
    }
}

/// How far a work is, from 0 to 1; none while that is not known.
pub fn share(job: &Job) -> Option<f32> {
    let (done, total) = job.progress();

    // Six digits are more than a bar can show.
    (total > 0).then(|| (done.min(total) as f64 / total as f64) as f32)
}

/// How far a work is, in words.
pub fn far(job: &Job) -> Phrase {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);

    match job.progress() {
        (0, _) => Phrase::new("jobs-starting"),
        (done, 0) => Phrase::new("jobs-working").with("done", number(done)),
        (done, total) => Phrase::new("jobs-progress").with("done", number(done)).with("total", number(total)),
    }
}
