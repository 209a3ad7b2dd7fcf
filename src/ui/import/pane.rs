//! The row that is open, as it is drawn.

use iced::keyboard::{Key, Modifiers};
use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::detail::{CELL, CHOICE, Cell, Choice, Detail, Way};
use super::{Message, State};
use crate::ui::kit::{self, Element, Icon, space};
use crate::words::Words;

/// `alone`: it has the place of the list.
pub fn view<'a>(state: &'a State, detail: &'a Detail, words: &Words, alone: bool) -> Element<'a, Message> {
    let said = &detail.said;
    let at = state.listing.current();
    let last = at.is_none_or(|at| at + 1 >= state.listing.len());
    let first = at.is_none_or(|at| at == 0);
    let mut title = row![kit::section(said.title.as_str())].spacing(space::S).align_y(Alignment::Center);
    if let Some((tone, what)) = &said.pill {
        title = title.push(kit::pill(*tone, what.as_str()));
    }
    let close = if alone { Icon::ArrowLeft } else { Icon::X };
    let ways = row![
        kit::icon_button(Icon::ChevronUp, words.get("import-row-before"))
            .on_press_maybe((!first).then_some(Message::Beside(-1))),
        kit::icon_button(Icon::ChevronDown, words.get("import-row-after"))
            .on_press_maybe((!last).then_some(Message::Beside(1))),
        kit::icon_button(close, words.get("import-row-close")).on_press(Message::CloseRow),
    ];
    let head = row![container(title).width(Length::Fill), ways].align_y(Alignment::Center);

    let mut about = column![].spacing(space::M);
    if !said.name.is_empty() {
        about = about.push(kit::heading(said.name.as_str()));
    }
    if let Some((tone, why)) = &said.why {
        about = about.push(kit::note(*tone, why.as_str()));
    }
    if !said.changes.is_empty() {
        let lines = said.changes.iter().map(|[name, before, after]| {
            column![
                kit::caption(name.as_str()),
                row![
                    kit::muted(before.as_str()),
                    kit::icon::tinted(Icon::ArrowRight, kit::size::ICON, |t| t.faint),
                    kit::strong(after.as_str()).width(Length::Fill),
                ]
                .spacing(space::S)
            ]
            .into()
        });
        about = about.push(kit::well(iced::widget::Column::with_children(lines).spacing(space::S)));
    }
    for brought in &said.brings {
        about = about.push(kit::body(brought.as_str()));
    }

    let mut focus = Some(CHOICE);
    let mut choices = column![].spacing(space::M);
    for choice in &said.choices {
        choices = choices.push(decided(choice, focus.take()));
    }

    let mut cells =
        column![kit::section_title(words.get("import-cells"), Some(words.get("import-cells-help")))].spacing(space::M);
    let mut focus = Some(CELL);
    for cell in &said.cells {
        cells = cells.push(of_cell(cell, focus.take(), words));
    }
    if detail.cells.is_none() {
        cells = cells.push(kit::skeleton(Length::Fill)).push(kit::skeleton(Length::Fill));
    }

    // Each part has its place whatever is in it: a control keeps the focus while the row is checked again.
    kit::panel(head, column![about, choices, cells].spacing(space::M), None)
}

/// The ways of a choice, each with its key.
fn decided<'a>(choice: &'a Choice, focus: Option<&'static str>) -> Element<'a, Message> {
    let mut lines = column![].spacing(space::XS);
    if let Some(title) = &choice.title {
        lines = lines.push(kit::caption(title.as_str()));
    }
    for (at, way) in choice.ways.iter().enumerate() {
        let mark = if way.chosen { Icon::CircleCheck } else { Icon::ChevronRight };
        let line = row![
            kit::icon::icon(mark),
            kit::line(way.label.as_str()).width(Length::Fill),
            kit::key((at + 1).to_string())
        ]
        .spacing(space::S)
        .align_y(Alignment::Center);
        let mut entry = kit::entry(line)
            .current(way.chosen)
            .on_press(way.pressed.clone())
            .on_keys(move |key, modifiers| keyed(&choice.ways, key, modifiers));
        if let Some(id) = focus.filter(|_| at == 0) {
            entry = entry.id(id);
        }
        lines = lines.push(entry);
    }

    lines.into()
}

/// The keys 1, 2, 3, also as they are without Shift on a French keyboard.
fn keyed(ways: &[Way], key: &Key, modifiers: Modifiers) -> Option<Message> {
    let Key::Character(typed) = key else { return None };
    if modifiers.control() || modifiers.alt() || modifiers.logo() {
        return None;
    }
    let at = match typed.as_str() {
        "1" | "&" => 0,
        "2" | "é" => 1,
        "3" | "\"" => 2,
        _ => return None,
    };

    ways.get(at).map(|way| way.keyed.clone())
}

fn of_cell<'a>(cell: &'a Cell, focus: Option<&'static str>, words: &Words) -> Element<'a, Message> {
    let index = cell.column;
    let help = match (cell.typed, cell.aside) {
        (true, _) => Some("import-cell-typed"),
        (false, true) => Some("import-cell-aside"),
        (false, false) => None,
    };
    let mut field = kit::field(cell.label.as_str(), &cell.value)
        .problem(cell.problem.clone().filter(|_| !cell.typed))
        .on_input(move |text| Message::Cell(index, text))
        .on_submit(Message::Mend);
    if let Some(help) = help {
        field = field.help(words.get(help));
    }
    if let Some(id) = focus {
        field = field.id(id);
    }
    let mut lines = column![field].spacing(space::XS);
    if !cell.mended {
        return lines.into();
    }
    let back = kit::link(words.get("import-cell-back")).small().on_press(Message::Unmend(index));
    let mended = row![kit::pill(kit::Tone::Positive, words.get("import-cell-mended")), back]
        .spacing(space::S)
        .align_y(Alignment::Center);

    lines = lines.push(mended);

    lines.into()
}
