//! The whole description, put together.

use std::collections::{BTreeMap, BTreeSet};

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operation::{Answer, Filter, Operation};
use super::parameter;
use crate::api::problem::Document;
use crate::api::routes::{Endpoint, ROUTES};
use crate::auth::cookie::Cookie;

const SCHEMAS: &str = "/components/schemas";
const ABOUT: &str = "Telemetry from Claude Code: what was used, how it went and what it cost. Days are UTC days, times are in UTC. A request that changes something must come from the dashboard's own origin and carry `Content-Type: application/json`. A 200 to a GET has an `ETag`.";

/// What does not go together; a mistake in the code, found by `tests/openapi.rs`.
#[derive(Debug)]
pub struct Contradiction(pub String);

/// What may go wrong in several calls: status, name, what it means.
const PROBLEMS: [(u16, &str, &str); 6] = [
    (
        400,
        "BadRequest",
        "A parameter or the body is not as it must be; `parameter` says which, where it is one.",
    ),
    (401, "NotSignedIn", "Sign in first."),
    (
        403,
        "NotAllowed",
        "The role does not allow it, or the request comes from a page that may not change anything here.",
    ),
    (413, "BodyTooLarge", "The body has more than 16 KiB."),
    (415, "NotJson", "The body is not declared as `application/json`."),
    (503, "TryAgain", "The database or the mail cannot be reached. Try again after `Retry-After` seconds."),
];

/// The description of the API.
///
/// # Errors
/// When two types want the same name, or a parameter is not described.
pub fn document() -> Result<Value, Contradiction> {
    let generator = |settings: SchemaSettings| -> SchemaGenerator {
        settings
            .with(|settings| {
                settings.definitions_path = SCHEMAS.into();
                settings.meta_schema = None;
            })
            .into_generator()
    };
    // A type may be written otherwise than it is read.
    let mut written = generator(SchemaSettings::draft2020_12().for_serialize());
    let mut read = generator(SchemaSettings::draft2020_12().for_deserialize());
    let problem = json!({ "application/problem+json": { "schema": written.subschema_for::<Document>() } });
    written.subschema_for::<crate::telemetry::source::Source>();

    let mut parameters: BTreeMap<String, Value> = BTreeMap::new();
    for one in parameter::filter() {
        parameters.insert(one.name.to_string(), one.to_value());
    }
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (method, path, endpoint) in ROUTES {
        let operation = Operation::of(*endpoint);
        let value =
            operation_value(&operation, *endpoint, method.as_ref() != "GET", &mut written, &mut read)?;
        paths.entry(path).or_default().insert(method.as_ref().to_ascii_lowercase(), value);
    }

    let mut schemas = written.take_definitions(true);
    // What may be left out of an answer is left out when there is nothing to say, and is never null.
    schemas.values_mut().for_each(never_null_where_optional);
    for (name, schema) in read.take_definitions(true) {
        match schemas.get(&name) {
            Some(known) if *known != schema => {
                return Err(Contradiction(format!("two types are called {name}")));
            }
            _ => schemas.insert(name, schema),
        };
    }
    schemas.values_mut().for_each(tidy);
    let mut responses: Map<String, Value> = PROBLEMS
        .iter()
        .map(|(_, name, description)| {
            ((*name).to_owned(), json!({ "description": description, "content": problem }))
        })
        .collect();
    let same = "The answer is the one whose `ETag` the request names in `If-None-Match`; there is no body.";
    responses.insert("NotModified".to_owned(), json!({ "description": same }));

    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Thinspan",
            "version": "1",
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "The Worker" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": parameters,
            "responses": responses,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": Cookie::Session.name(), "description": "A signed-in browser." },
            },
        },
    }))
}

