//! The venue's own fields, and what they hold for a member.

mod filter;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::entity::{Id, Instant, entity, paired, text_enum};
use super::fold::fold;
use super::phrase::{Phrase, Problem};
use super::text;

pub use filter::CustomFilter;

text_enum! {
    /// What a custom field holds.
    FieldKind {
        Text = "text",
        LongText = "long_text",
        Number = "number",
        Date = "date",
        /// One of the field's choices.
        Choice = "choice",
        /// Any of the field's choices.
        Choices = "choices",
        YesNo = "yes_no",
        File = "file",
    }
}

entity! {
    /// A field that the venue added. Its values hang on it, not on its title: renaming loses nothing.
    CustomField = "custom_field" row {
        title: String = Later,
        /// Stable key, made from the first title: in files, scripts and links.
        label: String = Never,
        kind: FieldKind = Nobody,
        help: Option<String> = Later,
        /// One a line, in their order; empty for other kinds.
        choices: String = Later,
        required: bool = Later,
        archived: bool = Later,
        position: i64 = Later,
        created_at: Instant = Never,
    }
}

entity! {
    /// What a custom field holds for a member. Its id is [`FieldValue::id_of`] both.
    FieldValue = "field_value" row {
        member: Id = Never,
        field: Id = Never,
        /// In the one form of [`CustomField::accept`]; none once emptied.
        value: Option<String> = Later,
        created_at: Instant = Never,
        modified_at: Instant = Greatest,
    }
}

/// The largest file a field takes, in bytes: 10 MiB.
pub const FILE_LIMIT: u64 = 10 << 20;

/// The most choices of one field.
pub const CHOICES_LIMIT: usize = 500;

/// A file as a value names it; its bytes lie in the workspace under the hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of the content, lower-case hexadecimal.
    pub hash: String,
    /// As it was called when it was added, without folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl FileRef {
    /// As it stands in [`FieldValue::value`].
    pub fn to_value(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`FileRef::to_value`] wrote; none when it is something else or its hash is none.
    pub fn from_value(value: &str) -> Option<Self> {
        let file: Self = serde_json::from_str(value).ok()?;
        let fine = file.hash.len() == 64 && file.hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));

        fine.then_some(file)
    }

    /// Whether opening it may run it as a program, on some system.
    pub fn runs(&self) -> bool {
        // Windows drops spaces and dots at the end of a name.
        let extension = self.name.trim_end_matches([' ', '.']).rsplit_once('.').map(|(_, extension)| extension);

        extension.is_some_and(|extension| PROGRAMS.iter().any(|program| extension.eq_ignore_ascii_case(program)))
    }
}

/// The extensions of what systems run when it is opened: programs, scripts, installers, and links to them.
const PROGRAMS: &[&str] = &[
    "app",
    "appimage",
    "appref-ms",
    "appx",
    "bash",
    "bat",
    "bin",
    "cmd",
    "com",
    "command",
    "cpl",
    "csh",
    "deb",
    "desktop",
    "dmg",
    "exe",
    "gadget",
    "hta",
    "inf",
    "jar",
    "js",
    "jse",
    "ksh",
    "lnk",
    "msc",
    "msi",
    "msix",
    "msp",
    "pif",
    "pkg",
    "pl",
    "ps1",
    "psm1",
    "py",
    "pyw",
    "rb",
    "reg",
    "rpm",
    "run",
    "scf",
    "scr",
    "sh",
    "url",
    "vb",
    "vbe",
    "vbs",
    "webloc",
    "workflow",
    "ws",
    "wsf",
    "wsh",
    "zsh",
];

impl FieldValue {
    /// The id of the value of a field for a member, the same on every desk.
    pub fn id_of(member: Id, field: Id) -> Id {
        paired(member, field)
    }
}

impl CustomField {
    pub fn new(id: Id, kind: FieldKind, title: &str, now: Instant) -> Self {
        Self {
            id,
            title: title.to_owned(),
            label: label(title),
            kind,
            help: None,
            choices: String::new(),
            required: false,
            archived: false,
            position: 0,
            created_at: now,
        }
    }

