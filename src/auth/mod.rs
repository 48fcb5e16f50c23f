//! Who may come in: ingest tokens for exporters, one-time codes and sessions for people.
//!
//! Secrets are never stored: the database has hashes. What is needed of the database is said here as
//! statements; the API runs them.

pub mod audit;
pub mod browser_session;
pub mod code;
pub mod cookie;
pub mod email;
mod hex;
pub mod ingest_token;
pub mod login_code;
pub mod mail;
pub mod member;
pub mod random;
pub mod rejection;
pub mod secret;
