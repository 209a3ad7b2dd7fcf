//! The fonts that come with the program.

use iced::Font;
use iced::font::Weight;

/// The family of the text fonts: Inter with tabular figures, see `resources/fonts/README.md`.
const FAMILY: &str = "Guichet Sans";

/// Text.
pub const FONT: Font = Font::with_name(FAMILY);

/// Text that stands out.
pub const SEMIBOLD: Font = Font { weight: Weight::Semibold, ..Font::with_name(FAMILY) };

/// The icons, see [`super::Icon`].
pub const ICONS: Font = Font::with_name("lucide");

/// The bytes of every font, for the application to load before its first frame.
pub fn fonts() -> [&'static [u8]; 3] {
    [
        include_bytes!("../../../resources/fonts/GuichetSans-Regular.ttf"),
        include_bytes!("../../../resources/fonts/GuichetSans-SemiBold.ttf"),
        include_bytes!("../../../resources/fonts/lucide.ttf"),
    ]
}
