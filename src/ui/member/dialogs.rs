//! What is asked before a subscription is extended, cancelled or paid, with the consequences spelt out.

use iced::widget::{Id as WidgetId, column};
use iced::{Length, Task};

use super::State;
use crate::desk::{Failure, Outcome};
use crate::domain::entity::{Id, Instant, Named};
use crate::domain::money::{self, Method};
use crate::domain::period::End;
use crate::domain::phrase::{Phrase, Problem};
use crate::domain::subscription::Subscription;
use crate::ui::kit::{self, Element, Tone, space};
use crate::ui::screen::{Ask, Shared, Step};

/// The first field of the dialog that is open.
pub const FIRST: WidgetId = WidgetId::new("member.dialog");

#[derive(Debug, Clone)]
pub struct Dialog {
    pub subscription: Id,
    pub kind: Kind,
    pub problems: Vec<Problem>,
    pub failure: Option<Phrase>,
    pub saving: bool,
}

#[derive(Debug, Clone)]
pub enum Kind {
    Pay { amount: String, method: Option<Method> },
    Extend { until: String, why: String },
    Cancel { why: String },
}

#[derive(Debug, Clone)]
pub enum Message {
    Pay(Id),
    Extend(Id),
    Cancel(Id),
    Amount(String),
    Method(Method),
    Until(String),
    Why(String),
    Confirm,
    Answer(Result<Outcome, Failure>),
    Close,
}

impl State {
    pub(super) fn dialog(&mut self, message: Message, shared: &Shared) -> Step<super::Message> {
        match message {
            Message::Pay(id) => {
                let amount = self.subscription_of(id).map(|found| shared.words.amount(found.contribution));

                self.begin(id, amount.map(|amount| Kind::Pay { amount, method: None }))
            }
            Message::Extend(id) => {
                let until = self.subscription_of(id).map(|found| match found.end() {
                    End::At(at) => shared.words.short_date(Self::day(&shared.venue, at)),
                    End::NotApplicable | End::Never => String::new(),
                });

                self.begin(id, until.map(|until| Kind::Extend { until, why: String::new() }))
            }
            Message::Cancel(id) => self.begin(id, Some(Kind::Cancel { why: String::new() })),
            Message::Close => {
                self.dialog = None;

                Step::none()
            }
            Message::Confirm => self.confirm(shared),
            Message::Answer(answer) => self.answered(answer),
            Message::Amount(text) => self.change(|kind| {
                if let Kind::Pay { amount, method } = kind {
                    let read = money::parse_amount(&text, money::decimals(&shared.venue.currency));
                    *amount = text;

                    match read {
                        Ok(0) => *method = Some(Method::Offered),
                        Ok(_) if *method == Some(Method::Offered) => *method = None,
                        _ => {}
                    }
                }
            }),
            Message::Method(chosen) => {
                let due = self
                    .dialog
                    .as_ref()
                    .and_then(|dialog| self.subscription_of(dialog.subscription))
                    .map_or(0, |found| found.contribution);

                self.change(|kind| {
                    if let Kind::Pay { amount, method } = kind {
                        if chosen == Method::Offered {
                            *amount = shared.words.amount(0);
                        } else if *method == Some(Method::Offered) {
                            *amount = shared.words.amount(due);
                        }

                        *method = Some(chosen);
                    }
                })
            }
            Message::Until(text) => self.change(|kind| {
                if let Kind::Extend { until, .. } = kind {
                    *until = text;
                }
            }),
            Message::Why(text) => self.change(|kind| match kind {
                Kind::Extend { why, .. } | Kind::Cancel { why } => *why = text,
                Kind::Pay { .. } => {}
            }),
        }
    }

    fn begin(&mut self, subscription: Id, kind: Option<Kind>) -> Step<super::Message> {
        self.dialog =
            kind.map(|kind| Dialog { subscription, kind, problems: Vec::new(), failure: None, saving: false });

        Step::task(kit::reach(FIRST))
    }

    fn change(&mut self, change: impl FnOnce(&mut Kind)) -> Step<super::Message> {
        if let Some(dialog) = &mut self.dialog {
            change(&mut dialog.kind);
            dialog.problems.clear();
            dialog.failure = None;
        }

        Step::none()
    }

