//! What an admin pastes, and where: every text that connects a Claude client is made here, from one list of
//! variables, so that JSON, scripts and YAML say the same. Pure: no clock, no database.

mod endpoint;
mod quote;
mod script;
mod variables;
mod variants;

use serde::Serialize;

pub use endpoint::{Endpoint, TokenText};
pub use quote::resource_attributes;
pub use variables::{
    ENDPOINT, HEADERS, LOGS, METRICS, RESOURCE_ATTRIBUTES, TRACES, Variable, core as core_variables,
};
pub use variants::variants;

/// One way to connect clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "OnboardingVariant"))]
pub struct Variant {
    /// Which one.
    pub id: VariantId,
    /// Its heading.
    pub title: &'static str,
    /// For whom it is, and what to do.
    pub intro: &'static str,
    /// What to paste or to run.
    pub files: Vec<File>,
    /// What is set, and why.
    pub variables: Vec<Variable>,
}

/// The ways to connect clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "OnboardingVariantId")
)]
pub enum VariantId {
    /// The admin console of Claude.ai.
    Managed,
    /// A file on each machine, put there by device management.
    Mdm,
    /// One person's own settings.
    User,
    /// Who they are, where the client does not know.
    Identity,
    /// Where in the org they are.
    Labels,
    /// Programs that use the Agent SDK.
    AgentSdk,
    /// Cowork and Claude Desktop.
    Desktop,
    /// An OpenTelemetry Collector between.
    Collector,
}

/// A text, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "OnboardingFile"))]
pub struct File {
    /// What it is called.
    pub name: &'static str,
    /// Where it belongs, or who runs it.
    #[serde(rename = "where")]
    pub place: &'static str,
    /// What it is written in.
    pub language: Language,
    /// The text.
    pub text: String,
}

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "OnboardingLanguage")
)]
#[expect(missing_docs, reason = "they are called so")]
pub enum Language {
    Json,
    Shell,
    Powershell,
    Yaml,
    Python,
    Typescript,
}
