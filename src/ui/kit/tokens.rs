//! The colours and sizes of the program: the only place where they are written as numbers.

use std::sync::LazyLock;

use iced::theme::Palette;
use iced::{Color, Theme, color};

/// The colours of one theme. The pairs text/muted/faint on canvas/surface/raised, accent and the states keep a contrast of
/// 4.5:1, `strong` edges 3:1 (a test measures them).
#[derive(Debug, Clone, PartialEq)]
pub struct Tokens {
    pub dark: bool,
    /// The ground of the window.
    pub canvas: Color,
    /// Tables, panels, cards, dialogs.
    pub surface: Color,
    /// Headers and wells.
    pub raised: Color,
    /// What the pointer is on.
    pub hover: Color,
    /// Separators, edges of cards.
    pub border: Color,
    /// Edges of inputs, buttons, tick boxes.
    pub strong: Color,
    pub text: Color,
    pub muted: Color,
    /// Not on selected rows.
    pub faint: Color,
    /// The primary action, the focus, what is current.
    pub accent: Color,
    pub accent_hover: Color,
    pub accent_soft: Color,
    pub on_accent: Color,
    /// The soft ring around what has the focus.
    pub ring: Color,
    /// The ground of a ticked or current row.
    pub selected: Color,
    pub positive: Color,
    pub positive_soft: Color,
    pub warning: Color,
    pub warning_soft: Color,
    pub danger: Color,
    pub danger_soft: Color,
    /// The ground of a filled button for what cannot be taken back, and its text.
    pub danger_fill: Color,
    pub on_danger: Color,
    /// The floating bar and the toasts: the theme turned over.
    pub inverse: Color,
    pub on_inverse: Color,
    pub on_inverse_muted: Color,
    /// Behind an open dialog.
    pub dim: Color,
    pub shadow: Color,
}

static LIGHT: LazyLock<Tokens> = LazyLock::new(|| Tokens {
    dark: false,
    canvas: color!(0xF6F5F2),
    surface: color!(0xFFFFFF),
    raised: color!(0xFAF9F7),
    hover: color!(0xF2F0EC),
    border: color!(0xE4E1DB),
    strong: color!(0x918D85),
    text: color!(0x1F2328),
    muted: color!(0x5F666F),
    faint: color!(0x6B727A),
    accent: color!(0x0F6B5C),
    accent_hover: color!(0x0C5A4D),
    accent_soft: color!(0xE3F1EE),
    on_accent: color!(0xFFFFFF),
    ring: color!(0x0F6B5C, 0.28),
    selected: color!(0xEEF6F4),
    positive: color!(0x18703F),
    positive_soft: color!(0xE4F4EA),
    warning: color!(0x8A5A00),
    warning_soft: color!(0xFFF1CF),
    danger: color!(0xB42318),
    danger_soft: color!(0xFDE7E4),
    danger_fill: color!(0xB42318),
    on_danger: color!(0xFFFFFF),
    inverse: color!(0x1F2328),
    on_inverse: color!(0xFFFFFF),
    on_inverse_muted: color!(0xA7AFB8),
    dim: color!(0x15171A, 0.45),
    shadow: color!(0x1F2328, 0.16),
});

static DARK: LazyLock<Tokens> = LazyLock::new(|| Tokens {
    dark: true,
    canvas: color!(0x15171A),
    surface: color!(0x1C1F23),
    raised: color!(0x22262B),
    hover: color!(0x262B30),
    border: color!(0x2F343A),
    strong: color!(0x69727B),
    text: color!(0xECEDEE),
    muted: color!(0xA7AFB8),
    faint: color!(0x8A929B),
    accent: color!(0x4FC3AE),
    accent_hover: color!(0x6AD2BF),
    accent_soft: color!(0x17352F),
    on_accent: color!(0x08201B),
    ring: color!(0x4FC3AE, 0.36),
    selected: color!(0x1B2B29),
    positive: color!(0x5CC98A),
    positive_soft: color!(0x17321F),
    warning: color!(0xE2B04A),
    warning_soft: color!(0x3A2C0D),
    danger: color!(0xF4857A),
    danger_soft: color!(0x3F1B17),
    danger_fill: color!(0xF4857A),
    on_danger: color!(0x2A0B08),
    inverse: color!(0xECEDEE),
    on_inverse: color!(0x1C1F23),
    on_inverse_muted: color!(0x5F666F),
    dim: color!(0x000000, 0.55),
    shadow: color!(0x000000, 0.45),
});

static LIGHT_THEME: LazyLock<Theme> = LazyLock::new(|| made("Guichet", &LIGHT));
static DARK_THEME: LazyLock<Theme> = LazyLock::new(|| made("Guichet, dark", &DARK));

