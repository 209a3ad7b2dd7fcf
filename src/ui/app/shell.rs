//! How the window looks around its screens: the sections at the left, what is open over it, toasts.

use iced::widget::{Space, column, container, row};
use iced::{Alignment, Length};

use super::opened::{Overlay, Workspace};
use super::{App, Message, Stage};
use crate::domain::phrase::Phrase;
use crate::ui::keys::{self, Action};
use crate::ui::kit::{self, Element, Icon, NavItem, Tone, space};
use crate::ui::screen::Section;
use crate::ui::sharing::{self, Standing};
use crate::words::Words;

/// Below this width the sections stand above the page.
const NARROW: f32 = 900.0;

impl Section {
    fn text(self) -> &'static str {
        match self {
            Self::Members => "section-members",
            Self::Products => "section-products",
            Self::Settings => "section-settings",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Members => Icon::Users,
            Self::Products => Icon::Tag,
            Self::Settings => Icon::Settings,
        }
    }
}

impl App {
    pub fn view(&self) -> Element<'_, Message> {
        let words = self.words();

        let window = match &self.stage {
            Stage::Opening(path) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();

                kit::modal(opening(&name, &words), None)
            }
            Stage::Failed(broken) => kit::modal(broken.view(&words).map(Message::Broken), None),
            Stage::Open(workspace) => workspace.view(),
        };
        let toasts = self.toasts.view(&words);

        kit::window(kit::canvas(kit::toasts(window, toasts, Message::HoverToasts)))
    }
}

fn opening<'a>(name: &str, words: &Words) -> Element<'a, Message> {
    let said = words.say(&Phrase::new("opening").with("name", name));

    container(column![kit::emblem(name), kit::muted(said)].spacing(space::M).align_x(Alignment::Center))
        .center(Length::Fill)
        .into()
}

impl Workspace {
    fn view(&self) -> Element<'_, Message> {
        let shared = &self.shared;

        if let Some(welcome) = &self.welcome {
            return kit::modal(welcome.view(shared).map(Message::Welcome), self.dialog());
        }

        let page = match (self.page(), &self.import) {
            (None, Some(import)) => import.view(shared).map(Message::Import),
            (Some(Section::Products), _) => self.products.view(shared).map(Message::Products),
            (Some(Section::Settings), _) => self.settings.view(shared).map(Message::Settings),
            _ => self.members.view(shared).map(Message::Members),
        };
        let page = container(page).width(Length::Fill).height(Length::Fill);

        let base: Element<'_, Message> = if self.width() < NARROW {
            column![self.sections_above(), kit::separator(), page].into()
        } else {
            row![self.sections(), page].into()
        };

        kit::modal(base, self.dialog())
    }

    fn sections(&self) -> Element<'_, Message> {
        let words = &self.shared.words;
        let items = Section::ALL.map(|section| NavItem {
            icon: Some(section.icon()),
            label: words.get(section.text()),
            count: (section == Section::Members && self.members.count() > 0)
                .then(|| words.short_number(self.members.count())),
            current: self.page() == Some(section),
            press: Message::Section(section),
            id: None,
        });

        let import = self.import.is_some().then(|| NavItem {
            icon: Some(Icon::Upload),
            label: words.get("section-import"),
            count: None,
            current: self.import_shown,
            press: Message::Do(Action::Import),
            id: None,
        });

        kit::sidebar(self.name(), items.into_iter().chain(import), self.foot(), kit::state_icon(self.standing()))
    }

    fn sections_above(&self) -> Element<'_, Message> {
        let words = &self.shared.words;
        let selected = Section::ALL.iter().position(|section| *section == self.section).unwrap_or_default();
        let tabs = kit::tabs(Section::ALL.map(|section| (words.get(section.text()), None)), selected, |place| {
            Message::Section(Section::ALL.get(place).copied().unwrap_or(Section::Members))
        });
        let head = row![kit::emblem(self.name()), tabs, Space::new().width(Length::Fill), self.foot()]
            .spacing(space::L)
            .align_y(Alignment::Center);

        container(head).padding([0.0, space::L + space::XS]).into()
    }

    fn name(&self) -> &str {
        let name = self.shared.venue.name.trim();

        if name.is_empty() { "Guichet" } else { name }
    }

    /// How the workspace stands: kept here, shared, waiting, out of reach.
    fn standing(&self) -> kit::State<Message> {
        let Standing { icon, tone, label, tip } = sharing::standing(&self.shared, self.ready);
        let hint = keys::hint(Action::Sharing, &self.shared.words);

        kit::State { icon, tone, label, tip: format!("{tip} ({hint})"), press: Message::Do(Action::Sharing), id: None }
    }

    /// What runs, and how the workspace stands.
    fn foot(&self) -> Element<'_, Message> {
        let words = &self.shared.words;
        let jobs = self.shared.jobs.list();

        if let Some((title, job)) = jobs.first() {
            let (done, total) = job.progress();
            let share = (total > 0).then(|| done as f32 / total as f32);
            let label = if jobs.len() > 1 {
                words.say(&Phrase::new("jobs-running").with("count", jobs.len()))
            } else {
                words.say(title)
            };
            let more = kit::link(words.get("jobs-show")).small().on_press(Message::Do(Action::Jobs));

            let job = column![kit::progress(label, share, None), more].spacing(space::XS);

            return column![container(job).padding([0.0, space::S]), kit::state(self.standing())]
                .spacing(space::S)
                .into();
        }

        kit::state(self.standing())
    }

    /// What is open over the window.
    fn dialog(&self) -> Option<kit::Dialog<'_, Message>> {
        let shared = &self.shared;

        match &self.overlay {
            Some(Overlay::Palette(state)) => Some(state.dialog(shared).map(Message::Palette)),
            Some(Overlay::Help(state)) => Some(state.dialog(shared).map(Message::Help)),
            Some(Overlay::Jobs(state)) => Some(state.dialog(shared).map(Message::Jobs)),
            Some(Overlay::Export(state)) => Some(state.dialog(shared).map(Message::Export)),
            Some(Overlay::Subscribe(state)) => Some(state.dialog(shared).map(Message::Subscribe)),
            Some(Overlay::Join(state)) => Some(state.dialog(shared).map(Message::Join)),
            Some(Overlay::Quit) => Some(self.quit()),
            None if self.page() == Some(Section::Members) && self.welcome.is_none() => {
                self.members.dialog(shared).map(|dialog| dialog.map(Message::Members))
            }
            None if self.page() == Some(Section::Settings) && self.welcome.is_none() => {
                self.settings.dialog(shared).map(|dialog| dialog.map(Message::Settings))
            }
            None => None,
        }
    }

    fn quit(&self) -> kit::Dialog<'_, Message> {
        let words = &self.shared.words;
        let mut content = column![kit::body(words.get("quit-text"))].spacing(space::M);

        for phrase in self.unsaved() {
            content = content.push(kit::note(Tone::Warning, words.say(&phrase)));
        }

        kit::dialog(words.get("quit-title"), content)
            .width(kit::size::DIALOG_SMALL)
            .button(kit::button(words.get("quit-leave")).danger().on_press(Message::Leave))
            .button(kit::button(words.get("quit-stay")).primary().on_press(Message::Stay))
            .on_escape(words.get("key-name-escape"), Message::Stay)
            .on_enter(Some(Message::Stay))
    }
}
