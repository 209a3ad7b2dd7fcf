//! How the workspace stands, at the foot of the window.

use crate::desk::sharing::State;
use crate::domain::phrase::Phrase;
use crate::ui::kit::{Icon, Tone};
use crate::ui::screen::Shared;

/// In few words, and in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub icon: Icon,
    pub tone: Tone,
    pub label: String,
    pub tip: String,
}

/// `ready`: search is; before, the foot says that it is being prepared.
pub fn standing(shared: &Shared, ready: bool) -> Standing {
    let words = &shared.words;
    let known = &shared.sharing;
    let status = &known.status;
    let clock = |at| words.clock(at, shared.desk.now());
    let waiting = words.say(&Phrase::new("sharing-foot-waiting").with("count", status.waiting));
    let since = |label: &'static str, at| {
        let since = words.say(&Phrase::new(label).with("since", clock(at)));

        if status.waiting > 0 { format!("{since} · {waiting}") } else { since }
    };
    let told = |key: &'static str| words.say(&Phrase::new(key).with("count", status.waiting));
    let (icon, tone, label, tip) = match &status.state {
        _ if !ready => (Icon::Loader, Tone::Warning, words.get("desk-preparing"), words.get("sharing-tip-preparing")),
        State::Alone => (Icon::Disk, Tone::Positive, words.get("desk-saved"), words.get("sharing-tip-alone")),
        State::Stopped(why) | State::NeedsSecret(why) => {
            (Icon::CircleAlert, Tone::Danger, words.get("sharing-foot-decide"), words.say(why))
        }
        _ if known.secret.is_some() => {
            (Icon::Alert, Tone::Warning, words.get("sharing-foot-secret"), words.get("sharing-tip-secret"))
        }
        State::Apart { since: at, .. } => {
            (Icon::Alert, Tone::Warning, since("sharing-foot-apart", *at), told("sharing-tip-apart"))
        }
        State::Offline => {
            let label = match status.exchanged {
                Some(at) => since("sharing-foot-offline", at),
                None => words.get("sharing-foot-offline-now"),
            };

            (Icon::Ban, Tone::Neutral, label, told("sharing-tip-offline"))
        }
        _ if known.open() > 0 => (
            Icon::CircleAlert,
            Tone::Warning,
            words.get("sharing-foot-decide"),
            words.say(&Phrase::new("sharing-tip-decide").with("count", known.open())),
        ),
        _ if known.arrivals > 0 => {
            let told = |key: &'static str| words.say(&Phrase::new(key).with("count", known.arrivals));

            (Icon::Users, Tone::Warning, told("sharing-doubles-title"), told("sharing-tip-doubles"))
        }
        _ if status.waiting > 0 => (Icon::Clock, Tone::Neutral, waiting, told("sharing-tip-waiting")),
        State::Talking if status.exchanged.is_none() => {
            (Icon::Loader, Tone::Neutral, words.get("sharing-foot-first"), words.get("sharing-tip-first"))
        }
        State::Talking | State::Quiet => {
            let tip = match status.exchanged {
                Some(at) => words.say(&Phrase::new("sharing-tip-shared").with("at", clock(at))),
                None => words.get("sharing-tip-first"),
            };

            (Icon::CircleCheck, Tone::Positive, words.get("sharing-foot-shared"), tip)
        }
    };

    Standing { icon, tone, label, tip }
}
