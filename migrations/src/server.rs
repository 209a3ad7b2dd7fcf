//! What makes an ordinary PostgreSQL (13 or later) a shared workspace: roles, tables, functions and rights. The files are
//! templates and run together, in one transaction, as the database's administrator; running them again changes nothing.

/// The version of what [`SERVER`] makes: to be raised with every change of it.
pub const SERVER_VERSION: i32 = 2;

/// The files, name and text, in the order in which they run.
pub const SERVER: &[(&str, &str)] = &[
    ("0001_workspace", include_str!("../server/0001_workspace.sql")),
    ("0002_rights", include_str!("../server/0002_rights.sql")),
    ("0003_declare", include_str!("../server/0003_declare.sql")),
    ("0004_push", include_str!("../server/0004_push.sql")),
    ("0005_pull", include_str!("../server/0005_pull.sql")),
    ("0006_team", include_str!("../server/0006_team.sql")),
    ("0007_load", include_str!("../server/0007_load.sql")),
];

/// The names that the files leave open. Roles belong to the whole cluster: the workspace's tag keeps the groups of two
/// databases apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    owner: String,
    operator: String,
    invitee: String,
    database: String,
}

impl Names {
    /// `None` if the tag is not made of 8 lower-case hexadecimal digits.
    pub fn new(tag: &str, database: &str) -> Option<Self> {
        let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if tag.len() != 8 || !tag.chars().all(hexadecimal) {
            return None;
        }

        Some(Self {
            owner: format!("guichet_owner_{tag}"),
            operator: format!("guichet_operator_{tag}"),
            invitee: format!("guichet_invitee_{tag}"),
            database: database.to_owned(),
        })
    }

    /// The role that owns everything, for `SET ROLE`; not quoted.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// A file with the names in place, quoted.
    pub fn fill(&self, template: &str) -> String {
        let names = [
            ("{owner}", &self.owner),
            ("{operator}", &self.operator),
            ("{invitee}", &self.invitee),
            ("{database}", &self.database),
        ];
        let mut filled = String::with_capacity(template.len() + 1024);
        let mut rest = template;

        // In one pass: what a name contains is never taken for a place.
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];

            match names.iter().find(|(place, _)| rest.starts_with(place)) {
                Some((place, name)) => {
                    filled.push_str(&quoted(name));
                    rest = &rest[place.len()..];
                }
                None => {
                    filled.push('{');
                    rest = &rest[1..];
                }
            }
        }

        filled.push_str(rest);
        filled
    }

    /// All files, filled: what is sent in one transaction.
    pub fn script(&self) -> String {
        SERVER.iter().map(|(_, text)| self.fill(text)).collect()
    }
}

/// An identifier as PostgreSQL reads it, whatever it contains.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_in_place_quoted_and_once() {
        let names = Names::new("0123abcd", "a\"{owner}b").unwrap();

        assert_eq!(
            names.fill("{owner} {database} '{}' {other} {invitee}"),
            "\"guichet_owner_0123abcd\" \"a\"\"{owner}b\" '{}' {other} \"guichet_invitee_0123abcd\""
        );
    }

    #[test]
    fn only_a_tag_of_hexadecimal_digits_makes_names() {
        for tag in ["", "0123abc", "0123abcde", "0123ABCD", "0123abc'", "0123abc\""] {
            assert_eq!(Names::new(tag, "lieu"), None, "{tag}");
        }
    }

    #[test]
    fn nothing_stays_open() {
        let script = Names::new("0123abcd", "lieu").unwrap().script();

        for place in ["{owner}", "{operator}", "{invitee}", "{database}"] {
            assert!(!script.contains(place), "{place}");
        }
    }
}
