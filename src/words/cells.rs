//! A single cell as people of the language type it, where there is no form of its entity.

use serde_json::{Value as Json, json};

use super::Words;
use crate::domain::entity::Column;
use crate::domain::money::{decimals, parse_amount, parse_rate, rate_text};
use crate::domain::phrase::Phrase;
use crate::domain::text;
use crate::domain::typed::Input;

impl Words {
    /// A cell as it stands in its input: "25,00", "31/08/2027"; of a choice its stable name, of a switch `yes` or `no`.
    pub fn cell_text(&self, input: &Input, cell: &Json) -> String {
        match (input, cell) {
            (Input::YesNo, cell) => if cell.as_bool() == Some(true) { "yes" } else { "no" }.to_owned(),
            (_, Json::Null) => String::new(),
            (Input::Money, cell) => self.amount(cell.as_i64().unwrap_or(0)),
            (Input::Rate, cell) => rate_text(cell.as_i64().unwrap_or(0)),
            (Input::Date, cell) => {
                let date = cell.as_str().and_then(|date| date.parse().ok());

                date.map_or_else(|| cell.to_string(), |date| self.short_date(date))
            }
            (Input::Own(kind), Json::String(text)) => self.field_text(*kind, text),
            (_, Json::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }

    /// What was typed, as the cell that `column` keeps.
    ///
    /// # Errors
    /// A sentence that says what the column takes.
    pub fn read_cell(&self, column: &Column, input: &Input, typed: &str) -> Result<Json, Phrase> {
        let mut typed = typed.to_owned();

        text::tidy(&mut typed);

        let about = |key: &'static str| Phrase::new(key).with("text", text::excerpt(&typed));

        if typed.is_empty() && column.optional {
            return Ok(Json::Null);
        }

        Ok(match input {
            Input::Text | Input::Lines => json!(typed),
            Input::Own(kind) => json!(self.read_field(*kind, &typed)),
            _ if typed.is_empty() => return Err(Phrase::new("cell-missing")),
            Input::Number => {
                let digits = typed.replace([' ', '\u{a0}', '\u{202f}'], "");

                json!(digits.parse::<i64>().map_err(|_| about("cell-no-number"))?)
            }
            Input::Money => json!(parse_amount(&typed, decimals(&self.currency))?),
            Input::Rate => json!(parse_rate(&typed)?),
            Input::Date => {
                json!(self.parse_date(&typed).ok_or_else(|| about("products-date-unreadable"))?.to_string())
            }
            Input::YesNo => match typed.to_lowercase().as_str() {
                "yes" | "true" => json!(true),
                "no" | "false" => json!(false),
                other if other == self.get("choice-yes").to_lowercase() => json!(true),
                other if other == self.get("choice-no").to_lowercase() => json!(false),
                _ => return Err(about("cell-no-yes-no")),
            },
            Input::Choice(choices) => {
                let known = choices
                    .iter()
                    .find(|(name, key)| *name == typed || self.get(key).to_lowercase() == typed.to_lowercase());
                let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();

                json!(known.ok_or_else(|| about("cell-no-choice").with("choices", names.join(", ")))?.0)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::domain::TABLES;
    use crate::domain::typed::input;
    use crate::words::Language;

    #[test]
    fn cells_are_typed_and_read_back() {
        let (french, english) =
            (Words::new(Language::French, "EUR", Tz::UTC), Words::new(Language::English, "EUR", Tz::UTC));

        for (table, column, cell, typed, typed_in_english) in [
            ("member", "first_name", json!("Zoé"), "Zoé", "Zoé"),
            ("member", "vip", json!(true), "yes", "yes"),
            ("member", "birth_date", json!("1990-02-28"), "28/02/1990", "28/02/1990"),
            ("member", "birth_date", json!(null), "", ""),
            ("member", "email_state", json!("verified"), "verified", "verified"),
            ("price", "amount", json!(2550), "25,50", "25.50"),
            ("price", "stock", json!(40), "40", "40"),
            ("product", "vat_rate", json!(550), "5,5", "5,5"),
        ] {
            let table = TABLES.iter().find(|known| known.name == table).unwrap();
            let column = table.column(column).unwrap();
            let input = input(table, column).unwrap();

            for (words, typed) in [(&french, typed), (&english, typed_in_english)] {
                assert_eq!(words.cell_text(&input, &cell), typed, "{column:?}");
                assert_eq!(words.read_cell(column, &input, typed), Ok(cell.clone()), "{column:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_a_sentence() {
        let words = Words::new(Language::French, "EUR", Tz::UTC);

        for (table, column, typed, key) in [
            ("price", "amount", "", "cell-missing"),
            ("price", "amount", "abc", "money-no-amount"),
            ("price", "stock", "many", "cell-no-number"),
            ("member", "vip", "peut-être", "cell-no-yes-no"),
            ("member", "birth_date", "31/02/1990", "products-date-unreadable"),
            ("member", "email_state", "fine", "cell-no-choice"),
        ] {
            let table = TABLES.iter().find(|known| known.name == table).unwrap();
            let column = table.column(column).unwrap();
            let read = words.read_cell(column, &input(table, column).unwrap(), typed);

            assert_eq!(read.unwrap_err().key, key, "{typed}");
        }

        let vip = TABLES.iter().find_map(|table| table.column("vip")).unwrap();

        assert_eq!(words.read_cell(vip, &Input::YesNo, " OUI "), Ok(json!(true)));
    }
}
