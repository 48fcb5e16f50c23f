//! The API's description is made from the code, and the one that is checked in and served is that one.
//!
//! `UPDATE=1 cargo test --test openapi` writes it anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;

use serde_json::Value;
use thinspan::api::openapi::{TEXT, document, text};

fn visit<'a>(value: &'a Value, seen: &mut impl FnMut(&'a serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            seen(object);
            object.values().for_each(|value| visit(value, seen));
        }
        Value::Array(values) => values.iter().for_each(|value| visit(value, seen)),
        _ => {}
    }
}

fn references(value: &Value) -> BTreeSet<&str> {
    let mut references = BTreeSet::new();
    visit(value, &mut |object| {
        references.extend(object.get("$ref").and_then(Value::as_str));
    });
    references
}

/// Every call: method and path, and what is said of it.
fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    document["paths"].as_object().unwrap().iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, call)| (format!("{method} {path}"), call))
    })
}

#[test]
fn what_is_checked_in_is_what_the_code_says() {
    let text = text().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document().unwrap());
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
        std::fs::write(path, &text).unwrap();
        return;
    }
    // Shown in part: a difference of two long texts is unreadable.
    let differs = text.lines().zip(TEXT.lines()).find(|(now, then)| now != then);
    assert!(
        text == TEXT,
        "docs/openapi.json is out of date: run UPDATE=1 cargo test --test openapi.\n{differs:#?}"
    );
}

#[test]
fn every_reference_leads_somewhere_and_nothing_is_left_over() {
    let document = document().unwrap();
    let references = references(&document);
    for reference in &references {
        let pointer = reference.strip_prefix('#').expect(reference);
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    for kind in ["schemas", "parameters", "responses"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            let reference = format!("#/components/{kind}/{name}");
            assert!(references.contains(reference.as_str()), "nothing needs {reference}");
        }
    }
}

#[test]
fn every_call_is_described() {
    let document = document().unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["components"]["securitySchemes"]["session"]["in"], "cookie");
    let mut ids = BTreeSet::new();
    for (call, operation) in operations(&document) {
        assert!(operation["summary"].as_str().is_some_and(|text| text.len() > 5), "{call}");
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{call}");

        let responses = operation["responses"].as_object().unwrap();
        let (good, bad): (Vec<_>, Vec<_>) = responses.iter().partition(|(status, _)| status.starts_with('2'));
        assert_eq!(good.len(), 1, "{call}");
        // Whatever is read may be the same as before.
        assert_eq!(responses.contains_key("304"), call.starts_with("get"), "{call}");
        for (status, response) in bad.into_iter().filter(|(status, _)| *status != "304") {
            let response = match response["$ref"].as_str() {
                Some(reference) => document.pointer(&reference[1..]).unwrap(),
                None => response,
            };
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{call}: {status}");
        }

        // Who is not signed in is told so, and only where that matters.
        let is_public = operation["security"].as_array().unwrap().is_empty();
        assert!(is_public || responses.contains_key("401"), "{call}");

        let in_path = call.matches('{').count();
        let declared = operation["parameters"].as_array().map_or(0, |parameters| {
            parameters
                .iter()
                .filter(|parameter| parameter["in"] == "path" && parameter["required"] == true)
                .count()
        });
        assert_eq!(in_path, declared, "{call}");
        assert_eq!(
            call.starts_with("get"),
            operation.get("requestBody").is_none() && !responses.contains_key("415"),
            "{call}"
        );
    }
}

#[test]
fn a_filter_has_all_its_parameters() {
    let document = document().unwrap();
    let usage = &document["paths"]["/api/v1/usage"]["get"];
    let names: BTreeSet<&str> = usage["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| match parameter["$ref"].as_str() {
            Some(reference) => document.pointer(&reference[1..]).unwrap()["name"].as_str().unwrap(),
            None => parameter["name"].as_str().unwrap(),
        })
        .collect();
    for name in [
        "from",
        "to",
        "user",
        "team",
        "department",
        "cost_center",
        "environment",
        "repository",
        "model",
        "source",
        "labels",
        "group_by",
        "top",
        "compare",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

#[test]
fn every_type_has_a_name_of_its_own_and_every_field_a_description() {
    let document = document().unwrap();
    let mut silent = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        // The generator puts a number after a name that is taken.
        assert!(!name.ends_with(|last: char| last.is_ascii_digit()), "two types are called {name}");
        visit(schema, &mut |object| {
            let Some(Value::Object(properties)) = object.get("properties") else { return };
            for (field, property) in properties {
                let is_said = property.get("description").is_some() || property.get("$ref").is_some();
                if !is_said {
                    silent.push(format!("{name}.{field}"));
                }
            }
        });
    }
    assert!(silent.is_empty(), "without a description: {}", silent.join(", "));
}
