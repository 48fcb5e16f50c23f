//! Thinspan: telemetry for Claude Code at the edge.
//!
//! This file has the doors of the Worker; each leads straight into its room.

pub mod store;
