//! An answer as a value, until the last moment.

use serde::Serialize;
use worker::{Headers, Response, ResponseBuilder};

use super::etag::{self, Tag};

/// The status, the headers and the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
    is_kept: bool,
    tag: Option<Tag>,
}

impl Reply {
    /// A JSON body.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        Self::document(status, "application/json", body)
    }

    /// A JSON body of another media type.
    pub(crate) fn document(status: u16, media_type: &str, body: &impl Serialize) -> Self {
        // What is answered are structures of strings and finite numbers, which cannot fail to serialize.
        match serde_json::to_string(body) {
            Ok(text) => Self { body: Some(text), ..Self::empty(status) }.with("Content-Type", media_type),
            Err(_) => Self::empty(500),
        }
    }

    /// A text that is written already, of any media type.
    pub(crate) fn text(media_type: &str, body: impl Into<String>) -> Self {
        Self { body: Some(body.into()), ..Self::empty(200) }.with("Content-Type", media_type)
    }

    /// 204: done, nothing to say.
    pub(crate) fn no_content() -> Self {
        Self::empty(204)
    }

    fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: None, is_kept: false, tag: None }
    }

    /// The same, which the browser that asked may keep, if it asks each time whether it still is the answer.
    pub(crate) fn kept(self) -> Self {
        Self { is_kept: true, ..self }
    }

    /// The same, which has this tag instead of one of its body.
    pub(super) fn tagged(self, tag: Tag) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// 304: the sender has the answer with this tag.
    pub(super) fn not_modified(tag: &Tag) -> Self {
        Self::empty(304).with("ETag", tag.as_str())
    }

    /// The answer to a `GET` that says which answers its sender has already, in `If-None-Match`: a 200 has a tag, and is a
    /// 304 without body where the sender has it (RFC 9110, 13.1.2 and 15.4.5).
    pub(crate) fn unless_known(self, if_none_match: Option<&str>) -> Self {
        let (200, Some(body)) = (self.status, &self.body) else { return self };
        let tag = self.tag.clone().unwrap_or_else(|| Tag::of(body));
        if if_none_match.is_some_and(|known| etag::is_any(known) || tag.is_named_by(known)) {
            return Self { is_kept: self.is_kept, ..Self::not_modified(&tag) };
        }
        self.with("ETag", tag.as_str())
    }

    /// One more header; `Set-Cookie` may be there several times.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The status.
    #[cfg(test)]
    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    /// The first value of a header.
    #[cfg(test)]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The body.
    #[cfg(test)]
    pub(crate) fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// The answer as Workers send it. Answers depend on who asks and on the moment, so no shared cache may have one,
    /// and a browser keeps none without asking again.
    pub(crate) fn into_response(self) -> Response {
        let headers = Headers::new();
        let cache_control = if self.is_kept { "private, no-cache" } else { "no-store" };
        let always = [("Cache-Control", cache_control), ("X-Content-Type-Options", "nosniff")];
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in always.into_iter().chain(own) {
            // Only a value with a line break or beyond Latin-1 can be refused, and none is made here.
            let _ = headers.append(name, value);
        }
        let builder = ResponseBuilder::new().with_status(self.status).with_headers(headers);
        match self.body {
            Some(body) => builder.fixed(body.into_bytes()),
            None => builder.empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn what_is_known_already_is_not_said_again() {
        let reply = || Reply::json(200, &[1]).with("Content-Disposition", "attachment").kept();
        let told = reply().unless_known(None);
        let tag = told.header("ETag").unwrap().to_owned();
        assert_eq!((told.status(), told.body()), (200, Some("[1]")));
        for known in [tag.as_str(), "*", &format!("\"x\", {tag}")] {
            let known = reply().unless_known(Some(known));
            assert_eq!((known.status(), known.body(), known.is_kept), (304, None, true));
            assert_eq!(known.header("ETag"), Some(tag.as_str()));
            assert_eq!(known.header("Content-Type").or(known.header("Content-Disposition")), None);
        }
        assert_eq!(reply().unless_known(Some("\"x\"")), told);
        assert_ne!(Reply::json(200, &[2]).unless_known(None).header("ETag"), Some(tag.as_str()));
    }

    #[test]
    fn only_what_was_asked_for_has_a_tag() {
        for reply in [Reply::no_content(), Reply::json(202, &[1]), Reply::json(404, &[1])] {
            assert_eq!(reply.clone().unless_known(Some("*")), reply);
        }
    }
}
