//! A line that can be pressed, inside of a card or a dialog: an item of the palette, a price of a product; with a menu,
//! that of an ordered list.

use iced::advanced::widget::Id;
use iced::keyboard::{Key, Modifiers};
use iced::widget::{container, row};
use iced::{Alignment, Length};

use super::control::{Control, Look};
use super::tokens::{size, space};
use super::{Element, Icon, Item, icon_menu, radius};

/// A line that can be pressed, see [`entry`].
pub struct Entry<'a, M> {
    content: Element<'a, M>,
    current: bool,
    stop: bool,
    id: Option<Id>,
    press: Option<M>,
    keys: Option<KeyFn<'a, M>>,
}

type KeyFn<'a, M> = Box<dyn Fn(&Key, Modifiers) -> Option<M> + 'a>;

/// A line that can be pressed.
pub fn entry<'a, M>(content: impl Into<Element<'a, M>>) -> Entry<'a, M> {
    Entry { content: content.into(), current: false, stop: true, id: None, press: None, keys: None }
}

impl<'a, M> Entry<'a, M> {
    /// The one that the keys act on.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// Not reached by Tab: its list is walked through with the arrows.
    pub fn passed_over(mut self) -> Self {
        self.stop = false;
        self
    }

    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Keys it answers to while it has the focus, before Enter and Space.
    pub fn on_keys(mut self, keys: impl Fn(&Key, Modifiers) -> Option<M> + 'a) -> Self {
        self.keys = Some(Box::new(keys));
        self
    }

    pub fn on_press(mut self, message: M) -> Self {
        self.press = Some(message);
        self
    }
}

impl<'a, M: Clone + 'a> From<Entry<'a, M>> for Element<'a, M> {
    fn from(entry: Entry<'a, M>) -> Self {
        let Entry { content, current, stop, id, press, keys } = entry;
        let mut control = Control::new(content, move |t, status| {
            let look = Look::plain(t.text).radius(radius::CONTROL);
            match (current, status.hovered) {
                (true, _) => look.background(t.accent_soft),
                (false, true) => look.background(t.hover),
                (false, false) => look,
            }
        })
        .id(id)
        .width(Length::Fill)
        .height(size::ROW)
        .align(Alignment::Start)
        .padding([0.0, space::S])
        .press(press);
        if !stop {
            control = control.quiet();
        }

        if let Some(keys) = keys {
            control = control.keys(keys);
        }

        control.into()
    }
}

/// What the menu of a line of an ordered list does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineAct {
    Open,
    Up,
    Down,
    /// Archives it, or brings it back.
    Archive,
}

/// A line of an ordered list, with the menu of what can be done to it at its right. `labels`: of the menu, and of each
/// [`LineAct`] in turn. `moves`: it can be moved up and down. `barred`: why it can only be opened, said below the pointer.
pub fn ordered<'a, M: Clone + 'a>(
    entry: Entry<'a, M>,
    labels: [String; 5],
    archived: bool,
    moves: bool,
    barred: Option<String>,
    act: impl Fn(LineAct) -> M + 'a,
) -> Element<'a, M> {
    let [more, open, up, down, archive] = labels;
    let held = barred.is_some();
    let items = vec![
        Item::new(open).icon(Icon::Pencil),
        Item::new(up).icon(Icon::ArrowUp).disabled(!moves || held),
        Item::new(down).icon(Icon::ArrowDown).disabled(!moves || held),
        Item::new(archive).icon(if archived { Icon::ArchiveRestore } else { Icon::Archive }).separated().disabled(held),
    ];
    let more = icon_menu(Icon::Ellipsis, barred.unwrap_or(more), items, move |at| {
        act(match at {
            0 => LineAct::Open,
            1 => LineAct::Up,
            2 => LineAct::Down,
            _ => LineAct::Archive,
        })
    })
    .small();

    row![container(entry).width(Length::Fill), more].spacing(space::XS).align_y(Alignment::Center).into()
}
