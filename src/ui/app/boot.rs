//! How the window begins: for people, and for tests on a workspace in memory.

use std::path::PathBuf;

use iced::{Preset, Program, Size, Task, Theme, window};

use super::opened::Opened;
use super::{App, Message};
use crate::desk::{Desk, Failure, Job, Setup};
use crate::domain::phrase::Phrase;
use crate::preferences::Preferences;
use crate::ui::kit;
use crate::ui::start::Starting;
use crate::words::Language;

/// Size of a window nobody has drawn yet, logical pixels: the panel has its place beside the list, and a small laptop
/// shows all of it between its bars.
pub const SIZE: Size = Size::new(1240.0, 700.0);

/// Below this nothing more fits.
const SMALLEST: Size = Size::new(720.0, 480.0);

/// People in the workspace that tests and previews begin with.
const DEMO: usize = 300;

/// What the command line says about the window.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The workspace to open: else the last one, else the default.
    pub workspace: Option<PathBuf>,
    /// For this time only.
    pub language: Option<Language>,
    /// Draw without the graphics card.
    pub software: bool,
    /// On a workspace in memory; nothing of this computer is remembered.
    pub preset: bool,
    /// A start with the graphics card that is under way.
    pub starting: Option<Starting>,
    /// What is to be said once there is a window.
    pub notices: Vec<Phrase>,
}

/// The program, as `main` runs it and tests drive it.
pub fn application(options: Options) -> iced::Application<impl Program<State = App, Message = Message, Theme = Theme>> {
    let (preferences, mut notices) = Preferences::load();
    notices.extend(options.notices.iter().cloned());
    let language = options.language;
    let size = size(&preferences);

    let mut application = iced::application(
        move || App::new(options.clone(), preferences.clone(), notices.clone()),
        App::update,
        App::view,
    )
    .settings(iced::Settings {
        id: Some("guichet".to_owned()),
        default_font: kit::FONT,
        default_text_size: kit::role::BODY.0.into(),
        ..iced::Settings::default()
    })
    .window(window::Settings {
        size,
        min_size: Some(SMALLEST),
        icon: icon(),
        exit_on_close_request: false,
        #[cfg(target_os = "linux")]
        platform_specific: window::settings::PlatformSpecific {
            application_id: "guichet".to_owned(),
            ..window::settings::PlatformSpecific::default()
        },
        ..window::Settings::default()
    })
    .title(App::title)
    .subscription(App::subscription)
    .theme(App::theme)
    .scale_factor(App::scale)
    .presets(presets(language));

    for font in kit::fonts() {
        application = application.font(font);
    }

    application
}

/// What the window library is given as the size of the window: it takes the size of the text times that.
fn size(preferences: &Preferences) -> Size {
    let (width, height) = preferences.window.unwrap_or((SIZE.width, SIZE.height));
    let scale = f32::from(preferences.text_size) / 100.0;

    Size::new(width / scale, height / scale)
}

/// Ways to begin for tests and previews: an empty workspace that asks its first questions, and one with people in it; in
/// this language, else the system's.
pub fn presets(language: Option<Language>) -> [Preset<App, Message>; 2] {
    [Preset::new("empty", move || in_memory(0, language)), Preset::new("demo", move || in_memory(DEMO, language))]
}

fn in_memory(people: usize, language: Option<Language>) -> (App, Task<Message>) {
    let options = Options { preset: true, language, ..Options::default() };
    let app = App::opening(options, Preferences::default(), PathBuf::new());

    (app, Task::perform(demo(people), |opened| Message::Opened(PathBuf::new(), opened)))
}

/// A workspace in memory with so many believable people.
///
/// # Errors
/// What the desk answers.
pub async fn demo(people: usize) -> Result<Opened, Failure> {
    let desk = Desk::in_memory(Setup::of_this_computer()).await?;

    if people > 0 {
        desk.demo(people, 1, &Job::new()).await?;
        let mut venue = desk.venue().await?;
        venue.welcomed = true;

        if venue.name.trim().is_empty() {
            "Les Tréteaux".clone_into(&mut venue.name);
        }

        desk.save_venue(venue).await?;
    }

    desk.wait_ready().await;
    let venue = Box::new(desk.venue().await?);

    Ok(Opened { desk, venue })
}

/// The icon of the window; a window without one is better than no window.
fn icon() -> Option<window::Icon> {
    let drawn = image::load_from_memory(include_bytes!("../../../resources/icons/guichet-256.png")).ok()?.into_rgba8();
    let (width, height) = drawn.dimensions();

    window::icon::from_rgba(drawn.into_raw(), width, height).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_text_makes_no_larger_window() {
        let remembered = |text_size| Preferences { window: Some((1366.0, 768.0)), text_size, ..Preferences::default() };

        assert_eq!(size(&remembered(100)), Size::new(1366.0, 768.0));
        assert_eq!(size(&remembered(200)), Size::new(683.0, 384.0));
        assert_eq!(size(&Preferences { text_size: 200, ..Preferences::default() }), SIZE * 0.5);
    }
}
