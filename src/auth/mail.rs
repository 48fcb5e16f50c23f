//! How a mail gets to its member: a sign-in code, an invitation.

use std::fmt;

use serde_json::json;
use worker::js_sys::Reflect;
use worker::wasm_bindgen::JsValue;
use worker::{EmailAddress, Env, Fetch, Headers, Method, Request, RequestInit, SendEmail, SendEmailBuilder};

use super::code::Code;
use super::email::Email;

/// The way mail goes, as the Worker's variables say.
#[derive(Clone)]
pub enum Mailer {
    /// Printed on the console and kept nowhere else. `MAIL=console`, for local development only.
    Console,
    /// Sent by [Resend](https://resend.com/docs/api-reference/emails/send-email).
    Resend {
        /// Secret `RESEND_API_KEY`.
        api_key: String,
        /// Variable `MAIL_FROM`.
        from: Sender,
    },
    /// Sent by [Cloudflare Email Service](https://developers.cloudflare.com/email-service/api/send-emails/workers-api/).
    EmailService {
        /// The `send_email` binding `EMAIL`.
        binding: SendEmail,
        /// Variable `MAIL_FROM`.
        from: Sender,
    },
    /// Nowhere: nobody can sign in.
    NotSetUp,
}

/// Who mail comes from: `Thinspan <signin@example.com>`, or the address alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name; may be empty.
    pub name: String,
    /// The address.
    pub email: Email,
}

impl Sender {
    /// Reads `MAIL_FROM`; None when there is no address in it.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text),
        };
        let is_plain = !name.chars().any(|c| c.is_control() || "<>\"".contains(c));
        let email = Email::parse(address)?;
        is_plain.then(|| Self { name: name.to_owned(), email })
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.as_str() {
            "" => write!(f, "{}", self.email),
            name => write!(f, "\"{name}\" <{}>", self.email),
        }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Console => "Mailer::Console",
            Self::Resend { .. } => "Mailer::Resend(REDACTED)",
            Self::EmailService { .. } => "Mailer::EmailService",
            Self::NotSetUp => "Mailer::NotSetUp",
        })
    }
}

/// What to tell whoever deployed the Worker when no way is set up.
pub const NOT_SET_UP: &str = "Mail is not set up: set MAIL_FROM and the binding EMAIL in wrangler.toml, or MAIL_FROM and \
                              the secret RESEND_API_KEY; docs/DEPLOY.md, \"Mail\".";

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

impl From<worker::Error> for MailError {
    fn from(error: worker::Error) -> Self {
        Self { cause: error.to_string() }
    }
}

impl Mailer {
    /// Reads `MAIL`, `RESEND_API_KEY`, `MAIL_FROM` and the binding `EMAIL`.
    pub fn from_env(env: &Env) -> Self {
        let var = |name| env.var(name).ok().map(|var| var.to_string());
        let secret = |name| env.secret(name).ok().map(|secret| secret.to_string());
        Self::choose(var("MAIL"), secret("RESEND_API_KEY"), var("MAIL_FROM"), || env.send_email("EMAIL").ok())
    }

    fn choose(
        mail: Option<String>,
        api_key: Option<String>,
        from: Option<String>,
        binding: impl FnOnce() -> Option<SendEmail>,
    ) -> Self {
        if mail.as_deref() == Some("console") {
            return Self::Console;
        }
        let Some(from) = from.as_deref().and_then(Sender::parse) else { return Self::NotSetUp };
        if let Some(api_key) = api_key.filter(|key| !key.trim().is_empty()) {
            return Self::Resend { api_key, from };
        }
        match binding() {
            Some(binding) => Self::EmailService { binding, from },
            None => Self::NotSetUp,
        }
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When no way is set up, or the provider did not accept the mail.
    pub async fn send(&self, to: &Email, message: &Message) -> Result<(), MailError> {
        match self {
            Self::Console => {
                let line = "-".repeat(64);
                worker::console_log!("\n{line}\nTo {to}: {}\n\n{}{line}", message.subject, message.text);
                Ok(())
            }
            Self::Resend { api_key, from } => {
                let body = json!({
                    "from": from.to_string(),
                    "to": [to.as_str()],
                    "subject": message.subject,
                    "text": message.text,
                    "html": message.html,
                });
                post("https://api.resend.com/emails", api_key, &body.to_string()).await
            }
            Self::EmailService { binding, from } => {
                let from = EmailAddress::new(&from.name, from.email.as_str());
                let mail = SendEmailBuilder::builder_with_email_address_and_str(
                    &from,
                    to.as_str(),
                    &message.subject,
                )
                .text(&message.text)
                .html(&message.html)
                .build();
                // Its error may repeat the mail, so only its code is told.
                binding
                    .send_with_builder(&mail)
                    .await
                    .map(drop)
                    .map_err(|error| MailError { cause: code_of(&error) })
            }
            Self::NotSetUp => Err(MailError { cause: NOT_SET_UP.to_owned() }),
        }
    }
}

/// The `code` of an error of Email Service, such as `E_SENDER_NOT_VERIFIED`.
fn code_of(error: &JsValue) -> String {
    let code = Reflect::get(error, &JsValue::from_str("code")).ok().and_then(|code| code.as_string());
    format!("Email Service answered {}", code.as_deref().unwrap_or("without a code"))
}

async fn post(url: &str, api_key: &str, body: &str) -> Result<(), MailError> {
    let headers = Headers::new();
    headers.set("authorization", &format!("Bearer {api_key}"))?;
    headers.set("content-type", "application/json")?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(JsValue::from_str(body)));
    let request = Request::new_with_init(url, &init)?;
    let response = Fetch::Request(request).send().await?;
    match response.status_code() {
        200..=299 => Ok(()),
        // The body may repeat the mail, so only the status is told.
        status => Err(MailError { cause: format!("the provider answered {status}") }),
    }
}

