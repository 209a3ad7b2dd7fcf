//! Possible duplicates among the members: desks that enter the same new person apart bring two.

use iced::Task;
use iced::widget::{Column, column};

use crate::desk::duplicates::AT_ONCE;
use crate::desk::{Desk, Failure, Outcome};
use crate::domain::duplicate::Group;
use crate::domain::entity::Id;
use crate::domain::phrase::Phrase;
use crate::domain::query::MemberRow;
use crate::ui::keys::Action;
use crate::ui::kit::{self, Element, Icon, Tone, space};
use crate::ui::screen::{Ask, Shared, Step};

/// How many groups are shown, the newest first; the list of members has a filter for all.
const SHOWN: usize = 6;

#[derive(Default)]
pub struct State {
    groups: Vec<(Group, Vec<MemberRow>)>,
    total: usize,
    busy: bool,
    failure: Option<Phrase>,
}

/// The first groups with the names of who is in them, and how many there are in all.
pub type Found = (Vec<(Group, Vec<MemberRow>)>, usize);

#[derive(Debug, Clone)]
pub enum Message {
    Found(Result<Found, Failure>),
    Open(Id),
    Apart(Vec<Id>),
    Decided(Result<Outcome, Failure>),
    /// The filter of the list.
    All,
}

impl State {
    pub fn load(shared: &Shared) -> Task<Message> {
        let desk = shared.desk.clone();

        Task::perform(async move { find(&desk).await }, Message::Found)
    }

    pub fn update(&mut self, message: Message, shared: &Shared) -> Step<Message> {
        match message {
            Message::Found(Ok((groups, total))) => {
                self.groups = groups;
                self.total = total;
                self.failure = None;
            }
            Message::Found(Err(failure)) => self.failure = Some(failure.phrase()),
            Message::Open(id) => return Step::ask(Ask::OpenMember(id)),
            Message::Apart(_) if self.busy => {}
            Message::Apart(members) => {
                let desk = shared.desk.clone();

                self.busy = true;

                return Step::task(Task::perform(async move { desk.set_apart(&members).await }, Message::Decided));
            }
            Message::Decided(answer) => {
                self.busy = false;

                return Step::ask(match answer {
                    Ok(outcome) => Ask::Done(outcome),
                    Err(failure) => Ask::Fail(failure.phrase()),
                });
            }
            Message::All => return Step::ask(Ask::Do(Action::Duplicates)),
        }

        Step::none()
    }

    /// None when there is nobody.
    pub fn view<'a>(&'a self, shared: &'a Shared) -> Option<Element<'a, Message>> {
        let words = &shared.words;

        if self.groups.is_empty() && self.failure.is_none() {
            return None;
        }

        let title = words.say(&Phrase::new("sharing-doubles-title").with("count", self.total));
        let groups = self.groups.iter().map(|(group, rows)| self.group(group, rows, shared));
        let mut content = column![
            kit::section_title(title, Some(words.get("sharing-doubles-help"))),
            Column::with_children(groups).spacing(space::M),
        ]
        .spacing(space::M);

        if let Some(failure) = &self.failure {
            content = content.push(kit::note(Tone::Danger, words.say(failure)));
        }

        if self.total > self.groups.len() {
            content =
                content.push(kit::button(words.get("sharing-doubles-all")).icon(Icon::Users).on_press(Message::All));
        }

        Some(kit::card(content))
    }

    fn group<'a>(&self, group: &'a Group, rows: &'a [MemberRow], shared: &'a Shared) -> Element<'a, Message> {
        let words = &shared.words;
        let mut names: Vec<Element<'a, Message>> = rows
            .iter()
            .map(|row| {
                let name = format!("{} {}", row.first_name, row.last_name);

                kit::button(name).small().icon(Icon::User).on_press(Message::Open(row.id)).into()
            })
            .collect();

        if group.members.len() > rows.len() {
            let more = Phrase::new("sharing-doubles-more").with("count", group.members.len() - rows.len());

            names.push(kit::caption(words.say(&more)).into());
        }

        let mut content = column![kit::caption(words.say(&group.why)), kit::flow(names)].spacing(space::S);

        // Of more, each is decided about on a page of the member.
        if group.members.len() <= AT_ONCE {
            let label = if group.members.len() == 2 { "member-double-apart" } else { "sharing-doubles-apart" };
            let press =
                (!self.busy && shared.barred("member.write").is_none()).then(|| Message::Apart(group.members.clone()));
            let apart = kit::button(words.get(label)).small().on_press_maybe(press);

            content = content.push(apart);
        }

        kit::well(content)
    }
}

async fn find(desk: &Desk) -> Result<Found, Failure> {
    let mut groups = desk.all_possible_duplicates().await?;
    let total = groups.len();

    groups.truncate(SHOWN);

    Ok((desk.named_groups(groups).await?, total))
}
