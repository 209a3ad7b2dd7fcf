//! Sharing a workspace that is not shared yet: where, as which administrator, under which names.

use std::path::PathBuf;

use crate::desk::sharing::{Address, Founding, Trust};
use crate::domain::phrase::{Phrase, Problem};
use crate::ui::files;

/// The port that PostgreSQL listens on unless someone chose another.
const PORT: &str = "5432";

/// The inputs of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Server,
    Port,
    Database,
    Login,
    Password,
    Certificate,
    Workspace,
    Operator,
}

/// How the server proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    System,
    Pinned,
    Local,
}

impl Proof {
    pub const ALL: [Self; 3] = [Self::System, Self::Pinned, Self::Local];
}

/// What is typed.
#[derive(Clone, PartialEq)]
pub struct Form {
    pub server: String,
    pub port: String,
    pub database: String,
    pub login: String,
    pub password: String,
    pub certificate: String,
    pub workspace: String,
    pub operator: String,
    /// None until it was chosen: it then goes by the server.
    chosen: Option<Proof>,
}

impl Form {
    pub fn new(workspace: &str, operator: &str) -> Self {
        Self {
            server: String::new(),
            port: PORT.to_owned(),
            database: String::new(),
            login: String::new(),
            password: String::new(),
            certificate: String::new(),
            workspace: workspace.to_owned(),
            operator: operator.to_owned(),
            chosen: None,
        }
    }

    pub fn type_in(&mut self, field: Field, text: String) {
        *match field {
            Field::Server => &mut self.server,
            Field::Port => &mut self.port,
            Field::Database => &mut self.database,
            Field::Login => &mut self.login,
            Field::Password => &mut self.password,
            Field::Certificate => &mut self.certificate,
            Field::Workspace => &mut self.workspace,
            Field::Operator => &mut self.operator,
        } = text;
    }

    pub fn choose(&mut self, proof: Proof) {
        self.chosen = Some(proof);
    }

    pub fn proof(&self) -> Proof {
        let likely = if self.address(Trust::System).is_local() { Proof::Local } else { Proof::System };

        self.chosen.unwrap_or(likely)
    }

    /// Whether something was typed that leaving would lose.
    pub fn typed(&self) -> bool {
        [&self.server, &self.database, &self.login, &self.password, &self.certificate]
            .iter()
            .any(|text| !text.trim().is_empty())
    }

    fn address(&self, trust: Trust) -> Address {
        Address {
            host: self.server.trim().to_owned(),
            port: self.port.trim().parse().unwrap_or_default(),
            database: self.database.trim().to_owned(),
            login: self.login.trim().to_owned(),
            trust,
        }
    }

    /// What founding takes, and the file of the certificate that is still to be read into it.
    pub fn build(&self) -> Result<(Founding, Option<PathBuf>), Vec<Problem>> {
        let mut problems = Vec::new();
        let missing = [
            ("server", &self.server, "sharing-server-missing"),
            ("database", &self.database, "sharing-database-missing"),
            ("login", &self.login, "sharing-login-missing"),
        ];

        for (field, _, phrase) in missing.into_iter().filter(|(_, text, _)| text.trim().is_empty()) {
            problems.push(Problem::at(field, phrase));
        }

        if !self.port.trim().parse::<u16>().is_ok_and(|port| port > 0) {
            problems.push(Problem::at("port", Phrase::new("sharing-port-unreadable").with("text", self.port.as_str())));
        }

        let proof = self.proof();
        let certificate = files::typed(&self.certificate);
        let local = self.address(Trust::Local);

        if proof == Proof::Local && !local.host.is_empty() && !local.is_local() {
            problems.push(Problem::at("trust", "sharing-local-only"));
        }

        if proof == Proof::Pinned && certificate.is_none() {
            problems.push(Problem::at("certificate", "sharing-certificate-missing"));
        }

        if !problems.is_empty() {
            return Err(problems);
        }

        let (trust, file) = match proof {
            Proof::System => (Trust::System, None),
            Proof::Local => (Trust::Local, None),
            Proof::Pinned => (Trust::Pinned(String::new()), certificate),
        };
        let founding = Founding {
            administrator: self.address(trust),
            secret: self.password.clone(),
            workspace: self.workspace.clone(),
            operator: self.operator.clone(),
        };

        Ok((founding, file))
    }
}

/// Reads the certificate (PEM) that the server must prove itself by.
pub async fn certificate(file: PathBuf) -> Result<String, Phrase> {
    let path = file.display().to_string();
    let text = tokio::fs::read_to_string(&file).await.map_err(|error| {
        Phrase::new("sharing-certificate-unreadable").with("path", path.as_str()).with("reason", error.to_string())
    })?;

    if text.contains("-----BEGIN CERTIFICATE-----") {
        Ok(text)
    } else {
        Err(Phrase::new("sharing-certificate-none").with("path", path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> Form {
        let mut form = Form::new("Les Tréteaux", "Camille");

        for (field, text) in [
            (Field::Server, " db.example.org "),
            (Field::Database, "treteaux"),
            (Field::Login, "postgres"),
            (Field::Password, " p "),
        ] {
            form.type_in(field, text.to_owned());
        }

        form
    }

    fn fields(form: &Form) -> Vec<&'static str> {
        form.build().err().into_iter().flatten().filter_map(|problem| problem.field).collect()
    }

    #[test]
    fn each_thing_that_is_missing_is_said_at_its_field() {
        let mut form = Form::new("", "");
        form.type_in(Field::Port, "70000".to_owned());
        assert_eq!(fields(&form), ["server", "database", "login", "port"]);
        assert_eq!(fields(&filled()), Vec::<&str>::new());
    }

    #[test]
    fn without_tls_only_this_computer_and_by_itself() {
        let mut form = filled();
        assert_eq!(form.proof(), Proof::System);
        form.choose(Proof::Local);
        assert_eq!(fields(&form), ["trust"]);

        let mut form = filled();
        form.type_in(Field::Server, "127.0.0.1".to_owned());
        assert_eq!(form.proof(), Proof::Local);
        let (founding, file) = form.build().unwrap();
        assert_eq!((founding.administrator.trust, founding.administrator.port, file), (Trust::Local, 5432, None));
        assert_eq!(founding.secret, " p ", "a password is taken as it is");
    }

    #[test]
    fn a_pinned_certificate_is_a_file() {
        let mut form = filled();
        form.choose(Proof::Pinned);
        assert_eq!(fields(&form), ["certificate"]);
        form.type_in(Field::Certificate, "\"/etc/ca.pem\"".to_owned());
        assert_eq!(form.build().unwrap().1, Some(PathBuf::from("/etc/ca.pem")));
    }
}
