//! Windows of rows, whatever their count, and the keyboard in a table.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use iced::keyboard::key::Named;
use iced::{Event, Point, mouse};
use iced_test::Simulator;
use iced_test::simulator::click;

use super::place::{Down, across};
use super::*;
use crate::ui::kit::window;

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Current(usize),
    Open(usize),
    Tick(RangeInclusive<usize>, bool),
    All(bool),
    Sort(usize),
    Resize(usize, f32),
    Window(Range<usize>),
}

type Ui<'a> = Simulator<'a, Said, iced::Theme, iced::Renderer>;

const MILLION: usize = 1_000_000;

/// A table in 800 × 600 whose rows note that they were built.
fn ui<'a>(rows: usize, current: Option<usize>, built: &'a RefCell<BTreeSet<usize>>) -> Ui<'a> {
    let columns = [Column::new("Ligne").width(200.0).sortable(), Column::new("Nom").width(200.0)];
    let table = table(columns, rows, |index| {
        built.borrow_mut().insert(index);
        Some(Row::new([Cell::text(format!("n° {index}")), Cell::text("Zoé")]).ticked(index == 2))
    })
    .current(current)
    .on_current(Said::Current)
    .on_open(Said::Open)
    .sorted(Some((0, Sort::Up)))
    .on_sort(Said::Sort)
    .on_resize(Said::Resize)
    .ticks(Check::Off, Said::Tick, Said::All)
    .on_window(Said::Window);

    Simulator::with_size(iced::Settings::default(), (800.0, 600.0), window(table))
}

fn wheel(lines: f32) -> Event {
    Event::Mouse(mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: 0.0, y: lines } })
}

/// The middle of a row that is seen, from the top of the list.
fn at_row(row: usize) -> Point {
    Point::new(300.0, size::TABLE_HEADER + size::ROW * (row as f32 + 0.5))
}

/// What was said, without the windows.
fn acts(ui: Ui<'_>) -> Vec<Said> {
    ui.into_messages().filter(|said| !matches!(said, Said::Window(_))).collect()
}

#[test]
fn only_the_rows_that_are_seen_are_built() {
    for rows in [100, MILLION] {
        let built = RefCell::new(BTreeSet::new());
        let mut ui = ui(rows, None, &built);
        ui.point_at(at_row(3));
        assert!(built.borrow().len() <= 17, "{} rows built of {rows}", built.borrow().len());

        let _ = ui.simulate([wheel(-3.0)]);
        let count = built.borrow().len();
        assert!(count > 17 && count <= 24, "{count} rows built after a little scrolling");
        assert_eq!(ui.into_messages().last(), Some(Said::Window(5..21)));
    }
}

#[test]
fn a_million_rows_scroll_to_the_very_last() {
    let built = RefCell::new(BTreeSet::new());
    let mut ui = ui(MILLION, None, &built);
    ui.point_at(at_row(3));
    let _ = ui.simulate([wheel(-1.0e9)]);

    let last = format!("n° {}", MILLION - 1);
    let bounds = ui.find(last.as_str()).map(|found| iced_test::selector::Bounded::bounds(&found));
    assert!(bounds.as_ref().is_ok_and(|bounds| bounds.y + bounds.height <= 600.0 && bounds.y > 600.0 - size::ROW));
    assert!(built.borrow().len() < 40);

    // And one row further up, exact to the pixel.
    let _ = ui.simulate([wheel(size::ROW / 60.0)]);
    assert!(ui.find(last.as_str()).is_err());
    let before = format!("n° {}", MILLION - 2);
    let above = ui.find(before.as_str()).map(|found| iced_test::selector::Bounded::bounds(&found).y);
    assert_eq!(above.ok(), bounds.ok().map(|bounds| bounds.y));
}

#[test]
fn the_thumb_reaches_both_ends() {
    let down = Down { rows: MILLION, row: 36.0, foot: 0.0, seen: 566.0 };
    let (_, length) = down.thumb(0.0).unwrap();

    assert_eq!(down.drag(0.0), 0.0);
    assert_eq!(down.drag(566.0 - length), down.furthest());
    assert_eq!(down.window(down.furthest()), MILLION - 16..MILLION);
    let begin = down.thumb(down.furthest()).unwrap().0;
    assert!((begin + length - 566.0).abs() < 0.01);
    assert_eq!(Down { rows: 3, ..down }.thumb(0.0), None);
}

#[test]
fn a_row_is_revealed_by_the_least_movement() {
    let down = Down { rows: 100, row: 36.0, foot: 0.0, seen: 360.0 };

    assert_eq!(down.reveal(5, 36.0), 36.0);
    assert_eq!(down.reveal(0, 36.0), 0.0);
    assert_eq!(down.reveal(10, 0.0), 36.0);
    assert_eq!(down.reveal(99, 0.0), down.furthest());
}

