//! The settings: of this computer (language, appearance), of the venue, and of the file in which everything lies.

pub mod data;
mod data_view;
pub mod fields;
mod fields_view;
mod venue;
mod view;

use chrono_tz::Tz;
use iced::{Element, Subscription, Task};

use crate::desk::{Failure, Outcome};
use crate::domain::phrase::{Phrase, Problem};
use crate::preferences::Appearance;
use crate::ui::kit::{self, Dialog};
use crate::ui::screen::{Ask, Shared, Step};
use crate::ui::sharing;
use crate::words::Language;

use venue::VenueDraft;

/// The pages of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Appearance,
    Venue,
    Fields,
    Sharing,
    Data,
    About,
}

impl Page {
    pub const ALL: &'static [Self] =
        &[Self::Appearance, Self::Venue, Self::Fields, Self::Sharing, Self::Data, Self::About];

    fn key(self) -> &'static str {
        match self {
            Self::Appearance => "settings-page-appearance",
            Self::Venue => "settings-page-venue",
            Self::Fields => "settings-page-fields",
            Self::Sharing => "settings-page-sharing",
            Self::Data => "settings-page-data",
            Self::About => "settings-page-about",
        }
    }
}

pub struct State {
    page: Page,
    venue: VenueDraft,
    problems: Vec<Problem>,
    saving: bool,
    zones: Vec<Tz>,
    fields: fields::State,
    sharing: sharing::State,
    data: data::State,
}

#[derive(Debug, Clone)]
pub enum Message {
    Refresh,
    Dismiss,
    Page(Page),
    Turn(i32),
    Language(Language),
    Appearance(Appearance),
    TextSize(u16),
    DenseRows(bool),
    /// Whether the graphics card draws, from the next start on.
    Card(bool),
    Typed(Field, String),
    SearchZone(String),
    Zone(Tz),
    Currency(String),
    SchoolMonth(u32),
    SaveVenue,
    VenueSaved(Result<Outcome, Failure>),
    Fields(fields::Message),
    Sharing(sharing::Message),
    Data(data::Message),
}

/// The text inputs of the venue's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    SchoolDay,
    ExpiresSoon,
    Rollover,
}

impl State {
    pub fn new(shared: &Shared) -> (Self, Task<Message>) {
        let (data, task) = data::State::new(shared);
        let (fields, load) = fields::State::new(shared);
        let state = Self {
            page: Page::Appearance,
            venue: VenueDraft::of(shared.venue.clone()),
            problems: Vec::new(),
            saving: false,
            zones: Vec::new(),
            fields,
            sharing: sharing::State::new(shared),
            data,
        };

        (state, Task::batch([task.map(Message::Data), load.map(Message::Fields)]))
    }

    pub fn subscription(&self) -> Subscription<Message> {
        self.sharing.subscription().map(Message::Sharing)
    }

    pub fn unsaved(&self) -> Option<Phrase> {
        if self.fields.unsaved() {
            return Some(Phrase::new("settings-fields-unsaved"));
        }

        self.venue.changed().then(|| Phrase::new("settings-unsaved")).or_else(|| self.sharing.unsaved())
    }

    /// What must be answered first.
    pub fn dialog<'a>(&'a self, shared: &'a Shared) -> Option<Dialog<'a, Message>> {
        self.shows_sharing().then(|| self.sharing.dialog(shared)).flatten().map(|dialog| dialog.map(Message::Sharing))
    }

    pub fn has_dialog(&self) -> bool {
        self.shows_sharing() && self.sharing.has_dialog()
    }

    /// Whether the page of sharing is the one in sight.
    pub fn shows_sharing(&self) -> bool {
        self.page == Page::Sharing
    }

    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        view::view(self, shared)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Refresh => {
                if !self.venue.changed() {
                    self.venue = VenueDraft::of(shared.venue.clone());
                }
                let data = self.data.update(data::Message::Measure, shared).map(Message::Data);
                let fields = self.fields.update(fields::Message::Load, shared).map(Message::Fields);

                let sharing = match self.page {
                    Page::Sharing => sharing::State::refresh(shared).map(Message::Sharing),
                    _ => Task::none(),
                };

                return Step { task: Task::batch([data.task, fields.task, sharing]), asks: Vec::new() };
            }
            Message::Dismiss => {
                if !self.venue.zone_search.is_empty() {
                    self.venue.zone_search.clear();
                    self.zones.clear();
                } else if self.page == Page::Fields
                    && let Some(step) = self.fields.dismiss(shared)
                {
                    return step.map(Message::Fields);
                } else if self.page == Page::Sharing {
                    return self.sharing.update(sharing::Message::Dismiss, shared).map(Message::Sharing);
                } else {
                    return self.data.update(data::Message::Dismiss, shared).map(Message::Data);
                }
            }
            Message::Page(page) => return self.turn_to(page, shared),
            Message::Turn(by) => {
                let at = Page::ALL.iter().position(|page| *page == self.page).unwrap_or(0);
                let count = Page::ALL.len();
                let next = if by < 0 { at + count - 1 } else { at + 1 } % count;
                return self.turn_to(Page::ALL.get(next).copied().unwrap_or(self.page), shared);
            }

