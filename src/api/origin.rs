//! Which pages may call: the API's own origin, and the dashboard's when it has a host of its own.
//!
//! The session cookie is `SameSite=Strict`, so a foreign site cannot use it at all. This is the second
//! lock, against a sibling host that is not the dashboard, and it is what lets the dashboard's host in.

use worker::Method;

use super::call::Head;
use super::problem::Problem;
use super::reply::Reply;
use super::settings::Settings;

/// Lets a change through only when it comes from the dashboard.
///
/// `Sec-Fetch-Site` and `Origin` are what browsers say and scripts cannot change; a client without them
/// is no browser and carries nobody's cookies. A form of a foreign page cannot send `application/json`.
///
/// # Errors
/// 403 for a foreign page; 415 without `Content-Type: application/json`.
pub(super) fn check(head: &Head, settings: &Settings) -> Result<(), Problem> {
    if matches!(head.method, Method::Get | Method::Head) {
        return Ok(());
    }
    let site_is_ours = match head.fetch_site.as_deref() {
        None => true,
        Some(site) => matches!(site, "same-origin" | "same-site" | "none"),
    };
    let origin_is_ours = match head.origin.as_deref() {
        None => true,
        Some(origin) => origin == head.own_origin || is_dashboard(origin, settings),
    };
    if !site_is_ours || !origin_is_ours {
        return Err(Problem::foreign_origin());
    }
    let media_type = head.content_type.as_deref().unwrap_or_default().split(';').next().unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(Problem::not_json());
    }
    Ok(())
}

/// Lets the dashboard's origin, and no other, read the answer (CORS). It depends on that, and on whose cookie came.
pub(super) fn share(reply: Reply, origin: Option<&str>, settings: &Settings) -> Reply {
    const PREFLIGHT_SECONDS: &str = "600";
    let reply = reply.with("Vary", "Cookie, Origin");
    match origin.filter(|origin| is_dashboard(origin, settings)) {
        Some(origin) => reply
            .with("Access-Control-Allow-Origin", origin)
            .with("Access-Control-Allow-Credentials", "true")
            .with("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
            .with("Access-Control-Allow-Headers", "Content-Type")
            .with("Access-Control-Expose-Headers", "Content-Disposition, Retry-After")
            .with("Access-Control-Max-Age", PREFLIGHT_SECONDS),
        None => reply,
    }
}

fn is_dashboard(origin: &str, settings: &Settings) -> bool {
    settings.dashboard_origin.as_deref() == Some(origin)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::auth::admins::Admins;
    use crate::auth::mail::Mailer;

    const OWN: &str = "https://otlp.example.com";
    const DASHBOARD: &str = "https://app.example.com";

    fn settings(dashboard: Option<&str>) -> Settings {
        Settings {
            admins: Admins::default(),
            key: None,
            dashboard_origin: dashboard.map(str::to_owned),
            mailer: Mailer::NotSetUp,
        }
    }

    fn head(method: Method, origin: Option<&str>, site: Option<&str>, content_type: Option<&str>) -> Head {
        Head {
            method,
            path: "/api/v1/auth/request".to_owned(),
            own_origin: OWN.to_owned(),
            query: Vec::new(),
            origin: origin.map(str::to_owned),
            fetch_site: site.map(str::to_owned),
            content_type: content_type.map(str::to_owned),
            if_none_match: None,
            cookies: String::new(),
            network: String::new(),
            user_agent: String::new(),
        }
    }

    #[test]
    fn a_change_comes_from_the_dashboard() {
        const JSON: Option<&str> = Some("application/json");
        let cases = [
            (Some(OWN), Some("same-origin"), JSON, 200),
            (Some(DASHBOARD), Some("same-site"), JSON, 200),
            (Some(OWN), None, Some("Application/JSON; charset=utf-8"), 200),
            (None, None, JSON, 200),
            (None, Some("none"), JSON, 200),
            (Some("https://evil.example"), Some("cross-site"), JSON, 403),
            (Some("https://other.example.com"), Some("same-site"), JSON, 403),
            (Some("null"), Some("cross-site"), JSON, 403),
            (Some("null"), None, JSON, 403),
            (Some("http://otlp.example.com"), Some("same-site"), JSON, 403),
            (Some(OWN), Some("cross-site"), JSON, 403),
            (None, Some("cross-site"), JSON, 403),
            (Some(OWN), Some("same-origin"), None, 415),
            (Some(OWN), Some("same-origin"), Some("text/plain"), 415),
            (Some(OWN), Some("same-origin"), Some("application/x-www-form-urlencoded"), 415),
            (Some(OWN), Some("same-origin"), Some("application/jsonp"), 415),
        ];
        for (origin, site, content_type, expected) in cases {
            let head = head(Method::Post, origin, site, content_type);
            let status =
                check(&head, &settings(Some(DASHBOARD))).err().map_or(200, |problem| problem.status());
            assert_eq!(status, expected, "{origin:?} {site:?} {content_type:?}");
        }
    }

    #[test]
    fn without_a_dashboard_origin_only_the_own_one_is_let_in() {
        let head = head(Method::Post, Some(DASHBOARD), Some("same-site"), Some("application/json"));
        assert_eq!(check(&head, &settings(None)).unwrap_err().status(), 403);
    }

    #[test]
    fn reading_is_left_to_the_cookie_and_the_browser() {
        let head = head(Method::Get, Some("https://evil.example"), Some("cross-site"), None);
        assert!(check(&head, &settings(None)).is_ok());
    }

    #[test]
    fn only_the_dashboard_may_read_from_another_origin() {
        let cases = [
            (Some(DASHBOARD), Some(DASHBOARD), Some(DASHBOARD)),
            (Some(DASHBOARD), Some(OWN), None),
            (Some(DASHBOARD), Some("https://evil.example"), None),
            (Some(DASHBOARD), Some("null"), None),
            (Some(DASHBOARD), None, None),
            (None, Some(DASHBOARD), None),
        ];
        for (dashboard, origin, allowed) in cases {
            let reply = share(Reply::no_content(), origin, &settings(dashboard));
            assert_eq!(reply.header("Access-Control-Allow-Origin"), allowed, "{dashboard:?} {origin:?}");
            assert_eq!(
                reply.header("Access-Control-Allow-Credentials"),
                allowed.map(|_| "true"),
                "{dashboard:?} {origin:?}"
            );
            assert_eq!(reply.header("Vary"), Some("Cookie, Origin"));
        }
    }
}