#[test]
fn columns_share_what_is_left_and_give_way_a_little() {
    let columns = [Column::new("a").width(100.0), Column::new("b").width(100.0).fill(1)];
    assert_eq!(across(&columns, true, 440.0, None).columns, [(40.0, 100.0), (140.0, 300.0)]);

    let columns = [Column::new("a").width(200.0).fill(1), Column::new("b").width(1.0).fill(1).remembered(Some(200.0))];
    let place = across(&columns, true, 420.0, None);
    assert_eq!(place.columns, [(40.0, 180.0), (220.0, 200.0)]);
    assert_eq!(across(&columns, true, 300.0, None).total, 440.0, "too narrow: it scrolls sideways");
}

#[test]
fn the_arrows_walk_through_the_rows() {
    let built = RefCell::new(BTreeSet::new());
    let walk = |current, key: Named| {
        let mut ui = ui(MILLION, current, &built);
        // The box that ticks all, the title that sorts, then the rows.
        for _ in 0..3 {
            let _ = ui.tap_key(Named::Tab);
        }
        let _ = ui.tap_key(key);
        acts(ui)
    };

    assert_eq!(walk(None, Named::ArrowDown), [Said::Current(0)]);
    assert_eq!(walk(Some(4), Named::ArrowDown), [Said::Current(5)]);
    assert_eq!(walk(Some(4), Named::ArrowUp), [Said::Current(3)]);
    assert_eq!(walk(Some(4), Named::PageDown), [Said::Current(18)]);
    assert_eq!(walk(Some(4), Named::PageUp), [Said::Current(0)]);
    assert_eq!(walk(Some(4), Named::End), [Said::Current(MILLION - 1)]);
    assert_eq!(walk(Some(MILLION - 1), Named::ArrowDown), []);
    assert_eq!(walk(Some(4), Named::Enter), [Said::Open(4)]);
    assert_eq!(walk(Some(4), Named::Space), [Said::Tick(4..=4, true)]);
    assert_eq!(walk(Some(2), Named::Space), [Said::Tick(2..=2, false)]);
}

#[test]
fn the_current_row_comes_into_sight() {
    let built = RefCell::new(BTreeSet::new());
    let mut ui = ui(MILLION, Some(777_777), &built);

    assert!(ui.find("n° 777777").is_ok());
}

#[test]
fn titles_sort_and_tick_all_by_keyboard() {
    let built = RefCell::new(BTreeSet::new());
    let mut ui = ui(100, None, &built);
    let _ = ui.tap_key(Named::Tab);
    let _ = ui.tap_key(Named::Space);
    let _ = ui.tap_key(Named::Tab);
    let _ = ui.tap_key(Named::Enter);

    assert_eq!(acts(ui), [Said::All(true), Said::Sort(0)]);
}

#[test]
fn rows_are_pressed_ticked_and_opened_with_the_pointer() {
    let built = RefCell::new(BTreeSet::new());
    let mut ui = ui(100, None, &built);
    ui.point_at(at_row(3));
    let _ = ui.simulate(click());
    let _ = ui.simulate(click());
    ui.point_at(Point::new(20.0, at_row(5).y));
    let _ = ui.simulate(click());
    let _ = ui.simulate([Event::Keyboard(iced::keyboard::Event::ModifiersChanged(iced::keyboard::Modifiers::SHIFT))]);
    ui.point_at(Point::new(20.0, at_row(8).y));
    let _ = ui.simulate(click());

    assert_eq!(
        acts(ui),
        [Said::Current(3), Said::Current(3), Said::Open(3), Said::Tick(5..=5, true), Said::Tick(5..=8, true),]
    );
}

#[test]
fn the_edge_of_a_column_is_drawn() {
    let built = RefCell::new(BTreeSet::new());
    let mut ui = ui(100, None, &built);
    let edge = Point::new(40.0 + 200.0 - 6.0, 15.0);
    ui.point_at(edge);
    let _ = ui.simulate([Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))]);
    ui.point_at(Point::new(edge.x + 50.0, 15.0));
    let _ = ui.simulate([
        Event::Mouse(mouse::Event::CursorMoved { position: Point::new(edge.x + 50.0, 15.0) }),
        Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)),
    ]);

    assert_eq!(acts(ui), [Said::Resize(0, 250.0)]);
}

#[test]
fn rows_that_are_not_loaded_leave_their_place() {
    let table: Table<'_, Said> =
        table([Column::new("Nom")], 100, |index| (index != 1).then(|| Row::new([Cell::text(format!("n° {index}"))])));
    let mut ui: Ui<'_> = Simulator::with_size(iced::Settings::default(), (800.0, 600.0), window(table));

    assert!(ui.find("n° 1").is_err());
    let third = ui.find("n° 2").map(|found| iced_test::selector::Bounded::bounds(&found).y);
    assert!(third.is_ok_and(|y| y > size::TABLE_HEADER + 2.0 * size::ROW));
}
