//! Taking an action back.
