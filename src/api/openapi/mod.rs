//! `GET /api/v1/openapi.json`: what the API answers, described in OpenAPI 3.1.
//!
//! The description is made from the table of routes and from the types that are answered ([`document`]). That
//! needs the compiler of the types, not the Worker: the Worker has the text, `docs/openapi.json`, and
//! `tests/openapi.rs` sees to it that the two are the same.

#[cfg(not(target_arch = "wasm32"))]
mod document;
#[cfg(not(target_arch = "wasm32"))]
mod operation;
#[cfg(not(target_arch = "wasm32"))]
mod parameter;
#[cfg(not(target_arch = "wasm32"))]
mod schema;

#[cfg(not(target_arch = "wasm32"))]
pub use document::{Contradiction, document, text};

use super::reply::Reply;

/// The description, as it is checked in.
pub const TEXT: &str = include_str!("../../../docs/openapi.json");

/// Answers with the description.
pub(super) fn read() -> Reply {
    Reply::text("application/json", TEXT)
}
