//! The statements that read figures, on real SQLite with the real migrations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../support/sql.rs"]
mod sql;

mod activity;
mod dimensions;
mod export;
mod filter;
mod rows;
mod usage;