    fn confirm(&mut self, shared: &Shared) -> Step<super::Message> {
        let Some(dialog) = self.dialog.as_mut().filter(|dialog| !dialog.saving) else { return Step::none() };
        let (desk, id) = (shared.desk.clone(), dialog.subscription);
        let answer = |answer| super::Message::Dialog(Message::Answer(answer));

        let task = match &dialog.kind {
            Kind::Pay { amount, method } => {
                let read = money::parse_amount(amount, money::decimals(&shared.venue.currency));

                match (read, *method) {
                    (Ok(amount), Some(method)) => {
                        Task::perform(async move { desk.pay(id, method, amount).await }, answer)
                    }
                    (read, method) => {
                        dialog.problems = read.err().map(|phrase| Problem::at("amount", phrase)).into_iter().collect();

                        if method.is_none() {
                            dialog.problems.push(Problem::at("method", "subscribe-method-missing"));
                        }

                        return Step::task(kit::reach_wrong());
                    }
                }
            }
            Kind::Extend { until, why } => match shared.words.parse_date_on(until, shared.desk.now()) {
                Some(until) => {
                    let why = why.clone();
                    Task::perform(async move { desk.extend(id, until, &why).await }, answer)
                }
                None => {
                    let phrase = Phrase::new("date-unreadable").with("text", until.clone());
                    dialog.problems = vec![Problem::at("until", phrase)];

                    return Step::task(kit::reach_wrong());
                }
            },
            Kind::Cancel { why } => {
                let why = why.clone();
                Task::perform(async move { desk.cancel(id, &why).await }, answer)
            }
        };

        dialog.saving = true;

        Step::task(task)
    }

    fn answered(&mut self, answer: Result<Outcome, Failure>) -> Step<super::Message> {
        match answer {
            Ok(outcome) => {
                self.dialog = None;

                Step::ask(Ask::Done(outcome))
            }
            Err(failure) => match &mut self.dialog {
                Some(dialog) => {
                    dialog.saving = false;

                    match failure {
                        Failure::Refused(problems) => {
                            dialog.problems = problems;

                            Step::task(kit::reach_wrong())
                        }
                        failure => {
                            dialog.failure = Some(failure.phrase());

                            Step::none()
                        }
                    }
                }
                None => Step::ask(Ask::Fail(failure.phrase())),
            },
        }
    }
}

/// The day on which a subscription ends, when it ends.
pub fn end_day(subscription: &Subscription, shared: &Shared) -> Option<chrono::NaiveDate> {
    match subscription.end() {
        End::At(at) => Some(shared.venue.day(at)),
        End::NotApplicable | End::Never => None,
    }
}

/// Whether it can still be extended or cancelled.
pub fn alive(subscription: &Subscription, now: Instant) -> bool {
    use crate::domain::subscription::Status;

    matches!(subscription.status(now), Status::Valid | Status::Upcoming | Status::Awaiting)
}

