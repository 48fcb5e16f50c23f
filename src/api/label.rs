//! What sessions are labelled with: the built-in labels, and the resource attributes that an org lists.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::auth::member::OrgId;
use crate::store::Statement;
use crate::store::sql::sql;

/// The labels that every org has, as they are stored and as parameters are called.
pub use crate::telemetry::labels::BUILT_IN;

/// What an org's own label is called in a parameter: this, and then the attribute.
pub const OWN_PREFIX: &str = "label.";

/// The attributes that an org has listed.
pub type Attributes = BTreeSet<String>;

/// A row of [`attributes`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AttributeRow {
    /// As set in `OTEL_RESOURCE_ATTRIBUTES`.
    pub attribute: String,
}

/// An org's own labels.
pub fn attributes(org: OrgId) -> Statement {
    Statement::new(sql!("attributes.sql"), [org.get().into()])
}

/// The label that is called `name` in a parameter, as it is stored; None when there is none.
pub fn stored_name<'a>(name: &'a str, own: &Attributes) -> Option<&'a str> {
    if let Some(attribute) = name.strip_prefix(OWN_PREFIX) {
        return own.contains(attribute).then_some(attribute);
    }
    BUILT_IN.contains(&name).then_some(name)
}

/// The own labels as parameters, for telling what there is.
pub fn own_names(own: &Attributes) -> Vec<String> {
    own.iter().map(|attribute| format!("{OWN_PREFIX}{attribute}")).collect()
}
