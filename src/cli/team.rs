//! `team`: who works in the shared workspace, what each may do, and who was invited.

use serde_json::{Value as Json, json};

use crate::desk::Desk;
use crate::desk::sharing::{Invited, PERMISSIONS, Role, TeamMember, granted, permission};
use crate::domain::entity::{Instant, Named};
use crate::domain::phrase::Phrase;

use super::args::Team;
use super::lists::one_of;
use super::out::{Result, Stop, Table};
use super::{End, Shell};

impl Shell {
    pub(super) async fn team(&mut self, desk: &Desk, asked: &Team) -> Result<End> {
        self.with_secret(desk, asked.secret).await?;

        let mut team = desk.team().await?;

        if let Some(who) = &asked.who {
            let one = find(&team.operators, who)?.clone();

            if self.change(desk, &one, asked).await? {
                team = desk.team().await?;
            }

            team.operators.retain(|operator| operator.id == one.id);
            team.invitations.clear();
        }

        if asked.json {
            self.out.json(&json!({
                "operators": team.operators.iter().map(operator_json).collect::<Vec<_>>(),
                "invitations": team.invitations.iter().map(invitation_json).collect::<Vec<_>>(),
            }))?;

            return Ok(End::Done);
        }

        let titles = ["cli-operator", "cli-email", "cli-role", "cli-status", "cli-exceptions"];
        let mut table = Table::new(self.titles(&titles));
        let rows: Vec<Vec<String>> = team.operators.iter().map(|operator| self.operator(operator)).collect();

        table.rows(&rows, &mut self.out)?;

        for open in &team.invitations {
            let key = if open.expired() { "cli-invitation-over" } else { "cli-invitation" };
            let phrase = Phrase::new(key)
                .with("name", open.name.as_str())
                .with("role", Phrase::new(open.role.key()))
                .with("at", Instant::from_timestamp_micros(open.expires).unwrap_or_default())
                .with("login", open.login.as_str());

            self.out.line(&self.words.say(&phrase))?;
        }

        // Of one person, everything.
        if let ([operator], Some(_)) = (team.operators.as_slice(), &asked.who) {
            for name in PERMISSIONS {
                let may = operator.exception(name).unwrap_or_else(|| granted(operator.role, name));
                let key = match (operator.exception(name), may) {
                    (None, true) => "cli-may-role",
                    (None, false) => "cli-may-not-role",
                    (Some(_), true) => "cli-may",
                    (Some(_), false) => "cli-may-not",
                };
                let phrase = Phrase::new(key).with("permission", *name).with("what", permission(name));

                self.out.line(&self.words.say(&phrase))?;
            }
        }

        Ok(End::Done)
    }

    /// Whether anything was asked to be changed.
    async fn change(&self, desk: &Desk, operator: &TeamMember, asked: &Team) -> Result<bool> {
        let role: Option<Role> = asked.role.as_deref().map(|role| one_of("--role", role, None)).transpose()?;
        let mut permissions = Vec::new();

        for (option, names, given) in [
            ("--allow", &asked.allow, Some(true)),
            ("--deny", &asked.deny, Some(false)),
            ("--as-role", &asked.as_role, None),
        ] {
            for name in names {
                let known = PERMISSIONS.iter().find(|known| *known == name).ok_or_else(|| {
                    Stop::Usage(
                        Phrase::new("cli-wrong-choice")
                            .with("argument", option)
                            .with("value", name.as_str())
                            .with("choices", PERMISSIONS.join(", ")),
                    )
                })?;

                permissions.push((*known, given));
            }
        }

        // Everything is read before anything is done.
        if let Some(role) = role {
            desk.set_role(operator.id, role).await?;
        }

        for &(name, given) in &permissions {
            desk.set_permission(operator.id, name, given).await?;
        }

        if asked.activate || asked.deactivate {
            desk.set_operator_active(operator.id, asked.activate).await?;
        }

        Ok(role.is_some() || !permissions.is_empty() || asked.activate || asked.deactivate)
    }

    fn operator(&self, operator: &TeamMember) -> Vec<String> {
        let status = match operator.status.as_str() {
            "pending" => self.words.get("sharing-pending"),
            "active" => self.words.get("sharing-active"),
            _ => self.words.get("sharing-inactive"),
        };
        let exceptions: Vec<String> = operator
            .permissions
            .iter()
            .map(|known| format!("{}{}", if known.granted { "+" } else { "-" }, known.permission))
            .collect();

        vec![
            operator.name.clone(),
            operator.email.clone().unwrap_or_default(),
            self.words.get(&operator.role.key()),
            status,
            exceptions.join(" "),
        ]
    }
}

/// By name, e-mail or id; of several with one name the e-mail tells.
fn find<'a>(operators: &'a [TeamMember], who: &str) -> Result<&'a TeamMember> {
    let same = |text: &str| text.to_lowercase() == who.to_lowercase();
    let known: Vec<&TeamMember> = operators
        .iter()
        .filter(|operator| {
            same(&operator.name) || operator.email.as_deref().is_some_and(same) || operator.id.to_string() == who
        })
        .collect();

    match known.as_slice() {
        [one] => Ok(one),
        [] => Err(Phrase::new("cli-no-operator").with("who", who).into()),
        _ => Err(Phrase::new("cli-many-operators").with("who", who).into()),
    }
}

fn operator_json(operator: &TeamMember) -> Json {
    let permissions: Vec<Json> = PERMISSIONS
        .iter()
        .map(|name| {
            let (role, given) = (granted(operator.role, name), operator.exception(name));

            json!({ "permission": name, "role": role, "given": given, "may": given.unwrap_or(role) })
        })
        .collect();

    json!({
        "id": operator.id, "name": operator.name, "email": operator.email, "role": operator.role,
        "status": operator.status, "permissions": permissions,
    })
}

fn invitation_json(open: &Invited) -> Json {
    json!({
        "login": open.login, "name": open.name, "email": open.email, "role": open.role,
        "expires": Instant::from_timestamp_micros(open.expires), "expired": open.expired(),
    })
}