/// A mail's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    subject: String,
    text: String,
    html: String,
}

impl Message {
    /// The mail with a code. `minutes`: how long it can be used.
    pub fn code(code: &Code, minutes: i64) -> Self {
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

    /// The mail that tells somebody that they are a member now. `dashboard`: where to sign in.
    pub fn invitation(org: &str, added_by: &Email, dashboard: &str) -> Self {
        let what = "Thinspan shows what a team does with Claude Code: usage, quality, activity and cost.";
        let how = "Sign in with this address; a code is mailed to you, there is no password.";
        let (org_html, by_html) = (escaped(org), escaped(added_by.as_str()));
        let dashboard_html = escaped(dashboard);
        Self {
            subject: format!("You can now see {} on Thinspan", one_line(org)),
            text: format!("{added_by} added you to {org}.\n\n{what}\n\n{how}\n\n{dashboard}\n"),
            html: format!(
                "<p>{by_html} added you to <b>{org_html}</b>.</p><p>{what}</p><p>{how}</p>\
                 <p><a href=\"{dashboard_html}\">{dashboard_html}</a></p>"
            ),
        }
    }
}

/// A text inside HTML, or inside a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A text inside a mail's header.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
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
            (Some(""), Some("key"), Some("Thinspan <a@example.com>"), "Mailer::Resend(REDACTED)"),
            (None, Some("key"), None, "Mailer::NotSetUp"),
            (None, Some("key"), Some("nobody"), "Mailer::NotSetUp"),
            (None, Some(" "), Some("a@example.com"), "Mailer::NotSetUp"),
            (None, None, Some("a@example.com"), "Mailer::NotSetUp"),
        ];
        for (mail, key, from, expected) in cases {
            let own = |text: Option<&str>| text.map(str::to_owned);
            let mailer = Mailer::choose(own(mail), own(key), own(from), || None);
            assert_eq!(format!("{mailer:?}"), expected, "{mail:?} {key:?} {from:?}");
        }
    }

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        let cases = [
            ("signin@example.com", Some("signin@example.com")),
            ("Thinspan <signin@example.com>", Some("\"Thinspan\" <signin@example.com>")),
            ("\"The Team, Inc.\" <Signin@example.com>", Some("\"The Team, Inc.\" <signin@example.com>")),
            (" <signin@example.com> ", Some("signin@example.com")),
            ("", None),
            ("Thinspan", None),
            ("Thinspan <nobody>", None),
            ("a\nBcc: b <signin@example.com>", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Sender::parse(text).map(|sender| sender.to_string()).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn both_bodies_have_the_code_and_the_subject_has_not() {
        let message = Message::code(&Code::parse("123456").unwrap(), 10);
        assert!(message.text.contains("123456") && message.html.contains("123456"));
        assert!(!message.subject.contains("123456"));
    }

    #[test]
    fn an_invitation_says_who_where_and_how() {
        let by = Email::parse("admin@example.com").unwrap();
        let message = Message::invitation("R&D <\"x\">\r\n", &by, "https://app.example.com");
        for part in ["admin@example.com", "https://app.example.com"] {
            assert!(message.text.contains(part) && message.html.contains(part), "{part}");
        }
        assert!(message.html.contains("R&amp;D &lt;&quot;x&quot;&gt;"));
        assert!(!message.subject.contains(['\r', '\n']));
    }
}