            Message::Language(language) => {
                return keep(shared, |preferences| preferences.language = Some(language));
            }
            Message::Appearance(appearance) => {
                return keep(shared, |preferences| preferences.appearance = appearance);
            }
            Message::TextSize(size) => return keep(shared, |preferences| preferences.text_size = size),
            Message::DenseRows(dense) => return keep(shared, |preferences| preferences.dense_rows = dense),
            Message::Card(on) => return keep(shared, |preferences| preferences.software = Some(!on)),

            Message::Typed(field, text) => {
                let slot = match field {
                    Field::Name => &mut self.venue.name,
                    Field::SchoolDay => &mut self.venue.school_day,
                    Field::ExpiresSoon => &mut self.venue.expires_soon,
                    Field::Rollover => &mut self.venue.rollover,
                };
                *slot = text;
                self.recheck();
            }
            Message::SearchZone(text) => {
                self.zones = venue::zones(&text);
                self.venue.zone_search = text;
            }
            Message::Zone(zone) => {
                self.venue.time_zone = zone;
                self.venue.zone_search.clear();
                self.zones.clear();
            }
            Message::Currency(currency) => self.venue.currency = currency,
            Message::SchoolMonth(month) => {
                self.venue.school_month = month;
                self.recheck();
            }
            Message::SaveVenue if self.page == Page::Fields => {
                return self.fields.update(fields::Message::Save, shared).map(Message::Fields);
            }
            Message::SaveVenue if self.saving => {}
            Message::SaveVenue => match self.venue.build() {
                Ok(venue) => {
                    self.problems.clear();
                    self.saving = true;
                    let desk = shared.desk.clone();

                    return Step::task(Task::perform(async move { desk.save_venue(venue).await }, Message::VenueSaved));
                }
                Err(problems) => return self.refuse(problems),
            },
            Message::VenueSaved(Ok(outcome)) => {
                self.saving = false;
                if let Ok(venue) = self.venue.build() {
                    self.venue = VenueDraft::of(venue);
                }

                return Step::ask(Ask::Done(outcome));
            }
            Message::VenueSaved(Err(Failure::Refused(problems))) => {
                self.saving = false;

                return self.refuse(problems);
            }
            Message::VenueSaved(Err(failure)) => {
                self.saving = false;

                return Step::ask(Ask::Fail(failure.phrase()));
            }

            Message::Fields(message) => return self.fields.update(message, shared).map(Message::Fields),
            Message::Sharing(message) => return self.sharing.update(message, shared).map(Message::Sharing),
            Message::Data(message) => return self.data.update(message, shared).map(Message::Data),
        }

        Step::none()
    }

    fn turn_to(&mut self, page: Page, shared: &Shared) -> Step<Message> {
        self.page = page;

        if page == Page::Sharing {
            return self.sharing.update(sharing::Message::Load, shared).map(Message::Sharing);
        }

        Step::none()
    }

    fn refuse(&mut self, problems: Vec<Problem>) -> Step<Message> {
        self.problems = problems;

        Step::task(kit::reach_wrong())
    }

    /// Once saving was refused, what is still wrong is said as it is corrected.
    fn recheck(&mut self) {
        if !self.problems.is_empty() {
            self.problems = self.venue.build().err().unwrap_or_default();
        }
    }
}

fn keep(shared: &Shared, change: impl FnOnce(&mut crate::preferences::Preferences)) -> Step<Message> {
    let mut preferences = shared.preferences.clone();
    change(&mut preferences);

    Step::ask(Ask::Keep(Box::new(preferences)))
}
