//! Every path of the API, what it takes to be let in, and where it leads.

use worker::Method;

use super::problem::Problem;

/// Where a request leads, grouped by who may go there: the type of the group makes sure that the check
/// has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// Anyone.
    Public(PublicEndpoint),
    /// Whoever is signed in.
    Member(MemberEndpoint),
    /// Whoever is signed in as an admin.
    Admin(AdminEndpoint),
}

impl Endpoint {
    /// Whether a browser may keep the answer and ask whether it is still the same: figures, and the description of the
    /// API. What is about the member and the org's settings is kept nowhere.
    pub(super) fn is_kept(self) -> bool {
        matches!(
            self,
            Self::Public(PublicEndpoint::Describe)
                | Self::Member(
                    MemberEndpoint::Usage
                        | MemberEndpoint::Activity
                        | MemberEndpoint::Dimensions
                        | MemberEndpoint::Export
                        | MemberEndpoint::Quality
                        | MemberEndpoint::Health
                        | MemberEndpoint::Prices
                        | MemberEndpoint::Turns
                        | MemberEndpoint::Turn
                )
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PublicEndpoint {
    RequestCode,
    Mail,
    VerifyCode,
    FirstAdmin,
    SignOut,
    Describe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MemberEndpoint {
    Me,
    SwitchOrg,
    ListSessions,
    CloseSession,
    CloseOtherSessions,
    Usage,
    Activity,
    Dimensions,
    Export,
    Quality,
    Health,
    Prices,
    Turns,
    Turn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AdminEndpoint {
    CreateIngestToken,
    ListIngestTokens,
    RevokeIngestToken,
    Audit,
    AuditCsv,
    ErasePerson,
    ListErasures,
    Onboarding,
    SetDimensions,
    SetRetention,
    SetPrice,
    ListMembers,
    AddMember,
    SetRole,
    RemoveMember,
    Invite,
}

impl MemberEndpoint {
    /// Whether the answer is made of nothing but what [`crate::rollup::stamp`] lists. Health tells of records that are not
    /// folded yet, a turn is made of its records, and the prices tell who set them.
    pub(super) fn is_of_figures(self) -> bool {
        matches!(
            self,
            Self::Usage | Self::Activity | Self::Dimensions | Self::Export | Self::Quality | Self::Turns
        )
    }
}

/// `{id}` stands for one segment of the path; [`id`] reads it.
pub(super) const ROUTES: &[(Method, &str, Endpoint)] = &[
    (Method::Post, "/api/v1/auth/request", Endpoint::Public(PublicEndpoint::RequestCode)),
    (Method::Get, "/api/v1/auth/mail", Endpoint::Public(PublicEndpoint::Mail)),
    (Method::Post, "/api/v1/auth/first-admin", Endpoint::Public(PublicEndpoint::FirstAdmin)),
    (Method::Post, "/api/v1/auth/verify", Endpoint::Public(PublicEndpoint::VerifyCode)),
    (Method::Post, "/api/v1/auth/logout", Endpoint::Public(PublicEndpoint::SignOut)),
    (Method::Get, "/api/v1/openapi.json", Endpoint::Public(PublicEndpoint::Describe)),
    (Method::Get, "/api/v1/me", Endpoint::Member(MemberEndpoint::Me)),
    (Method::Put, "/api/v1/me", Endpoint::Member(MemberEndpoint::SwitchOrg)),
    (Method::Get, "/api/v1/sessions", Endpoint::Member(MemberEndpoint::ListSessions)),
    (Method::Delete, "/api/v1/sessions", Endpoint::Member(MemberEndpoint::CloseOtherSessions)),
    (Method::Delete, "/api/v1/sessions/{id}", Endpoint::Member(MemberEndpoint::CloseSession)),
    (Method::Get, "/api/v1/members", Endpoint::Admin(AdminEndpoint::ListMembers)),
    (Method::Post, "/api/v1/members", Endpoint::Admin(AdminEndpoint::AddMember)),
    (Method::Put, "/api/v1/members/{id}", Endpoint::Admin(AdminEndpoint::SetRole)),
    (Method::Delete, "/api/v1/members/{id}", Endpoint::Admin(AdminEndpoint::RemoveMember)),
    (Method::Post, "/api/v1/invitations", Endpoint::Admin(AdminEndpoint::Invite)),
    (Method::Get, "/api/v1/usage", Endpoint::Member(MemberEndpoint::Usage)),
    (Method::Get, "/api/v1/ingest-tokens", Endpoint::Admin(AdminEndpoint::ListIngestTokens)),
    (Method::Post, "/api/v1/ingest-tokens", Endpoint::Admin(AdminEndpoint::CreateIngestToken)),
    (Method::Delete, "/api/v1/ingest-tokens", Endpoint::Admin(AdminEndpoint::RevokeIngestToken)),
    (Method::Get, "/api/v1/audit", Endpoint::Admin(AdminEndpoint::Audit)),
    (Method::Get, "/api/v1/audit.csv", Endpoint::Admin(AdminEndpoint::AuditCsv)),
    (Method::Get, "/api/v1/erasures", Endpoint::Admin(AdminEndpoint::ListErasures)),
    (Method::Post, "/api/v1/erasures", Endpoint::Admin(AdminEndpoint::ErasePerson)),
    (Method::Get, "/api/v1/onboarding", Endpoint::Admin(AdminEndpoint::Onboarding)),
    (Method::Get, "/api/v1/activity", Endpoint::Member(MemberEndpoint::Activity)),
    (Method::Get, "/api/v1/dimensions", Endpoint::Member(MemberEndpoint::Dimensions)),
    (Method::Put, "/api/v1/dimensions", Endpoint::Admin(AdminEndpoint::SetDimensions)),
    (Method::Get, "/api/v1/export.csv", Endpoint::Member(MemberEndpoint::Export)),
    (Method::Put, "/api/v1/retention", Endpoint::Admin(AdminEndpoint::SetRetention)),
    (Method::Get, "/api/v1/quality", Endpoint::Member(MemberEndpoint::Quality)),
    (Method::Get, "/api/v1/health", Endpoint::Member(MemberEndpoint::Health)),
    (Method::Get, "/api/v1/prices", Endpoint::Member(MemberEndpoint::Prices)),
    (Method::Post, "/api/v1/prices", Endpoint::Admin(AdminEndpoint::SetPrice)),
    (Method::Get, "/api/v1/turns", Endpoint::Member(MemberEndpoint::Turns)),
    (Method::Get, "/api/v1/turns/{id}", Endpoint::Member(MemberEndpoint::Turn)),
];

/// Whether a path is the one of a route.
fn fits(route: &str, path: &str) -> bool {
    match route.strip_suffix("{id}") {
        Some(start) => path.strip_prefix(start).is_some_and(|id| !id.is_empty() && !id.contains('/')),
        None => route == path,
    }
}

/// What stands for `{id}` in a path that was found: its last segment, as sent.
pub(super) fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// [`id`] percent-decoded (RFC 3986, 2.1). A plus sign is itself in a path, other than in a query.
pub(super) fn decoded_id(path: &str) -> String {
    let pair = format!("id={}", id(path).replace('+', "%2B"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, id)| id.into_owned()).unwrap_or_default()
}

/// What a method and a path come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// One of the API's calls.
    Endpoint(Endpoint),
    /// A browser asks whether another origin may call.
    Preflight,
}

/// Looks a request up in the table.
///
/// # Errors
/// 404 for an unknown path; 405 with `Allow` for a method that the path does not have.
pub(super) fn find(method: &Method, path: &str) -> Result<Route, Problem> {
    let on_path = || ROUTES.iter().filter(|(_, known, _)| fits(known, path));
    if on_path().next().is_none() {
        return Err(Problem::not_found(path));
    }
    if *method == Method::Options {
        return Ok(Route::Preflight);
    }
    match on_path().find(|(known, _, _)| known == method) {
        Some((_, _, endpoint)) => Ok(Route::Endpoint(*endpoint)),
        None => {
            let allowed: Vec<&str> = on_path().map(|(known, _, _)| known.as_ref()).collect();
            Err(Problem::method_not_allowed(&allowed.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn only_signing_in_and_out_and_the_description_are_open_to_anyone() {
        let open: Vec<&str> = ROUTES
            .iter()
            .filter(|(_, _, endpoint)| matches!(endpoint, Endpoint::Public(_)))
            .map(|(_, path, _)| *path)
            .collect();
        assert_eq!(
            open,
            [
                "/api/v1/auth/request",
                "/api/v1/auth/mail",
                "/api/v1/auth/first-admin",
                "/api/v1/auth/verify",
                "/api/v1/auth/logout",
                "/api/v1/openapi.json"
            ]
        );
    }

    #[test]
    fn every_route_is_found() {
        for (method, path, endpoint) in ROUTES {
            assert_eq!(find(method, path).unwrap(), Route::Endpoint(*endpoint));
        }
    }

    #[test]
    fn an_id_is_one_segment_of_the_path() {
        let turn = Route::Endpoint(Endpoint::Member(MemberEndpoint::Turn));
        for path in ["/api/v1/turns/2026-11-20-0123456789ab", "/api/v1/turns/x", "/api/v1/turns/%2F"] {
            assert_eq!(find(&Method::Get, path).unwrap(), turn, "{path}");
        }
        assert_eq!(id("/api/v1/turns/2026-11-20-0123456789ab"), "2026-11-20-0123456789ab");
        for path in ["/api/v1/turns/", "/api/v1/turns/a/b", "/api/v1/turns//"] {
            assert_eq!(find(&Method::Get, path).unwrap_err().status(), 404, "{path}");
        }
    }

    #[test]
    fn an_id_may_be_percent_encoded() {
        let cases = [
            ("mia%40example.com", "mia@example.com"),
            ("mia@example.com", "mia@example.com"),
            ("mia+claude@example.com", "mia+claude@example.com"),
            ("mia%2Bclaude@example.com", "mia+claude@example.com"),
            ("a%26b=c&d", "a&b=c"),
            ("%FF", "\u{fffd}"),
            ("%", "%"),
        ];
        for (id, expected) in cases {
            assert_eq!(decoded_id(&format!("/api/v1/members/{id}")), expected, "{id}");
        }
    }

    #[test]
    fn an_unknown_path_is_404() {
        for path in ["/api/", "/api/v1", "/api/v1/me/", "/api/v1/ME", "/api/v2/me", "/api/v1/usage/../me"] {
            for method in [Method::Get, Method::Post, Method::Options] {
                assert_eq!(find(&method, path).unwrap_err().status(), 404, "{path}");
            }
        }
    }

    #[test]
    fn a_wrong_method_is_405_and_says_which_are_right() {
        let cases = [
            (Method::Get, "/api/v1/auth/request", "POST"),
            (Method::Put, "/api/v1/ingest-tokens", "GET, POST, DELETE"),
            (Method::Post, "/api/v1/usage", "GET"),
        ];
        for (method, path, allow) in cases {
            let reply = find(&method, path).unwrap_err().into_reply();
            assert_eq!((reply.status(), reply.header("Allow")), (405, Some(allow)), "{path}");
        }
    }

    #[test]
    fn a_known_path_has_a_preflight() {
        assert_eq!(find(&Method::Options, "/api/v1/usage").unwrap(), Route::Preflight);
    }
}
