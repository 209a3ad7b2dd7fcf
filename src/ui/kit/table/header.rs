//! The titles above the columns.

use iced::widget::row;
use iced::{Alignment, Length};

use super::super::control::{Control, Look};
use super::super::tokens::{radius, size, space};
use super::super::{Element, Icon, Line, checkbox, icon, line};
use super::{Column, Sort, Table};

/// The box that ticks all, when there is one, then the title of every column.
pub(super) fn build<'a, M: Clone + 'a>(table: &Table<'a, M>) -> Vec<Element<'a, M>> {
    let ticks = table.ticks.iter().map(|ticks| {
        let (on, off) = ((ticks.tick_all)(true), (ticks.tick_all)(false));
        let toggle = move |all: bool| if all { on.clone() } else { off.clone() };
        let check = checkbox("", ticks.all);

        if table.rows == 0 { check.into() } else { check.on_toggle(toggle).into() }
    });
    let titles = table.columns.iter().enumerate().map(|(index, column)| {
        let sorted = table.sorted.filter(|(at, _)| *at == index).map(|(_, sort)| sort);
        let press = table.on_sort.as_ref().filter(|_| column.sortable).map(|sort| sort(index));

        title(column, sorted, press)
    });

    ticks.chain(titles).collect()
}

fn title<'a, M: Clone + 'a>(column: &Column, sorted: Option<Sort>, press: Option<M>) -> Element<'a, M> {
    let text = line(column.title.clone()).small().strong();
    let text: Line<'a> = if sorted.is_some() { text.ink(|t| t.text) } else { text.ink(|t| t.muted) };
    if press.is_none() {
        let text = text.width(Length::Fill);
        return if column.right { text.align_right() } else { text }.into();
    }

    let mut content = row![].spacing(space::XS).align_y(Alignment::Center);
    let arrow = sorted.map(|sort| icon::sized(if sort == Sort::Up { Icon::ArrowUp } else { Icon::ArrowDown }, 13.0));
    content = match (column.right, arrow) {
        (true, Some(arrow)) => content.push(arrow).push(text),
        (false, Some(arrow)) => content.push(text).push(arrow),
        (_, None) => content.push(text),
    };

    Control::new(content, |t, status| {
        let look = Look::plain(t.text).radius(radius::SMALL);
        if status.hovered { look.background(t.hover) } else { look }
    })
    .width(Length::Fill)
    .height(size::TABLE_HEADER - 8.0)
    .align(if column.right { Alignment::End } else { Alignment::Start })
    .padding([0.0, INSET])
    .press(press)
    .into()
}

/// How far the ground of a title under the pointer reaches beside its text.
pub(super) const INSET: f32 = 6.0;

/// Whether a title is a control, whose ground reaches beside its text.
pub(super) fn inset<M>(table: &Table<'_, M>, index: usize) -> f32 {
    let control = table.on_sort.is_some() && table.columns.get(index).is_some_and(|column| column.sortable);

    if control { INSET } else { 0.0 }
}