    /// The choices in their order.
    pub fn choices(&self) -> impl Iterator<Item = &str> {
        self.choices.lines().filter(|choice| !choice.is_empty())
    }

    /// Whether its values are taken from its choices.
    pub fn has_choices(&self) -> bool {
        matches!(self.kind, FieldKind::Choice | FieldKind::Choices)
    }

    /// The field with the choices that a value holds although they are not offered any more: what is there may stay.
    pub fn holding(&self, value: Option<&str>) -> Self {
        let mut field = self.clone();

        if field.has_choices() {
            for held in value.unwrap_or_default().lines().filter(|held| !held.is_empty()) {
                if !field.choices().any(|choice| choice == held) {
                    field.choices = format!("{}\n{held}", field.choices);
                }
            }
        }

        field
    }

    /// Whether what it holds may be kept when its kind becomes `kind`.
    pub fn may_become(&self, kind: FieldKind) -> bool {
        self.kind == kind || (self.kind == FieldKind::Text && kind == FieldKind::LongText)
    }

    /// Trims its texts, and drops empty and doubled choices.
    pub fn tidy(&mut self) {
        text::tidy(&mut self.title);
        text::tidy_optional(&mut self.help);

        let mut choices: Vec<String> = Vec::new();

        for choice in self.choices.lines() {
            let mut choice = choice.to_owned();

            text::tidy(&mut choice);

            if !choice.is_empty() && !choices.contains(&choice) {
                choices.push(choice);
            }
        }

        self.choices = if self.has_choices() { choices.join("\n") } else { String::new() };
    }

    /// Everything that forbids saving it, each at its field.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut at = |field, found: Result<(), Phrase>| {
            if let Err(phrase) = found {
                problems.push(Problem::at(field, phrase));
            }
        };

        at("title", text::check_name(&self.title, "custom-field-title-missing"));
        at("help", self.help.as_deref().map_or(Ok(()), text::check_text));

        if self.has_choices() {
            let count = self.choices().count();

            at(
                "choices",
                match count {
                    0 => Err(Phrase::new("custom-field-choices-missing")),
                    count if count > CHOICES_LIMIT => {
                        Err(Phrase::new("custom-field-choices-many").with("count", count).with("limit", CHOICES_LIMIT))
                    }
                    _ => self.choices().try_for_each(text::check_line),
                },
            );
        }

        problems
    }

    /// The one form in which a value of this field is kept: a number with a point and no zeros at its end, a date as
    /// ISO 8601, a choice as it is spelt in the field, several choices one a line in the field's order, `yes` or `no`,
    /// a file as [`FileRef::to_value`]. Blank text is no value.
    ///
    /// # Errors
    /// A sentence that says what the field takes.
    pub fn accept(&self, said: &str) -> Result<Option<String>, Phrase> {
        let mut value = said.to_owned();

        text::tidy(&mut value);

        if value.is_empty() {
            return Ok(None);
        }

        let wrong = |key| Phrase::new(key).with("value", text::excerpt(&value)).with("field", self.title.as_str());
        let value = match self.kind {
            FieldKind::Text => text::check_line(&value).map(|()| value)?,
            FieldKind::LongText => text::check_text(&value).map(|()| value)?,
            FieldKind::Number => number(&value).ok_or_else(|| wrong("custom-value-number"))?,
            FieldKind::Date => {
                value.parse::<NaiveDate>().map(|date| date.to_string()).map_err(|_| wrong("custom-value-date"))?
            }
            FieldKind::YesNo => match value.as_str() {
                "yes" | "no" => value,
                _ => return Err(wrong("custom-value-yes-no")),
            },
            FieldKind::File => match FileRef::from_value(&value) {
                Some(file) if file.size <= FILE_LIMIT => value,
                _ => return Err(wrong("custom-value-file")),
            },
            FieldKind::Choice => self.choice(&value).map(str::to_owned).ok_or_else(|| self.no_choice(&value))?,
            FieldKind::Choices => self.several(&value)?,
        };

        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// The choice that is meant, whatever its case and accents.
    fn choice(&self, said: &str) -> Option<&str> {
        let said_folded = fold(said);

        self.choices()
            .find(|choice| *choice == said)
            .or_else(|| self.choices().find(|choice| !said_folded.is_empty() && fold(choice) == said_folded))
    }

    /// Several choices: one a line, or separated by `;`, `|` or `,`. A choice may itself hold such a sign.
    fn several(&self, said: &str) -> Result<String, Phrase> {
        let mut taken: Vec<&str> = Vec::new();

        for line in said.lines() {
            if let Some(choice) = self.choice(line.trim_matches(text::is_blank)) {
                taken.push(choice);
                continue;
            }

            for part in line.split([';', '|', ',']).map(|part| part.trim_matches(text::is_blank)) {
                if !part.is_empty() {
                    taken.push(self.choice(part).ok_or_else(|| self.no_choice(part))?);
                }
            }
        }

        Ok(self.choices().filter(|choice| taken.contains(choice)).collect::<Vec<_>>().join("\n"))
    }

    fn no_choice(&self, said: &str) -> Phrase {
        let choices = text::excerpt(&self.choices().collect::<Vec<_>>().join(", "));

        Phrase::new("custom-value-choice").with("value", text::excerpt(said)).with("choices", choices)
    }
}

