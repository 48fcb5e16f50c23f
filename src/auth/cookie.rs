//! The two cookies: which browser asked for a code, and which is signed in.
//!
//! `__Host-` makes the browser refuse the cookie unless it is Secure, for this host alone and for all
//! paths, so no sibling host can plant one. `SameSite=Strict` still reaches the API from a dashboard on
//! a sibling host, for that is the same site.

use super::secret::Secret;

/// A cookie that holds a [`Secret`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Binds a one-time code to the browser that asked for it.
    Challenge,
    /// A signed-in browser.
    Session,
}

impl Cookie {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Challenge => "__Host-thinspan_challenge",
            Self::Session => "__Host-thinspan_session",
        }
    }

    /// The cookie's secret in a `Cookie` header; None when it is not there or malformed.
    pub fn read(self, header: &str) -> Option<Secret> {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .and_then(|(_, value)| Secret::parse(value))
    }

    /// The `Set-Cookie` header that keeps the secret for so many seconds.
    pub fn set(self, secret: &Secret, max_age_seconds: i64) -> String {
        self.header(secret.expose(), max_age_seconds)
    }

    /// The `Set-Cookie` header that takes the cookie away.
    pub fn clear(self) -> String {
        self.header("", 0)
    }

    fn header(self, value: &str, max_age_seconds: i64) -> String {
        let name = self.name();
        format!("{name}={value}; Path=/; Max-Age={max_age_seconds}; Secure; HttpOnly; SameSite=Strict")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let value = "ab".repeat(32);
        let found = [
            format!("__Host-thinspan_session={value}"),
            format!("a=b; __Host-thinspan_session={value}; c=d"),
            format!("broken;__Host-thinspan_session={value}"),
        ];
        for header in found {
            assert_eq!(Cookie::Session.read(&header).unwrap().expose(), value, "{header}");
        }
        let absent = [
            String::new(),
            format!("__Host-thinspan_challenge={value}"),
            format!("x__Host-thinspan_session={value}"),
            format!("thinspan_session={value}"),
            "__Host-thinspan_session=".to_owned(),
            "__Host-thinspan_session=short".to_owned(),
        ];
        for header in absent {
            assert!(Cookie::Session.read(&header).is_none(), "{header}");
        }
    }

    #[test]
    fn a_cookie_is_for_this_host_and_out_of_reach_of_scripts() {
        let value = "ab".repeat(32);
        assert_eq!(
            Cookie::Challenge.set(&Secret::generate([0xab; 32]), 600),
            format!(
                "__Host-thinspan_challenge={value}; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Strict"
            )
        );
        assert_eq!(
            Cookie::Session.clear(),
            "__Host-thinspan_session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict"
        );
    }
}
