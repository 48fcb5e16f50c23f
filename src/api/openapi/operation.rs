//! What each call is, in words: the one place where an endpoint is described. The compiler asks for every one.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::json;

use super::parameter::Parameter;
use crate::api::activity::Activity;
use crate::api::dimensions::{Dimensions, OwnLabels};
use crate::api::health::Health;
use crate::api::ingest_tokens::{Created, List};
use crate::api::me::{Choice, Me};
use crate::api::members::{Added, InvitationSent, Invited, Listed, Members, NewRole, Welcomed};
use crate::api::onboarding::Onboarding;
use crate::api::quality::Quality;
use crate::api::retention::Retention;
use crate::api::routes::{AdminEndpoint, Endpoint, MemberEndpoint, PublicEndpoint};
use crate::api::sessions::Sessions;
use crate::api::sign_in::{CodeBody, CodeRequested, EmailBody, LinkBody, MailState};
use crate::api::usage::{self, Usage};
use crate::api::{audit, erasures, export, ingest_tokens, prices, quality, turns};

/// A type's schema, by reference where it has a name.
pub(super) type OfType = fn(&mut SchemaGenerator) -> Schema;

fn of<T: JsonSchema>() -> OfType {
    |generator| generator.subschema_for::<T>()
}

/// Where a page of the log begins.
fn before() -> Parameter {
    Parameter::query(
        "before",
        json!({ "type": "string", "pattern": "^\\d+-\\d+$", "examples": ["1795231800000-5"] }),
        "Only changes before this one: an entry's id, or the `next` of an answer.",
    )
}

/// What a call answers when all went well.
pub(super) enum Answer {
    /// A JSON body.
    Json(u16, OfType),
    /// A body of another media type.
    Text(u16, &'static str),
    /// Nothing.
    NoContent,
}

/// Which parameters of the filter a call takes.
pub(super) enum Filter {
    /// None.
    None,
    /// All, and these beside them.
    All(&'static [&'static str]),
}

/// A description.
pub(super) struct Operation {
    /// The name of the call in generated code.
    pub id: &'static str,
    /// A line.
    pub summary: &'static str,
    /// What else there is to know.
    pub description: &'static str,
    /// Which parameters of the filter it takes.
    pub filter: Filter,
    /// Other parameters.
    pub parameters: Vec<Parameter>,
    /// The JSON body that it reads.
    pub body: Option<OfType>,
    /// What it answers.
    pub answer: Answer,
    /// What else may go wrong than for everybody who calls so.
    pub problems: &'static [(u16, &'static str)],
}

impl Operation {
    fn new(id: &'static str, summary: &'static str, answer: Answer) -> Self {
        Self {
            id,
            summary,
            description: "",
            filter: Filter::None,
            parameters: Vec::new(),
            body: None,
            answer,
            problems: &[],
        }
    }

    fn described(self, description: &'static str) -> Self {
        Self { description, ..self }
    }

