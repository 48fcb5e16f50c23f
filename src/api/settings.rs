//! What the Worker's variables say about the API.

use worker::Env;

use crate::auth::admins::Admins;
use crate::auth::key::AuthKey;
use crate::auth::mail::Mailer;

/// The API's variables.
#[derive(Debug)]
pub(super) struct Settings {
    /// `ADMIN_EMAILS`: who becomes an admin by signing in.
    pub admins: Admins,
    /// The secret `AUTH_KEY`; None: nobody can sign in.
    pub key: Option<AuthKey>,
    /// `DASHBOARD_ORIGIN`: the one other origin that may call, when the dashboard has its own host.
    pub dashboard_origin: Option<String>,
    /// How mail goes.
    pub mailer: Mailer,
}

impl Settings {
    /// Reads the variables; what is missing is empty.
    pub(super) fn from_env(env: &Env) -> Self {
        let var = |name| env.var(name).map(|var| var.to_string()).unwrap_or_default();
        Self {
            admins: Admins::parse(&var("ADMIN_EMAILS")),
            key: env.secret("AUTH_KEY").ok().and_then(|key| AuthKey::parse(&key.to_string())),
            dashboard_origin: origin(&var("DASHBOARD_ORIGIN")),
            mailer: Mailer::from_env(env),
        }
    }
}

/// An origin as browsers write it; None when there is none. `null` is what sandboxed pages of anybody
/// send, so it is not one.
fn origin(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    (text.starts_with("https://") || text.starts_with("http://")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        let cases = [
            ("https://app.example.com", Some("https://app.example.com")),
            (" https://App.Example.com/ ", Some("https://app.example.com")),
            ("http://localhost:5173", Some("http://localhost:5173")),
            ("", None),
            ("*", None),
            ("null", None),
            ("app.example.com", None),
        ];
        for (text, expected) in cases {
            assert_eq!(origin(text).as_deref(), expected, "{text}");
        }
    }
}