impl State {
    /// The dialog that is open over the window.
    pub fn dialog_view<'a>(&'a self, shared: &'a Shared) -> Option<kit::Dialog<'a, super::Message>> {
        if let Some(ticket) = &self.ticket {
            return Some(ticket.view(shared).map(super::Message::Ticket));
        }

        if let Some(offer) = self.offer_view(shared) {
            return Some(offer.map(super::Message::File));
        }

        let dialog = self.dialog.as_ref()?;
        let subscription = self.subscription_of(dialog.subscription)?;
        let words = &shared.words;
        let say = super::Message::Dialog;
        let wrong = |field: &str| {
            dialog
                .problems
                .iter()
                .find(|problem| problem.field == Some(field))
                .map(|problem| words.say(&problem.phrase))
        };
        let name = self.page.as_ref().map(|page| page.member.display_name()).unwrap_or_default();
        let mut content = column![kit::muted(
            format!("{name} · {} {}", subscription.product_name, subscription.price_name).trim().to_owned()
        ),]
        .spacing(space::M);

        let (title, confirm, danger) = match &dialog.kind {
            Kind::Pay { amount, method } => {
                let methods = Method::COUNTER.iter().map(|method| words.get(&method.key()));
                let chosen = Method::COUNTER.iter().position(|known| Some(*known) == *method);

                content = content
                    .push(
                        kit::field(words.get("payment-amount"), amount)
                            .id(FIRST)
                            .align_right()
                            .suffix(shared.currency_sign())
                            .problem(wrong("amount").or_else(|| wrong("contribution")))
                            .on_input(move |text| say(Message::Amount(text))),
                    )
                    .push(labelled(
                        words.get("payment-method"),
                        kit::segmented(methods, chosen, move |at| {
                            say(Message::Method(Method::COUNTER.get(at).copied().unwrap_or(Method::Cash)))
                        })
                        .width(Length::Fill),
                        wrong("method"),
                    ));

                let money = money::parse_amount(amount, money::decimals(&shared.venue.currency)).ok();
                let confirm = money.map_or_else(
                    || words.get("subscription-pay"),
                    |minor| words.say(&Phrase::new("subscribe-take").with("amount", words.money(minor))),
                );

                (words.get("pay-title"), confirm, false)
            }
            Kind::Extend { until, why } => {
                let read = words.parse_date_on(until, shared.desk.now());
                let before = end_day(subscription, shared);
                let consequence = match (read, before) {
                    (Some(day), Some(before)) if day > before => words.say(
                        &Phrase::new("extend-result")
                            .with("day", words.date(day))
                            .with("before", words.date(before))
                            .with("days", (day - before).num_days()),
                    ),
                    (Some(day), Some(before)) if day < before => words.say(
                        &Phrase::new("extend-shortens").with("day", words.date(day)).with("before", words.date(before)),
                    ),
                    (_, Some(before)) => words.say(&Phrase::new("extend-ends-now").with("before", words.date(before))),
                    _ => words.get("extend-text"),
                };

                content = content
                    .push(
                        kit::field(words.get("extend-until"), until)
                            .id(FIRST)
                            .placeholder(words.get("date-placeholder"))
                            .problem(wrong("until").or_else(|| wrong("ends")))
                            .on_input(move |text| say(Message::Until(text))),
                    )
                    .push(
                        kit::field(words.get("extend-why"), why)
                            .placeholder(words.get("extend-why-placeholder"))
                            .problem(wrong("why"))
                            .on_input(move |text| say(Message::Why(text))),
                    )
                    .push(kit::well(kit::body(consequence)));

                (words.get("extend-title"), words.get("subscription-extend"), false)
            }
            Kind::Cancel { why } => {
                content = content
                    .push(
                        kit::field(words.get("cancel-why"), why)
                            .id(FIRST)
                            .problem(wrong("why").or_else(|| wrong("cancelled_why")))
                            .on_input(move |text| say(Message::Why(text))),
                    )
                    .push(kit::well(kit::body(words.get("cancel-result"))));

                (words.get("cancel-title"), words.get("cancel-confirm"), true)
            }
        };

        let general = dialog.problems.iter().filter(|problem| {
            !matches!(
                problem.field,
                Some("amount" | "contribution" | "method" | "until" | "ends" | "why" | "cancelled_why")
            )
        });

        for problem in general {
            content = content.push(kit::note(Tone::Danger, words.say(&problem.phrase)));
        }

        if let Some(failure) = &dialog.failure {
            content = content.push(kit::note(Tone::Danger, words.say(failure)));
        }

        let ready = (!dialog.saving).then_some(say(Message::Confirm));
        let main = kit::button(confirm).hint(words.get("key-name-enter")).on_press_maybe(ready.clone());
        let main = if danger { main.danger() } else { main.primary() };

        Some(
            kit::dialog(title, content)
                .width(if danger { kit::size::DIALOG_SMALL } else { kit::size::DIALOG })
                .button(kit::button(words.get("back")).on_press(say(Message::Close)))
                .button(main)
                .on_escape(words.get("key-name-escape"), say(Message::Close))
                .on_enter(ready),
        )
    }
}

/// A control under its name, with what is wrong below it.
pub fn labelled<'a, M: 'a>(
    label: String,
    control: impl Into<Element<'a, M>>,
    problem: Option<String>,
) -> Element<'a, M> {
    let mut content = column![kit::caption(label), control.into()].spacing(space::XS);

    if let Some(problem) = problem {
        content = content.push(kit::ink(kit::small(problem), |t| t.danger));
    }

    content.into()
}
