//! Bounds: how many structures a request may unfold to. Two bytes of a body can stand for a record of two hundred in
//! memory, so a bound on bytes alone is none. Stated in `docs/LIMITS.md`.

use std::cell::Cell;

use super::refusal::Refusal;

/// Most resources, scopes, metrics and records of a request, together. A Collector's batch has 8,192 records
/// unless it is told otherwise, an SDK's 512.
pub const MAX_MESSAGES: usize = 30_000;

/// Most attributes of a request that are read. A span of Claude Code has thirty.
pub const MAX_ATTRIBUTES: usize = 300_000;

/// What the request that is being decoded may still have.
#[derive(Clone, Copy)]
struct Allowance {
    messages: usize,
    attributes: usize,
}

const WHOLE: Allowance = Allowance { messages: MAX_MESSAGES, attributes: MAX_ATTRIBUTES };

thread_local! {
    /// A request is decoded at one go, and serde hands no state down to the fields of a message.
    static LEFT: Cell<Allowance> = const { Cell::new(WHOLE) };
}

/// A request has more than it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exceeded;

/// Runs what decodes one request.
///
/// # Errors
/// 413 when the request has more than it may have; else what `decode` returns.
pub(super) fn within<T>(decode: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    LEFT.set(WHOLE);
    let decoded = decode();
    let left = LEFT.replace(WHOLE);
    if decoded.is_err() && (left.messages == 0 || left.attributes == 0) {
        return Err(Refusal::too_large(format!(
            "The request has more than {MAX_MESSAGES} records, or more than {MAX_ATTRIBUTES} attributes; lower OTEL_BSP_MAX_EXPORT_BATCH_SIZE or OTEL_BLRP_MAX_EXPORT_BATCH_SIZE, or a Collector's send_batch_max_size."
        )));
    }
    decoded
}

/// Counts a resource, a scope, a metric or a record.
pub(super) fn message() -> Result<(), Exceeded> {
    let left = LEFT.get();
    let messages = left.messages.checked_sub(1).ok_or(Exceeded)?;
    LEFT.set(Allowance { messages, ..left });
    Ok(())
}

/// Counts an attribute that is read.
pub(super) fn attribute() -> Result<(), Exceeded> {
    let left = LEFT.get();
    let attributes = left.attributes.checked_sub(1).ok_or(Exceeded)?;
    LEFT.set(Allowance { attributes, ..left });
    Ok(())
}
