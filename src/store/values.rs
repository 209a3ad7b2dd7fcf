//! What the venue's own fields hold: who has what in one.

use sea_orm::{ConnectionTrait, Value as Sql};

use crate::domain::custom::{CustomField, CustomFilter, FieldValue};
use crate::domain::entity::{Entity, Id};

use super::rows::statement;
use super::{Read, Result, Store, Tx};

/// A value as it is looked for; of a file its name.
const SAID: &str = "CASE (SELECT f.kind FROM custom_field f WHERE f.id = v.field)
    WHEN 'file' THEN CASE WHEN json_valid(v.value) THEN json_extract(v.value, '$.name') END ELSE v.value END";

/// What a value `v` must be like, and what is bound to it.
pub(super) fn condition(filter: &CustomFilter) -> (String, Vec<Sql>) {
    let mut values: Vec<Sql> = Vec::new();
    let condition = match filter {
        CustomFilter::Any | CustomFilter::None => "1".to_owned(),
        CustomFilter::Yes => "v.value = 'yes'".to_owned(),
        CustomFilter::No => "v.value = 'no'".to_owned(),
        CustomFilter::Choice(choice) => {
            values.push(format!("\n{choice}\n").into());

            "instr(char(10) || v.value || char(10), ?) > 0".to_owned()
        }
        CustomFilter::Text(text) => {
            values.push(super::lists::like(text).into());

            format!("{SAID} LIKE ? ESCAPE '\\'")
        }
        CustomFilter::Number { from, to } => span("CAST(v.value AS REAL)", *from, *to, &mut values),
        CustomFilter::Date { from, to } => {
            span("v.value", from.map(|day| day.to_string()), to.map(|day| day.to_string()), &mut values)
        }
    };

    (condition, values)
}

fn span<T: Into<Sql>>(of: &str, from: Option<T>, to: Option<T>, values: &mut Vec<Sql>) -> String {
    let mut conditions = Vec::new();

    for (bound, sign) in [(from, ">="), (to, "<=")] {
        if let Some(bound) = bound {
            values.push(bound.into());
            conditions.push(format!("{of} {sign} ?"));
        }
    }

    if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") }
}

impl Store {
    /// The members whose value of the field is like that. For [`CustomFilter::None`], those who have one: all others
    /// have none.
    pub async fn members_with(&self, field: Id, filter: &CustomFilter) -> Result<Vec<Id>> {
        let all = format!(
            "FROM {} v WHERE v.field = ? AND v.archived_at IS NULL AND v.value IS NOT NULL",
            FieldValue::TABLE.name
        );

        // SQLite knows neither accents nor the case of most letters.
        if matches!(filter, CustomFilter::Text(_)) {
            let sql = format!("SELECT v.member, {SAID} {all}");
            let rows = self.connection().query_all_raw(statement(sql, [field.into()])).await?;
            let mut found = Vec::new();

            for row in rows {
                let value: Option<String> = row.try_get_by_index(1)?;

                if value.is_some_and(|value| filter.passes(&value)) {
                    found.push(row.try_get_by_index(0)?);
                }
            }

            return Ok(found);
        }

        let (condition, values) = condition(filter);
        let values = std::iter::once(field.into()).chain(values);
        // All of them in one cell cost a fraction of a row for each.
        let sql = format!("SELECT CAST(group_concat(v.member, '') AS BLOB) {all} AND {condition}");
        let row = self.connection().query_one_raw(statement(sql, values)).await?;
        let ids: Option<Vec<u8>> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
        let (ids, _) = ids.as_deref().unwrap_or_default().as_chunks();

        Ok(ids.iter().map(|id| Id::from_bytes(*id)).collect())
    }
}

impl Tx {
    /// All fields, those that an undo took away too.
    pub async fn fields_ever(&self) -> Result<Vec<CustomField>> {
        let sql = format!("SELECT {} FROM {}", super::rows::columns(&CustomField::TABLE), CustomField::TABLE.name);

        self.connection.query_all_raw(statement(sql, [])).await?.iter().map(super::rows::decode).collect()
    }

    /// How many values a field has, those that an undo took away too.
    pub async fn values_ever(&self, field: Id) -> Result<usize> {
        self.number(
            &format!("SELECT count(*) FROM {} v WHERE v.field = ? AND v.value IS NOT NULL", FieldValue::TABLE.name),
            vec![field.into()],
        )
        .await
    }

    /// How many members have this choice in a field.
    pub async fn choice_held(&self, field: Id, choice: &str) -> Result<usize> {
        let (condition, values) = condition(&CustomFilter::Choice(choice.to_owned()));
        let sql = format!(
            "SELECT count(*) FROM {} v WHERE v.field = ? AND v.archived_at IS NULL AND v.value IS NOT NULL AND {condition}",
            FieldValue::TABLE.name
        );

        self.number(&sql, std::iter::once(field.into()).chain(values).collect()).await
    }

    async fn number(&self, sql: &str, values: Vec<Sql>) -> Result<usize> {
        let row = self.connection.query_one_raw(statement(sql, values)).await?;
        let number: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);

        Ok(usize::try_from(number).unwrap_or(0))
    }
}