    fn filtered(self, own: &'static [&'static str]) -> Self {
        Self { filter: Filter::All(own), ..self }
    }

    fn reading(self, body: OfType) -> Self {
        Self { body: Some(body), ..self }
    }

    fn with(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    fn or(self, problems: &'static [(u16, &'static str)]) -> Self {
        Self { problems, ..self }
    }

    /// The description of an endpoint.
    pub(super) fn of(endpoint: Endpoint) -> Self {
        match endpoint {
            Endpoint::Public(endpoint) => Self::of_public(endpoint),
            Endpoint::Member(endpoint) => Self::of_member(endpoint),
            Endpoint::Admin(endpoint) => Self::of_admin(endpoint),
        }
    }

    fn of_public(endpoint: PublicEndpoint) -> Self {
        match endpoint {
            PublicEndpoint::RequestCode => {
                Self::new("requestCode", "Asks for a one-time code by mail", Answer::Json(202, of::<CodeRequested>()))
                    .described("The answer is the same whether or not the address is a member's; only a member gets mail, and after the answer. Sets a cookie that binds the code to this browser.")
                    .reading(of::<EmailBody>())
                    .or(&[(429, "Several codes are on their way to this address, or to this network. `Retry-After` says how long to wait.")])
            }
            PublicEndpoint::Mail => {
                Self::new("mailState", "Whether sign-in mail goes out", Answer::Json(200, of::<MailState>()))
                    .described("Of all mail that was tried; to be asked a few seconds after asking for a code.")
            }
            PublicEndpoint::FirstAdmin => {
                Self::new("firstAdmin", "Signs in the first admin by the link of the deployment", Answer::Json(200, of::<Me>()))
                    .described("Works within a day of the deployment, and only while the database has no org.")
                    .reading(of::<LinkBody>())
                    .or(&[(401, "The link is wrong, expired or used.")])
            }
            PublicEndpoint::VerifyCode => {
                Self::new("verifyCode", "Signs in with a one-time code", Answer::Json(200, of::<Me>()))
                    .described("After five wrong tries a new code must be asked for.")
                    .reading(of::<CodeBody>())
                    .or(&[(401, "The code is wrong, used or expired.")])
            }
            PublicEndpoint::SignOut => Self::new("signOut", "Signs out", Answer::NoContent),
            PublicEndpoint::Describe => {
                Self::new("describe", "This description", Answer::Text(200, "application/json"))
            }
        }
    }

    fn of_member(endpoint: MemberEndpoint) -> Self {
        match endpoint {
            MemberEndpoint::Me => {
                Self::new("me", "Who is signed in, and how far their org has come", Answer::Json(200, of::<Me>()))
            }
            MemberEndpoint::SwitchOrg => {
                Self::new("switchOrg", "Turns this browser to another of the member's orgs", Answer::Json(200, of::<Me>()))
                    .reading(of::<Choice>())
                    .or(&[(404, "The member has no org of that name.")])
            }
            MemberEndpoint::ListSessions => {
                Self::new("listSessions", "Where the member is signed in", Answer::Json(200, of::<Sessions>()))
                    .described("A session ends 30 days after it began, or when it was not used for 7 days.")
            }
            MemberEndpoint::CloseSession => {
                Self::new("closeSession", "Signs out one of the member's browsers", Answer::NoContent)
                    .with(Parameter::path(
                        "id",
                        json!({ "type": "string", "pattern": "^[0-9a-f]{16}$" }),
                        "As the list of sessions names it.",
                    ))
                    .or(&[(404, "The member has no such session.")])
            }
            MemberEndpoint::CloseOtherSessions => {
                Self::new("closeOtherSessions", "Signs out all of the member's browsers but this one", Answer::NoContent)
            }
            MemberEndpoint::Usage => {
                Self::new("usage", "What was used and what it cost", Answer::Json(200, of::<Usage>()))
                    .described("By day, and grouped by one other thing. At most 400 days; the last 30 unless told otherwise.")
                    .filtered(usage::OWN)
            }
            MemberEndpoint::Activity => {
                Self::new("activity", "Who did what, when, and with what of Claude Code", Answer::Json(200, of::<Activity>()))
                    .described("At most 400 days; the last 30 unless told otherwise.")
                    .filtered(&[])
            }
            MemberEndpoint::Dimensions => {
                Self::new("dimensions", "What figures can be filtered on and grouped by", Answer::Json(200, of::<Dimensions>()))
                    .described("The days say of when models and sources are listed; the last 90 unless told otherwise. The other parameters of the filter are taken and change nothing.")
                    .filtered(&[])
            }
            MemberEndpoint::Export => {
                Self::new("export", "Usage as a table for spreadsheets", Answer::Text(200, "text/csv"))
                    .described("One line for each combination of what it is grouped by; at most 50,000. The columns are these and the figures of usage; a cell is empty where usage has null. With `compare`, a first column `period` (current, previous) tells the two ranges apart.")
                    .filtered(export::OWN)
            }
            MemberEndpoint::Quality => {
                Self::new("quality", "How well it goes: approvals, failures, lengths of time", Answer::Json(200, of::<Quality>()))
                    .described("At most 400 days; the last 30 unless told otherwise.")
                    .filtered(quality::OWN)
            }
            MemberEndpoint::Health => {
                Self::new("health", "Who reports what, what is missing and how to mend it", Answer::Json(200, of::<Health>()))
                    .described("The last 7 days unless told otherwise.")
                    .filtered(&[])
            }
            MemberEndpoint::Prices => {
                Self::new("prices", "What a token costs", Answer::Json(200, of::<prices::PriceList>()))
                    .described("By the list and by the org's own agreement, with the days from which on; and the models in use that have no price. The filter says whose use is looked at for these, in the last 90 days unless told otherwise; `compare` is taken and changes nothing.")
                    .filtered(&[])
            }
            MemberEndpoint::Turns => {
                Self::new("listTurns", "The dearest, longest, most faulty or latest turns", Answer::Json(200, of::<turns::Turns>()))
                    .described("A turn is a user prompt and everything that it set off. At most 31 days; the last 7 unless told otherwise.")
                    .filtered(turns::OWN)
            }
            MemberEndpoint::Turn => {
                Self::new("readTurn", "One turn as a tree", Answer::Json(200, of::<turns::Turn>()))
                    .with(Parameter::path(
                        "id",
                        json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}-[0-9a-f]{12}$" }),
                        "As the list of turns calls it.",
                    ))
                    .or(&[(404, "There is no such turn, or its rows are kept no longer.")])
            }
        }
    }

    fn of_admin(endpoint: AdminEndpoint) -> Self {
        match endpoint {
            AdminEndpoint::CreateIngestToken => {
                Self::new("createIngestToken", "Makes an ingest token", Answer::Json(201, of::<Created>()))
                    .described("The token is shown this once. It replaces and revokes the one before, which the very next export is told.")
                    .reading(of::<ingest_tokens::Body>())
            }
            AdminEndpoint::ListIngestTokens => Self::new(
                "listIngestTokens",
                "The org's ingest tokens, newest first",
                Answer::Json(200, of::<List>()),
            ),
            AdminEndpoint::ListMembers => {
                Self::new("listMembers", "Who may sign in", Answer::Json(200, of::<Members>()))
            }
            AdminEndpoint::AddMember => {
                Self::new("addMember", "Adds a member and mails them", Answer::Json(201, of::<Welcomed>()))
                    .described("They are a member also when the mail does not go out.")
                    .reading(of::<Added>())
                    .or(&[(409, "The address is a member's already, or the org has 5,000 members.")])
            }
            AdminEndpoint::SetRole => {
                Self::new("setRole", "Changes what a member may do", Answer::Json(200, of::<Listed>()))
                    .with(Parameter::path("id", json!({ "type": "string", "format": "idn-email" }), "The member's address."))
                    .reading(of::<NewRole>())
                    .or(&[(404, "There is no such member."), (409, "The org would be left without an admin.")])
            }
            AdminEndpoint::RemoveMember => {
                Self::new("removeMember", "Removes a member", Answer::NoContent)
                    .described("Their sessions end with it.")
                    .with(Parameter::path("id", json!({ "type": "string", "format": "idn-email" }), "The member's address."))
                    .or(&[(404, "There is no such member."), (409, "The org would be left without an admin.")])
            }
            AdminEndpoint::Invite => {
                Self::new("invite", "Mails a member once more that they are one", Answer::Json(200, of::<InvitationSent>()))
                    .reading(of::<Invited>())
                    .or(&[(404, "There is no such member.")])
            }
            AdminEndpoint::RevokeIngestToken => {
                Self::new("revokeIngestToken", "Revokes the ingest token in force", Answer::NoContent)
                    .described("The very next export is refused. There is none in force until one is made.")
                    .or(&[(404, "No token is in force.")])
            }
            AdminEndpoint::Audit => {
                Self::new("audit", "Who changed what, newest first", Answer::Json(200, of::<audit::Answer>()))
                    .with(before())
                    .with(Parameter::query(
                        "limit",
                        json!({ "type": "integer", "minimum": 1, "maximum": audit::MAX_ENTRIES, "default": audit::DEFAULT_ENTRIES }),
                        "How many entries at most.",
                    ))
            }
            AdminEndpoint::AuditCsv => {
                Self::new("auditTable", "The same as a table", Answer::Text(200, "text/csv"))
                    .described("The newest 50,000 changes; those before follow with `before`, the id of the last line.")
                    .with(before())
            }
            AdminEndpoint::ErasePerson => {
                Self::new("erasePerson", "Erases a person", Answer::Json(202, of::<erasures::Erasure>()))
                    .described("The cron does it, once everything of the person is counted: their sessions, spans, events, turns and name go, their daily figures stay under a user who stands for nobody, so that no sum changes. Asked for again before it is done, the same erasure is answered.")
                    .reading(of::<erasures::Body>())
                    .or(&[(404, "The org has no such user.")])
            }
            AdminEndpoint::ListErasures => {
                Self::new("listErasures", "Erasures, newest first", Answer::Json(200, of::<erasures::Erasures>()))
                    .described("At most 100. They do not tell whose they were.")
            }
            AdminEndpoint::Onboarding => Self::new("onboarding", "What connects clients, and how far that has come", Answer::Json(200, of::<Onboarding>()))
                .described("The checklist looks at the last 7 days, and turns within seconds of an export."),
            AdminEndpoint::SetDimensions => {
                Self::new("setDimensions", "Lists the org's own labels", Answer::Json(200, of::<OwnLabels>()))
                    .described("Resource attributes that are kept as labels from the next session on. The list replaces the one before; what is stored stays.")
                    .reading(of::<OwnLabels>())
            }
            AdminEndpoint::SetRetention => {
                Self::new("setRetention", "Sets how long things are kept", Answer::Json(200, of::<Retention>()))
                    .described("What is older is deleted by the cron's next passes.")
                    .reading(of::<Retention>())
            }
            AdminEndpoint::SetPrice => Self::new(
                "setPrice",
                "Sets an own price from a day on",
                Answer::Json(201, of::<prices::Stored>()),
            )
            .described(
                "Either all five prices, or `follows_list`: from this day on the list's price counts again.",
            )
            .reading(of::<prices::Body>())
            .or(&[(409, "The org has 1,000 prices of its own.")]),
        }
    }
}