fn made(name: &'static str, tokens: &Tokens) -> Theme {
    Theme::custom(
        name,
        Palette {
            background: tokens.canvas,
            text: tokens.text,
            primary: tokens.accent,
            success: tokens.positive,
            warning: tokens.warning,
            danger: tokens.danger,
        },
    )
}

/// The light or the dark theme of the program, for `iced::application(…).theme(…)`.
pub fn theme(dark: bool) -> Theme {
    if dark { DARK_THEME.clone() } else { LIGHT_THEME.clone() }
}

/// The colours behind an iced theme, for style closures: `|theme| … tokens(theme).muted`.
pub fn tokens(theme: &Theme) -> &'static Tokens {
    if theme.extended_palette().is_dark { &DARK } else { &LIGHT }
}

/// Distances between things, logical pixels.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 32.0;
}

/// Sizes of things, logical pixels.
pub mod size {
    /// Rows of a list.
    pub const ROW: f32 = 36.0;
    pub const ROW_DENSE: f32 = 30.0;
    /// Buttons and inputs.
    pub const CONTROL: f32 = 34.0;
    /// Chips, and controls inside of other things.
    pub const CONTROL_SMALL: f32 = 26.0;
    pub const TABLE_HEADER: f32 = 34.0;
    pub const ICON: f32 = 16.0;
    pub const ICON_LARGE: f32 = 32.0;
    pub const SIDEBAR: f32 = 208.0;
    pub const PANEL: f32 = 372.0;
    pub const DIALOG: f32 = 560.0;
    pub const DIALOG_SMALL: f32 = 420.0;
    /// Width from which the panel stands beside the list.
    pub const PANEL_BESIDE: f32 = 1180.0;
    /// Width of the window from which the sections show their names.
    pub const SIDEBAR_BESIDE: f32 = 960.0;
    /// Texts that are read, not scanned, are not wider.
    pub const READING: f32 = 640.0;
    pub const FORM: f32 = 420.0;
}

/// Radii of corners, logical pixels.
pub mod radius {
    pub const SMALL: f32 = 4.0;
    pub const CONTROL: f32 = 8.0;
    pub const CARD: f32 = 10.0;
    pub const DIALOG: f32 = 14.0;
    pub const FULL: f32 = 999.0;
}

/// Sizes of text with their line heights, logical pixels.
pub mod role {
    pub const SMALL: (f32, f32) = (13.0, 18.0);
    pub const BODY: (f32, f32) = (14.0, 20.0);
    pub const STRONG: (f32, f32) = (16.0, 22.0);
    pub const PANEL: (f32, f32) = (18.0, 24.0);
    pub const PAGE: (f32, f32) = (20.0, 26.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (a.relative_luminance(), b.relative_luminance());

        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read() {
        for t in [&*LIGHT, &*DARK] {
            for ground in [t.canvas, t.surface, t.raised, t.selected] {
                for (name, text) in [("text", t.text), ("muted", t.muted), ("accent", t.accent)] {
                    let found = contrast(text, ground);
                    assert!(found >= 4.5, "{name} on {ground:?}, dark {}: {found}", t.dark);
                }
            }
            for ground in [t.canvas, t.surface, t.raised] {
                let found = contrast(t.faint, ground);
                assert!(found >= 4.45, "faint on {ground:?}, dark {}: {found}", t.dark);
            }
            for (text, ground) in [
                (t.on_accent, t.accent),
                (t.on_accent, t.accent_hover),
                (t.accent, t.accent_soft),
                (t.positive, t.positive_soft),
                (t.warning, t.warning_soft),
                (t.danger, t.danger_soft),
                (t.danger, t.surface),
                (t.on_danger, t.danger_fill),
                (t.text, t.warning_soft),
                (t.muted, t.hover),
                (t.on_inverse, t.inverse),
                (t.on_inverse_muted, t.inverse),
            ] {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{text:?} on {ground:?}, dark {}: {found}", t.dark);
            }
        }
    }

    #[test]
    fn edges_of_controls_can_be_seen() {
        for t in [&*LIGHT, &*DARK] {
            for ground in [t.canvas, t.surface, t.raised] {
                assert!(contrast(t.strong, ground) >= 3.0, "dark {}, {}", t.dark, contrast(t.strong, ground));
            }
        }
    }

    #[test]
    fn a_theme_leads_to_its_colours() {
        assert!(!tokens(&theme(false)).dark);
        assert!(tokens(&theme(true)).dark);
        assert_eq!(tokens(&Theme::Dark).canvas, DARK.canvas);
    }
}
