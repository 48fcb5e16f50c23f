"""Tells what a session of Claude Code tells, by OpenTelemetry's exporters for Python, configured by the environment
alone. What Claude Code reads itself is read here; endpoint, headers and compression are the exporters' own to read.
Arguments: the session's id. Ends with 1 when an export failed.
"""

import logging
import os
import sys

from opentelemetry._logs import LogRecord
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

protocol = os.environ["OTEL_EXPORTER_OTLP_PROTOCOL"]
if protocol == "http/json":
    from opentelemetry.exporter.otlp.json.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.json.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.json.http.trace_exporter import OTLPSpanExporter
elif protocol == "http/protobuf":
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
else:
    sys.exit(f"no exporter for {protocol}")

failures = []


class Failures(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        # What is going to be sent again has not failed yet.
        if not record.getMessage().startswith("Transient error"):
            failures.append(record.getMessage())


logging.getLogger().addHandler(Failures(logging.WARNING))


def is_set(name: str, value: str) -> bool:
    return os.environ.get(name) == value


if not is_set("CLAUDE_CODE_ENABLE_TELEMETRY", "1"):
    sys.exit("CLAUDE_CODE_ENABLE_TELEMETRY is not 1")

session = {"session.id": sys.argv[1], "user.id": "a8e8"}
model = {"model": "claude-opus-5-5"}
resource = Resource({"service.name": "claude-code", "service.version": "2.1.329"}).merge(
    OTELResourceDetector().detect()
)

if is_set("OTEL_TRACES_EXPORTER", "otlp") and is_set("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA", "1"):
    traces = TracerProvider(resource=resource)
    traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = traces.get_tracer("com.anthropic.claude_code.tracing", "1.0.0")
    tracer.start_span(
        "claude_code.interaction",
        attributes={**session, "span.type": "interaction", "interaction.sequence": 1},
    ).end()
    tracer.start_span(
        "claude_code.llm_request",
        attributes={**session, **model, "input_tokens": 100, "output_tokens": 10, "success": True},
    ).end()
    traces.shutdown()

if is_set("OTEL_LOGS_EXPORTER", "otlp"):
    logs = LoggerProvider(resource=resource)
    logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    logs.get_logger("com.anthropic.claude_code.events", "2.1.329").emit(
        LogRecord(
            body="claude_code.api_request",
            attributes={
                **session,
                **model,
                "event.name": "api_request",
                "event.sequence": 0,
                "input_tokens": 100,
                "output_tokens": 10,
                "cost_usd": 0.0006,
            },
        )
    )
    logs.shutdown()

if is_set("OTEL_METRICS_EXPORTER", "otlp"):
    metrics = MeterProvider(
        resource=resource, metric_readers=[PeriodicExportingMetricReader(OTLPMetricExporter())]
    )
    meter = metrics.get_meter("com.anthropic.claude_code", "2.1.329")
    meter.create_counter("claude_code.session.count").add(1, {**session, "start_type": "fresh"})
    meter.create_counter("claude_code.cost.usage", unit="USD").add(0.0006, {**session, **model})
    meter.create_counter("claude_code.token.usage").add(100, {**session, **model, "type": "input"})
    metrics.shutdown()

if failures:
    sys.exit("\n".join(failures))
