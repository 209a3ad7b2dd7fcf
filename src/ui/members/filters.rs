//! The filters of the lists, with all their choices: what the chips show and set.

use crate::domain::entity::{Id, Named};
use crate::domain::query::{DateFilter, MemberQuery, MemberTab, StandingFilter, SubscriptionQuery};
use crate::domain::subscription::Status;
use crate::words::Words;

/// The four lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    All,
    Current,
    Without,
    Subscriptions,
}

impl List {
    pub const ALL: [Self; 4] = [Self::All, Self::Current, Self::Without, Self::Subscriptions];

    pub fn text(self) -> &'static str {
        match self {
            Self::All => "list-all",
            Self::Current => "list-current",
            Self::Without => "list-without",
            Self::Subscriptions => "list-subscriptions",
        }
    }

    /// The tab of the members' query; none for the list of subscriptions.
    pub fn member_tab(self) -> Option<MemberTab> {
        match self {
            Self::All => Some(MemberTab::All),
            Self::Current => Some(MemberTab::Current),
            Self::Without => Some(MemberTab::Without),
            Self::Subscriptions => None,
        }
    }

    pub fn neighbour(self, by: isize) -> Self {
        let place = Self::ALL.iter().position(|list| *list == self).unwrap_or_default();
        let count = Self::ALL.len();

        Self::ALL[place.wrapping_add_signed(by.rem_euclid(count as isize)) % count]
    }

    pub fn filters(self) -> &'static [Filter] {
        match self {
            Self::Subscriptions => &[Filter::Product, Filter::PaidOn, Filter::Ends, Filter::Status],
            _ => &[
                Filter::Active,
                Filter::Standing,
                Filter::EmailValid,
                Filter::EmailError,
                Filter::Team,
                Filter::Duplicate,
            ],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Filter {
    Active,
    Standing,
    EmailValid,
    EmailError,
    Team,
    Duplicate,
    Product,
    PaidOn,
    Ends,
    Status,
}

/// What a filter lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    All,
    Flag(bool),
    Standing(StandingFilter),
    Product(Id),
    Date(DateFilter),
    Status(Status),
}

impl Filter {
    pub fn text(self) -> &'static str {
        match self {
            Self::Active => "filter-active",
            Self::Standing => "filter-standing",
            Self::EmailValid => "filter-email-valid",
            Self::EmailError => "filter-email-error",
            Self::Team => "filter-team",
            Self::Duplicate => "filter-duplicate",
            Self::Product => "filter-product",
            Self::PaidOn => "filter-paid-on",
            Self::Ends => "filter-ends",
            Self::Status => "filter-status",
        }
    }

    /// All its choices, "all" first. `products`: id and name of those that can be chosen.
    pub fn choices(self, products: &[(Id, String)]) -> Vec<Choice> {
        let mut choices = vec![Choice::All];

        match self {
            Self::Active | Self::EmailValid | Self::EmailError | Self::Team | Self::Duplicate => {
                choices.extend([Choice::Flag(true), Choice::Flag(false)]);
            }
            Self::Standing => choices.extend(StandingFilter::ALL.iter().copied().map(Choice::Standing)),
            Self::Product => choices.extend(products.iter().map(|(id, _)| Choice::Product(*id))),
            Self::PaidOn | Self::Ends => choices.extend(DateFilter::ALL.iter().copied().map(Choice::Date)),
            Self::Status => choices.extend(Status::ALL.iter().copied().map(Choice::Status)),
        }

        choices
    }

    /// How one of its choices is called in its menu.
    pub fn label(self, choice: Choice, products: &[(Id, String)], words: &Words) -> String {
        match choice {
            Choice::All if matches!(self, Self::PaidOn | Self::Ends) => words.get("choice-all-dates"),
            Choice::All => words.get("choice-all"),
            Choice::Flag(true) => words.get("choice-yes"),
            Choice::Flag(false) => words.get("choice-no"),
            Choice::Standing(StandingFilter::Yes) => words.get("choice-yes"),
            Choice::Standing(StandingFilter::No) => words.get("choice-no"),
            Choice::Standing(StandingFilter::Expiring) => words.get("choice-expiring"),
            Choice::Standing(StandingFilter::None) => words.get("choice-no-subscription"),
            Choice::Product(id) => products
                .iter()
                .find(|(product, _)| *product == id)
                .map_or_else(|| words.get("choice-gone-product"), |(_, name)| name.clone()),
            Choice::Date(date) => words.get(match (date, self) {
                (DateFilter::Today, _) => "choice-today",
                (DateFilter::Week, Self::Ends) => "choice-next-week",
                (DateFilter::Week, _) => "choice-last-week",
                (DateFilter::Month, _) => "choice-month",
                (DateFilter::Year, _) => "choice-year",
                (DateFilter::Without, _) => "choice-without-date",
                (DateFilter::With, _) => "choice-with-date",
            }),
            Choice::Status(status) => words.get(&status.key()),
        }
    }
}

