//! Parameters of the query and the path.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::api::filter::{COMPARE, MAX_VALUES};
use crate::api::label::{BUILT_IN, OWN_PREFIX};
use crate::api::usage::GroupBy;

/// A parameter.
pub(super) struct Parameter {
    pub name: Cow<'static, str>,
    description: Cow<'static, str>,
    schema: Value,
    place: Place,
}

#[derive(PartialEq, Eq)]
enum Place {
    Query,
    Path,
}

impl Parameter {
    /// An optional one of the query.
    pub(super) fn query(
        name: impl Into<Cow<'static, str>>,
        schema: Value,
        description: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { name: name.into(), description: description.into(), schema, place: Place::Query }
    }

    /// What stands for `{name}` in the path.
    pub(super) fn path(name: &'static str, schema: Value, description: &'static str) -> Self {
        Self { name: name.into(), description: description.into(), schema, place: Place::Path }
    }

    /// As OpenAPI writes it.
    pub(super) fn to_value(&self) -> Value {
        let Self { name, description, schema, place } = self;
        match place {
            Place::Query => {
                json!({ "name": name, "in": "query", "description": description, "schema": schema })
            }
            Place::Path => {
                json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
            }
        }
    }
}

/// May be given several times: any of the values.
fn any_of(items: Value) -> Value {
    json!({ "type": "array", "items": items, "maxItems": MAX_VALUES })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

/// What `api::filter` reads, for every resource that takes a filter.
pub(super) fn filter() -> Vec<Parameter> {
    let day = || json!({ "type": "string", "format": "date" });
    let text = || json!({ "type": "string" });
    let mut parameters = vec![
        Parameter::query(
            "from",
            day(),
            "The first UTC day; without it, so many days before `to` as the call says.",
        ),
        Parameter::query("to", day(), "The last UTC day, included; without it, today."),
        Parameter::query(
            "user",
            any_of(text()),
            "Only of these users; repeated, of any of them. Empty: of those who did not say who they are.",
        ),
        Parameter::query(
            "model",
            any_of(text()),
            "Only of these models, likewise. Empty: of what has no model.",
        ),
        Parameter::query(
            COMPARE,
            json!({ "const": "previous" }),
            "`previous`: the range of equal length right before is answered, too.",
        ),
        Parameter::query("source", any_of(reference("Source")), "Only from these surfaces, likewise."),
    ];
    parameters.extend(BUILT_IN.map(|label| {
        Parameter::query(
            label,
            any_of(text()),
            format!("Only of sessions with this `{label}`, likewise. Empty: without one."),
        )
    }));
    // An object in the query is written as one parameter for each of its properties.
    parameters.push(Parameter::query(
        "labels",
        json!({
            "type": "object",
            "patternProperties": { (format!("^{}", OWN_PREFIX.replace('.', "\\."))): any_of(text()) },
            "additionalProperties": false,
        }),
        format!("Likewise for the labels that the org has listed: `{OWN_PREFIX}squad=rockets`."),
    ));
    parameters
}

/// A resource's own parameter beside the filter's; None: it is not described here.
pub(super) fn own(operation: &str, name: &str) -> Option<Parameter> {
    let (schema, description) = match (operation, name) {
        ("usage", "group_by") => (
            json!({ "$ref": "#/components/schemas/GroupBy", "default": GroupBy::Day.name() }),
            "What the groups are.",
        ),
        ("usage", "top") => (
            json!({ "type": "integer", "minimum": 1, "maximum": 20 }),
            "Of so many groups, the dearest, every day is answered as well. Needs a `group_by` other than day.",
        ),
        ("export", "group_by") => (
            json!({ "type": "string", "default": "day,user,source,model" }),
            "The first columns, by comma: day, user, model, source, or labels.",
        ),
        ("quality", "group_by") => (
            reference("GroupBy"),
            "What the groups are; without it there are none. Not day, which is the series.",
        ),
        ("listTurns", "order") => (
            json!({ "type": "string", "enum": ["cost", "duration", "errors", "recent"], "default": "cost" }),
            "What comes first: the dearest, the longest, those with the most errors, or the latest.",
        ),
        ("listTurns", "limit") => (
            json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }),
            "How many turns at most.",
        ),
        _ => return None,
    };
    Some(Parameter::query(name.to_owned(), schema, description))
}
