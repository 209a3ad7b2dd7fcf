//! Products and prices that the file names and the workspace does not have: created, taken for one that is there, or
//! left out.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Message, State};
use crate::desk::import::SaleChoice;
use crate::domain::phrase::{Arg, Phrase};
use crate::ui::kit::{self, Element, space};
use crate::words::Words;

/// The list in words.
#[derive(Default)]
pub struct Said {
    lines: Vec<Line>,
    /// "Créer", each price there is, "Sans abonnement".
    labels: Vec<String>,
    choices: Vec<SaleChoice>,
}

struct Line {
    name: String,
    /// "12 lignes · 20,00 €"
    about: String,
    at: Option<usize>,
}

impl State {
    pub(super) fn say_sales(&self, words: &Words) -> Said {
        let Some(checked) = &self.checked else { return Said::default() };
        let missing = &checked.summary.new_prices;
        if missing.is_empty() {
            return Said::default();
        }

        let mut labels = vec![words.get("import-sale-create")];
        let mut choices = vec![SaleChoice::Create];
        for offer in self.known.offers.iter().filter(|offer| !offer.product.archived) {
            for price in offer.prices.iter().filter(|price| !price.archived) {
                let name = format!("{} · {}", offer.product.name, price.name);
                labels.push(words.say(&Phrase::new("import-sale-use").with("name", name)));
                choices.push(SaleChoice::Use(price.id));
            }
        }
        labels.push(words.get("import-sale-without"));
        choices.push(SaleChoice::LeaveOut);

        let other = if self.options.create { SaleChoice::Create } else { SaleChoice::LeaveOut };
        let lines = missing
            .iter()
            .map(|price| {
                let choice = self.options.sales.get(&price.name).copied().unwrap_or(other);

                Line {
                    name: price.name.clone(),
                    about: words.say(
                        &Phrase::new("import-sale-about")
                            .with("count", price.rows)
                            .with("amount", Arg::Money(price.amount)),
                    ),
                    at: choices.iter().position(|known| *known == choice),
                }
            })
            .collect();

        Said { lines, labels, choices }
    }
}

pub fn view<'a>(state: &'a State, words: &Words) -> Element<'a, Message> {
    let said = &state.said.sales;
    let mut list = column![kit::muted(words.get("import-sale-text"))].spacing(space::S);

    for line in &said.lines {
        let choose = kit::select(said.labels.iter().map(String::as_str), line.at, move |at| {
            let choice = said.choices.get(at).copied().unwrap_or(SaleChoice::Create);

            Message::Sale(line.name.clone(), choice)
        })
        .width(Length::FillPortion(4));

        list = list
            .push(
                row![
                    kit::line(line.name.as_str()).strong().width(Length::FillPortion(4)),
                    kit::line(line.about.as_str()).muted().width(Length::FillPortion(3)),
                    choose,
                ]
                .spacing(space::L)
                .align_y(Alignment::Center),
            )
            .push(kit::separator());
    }

    kit::surface(kit::scroll(container(list).padding([space::M, space::L + space::XS])).height(Length::Fill))
}