/// The field of a label or title as people write it: case and accents do not count.
pub fn named<'a>(fields: &'a [CustomField], name: &str) -> Option<&'a CustomField> {
    let wanted = label(name);

    fields.iter().find(|field| field.label == name).or_else(|| {
        fields.iter().find(|field| field.label == wanted).or_else(|| fields.iter().find(|f| label(&f.title) == wanted))
    })
}

/// The stable key of a field called so: lower case, without accents, words joined by `_`; `field` when nothing is left.
pub fn label(title: &str) -> String {
    let mut label = String::new();

    for character in fold(title).chars() {
        if character.is_alphanumeric() {
            label.push(character);
        } else if !label.is_empty() && !label.ends_with('_') {
            label.push('_');
        }
    }

    let label = label.trim_end_matches('_');

    if label.is_empty() { "field".to_owned() } else { label.to_owned() }
}

/// A decimal number written by people ("1 234,50", "-3.2", "1.234,5") as it is kept: no thousands, a point, no zeros at
/// its end. Of a single sign with three digits behind, a comma is decimal and a point too: nobody writes the thousands of
/// a small number.
pub fn number(said: &str) -> Option<String> {
    let said: String =
        said.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect::<String>().replace('−', "-");
    let (minus, digits) = match said.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, said.strip_prefix('+').unwrap_or(&said)),
    };

    if digits.len() > 40 || !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return None;
    }

    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let decimal = match (commas, points) {
        (0, 0) => None,
        (1, 0) | (0, 1) => digits.rfind([',', '.']),
        // Several of one sign alone are thousands.
        (0, _) | (_, 0) => None,
        (1, _) if digits.rfind(',') > digits.rfind('.') => digits.rfind(','),
        (_, 1) if digits.rfind('.') > digits.rfind(',') => digits.rfind('.'),
        _ => return None,
    };
    let (whole, rest) = decimal.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));

    // Thousands stand in threes.
    let groups: Vec<&str> = whole.split([',', '.']).collect();

    if groups.len() > 1 && (groups[0].len() > 3 || groups[0].is_empty() || groups[1..].iter().any(|g| g.len() != 3)) {
        return None;
    }

    let whole = groups.concat();

    if whole.is_empty() && rest.is_empty() || rest.contains([',', '.']) {
        return None;
    }

    let whole = whole.trim_start_matches('0');
    let rest = rest.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let number = if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") };

    Some(if minus && number != "0" { format!("-{number}") } else { number })
}

#[cfg(test)]
mod tests;
