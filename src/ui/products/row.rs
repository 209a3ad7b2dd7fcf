//! A row whose form is open, whichever of the three forms it is.

use super::Field;
use super::draft::{OptionDraft, PriceDraft, ProductDraft};
use crate::domain::entity::Id;
use crate::domain::money::decimals;
use crate::domain::phrase::Problem;
use crate::ui::screen::Shared;
use crate::words::Words;

#[derive(Debug, Clone, PartialEq)]
pub enum Draft {
    Product(ProductDraft),
    Price(PriceDraft),
    Choice(OptionDraft),
}

impl Draft {
    pub fn id(&self) -> Id {
        match self {
            Self::Product(draft) => draft.base.id,
            Self::Price(draft) => draft.base.id,
            Self::Choice(draft) => draft.base.id,
        }
    }

    pub fn fresh(&self) -> bool {
        match self {
            Self::Product(draft) => draft.fresh,
            Self::Price(draft) => draft.fresh,
            Self::Choice(draft) => draft.fresh,
        }
    }

    /// Whether both are begun rows of the same kind at the same place.
    pub fn fresh_like(&self, other: &Self) -> bool {
        self.fresh()
            && other.fresh()
            && match (self, other) {
                (Self::Product(_), Self::Product(_)) => true,
                (Self::Price(one), Self::Price(two)) => one.base.product == two.base.product,
                (Self::Choice(one), Self::Choice(two)) => one.base.product == two.base.product,
                _ => false,
            }
    }

    pub fn changed(&self, words: &Words) -> bool {
        match self {
            Self::Product(draft) => draft.changed(),
            Self::Price(draft) => draft.changed(words),
            Self::Choice(draft) => draft.changed(),
        }
    }

    pub fn problems(&self, shared: &Shared) -> Vec<Problem> {
        let places = decimals(&shared.venue.currency);

        match self {
            Self::Product(draft) => draft.build().err(),
            Self::Price(draft) => draft.build(&shared.words, places).err(),
            Self::Choice(draft) => draft.build().err(),
        }
        .unwrap_or_default()
    }

    pub fn set(&mut self, field: Field, text: String) {
        let slot = match (self, field) {
            (Self::Product(draft), Field::Name) => &mut draft.name,
            (Self::Product(draft), Field::Category) => &mut draft.category,
            (Self::Product(draft), Field::Vat) => &mut draft.vat,
            (Self::Product(draft), Field::ShortText) => &mut draft.short_text,
            (Self::Product(draft), Field::LongText) => &mut draft.long_text,
            (Self::Product(draft), Field::MaxPerMember) => &mut draft.max_per_member,
            (Self::Price(draft), Field::Name) => &mut draft.name,
            (Self::Price(draft), Field::Amount) => &mut draft.amount,
            (Self::Price(draft), Field::Minimum) => &mut draft.minimum,
            (Self::Price(draft), Field::Count) => &mut draft.count,
            (Self::Price(draft), Field::From) => &mut draft.from,
            (Self::Price(draft), Field::To) => &mut draft.to,
            (Self::Price(draft), Field::Stock) => &mut draft.stock,
            (Self::Price(draft), Field::MaxPerMember) => &mut draft.max_per_member,
            (Self::Choice(draft), Field::Name) => &mut draft.name,
            _ => return,
        };
        *slot = text;
    }
}
