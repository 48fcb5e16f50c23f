//! Thinspan.
