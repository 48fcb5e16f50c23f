//! What went wrong, as the caller is told: a problem document (RFC 9457). The one place where an error
//! becomes a status.

use serde::Serialize;

use super::reply::Reply;
use crate::auth::key;
use crate::auth::mail::{MailError, NOT_SET_UP};
use crate::auth::random::NoRandomness;
use crate::store::{OTHER_SCHEMA, StoreError};

/// An answer that is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    document: Document,
    headers: Vec<(&'static str, String)>,
    /// For the log: what the caller is not told.
    cause: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Problem"))]
pub(super) struct Document {
    /// What kind of problem.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong, and what to do.
    detail: String,
    /// The parameter to blame, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
}

impl Problem {
    fn new(status: u16, title: &'static str, detail: impl Into<String>) -> Self {
        let document = Document { title, status, detail: detail.into(), parameter: None };
        Self { document, headers: Vec::new(), cause: None }
    }

    /// 400: this parameter (of the query or the body) is not as it must be.
    pub(crate) fn bad_parameter(parameter: &str, detail: impl Into<String>) -> Self {
        let mut problem = Self::new(400, "Bad parameter", detail);
        problem.document.parameter = Some(shortened(parameter));
        problem
    }

    /// 400: the body cannot be read.
    pub(crate) fn bad_body(detail: impl Into<String>) -> Self {
        Self::new(400, "Bad request", detail)
    }

    /// 401: no session.
    pub(crate) fn not_signed_in() -> Self {
        Self::new(401, "Not signed in", "Sign in first.")
    }

    /// 401: the one-time code is not the right one.
    pub(crate) fn wrong_code() -> Self {
        Self::new(401, "Wrong code", "This is not the code that was sent last.")
    }

    /// 401: there is no code to compare with.
    pub(crate) fn no_code() -> Self {
        Self::new(
            401,
            "No code",
            "The code was used, has expired, was tried too often, or was asked for in another browser. Ask for a new one.",
        )
    }

    /// 401: the link of the deployment does not make anybody an admin any more.
    pub(crate) fn no_first_admin() -> Self {
        Self::new(
            401,
            "Link not valid",
            "This link has expired, was replaced by a newer one, or was used: the first admin has signed in. Sign in with your e-mail address, or run `npm run deploy` for a new link.",
        )
    }

    /// 403: the role does not allow it.
    pub(crate) fn admins_only() -> Self {
        Self::new(403, "Not allowed", "Only an admin may do this.")
    }

    /// 403: the request comes from a page that may not change anything here.
    pub(crate) fn foreign_origin() -> Self {
        Self::new(403, "Not allowed", "A change must come from the dashboard's own origin.")
    }

    /// 404: there is no such path.
    pub(crate) fn not_found(path: &str) -> Self {
        Self::new(404, "Not found", format!("There is no `{}`.", shortened(path)))
    }

    /// 404: the path is right, what it speaks of is not there.
    pub(crate) fn no_such(detail: impl Into<String>) -> Self {
        Self::new(404, "Not found", detail)
    }

    /// 405: the path has other methods.
    pub(crate) fn method_not_allowed(allowed: &str) -> Self {
        Self::new(405, "Method not allowed", format!("Use {allowed}.")).with("Allow", allowed)
    }

    /// 409: the address is a member's already.
    pub(crate) fn member_already() -> Self {
        Self::new(409, "Member already", "This address is a member's already.")
    }

    /// 409: an org without an admin could not be managed any more.
    pub(crate) fn last_admin() -> Self {
        Self::new(409, "Last admin", "An org keeps at least one admin: make somebody else an admin first.")
    }

    /// 409: the org has as many members as it may.
    pub(crate) fn too_many_members(max: i64) -> Self {
        Self::new(409, "Too many members", format!("An org has at most {max} members."))
    }

    /// 409: the org has as many prices of its own as it may.
    pub(crate) fn too_many_prices(max: i64) -> Self {
        Self::new(409, "Too many prices", format!("An org has at most {max} prices of its own."))
    }

    /// 413: the body is longer than any body the API reads.
    pub(crate) fn body_too_large(max_bytes: usize) -> Self {
        Self::new(413, "Body too large", format!("A body has at most {max_bytes} bytes."))
    }

    /// 415: the body is not declared as JSON.
    pub(crate) fn not_json() -> Self {
        Self::new(415, "Unsupported media type", "Send `Content-Type: application/json`.")
    }

    /// 429: enough codes are on their way to this address.
    pub(crate) fn too_many_codes(retry_after_seconds: i64) -> Self {
        Self::new(
            429,
            "Too many codes",
            "Several codes were asked for already. Use the newest one or try again later.",
        )
        .with("Retry-After", retry_after_seconds.to_string())
    }

    /// 503: nobody can sign in until mail is set up.
    pub(crate) fn mail_not_set_up() -> Self {
        Self::new(503, "Mail is not set up", NOT_SET_UP)
    }

    /// 503: nobody can sign in until there is a key.
    pub(crate) fn no_key() -> Self {
        Self::new(503, "Sign-in is not set up", key::NOT_SET)
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn caused_by(mut self, cause: &impl ToString) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// What the log should say and the caller should not know.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The status.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn status(&self) -> u16 {
        self.document.status
    }

    /// The parameter to blame.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn parameter(&self) -> Option<&str> {
        self.document.parameter.as_deref()
    }

    /// What the caller is told.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn detail(&self) -> &str {
        &self.document.detail
    }

    /// The problem document.
    pub(crate) fn into_reply(self) -> Reply {
        let reply = Reply::document(self.document.status, "application/problem+json", &self.document);
        self.headers.into_iter().fold(reply, |reply, (name, value)| reply.with(name, value))
    }
}

/// A caller's own words, for repeating them in an answer of bounded length.
pub(crate) fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let problem = match error.is_other_schema() {
            true => Self::new(503, "Other schema", OTHER_SCHEMA),
            false => Self::new(503, "Try again", "The database did not answer. Try again.")
                .with("Retry-After", "2"),
        };
        problem.caused_by(&error)
    }
}

impl From<MailError> for Problem {
    fn from(error: MailError) -> Self {
        Self::new(503, "Mail was not sent", "The mail could not be sent. Try again.")
            .with("Retry-After", "5")
            .caused_by(&error)
    }
}

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        Self::new(503, "Try again", "Nothing secret could be made. Try again.")
            .with("Retry-After", "2")
            .caused_by(&error)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn a_problem_is_a_problem_document() {
        let reply = Problem::bad_parameter("group_by", "`group_by` must be …").into_reply();
        assert_eq!(reply.header("Content-Type"), Some("application/problem+json"));
        assert_eq!(
            reply.body(),
            Some(
                r#"{"title":"Bad parameter","status":400,"detail":"`group_by` must be …","parameter":"group_by"}"#
            )
        );
    }

    #[test]
    fn no_parameter_is_named_when_none_is_to_blame() {
        let reply = Problem::not_signed_in().into_reply();
        assert_eq!(reply.body(), Some(r#"{"title":"Not signed in","status":401,"detail":"Sign in first."}"#));
    }

    #[test]
    fn what_the_caller_sent_is_repeated_in_part_only() {
        let long = "é".repeat(10_000);
        assert!(Problem::not_found(&long).detail().len() < 200);
        assert!(Problem::bad_parameter(&long, "").parameter().unwrap().len() < 200);
    }
}
