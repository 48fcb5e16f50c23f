//! How a code gets to its member.

use std::fmt;

use serde_json::json;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Fetch, Headers, Method, Request, RequestInit};

use super::code::Code;
use super::email::Email;

/// The way mail goes, as the Worker's variables say.
pub enum Mailer {
    /// Printed on the console. `MAIL=console`, for local development only.
    Console,
    /// Sent by [Resend](https://resend.com/docs/api-reference/emails/send-email).
    Resend {
        /// Secret `RESEND_API_KEY`.
        api_key: String,
        /// Variable `MAIL_FROM`: `Thinspan <signin@example.com>`.
        from: String,
    },
    /// Nowhere: nobody can sign in.
    NotSetUp,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Console => "Mailer::Console",
            Self::Resend { .. } => "Mailer::Resend(REDACTED)",
            Self::NotSetUp => "Mailer::NotSetUp",
        })
    }
}

/// What to tell whoever deployed the Worker when no way is set up.
pub const NOT_SET_UP: &str = "mail is not set up: set the secret RESEND_API_KEY and the variable MAIL_FROM, \
                              or for local development MAIL=console";

/// The mail did not go. The cause holds neither the address nor the code.
#[derive(Debug)]
pub struct MailError {
    cause: String,
}

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mail: {}", self.cause)
    }
}

impl std::error::Error for MailError {}

impl Mailer {
    /// Reads `MAIL`, `RESEND_API_KEY` and `MAIL_FROM`.
    pub fn from_env(env: &Env) -> Self {
        let var = |name| env.var(name).ok().map(|var| var.to_string());
        let secret = |name| env.secret(name).ok().map(|secret| secret.to_string());
        Self::choose(var("MAIL"), secret("RESEND_API_KEY"), var("MAIL_FROM"))
    }

    fn choose(mail: Option<String>, api_key: Option<String>, from: Option<String>) -> Self {
        let given = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
        if mail.as_deref() == Some("console") {
            return Self::Console;
        }
        match (given(api_key), given(from)) {
            (Some(api_key), Some(from)) => Self::Resend { api_key, from },
            _ => Self::NotSetUp,
        }
    }

    /// Sends a code. `minutes`: how long it can be used.
    ///
    /// # Errors
    /// When no way is set up, or the provider did not accept the mail.
    pub async fn send(&self, to: &Email, code: &Code, minutes: i64) -> Result<(), MailError> {
        let message = Message::new(code, minutes);
        match self {
            Self::Console => {
                let line = "-".repeat(64);
                worker::console_log!(
                    "\n{line}\nSign-in code for {to}: {}\nValid for {minutes} minutes, in the browser that asked.\n{line}",
                    code.expose()
                );
                Ok(())
            }
            Self::Resend { api_key, from } => {
                let body = json!({
                    "from": from,
                    "to": [to.as_str()],
                    "subject": message.subject,
                    "text": message.text,
                    "html": message.html,
                });
                post("https://api.resend.com/emails", api_key, &body.to_string()).await
            }
            Self::NotSetUp => Err(MailError { cause: NOT_SET_UP.to_owned() }),
        }
    }
}

async fn post(url: &str, api_key: &str, body: &str) -> Result<(), MailError> {
    let failed = |error: worker::Error| MailError { cause: error.to_string() };
    let headers = Headers::new();
    headers.set("authorization", &format!("Bearer {api_key}")).map_err(failed)?;
    headers.set("content-type", "application/json").map_err(failed)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(JsValue::from_str(body)));
    let request = Request::new_with_init(url, &init).map_err(failed)?;
    let response = Fetch::Request(request).send().await.map_err(failed)?;
    match response.status_code() {
        200..=299 => Ok(()),
        // The body may repeat the mail, so only the status is told.
        status => Err(MailError { cause: format!("the provider answered {status}") }),
    }
}

/// The mail's words.
struct Message {
    subject: String,
    text: String,
    html: String,
}

impl Message {
    fn new(code: &Code, minutes: i64) -> Self {
        let code = code.expose();
        let note = format!(
            "It is valid for {minutes} minutes, in the browser that asked for it. \
             If you did not ask, somebody typed your address: nothing happens without the code."
        );
        Self {
            // The code is in the body only: subjects show on locked screens.
            subject: "Your Thinspan sign-in code".to_owned(),
            text: format!("Your sign-in code is {code}\n\n{note}\n"),
            html: format!(
                "<p>Your sign-in code is</p>\
                 <p style=\"font: 600 2em monospace; letter-spacing: .15em\">{code}</p>\
                 <p>{note}</p>"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn the_way_follows_from_the_variables() {
        let cases = [
            (None, None, None, "Mailer::NotSetUp"),
            (Some("console"), None, None, "Mailer::Console"),
            (Some("console"), Some("key"), Some("a@example.com"), "Mailer::Console"),
            (None, Some("key"), Some("a@example.com"), "Mailer::Resend(REDACTED)"),
            (Some(""), Some("key"), Some("a@example.com"), "Mailer::Resend(REDACTED)"),
            (None, Some("key"), None, "Mailer::NotSetUp"),
            (None, Some(" "), Some("a@example.com"), "Mailer::NotSetUp"),
            (None, None, Some("a@example.com"), "Mailer::NotSetUp"),
        ];
        for (mail, key, from, expected) in cases {
            let own = |text: Option<&str>| text.map(str::to_owned);
            let mailer = Mailer::choose(own(mail), own(key), own(from));
            assert_eq!(format!("{mailer:?}"), expected, "{mail:?} {key:?} {from:?}");
        }
    }

    #[test]
    fn both_bodies_have_the_code_and_the_subject_has_not() {
        let message = Message::new(&Code::parse("123456").unwrap(), 10);
        assert!(message.text.contains("123456") && message.html.contains("123456"));
        assert!(!message.subject.contains("123456"));
    }
}
