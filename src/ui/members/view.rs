//! How the lists look.

use iced::widget::{Space, column, container, row};
use iced::{Length, Padding};

use super::filters::{Choice, Filter, List};
use super::rows::{self, MEMBERS, SUBSCRIPTIONS};
use super::{Message, SEARCH, State, TABLE, beside};
use crate::domain::phrase::Phrase;
use crate::ui::keys::{self, Action};
use crate::ui::kit::{self, Check, Element, Icon, space};
use crate::ui::screen::{Ask, Shared};

/// Placeholders drawn until the first answer is there.
const PLACEHOLDERS: usize = 12;

/// Below this width the buttons of the head go under its title.
pub const NARROW: f32 = 820.0;

impl State {
    pub fn view<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let panel = self.panel.as_ref().map(|panel| {
            let id = panel.id();

            panel.view(shared, !beside(shared)).map(move |message| Message::Panel(id, message))
        });

        match panel {
            Some(panel) if !beside(shared) => panel,
            panel => {
                let mut below = row![self.below(shared)];

                if let Some(panel) = panel {
                    below = below.push(kit::divider()).push(container(panel).width(kit::size::PANEL));
                }

                column![self.head(shared), self.tabs(shared), kit::separator(), self.filters(shared), kit::separator()]
                    .push(below.height(Length::Fill))
                    .into()
            }
        }
    }

    fn head<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let title = words.get("members-title");
        let total = words.number(i64::try_from(self.total()).unwrap_or(i64::MAX));
        let all = words.number(i64::try_from(self.whole()).unwrap_or(i64::MAX));
        let count = match () {
            () if !self.known() => words.get("list-loading"),
            () if self.total() == self.whole() => all,
            () => words.say(&Phrase::new("list-count").with("shown", total).with("all", all)),
        };
        let search = kit::search(
            &self.queries.members.text,
            words.get("members-search"),
            keys::hint(Action::Search, words),
            Message::Search(String::new()),
        )
        .id(SEARCH)
        .on_input(Message::Search)
        .on_submit(Message::Submit);
        let import = kit::button(words.get("members-import"))
            .tip(keys::hint(Action::Import, words))
            .on_press(Message::Ask(Box::new(Ask::Import(None))))
            .barred(shared.barred("member.write"));
        let subscribe = kit::button(words.get("members-subscribe"))
            .icon(Icon::Plus)
            .primary()
            .tip(keys::hint(Action::Subscribe, words))
            .on_press(Message::Ask(Box::new(Ask::Subscribe(None))))
            .barred(shared.barred("subscription.write"));

        if shared.size.width < NARROW {
            let search = container(search).padding(Padding { bottom: space::S, ..Padding::from([0.0, 20.0]) });

            column![kit::page_header(title, count, [import.into(), subscribe.into()]), search].into()
        } else {
            kit::page_header(title, count, [search.width(280).into(), import.into(), subscribe.into()])
        }
    }

    fn tabs<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let tabs = List::ALL.map(|list| {
            let count = match list {
                List::All => self.counts.all,
                List::Current => self.counts.current,
                List::Without => self.counts.without,
                List::Subscriptions => self.counts.subscriptions,
            };
            // One that is not known yet is awaited, and not none.
            let count = match count {
                Some(count) => words.number(i64::try_from(count).unwrap_or(i64::MAX)),
                None => "…".to_owned(),
            };
            let count = self.known().then_some(count);

            (words.get(list.text()), count)
        });
        let selected = List::ALL.iter().position(|list| *list == self.list).unwrap_or_default();
        let tabs = kit::tabs(tabs, selected, |tab| Message::List(List::ALL.get(tab).copied().unwrap_or(List::All)));

        container(tabs).padding([0.0, space::L + space::XS]).into()
    }

    fn filters<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        // Where there is little room the rows have it: a key and the palette set this one too.
        let shown = |filter: &&Filter| {
            **filter != Filter::Duplicate || shared.size.width >= NARROW || self.queries.get(**filter) != Choice::All
        };
        let chips = self.list.filters().iter().filter(shown).map(|&filter| {
            let choices = filter.choices(&self.products);
            let labels: Vec<_> = choices.iter().map(|choice| filter.label(*choice, &self.products, words)).collect();
            let chosen = self.queries.get(filter);
            let selected =
                (chosen != Choice::All).then(|| choices.iter().position(|choice| *choice == chosen)).flatten();

            let chip = kit::chip(words.get(filter.text()), labels, selected, move |place| {
                let choice = place.and_then(|place| choices.get(place)).copied();

                Message::Filter(filter, choice.unwrap_or(Choice::All))
            })
            .titled(|title, value| words.titled(title, value));

            if filter == Filter::Product { chip.names().into() } else { chip.into() }
        });
        let chips: Vec<_> = chips.chain(self.custom_chips(shared)).collect();
        let chips = kit::flow(chips);
        let clear: Element<'a, Message> = if self.queries.narrowed(self.list) {
            kit::button(words.get("filters-clear"))
                .quiet()
                .small()
                .tip(keys::hint(Action::ClearFilters, words))
                .on_press(Message::ClearFilters)
                .into()
        } else {
            Space::new().into()
        };

        container(row![container(chips).width(Length::Fill), clear].spacing(space::M))
            .padding([space::M, space::L + space::XS])
            .into()
    }

    fn below<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;

        if let Some(failure) = self.failure() {
            let retry = kit::button(words.get("retry")).on_press(Message::Refresh);

            return kit::empty_state(Icon::Alert, words.get("list-failed"), words.say(&failure.phrase()), [retry]);
        }

        if self.known() && self.total() == 0 {
            return kit::surface(self.empty(shared));
        }

        let ticked = self.ticks().len();
        let check = match ticked {
            0 => Check::Off,
            _ if self.all_ticked() => Check::On,
            _ => Check::Mixed,
        };
        let rows = if self.known() { self.total() } else { PLACEHOLDERS };

        let table = if self.list == List::Subscriptions {
            let query = &self.queries.subscriptions;

            kit::table(rows::columns(&SUBSCRIPTIONS, shared), rows, |index| {
                self.subscriptions.row(index).map(|row| self.subscription_cells(row, shared))
            })
            .sorted(rows::sorted(&SUBSCRIPTIONS, query.sort, query.descending))
            .on_sort(|column| Message::SortSubscriptions(SUBSCRIPTIONS[column.min(SUBSCRIPTIONS.len() - 1)].sort))
            .on_resize(|column, width| Message::Resize(SUBSCRIPTIONS[column.min(SUBSCRIPTIONS.len() - 1)].name, width))
        } else {
            let query = &self.queries.members;

            kit::table(rows::columns(&MEMBERS, shared), rows, |index| {
                self.members.row(index).map(|row| self.member_cells(row, shared))
            })
            .sorted(rows::sorted(&MEMBERS, query.sort, query.descending))
            .on_sort(|column| Message::SortMembers(MEMBERS[column.min(MEMBERS.len() - 1)].sort))
            .on_resize(|column, width| Message::Resize(MEMBERS[column.min(MEMBERS.len() - 1)].name, width))
        };

        let table = table
            .id(TABLE)
            .row_height(if shared.preferences.dense_rows { kit::size::ROW_DENSE } else { kit::size::ROW })
            .foot(if ticked > 0 { 64.0 } else { 0.0 })
            .version(self.version)
            .current(self.current())
            .on_current(Message::Row)
            .on_open(Message::OpenRow)
            .ticks(check, Message::Tick, Message::TickAll)
            .on_window(Message::Shown);

        kit::surface(kit::over_foot(table, self.bar(shared)))
    }

    /// What can be done to what is ticked.
    fn bar<'a>(&'a self, shared: &'a Shared) -> Option<Element<'a, Message>> {
        let words = &shared.words;
        let ticked = self.ticks().len();

        if ticked == 0 {
            return None;
        }

        let all = (!self.all_ticked()).then(|| {
            let total = words.number(i64::try_from(self.total()).unwrap_or(i64::MAX));

            (words.say(&Phrase::new("ticked-all").with("total", total)), Message::TickAll(true))
        });
        let mut actions = vec![kit::button(words.get("ticked-export")).on_press(Message::Export)];

        if self.list != List::Subscriptions {
            let barred = shared.barred("member.write");
            let set = |key: &str, active| {
                kit::button(words.get(key)).on_press(Message::SetActive(active)).barred(barred.clone())
            };

            actions.extend([set("ticked-activate", true), set("ticked-deactivate", false)]);
        }

        let count = words.say(&Phrase::new("ticked-count").with("count", ticked));

        Some(kit::ticked_bar(count, all, actions, (words.get("key-name-escape"), Message::Untick)))
    }

    fn empty<'a>(&'a self, shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let searched = self.queries.members.text.trim();

        if self.queries.narrowed(self.list) {
            let clear = kit::button(words.get("filters-clear"))
                .hint(keys::hint(Action::ClearFilters, words))
                .on_press(Message::ClearFilters);
            let title = if searched.is_empty() {
                words.get("empty-filters")
            } else {
                words.say(&Phrase::new("empty-search").with("text", searched))
            };
            let mut actions = vec![clear];

            if !searched.is_empty() && self.list != List::Subscriptions {
                actions.push(
                    kit::button(words.get("empty-search-subscribe"))
                        .icon(Icon::Plus)
                        .on_press(Message::Ask(Box::new(Ask::SubscribeFor(searched.to_owned()))))
                        .barred(shared.barred("subscription.write")),
                );
            }

            return kit::empty_state(Icon::Search, title, words.get("empty-search-text"), actions);
        }

        let subscribe = kit::button(words.get("empty-subscribe"))
            .primary()
            .icon(Icon::Plus)
            .on_press(Message::Ask(Box::new(Ask::Subscribe(None))))
            .barred(shared.barred("subscription.write"));
        let import = kit::button(words.get("empty-import"))
            .icon(Icon::Upload)
            .on_press(Message::Ask(Box::new(Ask::Import(None))))
            .barred(shared.barred("member.write"));

        match self.list {
            List::All => kit::empty_state(
                Icon::Users,
                words.get("empty-members"),
                words.get("empty-members-text"),
                [import, subscribe],
            ),
            List::Current => kit::empty_state(
                Icon::BadgeCheck,
                words.get("empty-current"),
                words.get("empty-current-text"),
                [subscribe],
            ),
            List::Without => {
                kit::empty_state(Icon::CircleCheck, words.get("empty-without"), words.get("empty-without-text"), [])
            }
            List::Subscriptions => kit::empty_state(
                Icon::IdCard,
                words.get("empty-subscriptions"),
                words.get("empty-subscriptions-text"),
                [subscribe],
            ),
        }
    }
}
