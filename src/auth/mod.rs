//! Who may come in: ingest tokens for exporters, one-time codes and sessions for people.

mod hex;
pub mod ingest_token;
