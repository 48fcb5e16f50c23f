//! Schemas of the types that write themselves.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::api::figures::{Average, Count, Milliseconds, Ratio, Seconds, Usd, UsdDifference};
use crate::api::label::{BUILT_IN, OWN_PREFIX};
use crate::api::prices::UsdPerMillion;
use crate::api::usage::GroupBy;
use crate::auth::email::Email;
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

/// Types whose schema stands where they are used: a field's own description says more than the type's.
macro_rules! inline {
    ($($type:ty => $schema:tt,)+) => {
        $(
            impl JsonSchema for $type {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    stringify!($type).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )+
    };
}

inline! {
    // A sum that no real org reaches is rounded, as every JavaScript number beyond 2^53 is.
    Count => { "type": "integer", "minimum": 0 },
    Usd => { "type": "number", "minimum": 0 },
    UsdDifference => { "type": "number" },
    UsdPerMillion => { "type": "number", "minimum": 0 },
    Seconds => { "type": "integer", "minimum": 0 },
    Average => { "type": "number", "minimum": 0 },
    Milliseconds => { "type": "integer", "minimum": 0 },
    Ratio => { "type": "number", "minimum": 0, "maximum": 1 },
    Day => { "type": "string", "format": "date" },
    Email => { "type": "string", "format": "idn-email" },
}

impl JsonSchema for GroupBy {
    fn schema_name() -> Cow<'static, str> {
        "GroupBy".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Self::ALWAYS.iter().map(Self::name).chain(BUILT_IN).collect();
        json_schema!({
            "description": "What figures are grouped by: the day, the user, the model, the surface, or a label of the session; an org's own labels come after `label.`.",
            "type": "string",
            "anyOf": [{ "enum": names }, { "pattern": format!("^{}", OWN_PREFIX.replace('.', "\\.")) }],
        })
    }
}

impl JsonSchema for Source {
    fn schema_name() -> Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Self::ALL.iter().map(|source| source.name()).collect();
        json_schema!({ "description": "A Claude surface.", "type": "string", "enum": names })
    }
}
