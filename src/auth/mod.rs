//! Who may come in: ingest tokens for exporters, one-time codes and sessions for people; and who changed what.
//!
//! Secrets are never stored: the database has hashes. What is needed of the database is said here as
//! statements; the API runs them.

pub mod admins;
pub mod audit;
pub mod browser;
pub mod browser_session;
pub mod code;
pub mod cookie;
pub mod email;
pub(crate) mod hex;
pub mod ingest_token;
pub mod key;
pub mod login_code;
pub mod mail;
pub mod member;
pub mod network;
pub mod random;
pub mod rejection;
pub mod secret;
