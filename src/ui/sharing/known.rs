//! What the window knows of sharing: with whom, how it stands, what the operator may do.

use crate::desk::Desk;
use crate::desk::sharing::{State, Status, takes};
use crate::domain::phrase::Phrase;

/// Kept by the root, as the desk tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// None: the workspace is this computer's only.
    pub place: Option<Place>,
    pub status: Status,
    /// A conversation is under way; `status` says how it stood before.
    pub talking: bool,
    /// The secret of this desk, while the operator has to note it: no keychain keeps it.
    pub secret: Option<String>,
    /// How many who came from other desks may be known here already, and are not decided about.
    pub arrivals: usize,
}

/// Where the workspace is shared, and as whom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    pub workspace: String,
    pub server: String,
    pub database: String,
    pub operator: String,
    /// The login of this desk.
    pub login: String,
    pub role: String,
    /// Empty before the first conversation: nothing is known then, and the server decides.
    pub permissions: Vec<String>,
    /// Whether the operator chose to work without the network.
    pub offline: bool,
}

impl Default for Known {
    fn default() -> Self {
        let status = Status { state: State::Alone, waiting: 0, refused: 0, conflicts: 0, exchanged: None };

        Self { place: None, status, talking: false, secret: None, arrivals: 0 }
    }
}

impl Known {
    pub fn of(desk: &Desk) -> Self {
        let mut known = Self::default();
        let status = desk.sharing_status().borrow().clone();

        known.follow(status, desk);

        known
    }

    /// How it stands now.
    pub fn follow(&mut self, status: Status, desk: &Desk) {
        self.place = desk.shared().map(|shared| Place {
            workspace: shared.workspace.clone(),
            server: server(&shared.address.host, shared.address.port),
            database: shared.address.database.clone(),
            operator: shared.operator.name.clone(),
            login: shared.address.login.clone(),
            role: shared.operator.role.clone(),
            permissions: shared.permissions.clone(),
            offline: shared.offline,
        });
        self.secret = desk.secret_to_note();
        self.arrivals = desk.arrivals();
        self.take(status);
    }

    /// While a conversation is under way it stands as it stood before: a server out of reach is not in reach because it is
    /// tried again.
    pub fn take(&mut self, status: Status) {
        self.talking = status.state == State::Talking;

        let state = match (status.state, &self.status.state) {
            (State::Talking, State::Alone | State::Offline | State::Quiet) => State::Talking,
            (State::Talking, before) => before.clone(),
            (state, _) => state,
        };

        self.status = Status { state, ..status };
    }

    /// Whether the operator may: always in a workspace that is not shared.
    pub fn may(&self, permission: &str) -> bool {
        self.place.as_ref().is_none_or(|place| {
            place.permissions.is_empty() || place.permissions.iter().any(|known| known == permission)
        })
    }

    /// Why the operator may not, and who may; none when they may.
    pub fn barred(&self, permission: &str) -> Option<Phrase> {
        let who = match permission {
            "settings.write" | "team.manage" => "sharing-barred-administrator",
            _ => "sharing-barred-manager",
        };

        (!self.may(permission)).then(|| Phrase::new(who))
    }

    /// Why the operator may not do, or undo, an action of this name; none when they may.
    pub fn barred_action(&self, action: &str) -> Option<Phrase> {
        takes(action).and_then(|permission| self.barred(permission))
    }

    /// How many things wait for somebody's decision.
    pub fn open(&self) -> usize {
        self.status.refused + self.status.conflicts
    }
}

fn server(host: &str, port: u16) -> String {
    if port == 5432 || host.starts_with('/') { host.to_owned() } else { format!("{host}:{port}") }
}
