//! Why an action was not done.

use crate::domain::phrase::{Phrase, Problem};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// A rule forbids it; each problem at its field.
    #[error("refused: {0:?}")]
    Refused(Vec<Problem>),
    /// What it was about is not there (any more).
    #[error("gone: {0:?}")]
    Gone(Phrase),
    /// The file or the disk would not: broken, locked, foreign, newer, full, read-only.
    #[error("storage: {0:?}")]
    Storage(Phrase),
    /// The server where the workspace is shared would not, or is out of reach; nothing is lost.
    #[error("elsewhere: {0:?}")]
    Elsewhere(Phrase),
    /// The operator stopped it; nothing was written.
    #[error("cancelled")]
    Cancelled,
}

impl Failure {
    /// The first thing to say to the operator.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Refused(problems) => {
                problems.first().map_or(Phrase::new("failure-refused"), |problem| problem.phrase.clone())
            }
            Self::Gone(phrase) | Self::Storage(phrase) | Self::Elsewhere(phrase) => phrase.clone(),
            Self::Cancelled => Phrase::new("failure-cancelled"),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(vec![problem])
    }
}

pub type Result<T> = std::result::Result<T, Failure>;

impl From<crate::store::Error> for Failure {
    fn from(error: crate::store::Error) -> Self {
        Self::Storage(error.0)
    }
}
