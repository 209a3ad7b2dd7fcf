//! All people and rights, streamed.
