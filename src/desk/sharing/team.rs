//! Who works in the shared workspace, and on which desks. The server decides who may change it.

use serde::Deserialize;
use uuid::Uuid;

use crate::domain::team::Role;
use crate::sync::address::Address;
use crate::sync::invite::Invitation;
use crate::sync::scram;

use super::super::{Desk, Failure, Result};

/// An operator of the workspace.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Member {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    /// pending, active or inactive.
    pub status: String,
    /// What this person may or may not do, whatever the role says.
    #[serde(default)]
    pub permissions: Vec<Exception>,
}

/// A permission that a person was given or denied, whatever the role says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Exception {
    #[serde(rename = "perm")]
    pub permission: String,
    pub granted: bool,
}

impl Member {
    /// Whether this person was given or denied a permission; none: the role says.
    pub fn exception(&self, permission: &str) -> Option<bool> {
        self.permissions.iter().find(|known| known.permission == permission).map(|known| known.granted)
    }
}

/// Someone who was invited and has not answered.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Invited {
    /// By which the invitation is withdrawn.
    pub login: String,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    /// Microseconds.
    pub expires: i64,
    /// open, expired, accepted, declined or withdrawn; only the first two are told.
    state: String,
}

impl Invited {
    /// Whether its time is over: it is withdrawn all the same, so that nobody waits for it.
    pub fn expired(&self) -> bool {
        self.state == "expired"
    }
}

/// A desk that takes part.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DeskSeen {
    pub desk: Uuid,
    pub operator: String,
    pub computer: String,
    /// Microseconds; none: never.
    pub last_seen: Option<i64>,
    /// Its login, for who may revoke it.
    #[serde(default)]
    pub login: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Team {
    pub operators: Vec<Member>,
    pub desks: Vec<DeskSeen>,
    /// Those that were not answered.
    pub invitations: Vec<Invited>,
}

impl Desk {
    /// The desks that take part, and when each was last seen. Every desk may ask.
    pub async fn desks(&self) -> Result<Vec<DeskSeen>> {
        let said = self.run("SELECT api.desks()::text", &[]).await?;

        Ok(serde_json::from_value(said).unwrap_or_default())
    }

    /// Operators, desks and open invitations, for who manages the team.
    pub async fn team(&self) -> Result<Team> {
        #[derive(Deserialize)]
        struct Device {
            login: String,
            operator: Uuid,
            name: String,
            #[serde(default)]
            last_seen: Option<i64>,
            #[serde(default)]
            revoked_at: Option<serde_json::Value>,
        }

        let said = self.run("SELECT api.team()::text", &[]).await?;
        let operators: Vec<Member> = serde_json::from_value(said["operators"].clone()).unwrap_or_default();
        let devices: Vec<Device> = serde_json::from_value(said["devices"].clone()).unwrap_or_default();
        let desks = devices
            .into_iter()
            .filter(|device| device.revoked_at.as_ref().is_none_or(serde_json::Value::is_null))
            .map(|device| DeskSeen {
                desk: Uuid::nil(),
                operator: operators
                    .iter()
                    .find(|operator| operator.id == device.operator)
                    .map(|operator| operator.name.clone())
                    .unwrap_or_default(),
                computer: device.name,
                last_seen: device.last_seen,
                login: Some(device.login),
            })
            .collect();

        let mut invitations: Vec<Invited> = serde_json::from_value(said["invitations"].clone()).unwrap_or_default();

        invitations.retain(|invited| ["open", "expired"].contains(&invited.state.as_str()));

        Ok(Team { operators, desks, invitations })
    }

    /// Invites someone, or someone's second desk. The code is shown once: it lies nowhere else.
    ///
    /// # Errors
    /// `Elsewhere` when the operator may not, or the server would not.
    pub async fn invite(&self, name: &str, email: &str, role: Role) -> Result<String> {
        let Some(shared) = self.shared() else { return Err(not_shared()) };
        let secret = scram::new_secret().map_err(Failure::Elsewhere)?;
        let verifier = scram::verifier(&secret).map_err(Failure::Elsewhere)?;
        let said = self
            .run(
                "SELECT api.invite($1, $2, $3, $4)::text",
                &[Some(name.to_owned()), Some(email.to_owned()), Some(role.as_str().to_owned()), Some(verifier)],
            )
            .await?;
        let login = said["login"].as_str().unwrap_or_default().to_owned();

        let address = Address { login, ..shared.address.clone() };

        Ok(Invitation { address, secret, name: name.trim().to_owned() }.code())
    }

    /// Takes a desk's access away, or withdraws an invitation, at once.
    pub async fn revoke(&self, login: &str) -> Result<()> {
        self.run("SELECT api.revoke($1)::text", &[Some(login.to_owned())]).await.map(drop)
    }

    pub async fn set_role(&self, operator: Uuid, role: Role) -> Result<()> {
        let role = role.as_str().to_owned();

        self.run("SELECT api.set_role($1::uuid, $2)::text", &[Some(operator.to_string()), Some(role)]).await.map(drop)
    }

    /// Gives or denies one permission whatever the role says; none leaves it to the role again.
    pub async fn set_permission(&self, operator: Uuid, permission: &str, granted: Option<bool>) -> Result<()> {
        let granted = granted.map(|granted| granted.to_string());

        self.run(
            "SELECT api.set_permission($1::uuid, $2, $3::boolean)::text",
            &[Some(operator.to_string()), Some(permission.to_owned()), granted],
        )
        .await
        .map(drop)
    }

    /// Lets an operator in again, or not any more.
    pub async fn set_operator_active(&self, operator: Uuid, active: bool) -> Result<()> {
        let status = if active { "active" } else { "inactive" }.to_owned();

        self.run("SELECT api.set_status($1::uuid, $2)::text", &[Some(operator.to_string()), Some(status)])
            .await
            .map(drop)
    }

    /// Asks the server for something beside a conversation.
    pub(super) async fn run(&self, sql: &'static str, arguments: &[Option<String>]) -> Result<serde_json::Value> {
        let Some(shared) = self.shared() else { return Err(not_shared()) };
        let mut link = self.link(&shared).await?;
        let said = link.run(sql, arguments).await.map_err(Failure::Elsewhere);

        link.close().await;

        said
    }
}

pub(super) fn not_shared() -> Failure {
    Failure::Elsewhere(crate::domain::phrase::Phrase::new("failure-not-shared"))
}
