//! What a column can become, in groups, in the order in which people look for it.

use crate::desk::import::{Field, Meaning};
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::Named;
use crate::domain::phrase::Phrase;
use crate::ui::fields;
use crate::ui::kit::Item;
use crate::words::Words;

const GROUPS: &[(&str, &[Field])] = &[
    (
        "import-group-member",
        &[
            Field::Email,
            Field::FirstName,
            Field::LastName,
            Field::FullName,
            Field::Phone,
            Field::BirthDate,
            Field::Pseudonym,
            Field::Username,
            Field::Language,
            Field::Newsletter,
            Field::Comment,
            Field::Active,
            Field::Team,
            Field::Vip,
            Field::EmailState,
        ],
    ),
    ("import-group-address", &[Field::Address, Field::PostalCode, Field::City, Field::Country]),
    (
        "import-group-subscription",
        &[
            Field::Product,
            Field::Price,
            Field::PriceAmount,
            Field::Options,
            Field::Starts,
            Field::Ends,
            Field::CancelledOn,
        ],
    ),
    ("import-group-payment", &[Field::Contribution, Field::Method, Field::PaidOn]),
    (
        "import-group-ticket",
        &[
            Field::TicketTitle,
            Field::TicketCategory,
            Field::OrderNumber,
            Field::TicketNumber,
            Field::Activity,
            Field::TicketDate,
        ],
    ),
    (
        "import-group-billing",
        &[Field::BillingName, Field::BillingEmail, Field::BillingAddress, Field::BillingCountry, Field::BillingVat],
    ),
];

/// The kinds of a field that an import can create.
const KINDS: &[FieldKind] = &[
    FieldKind::Text,
    FieldKind::LongText,
    FieldKind::Number,
    FieldKind::Date,
    FieldKind::Choice,
    FieldKind::Choices,
    FieldKind::YesNo,
];

/// A line of the list; headings mean nothing.
#[derive(Debug, Clone)]
pub struct Line {
    label: String,
    /// None: a heading. Some(None): not imported.
    means: Option<Option<Meaning>>,
}

/// All that a column can become.
#[derive(Debug, Clone, Default)]
pub struct Choices(Vec<Line>);

impl Choices {
    pub fn of(own: &[CustomField], words: &Words) -> Self {
        let mut lines = vec![Line { label: words.get("import-columns-ignored"), means: Some(None) }];
        let heading = |key: &str| Line { label: words.get(key), means: None };
        let line = |label: String, meaning: Meaning| Line { label, means: Some(Some(meaning)) };

        for (group, members) in GROUPS {
            lines.push(heading(group));
            lines.extend(members.iter().map(|field| line(words.get(fields::name(*field)), Meaning::Field(*field))));
        }

        let own: Vec<_> = own.iter().filter(|field| field.kind != FieldKind::File).collect();
        if !own.is_empty() {
            lines.push(heading("import-group-own"));
            lines.extend(own.iter().map(|field| line(field.title.clone(), Meaning::Custom(field.id))));
        }

        lines.push(heading("import-group-new"));
        lines.extend(KINDS.iter().map(|kind| {
            let kind_name = words.get(&kind.key());

            line(words.say(&Phrase::new("import-new-field").with("kind", kind_name)), Meaning::New(*kind))
        }));

        Self(lines)
    }

    /// Where in the list this meaning stands.
    pub fn place(&self, meaning: Option<Meaning>) -> Option<usize> {
        self.0.iter().position(|line| line.means == Some(meaning))
    }

    /// What the line at this place means.
    pub fn at(&self, place: usize) -> Option<Meaning> {
        self.0.get(place).and_then(|line| line.means).flatten()
    }

    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        self.0.iter().map(|line| match line.means {
            Some(_) => Item::new(line.label.clone()),
            None => Item::heading(line.label.clone()),
        })
    }
}
