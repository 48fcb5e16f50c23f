//! Tells what a session of Claude Code tells, by OpenTelemetry's exporters for Rust, configured by the environment alone.
//! What Claude Code reads itself is read here; endpoint, headers, protocol and compression are the exporters' own to read.
//! Arguments: the session's id. Ends with 1 when an export failed, as far as the SDK tells: of metrics.

use std::env;
use std::error::Error;
use std::time::Duration;

use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::{SdkMeterProvider, Temporality};
use opentelemetry_sdk::trace::SdkTracerProvider;

/// Longer than an export may take, however often it is put off. By itself a shutdown gives up after 5 s.
const PATIENCE: Duration = Duration::from_secs(30);

fn is_set(name: &str, value: &str) -> bool {
    env::var(name).is_ok_and(|set| set == value)
}

fn scope(name: &'static str, version: &'static str) -> InstrumentationScope {
    InstrumentationScope::builder(name).with_version(version).build()
}

/// The attributes of every record, and `more`.
fn attributes(session: &str, more: &[KeyValue]) -> Vec<KeyValue> {
    let own = [KeyValue::new("session.id", session.to_owned()), KeyValue::new("user.id", "a8e8")];
    own.into_iter().chain(more.iter().cloned()).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    if !is_set("CLAUDE_CODE_ENABLE_TELEMETRY", "1") {
        return Err("CLAUDE_CODE_ENABLE_TELEMETRY is not 1".into());
    }
    let session = env::args().nth(1).unwrap_or_default();
    let resource = Resource::builder()
        .with_service_name("claude-code")
        .with_attribute(KeyValue::new("service.version", "2.1.329"))
        .build();
    if is_set("OTEL_TRACES_EXPORTER", "otlp") && is_set("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA", "1") {
        traces(&session, resource.clone())?;
    }
    if is_set("OTEL_LOGS_EXPORTER", "otlp") {
        logs(&session, resource.clone())?;
    }
    if is_set("OTEL_METRICS_EXPORTER", "otlp") {
        metrics(&session, resource)?;
    }
    Ok(())
}

fn traces(session: &str, resource: Resource) -> Result<(), Box<dyn Error>> {
    let exporter = SpanExporter::builder().with_http().build()?;
    let provider = SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build();
    let tracer = provider.tracer_with_scope(scope("com.anthropic.claude_code.tracing", "1.0.0"));
    let turn = [KeyValue::new("span.type", "interaction"), KeyValue::new("interaction.sequence", 1)];
    let request = [
        KeyValue::new("model", "claude-opus-5-5"),
        KeyValue::new("input_tokens", 100),
        KeyValue::new("output_tokens", 10),
        KeyValue::new("success", true),
    ];
    for (name, more) in [("claude_code.interaction", turn.as_slice()), ("claude_code.llm_request", &request)]
    {
        tracer.span_builder(name).with_attributes(attributes(session, more)).start(&tracer).end();
    }
    Ok(provider.shutdown_with_timeout(PATIENCE)?)
}

fn logs(session: &str, resource: Resource) -> Result<(), Box<dyn Error>> {
    let exporter = LogExporter::builder().with_http().build()?;
    let provider = SdkLoggerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build();
    let logger = provider.logger_with_scope(scope("com.anthropic.claude_code.events", "2.1.329"));
    let mut record = logger.create_log_record();
    record.set_body("claude_code.api_request".into());
    record.add_attributes([
        ("session.id", AnyValue::from(session.to_owned())),
        ("user.id", "a8e8".into()),
        ("model", "claude-opus-5-5".into()),
        ("event.name", "api_request".into()),
        ("event.sequence", 0.into()),
        ("input_tokens", 100.into()),
        ("output_tokens", 10.into()),
        ("cost_usd", 0.0006.into()),
    ]);
    logger.emit(record);
    Ok(provider.shutdown_with_timeout(PATIENCE)?)
}

fn metrics(session: &str, resource: Resource) -> Result<(), Box<dyn Error>> {
    let exporter = MetricExporter::builder().with_http().with_temporality(Temporality::Delta).build()?;
    let provider =
        SdkMeterProvider::builder().with_resource(resource).with_periodic_exporter(exporter).build();
    let meter = provider.meter_with_scope(scope("com.anthropic.claude_code", "2.1.329"));
    let model = KeyValue::new("model", "claude-opus-5-5");
    meter
        .u64_counter("claude_code.session.count")
        .build()
        .add(1, &attributes(session, &[KeyValue::new("start_type", "fresh")]));
    meter
        .f64_counter("claude_code.cost.usage")
        .with_unit("USD")
        .build()
        .add(0.0006, &attributes(session, std::slice::from_ref(&model)));
    meter
        .u64_counter("claude_code.token.usage")
        .build()
        .add(100, &attributes(session, &[model, KeyValue::new("type", "input")]));
    // Nothing is left for the shutdown, which waits for no more than 5 s.
    provider.force_flush()?;
    Ok(provider.shutdown()?)
}
