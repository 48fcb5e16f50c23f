//! An answer as a value, until the last moment.

use serde::Serialize;
use worker::{Headers, Response, ResponseBuilder};

/// The status, the headers and the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
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
            Ok(text) => {
                Self { status, headers: Vec::new(), body: Some(text) }.with("Content-Type", media_type)
            }
            Err(_) => Self { status: 500, headers: Vec::new(), body: None },
        }
    }

    /// A text that is written already, of any media type.
    pub(crate) fn text(media_type: &str, body: impl Into<String>) -> Self {
        Self { status: 200, headers: Vec::new(), body: Some(body.into()) }.with("Content-Type", media_type)
    }

    /// 204: done, nothing to say.
    pub(crate) fn no_content() -> Self {
        Self { status: 204, headers: Vec::new(), body: None }
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

    /// The answer as Workers send it. Answers depend on who asks and on the moment, so none is kept.
    pub(crate) fn into_response(self) -> Response {
        let headers = Headers::new();
        let always = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")];
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
