//! What a column of a file means: a field of the program, one of the venue's own, or one that the import is to create.

use super::Field;
use crate::domain::custom::{CustomField, FieldKind};
use crate::domain::entity::Id;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    Field(Field),
    /// A field of the venue's own.
    Custom(Id),
    /// A field of the venue's own that does not exist yet and gets the column's name as its title.
    New(FieldKind),
}

impl From<Field> for Meaning {
    fn from(field: Field) -> Self {
        Self::Field(field)
    }
}

/// Before the label of a field of the venue's own, and before the kind of one to create.
const CUSTOM: &str = "custom.";
const NEW: &str = "new.";

impl Meaning {
    /// The stable name: `email`, `custom.<label>`, `new.<kind>`. None for a field that is not among `fields`.
    pub fn name(self, fields: &[CustomField]) -> Option<String> {
        match self {
            Self::Field(field) => Some(field.as_str().to_owned()),
            Self::Custom(id) => fields.iter().find(|of| of.id == id).map(|of| format!("{CUSTOM}{}", of.label)),
            Self::New(kind) => Some(format!("{NEW}{}", kind.as_str())),
        }
    }

    /// Reads what [`Meaning::name`] wrote; a label alone is enough where no field of the program is called so.
    pub fn parse(name: &str, fields: &[CustomField]) -> Option<Self> {
        let name = name.trim();
        let custom = |label: &str| fields.iter().find(|of| of.label == label).map(|of| Self::Custom(of.id));

        if let Some(kind) = name.strip_prefix(NEW) {
            return kind.parse().ok().map(Self::New);
        }

        match name.strip_prefix(CUSTOM) {
            Some(label) => custom(label),
            None => name.parse().ok().map(Self::Field).or_else(|| custom(name)),
        }
    }

    pub fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Custom(_) | Self::New(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity::Instant;

    #[test]
    fn names_come_back() {
        let field = CustomField::new(Id::now_v7(), FieldKind::Number, "Taille", Instant::UNIX_EPOCH);
        let fields = [field.clone()];

        for meaning in [Meaning::Field(Field::Email), Meaning::Custom(field.id), Meaning::New(FieldKind::YesNo)] {
            let name = meaning.name(&fields).unwrap();

            assert_eq!(Meaning::parse(&name, &fields), Some(meaning), "{name}");
        }

        assert_eq!(Meaning::parse("taille", &fields), Some(Meaning::Custom(field.id)));
        assert_eq!(Meaning::parse("custom.autre", &fields), None);
        assert_eq!(Meaning::Custom(Id::now_v7()).name(&fields), None);
    }
}