/// The questions that the lists ask: one for the three lists of members, one for the subscriptions, with the same
/// words searched for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queries {
    pub members: MemberQuery,
    pub subscriptions: SubscriptionQuery,
}

impl Queries {
    pub fn get(&self, filter: Filter) -> Choice {
        let flag = |flag: Option<bool>| flag.map(Choice::Flag);
        let (members, subscriptions) = (&self.members, &self.subscriptions);

        match filter {
            Filter::Active => flag(members.active),
            Filter::Standing => members.standing.map(Choice::Standing),
            Filter::EmailValid => flag(members.email_valid),
            Filter::EmailError => flag(members.email_error),
            Filter::Team => flag(members.team),
            Filter::Duplicate => flag(members.duplicate),
            Filter::Product => subscriptions.product.map(Choice::Product),
            Filter::PaidOn => subscriptions.paid_on.map(Choice::Date),
            Filter::Ends => subscriptions.ends.map(Choice::Date),
            Filter::Status => subscriptions.status.map(Choice::Status),
        }
        .unwrap_or(Choice::All)
    }

    pub fn set(&mut self, filter: Filter, choice: Choice) {
        let flag = match choice {
            Choice::Flag(flag) => Some(flag),
            _ => None,
        };
        let date = match choice {
            Choice::Date(date) => Some(date),
            _ => None,
        };

        match filter {
            Filter::Active => self.members.active = flag,
            Filter::EmailValid => self.members.email_valid = flag,
            Filter::EmailError => self.members.email_error = flag,
            Filter::Team => self.members.team = flag,
            Filter::Duplicate => self.members.duplicate = flag,
            Filter::Standing => {
                self.members.standing = match choice {
                    Choice::Standing(standing) => Some(standing),
                    _ => None,
                };
            }
            Filter::Product => {
                self.subscriptions.product = match choice {
                    Choice::Product(product) => Some(product),
                    _ => None,
                };
            }
            Filter::PaidOn => self.subscriptions.paid_on = date,
            Filter::Ends => self.subscriptions.ends = date,
            Filter::Status => {
                self.subscriptions.status = match choice {
                    Choice::Status(status) => Some(status),
                    _ => None,
                };
            }
        }
    }

    pub fn search(&mut self, text: &str) {
        text.clone_into(&mut self.members.text);
        text.clone_into(&mut self.subscriptions.text);
    }

    /// Whether any filter of this list is on.
    pub fn filtered(&self, list: List) -> bool {
        list.filters().iter().any(|filter| self.get(*filter) != Choice::All)
            || (list != List::Subscriptions && !self.members.custom.is_empty())
    }

    /// Whether this list shows less than all there is.
    pub fn narrowed(&self, list: List) -> bool {
        self.filtered(list) || !self.members.text.trim().is_empty()
    }

    /// Takes off every filter of this list, and what is searched for.
    pub fn clear(&mut self, list: List) {
        for filter in list.filters() {
            self.set(*filter, Choice::All);
        }

        if list != List::Subscriptions {
            self.members.custom.clear();
        }

        self.search("");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_every_filter_can_be_set_and_cleared() {
        let products = [(Id::from_u128(7), "Adhésion".to_owned())];

        for list in List::ALL {
            for &filter in list.filters() {
                let choices = filter.choices(&products);
                assert!(choices.len() >= 2, "{filter:?}");

                for choice in choices {
                    let mut queries = Queries::default();
                    queries.set(filter, choice);
                    assert_eq!(queries.get(filter), choice);
                    assert_eq!(queries.filtered(list), choice != Choice::All);

                    queries.search("zo");
                    queries.clear(list);
                    assert_eq!(queries, Queries::default());
                }
            }
        }
    }

    #[test]
    fn the_lists_follow_each_other_in_a_circle() {
        assert_eq!(List::All.neighbour(-1), List::Subscriptions);
        assert_eq!(List::Subscriptions.neighbour(1), List::All);
        assert_eq!(List::All.neighbour(2), List::Without);
    }
}