fn operation_value(
    operation: &Operation,
    endpoint: Endpoint,
    changes: bool,
    written: &mut SchemaGenerator,
    read: &mut SchemaGenerator,
) -> Result<Value, Contradiction> {
    let Operation { id, summary, description, filter, parameters: others, body, answer, problems } =
        operation;

    let mut parameters: Vec<Value> = Vec::new();
    let shared = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    match filter {
        Filter::None => {}
        Filter::All(own) => {
            for name in *own {
                let described = parameter::own(id, name)
                    .ok_or_else(|| Contradiction(format!("the parameter {name} of {id} is not described")))?;
                parameters.push(described.to_value());
            }
            parameters.extend(parameter::filter().iter().map(|parameter| shared(&parameter.name)));
        }
    }
    parameters.extend(others.iter().map(parameter::Parameter::to_value));

    let is_member = !matches!(endpoint, Endpoint::Public(_));
    let is_admin = matches!(endpoint, Endpoint::Admin(_));
    let mut statuses: BTreeSet<u16> = BTreeSet::new();
    if !parameters.is_empty() || body.is_some() {
        statuses.insert(400);
    }
    if is_member {
        statuses.insert(401);
    }
    if is_admin || changes {
        statuses.insert(403);
    }
    if changes {
        statuses.extend([413, 415]);
    }
    if *id != "describe" {
        statuses.insert(503);
    }

    let mut responses: Map<String, Value> = PROBLEMS
        .iter()
        .filter(|(status, _, _)| statuses.contains(status))
        .map(|(status, name, _)| {
            (status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }))
        })
        .collect();
    for (status, description) in *problems {
        let problem =
            json!({ "application/problem+json": { "schema": written.subschema_for::<Document>() } });
        responses.insert(status.to_string(), json!({ "description": description, "content": problem }));
    }
    let (status, success) = match answer {
        Answer::Json(status, of_type) => (
            *status,
            json!({
                "description": summary,
                "content": { "application/json": { "schema": of_type(written) } },
            }),
        ),
        Answer::Text(status, media_type) => {
            (*status, json!({ "description": summary, "content": { (*media_type): {} } }))
        }
        Answer::NoContent => (204, json!({ "description": "Done." })),
    };
    responses.insert(status.to_string(), success);
    if !changes {
        responses.insert("304".to_owned(), json!({ "$ref": "#/components/responses/NotModified" }));
    }

    let mut value = Map::new();
    value.insert("operationId".to_owned(), json!(id));
    value.insert("summary".to_owned(), json!(summary));
    if !description.is_empty() {
        value.insert("description".to_owned(), json!(description));
    }
    if is_admin {
        value.insert("tags".to_owned(), json!(["admins"]));
    }
    if !parameters.is_empty() {
        value.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if let Some(of_type) = body {
        let schema = of_type(read);
        value.insert(
            "requestBody".to_owned(),
            json!({ "required": true, "content": { "application/json": { "schema": schema } } }),
        );
    }
    value.insert("responses".to_owned(), Value::Object(responses));
    value.insert("security".to_owned(), if is_member { json!([{ "session": [] }]) } else { json!([]) });
    Ok(Value::Object(value))
}

/// Finishes a schema: texts that are moments say so, and descriptions are prose and not Rust's documentation.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                for (name, property) in properties {
                    let is_text = property
                        .get("type")
                        .is_some_and(|of| *of == json!("string") || *of == json!(["string", "null"]));
                    if is_text && (name == "at" || name.ends_with("_at") || name == "last_seen") {
                        property["format"] = json!("date-time");
                    }
                }
            }
            if let Some(Value::String(description)) = object.get_mut("description") {
                *description = prose(description);
            }
            object.values_mut().for_each(tidy);
        }
        Value::Array(values) => values.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn never_null_where_optional(schema: &mut Value) {
    let null = json!("null");
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, property) in properties {
        if required.iter().any(|known| known == name) {
            continue;
        }
        if let Some(Value::Array(types)) = property.get_mut("type") {
            types.retain(|of| *of != null);
            if let [only] = types.as_slice() {
                property["type"] = only.clone();
            }
        }
        let Some(Value::Array(choices)) = property.get_mut("anyOf") else { continue };
        choices.retain(|choice| choice.get("type") != Some(&null));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            if let Value::Object(property) = property {
                property.remove("anyOf");
                property.extend(only);
            }
        }
    }
}

/// Takes the brackets off Rust's links, calls nothing by its name in JSON, and puts paragraphs into one line each.
fn prose(text: &str) -> String {
    let text = text.replace("[`", "`").replace("`]", "`");
    let words: Vec<String> = text
        .split("\n\n")
        .map(|part| part.split_whitespace().map(nothing_is_null).collect::<Vec<_>>().join(" "))
        .collect();
    words.join("\n\n")
}

fn nothing_is_null(word: &str) -> &str {
    match word {
        "None" => "null",
        "None:" => "null:",
        other => other,
    }
}

/// The deepest objects that have a line for each of their fields: a type, and in it the properties.
const OPEN_LEVELS: usize = 5;

/// The description as it is checked in: a line for each thing that may change by itself, and no larger than
/// it must be, for the Worker carries it.
///
/// # Errors
/// As [`document`].
pub fn text() -> Result<String, Contradiction> {
    let mut text = String::new();
    write(&document()?, 0, &mut text);
    text.push('\n');
    Ok(text)
}

fn write(value: &Value, level: usize, text: &mut String) {
    match value {
        Value::Object(object) if level < OPEN_LEVELS && !object.is_empty() => {
            for (i, (name, value)) in object.iter().enumerate() {
                text.push_str(if i == 0 { "{\n" } else { ",\n" });
                text.push_str(&" ".repeat(level + 1));
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push_str(": ");
                write(value, level + 1, text);
            }
            text.push('\n');
            text.push_str(&" ".repeat(level));
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}
