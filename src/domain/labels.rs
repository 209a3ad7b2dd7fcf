//! The keys of texts that follow from the declarations: names of columns, and of the values of enums.

use super::TABLES;
use super::custom::FieldKind;
use super::duplicate::Likeness;
use super::entity::Named;
use super::layout::LayoutKind;
use super::member::{EmailState, Source};
use super::money::{Method, PaymentKind};
use super::product::OptionChoice;
use super::subscription::{Origin, Standing, Status, Validity};
use super::team::Role;

/// All of them; each must have its text in every language.
pub fn keys() -> Vec<String> {
    let mut keys = Vec::new();
    for table in TABLES {
        keys.extend(table.columns.iter().map(|column| table.key(column.name)));
    }
    add::<EmailState>(&mut keys);
    add::<Source>(&mut keys);
    add::<Method>(&mut keys);
    add::<PaymentKind>(&mut keys);
    add::<OptionChoice>(&mut keys);
    add::<Origin>(&mut keys);
    add::<Status>(&mut keys);
    add::<Standing>(&mut keys);
    add::<Validity>(&mut keys);
    add::<FieldKind>(&mut keys);
    add::<LayoutKind>(&mut keys);
    add::<Role>(&mut keys);
    add::<Likeness>(&mut keys);

    keys
}

fn add<T: Named>(keys: &mut Vec<String>) {
    keys.extend(T::ALL.iter().map(|value| value.key()));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FRENCH: &str = include_str!("../../resources/i18n/fr/domain.ftl");
    const ENGLISH: &str = include_str!("../../resources/i18n/en/domain.ftl");

    fn defined(file: &str) -> BTreeSet<&str> {
        file.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key)
            .collect()
    }

    #[test]
    fn every_declaration_has_its_name_in_both_languages() {
        for (language, file) in [("fr", FRENCH), ("en", ENGLISH)] {
            let defined = defined(file);
            let missing: Vec<String> = keys().into_iter().filter(|key| !defined.contains(key.as_str())).collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
        assert_eq!(defined(FRENCH), defined(ENGLISH));
    }

    #[test]
    fn keys_are_made_of_type_and_name() {
        assert_eq!(EmailState::Error.key(), "email-state-error");
        assert_eq!(Method::OnlineCard.key(), "method-online-card");
        assert_eq!(TABLES[3].key("created_at"), "product-option-created-at");
    }
}
