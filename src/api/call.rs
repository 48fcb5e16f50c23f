//! What the API looks at in a request.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use worker::{Method, Request};

use super::etag::Tag;
use super::problem::Problem;
use crate::auth::network::network;

/// No body that the API reads is near this.
const MAX_BODY_BYTES: usize = 16 * 1024;

/// A request without its body.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// The method.
    pub method: Method,
    /// The path, as sent.
    pub path: String,
    /// The origin that the request came to: `https://otlp.example.com`.
    pub own_origin: String,
    /// The query, percent-decoded, in order.
    pub query: Vec<(String, String)>,
    /// `Origin`: the page that asks, when a browser says so.
    pub origin: Option<String>,
    /// `Sec-Fetch-Site`: how that page is related to this host, likewise.
    pub fetch_site: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `If-None-Match`: the tags of answers that the sender has.
    pub if_none_match: Option<String>,
    /// `Cookie`, or nothing.
    pub cookies: String,
    /// [`network`] that the request comes from.
    pub network: String,
    /// `User-Agent`, or nothing.
    pub user_agent: String,
}

impl Head {
    /// Reads all but the body.
    pub(super) fn of(request: &Request) -> Self {
        // The runtime has parsed the URL already; parsing it again would bring the tables of
        // international host names into the Worker, which are larger than all of its own code.
        let url = request.inner().url();
        let (own_origin, _, query) = parts(&url);
        let header = |name| request.headers().get(name).ok().flatten();
        Self {
            method: request.method(),
            path: request.path(),
            own_origin: own_origin.to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            origin: header("origin"),
            fetch_site: header("sec-fetch-site"),
            content_type: header("content-type"),
            if_none_match: header("if-none-match"),
            cookies: header("cookie").unwrap_or_default(),
            network: network(&header("cf-connecting-ip").unwrap_or_default()),
            user_agent: header("user-agent").unwrap_or_default(),
        }
    }

    /// Whether the sender says that it has the answer with this tag.
    pub(super) fn knows(&self, tag: &Tag) -> bool {
        self.if_none_match.as_deref().is_some_and(|known| tag.is_named_by(known))
    }
}

/// The origin, the path and the query of an absolute URL as the runtime writes it.
fn parts(url: &str) -> (&str, &str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    let (url, query) = url.split_once('?').unwrap_or((url, ""));
    let host = url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |slash| host + slash);
    let (origin, path) = url.split_at(path);
    (origin, path, query)
}

/// A request.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// All but the body.
    pub head: &'a Head,
    body: Vec<u8>,
}

impl<'a> Call<'a> {
    /// Reads the body, and no more than the API needs: the declared length may be missing or a lie.
    ///
    /// # Errors
    /// 413 when it is too long; 400 when it breaks off.
    pub(super) async fn read(head: &'a Head, request: &mut Request) -> Result<Self, Problem> {
        let mut body = Vec::new();
        if request.inner().body().is_some() {
            let broken = |_| Problem::bad_body("The body broke off.");
            let mut stream = request.stream().map_err(broken)?;
            while let Some(chunk) = stream.next().await {
                body.extend_from_slice(&chunk.map_err(broken)?);
                if body.len() > MAX_BODY_BYTES {
                    return Err(Problem::body_too_large(MAX_BODY_BYTES));
                }
            }
        }
        Ok(Self { head, body })
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// 400 when it is not what was expected; `expected` says what that is.
    pub(super) fn json<T: DeserializeOwned>(&self, expected: &str) -> Result<T, Problem> {
        // From a text, as everything else is read: a reader of bytes would be a second of everything.
        let body = std::str::from_utf8(&self.body).ok().and_then(|text| serde_json::from_str(text).ok());
        body.ok_or_else(|| Problem::bad_body(format!("The body must be JSON: {expected}.")))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn a_url_has_an_origin_a_path_and_a_query() {
        let table = [
            ("https://otlp.example.com/api/v1/me", ("https://otlp.example.com", "/api/v1/me", "")),
            (
                "http://localhost:8787/api?from=a/b&to=://",
                ("http://localhost:8787", "/api", "from=a/b&to=://"),
            ),
            ("https://a.example?x=1#y", ("https://a.example", "", "x=1")),
            ("", ("", "", "")),
        ];
        for (url, expected) in table {
            assert_eq!(parts(url), expected, "{url}");
        }
    }

    #[test]
    fn a_body_that_is_not_as_expected_is_400_and_says_what_is() {
        let head = Head {
            method: Method::Post,
            path: String::new(),
            own_origin: String::new(),
            query: Vec::new(),
            origin: None,
            fetch_site: None,
            content_type: None,
            if_none_match: None,
            cookies: String::new(),
            network: String::new(),
            user_agent: String::new(),
        };
        #[derive(Debug, serde::Deserialize)]
        struct Wanted {
            email: String,
        }
        let good = Call { head: &head, body: br#"{"email": "mia@example.org"}"#.to_vec() };
        assert_eq!(good.json::<Wanted>("").unwrap().email, "mia@example.org");
        for body in ["", "{", "[]", r#"{"email": 1}"#, "{}", "\u{0}"] {
            let call = Call { head: &head, body: body.into() };
            let problem = call.json::<Wanted>(r#"`{"email": "…"}`"#).unwrap_err();
            assert_eq!(problem.status(), 400, "{body}");
            assert!(problem.detail().contains(r#"{"email": "…"}"#), "{body}");
        }
    }
}
