// Tells what a session of Claude Code tells, by OpenTelemetry's exporters for JavaScript, configured by the environment
// alone. What Claude Code reads itself is read here; endpoint, headers and compression are the exporters' own to read.
// Arguments: the session's id. Ends with 1 when an export failed.

import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const { env } = process;
const fail = (...words: unknown[]) => {
  console.error(...words);
  process.exitCode = 1;
};
const quiet = () => {};
const logger: DiagLogger = { error: fail, warn: fail, info: quiet, debug: quiet, verbose: quiet };
diag.setLogger(logger, DiagLogLevel.WARN);

const protocol = env.OTEL_EXPORTER_OTLP_PROTOCOL;
const isJson = protocol === 'http/json';
if (env.CLAUDE_CODE_ENABLE_TELEMETRY !== '1') fail('CLAUDE_CODE_ENABLE_TELEMETRY is not 1');
if (!isJson && protocol !== 'http/protobuf') fail(`no exporter for ${protocol}`);

const session = { 'session.id': process.argv[2] ?? '', 'user.id': 'a8e8' };
const model = { model: 'claude-opus-5-5' };
const resource = resourceFromAttributes({
  'service.name': 'claude-code',
  'service.version': '2.1.329',
}).merge(detectResources({ detectors: [envDetector] }));

if (env.OTEL_TRACES_EXPORTER === 'otlp' && env.CLAUDE_CODE_ENHANCED_TELEMETRY_BETA === '1') {
  const exporter = isJson ? new JsonTraces() : new ProtobufTraces();
  const provider = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('com.anthropic.claude_code.tracing', '1.0.0');
  const attributes = { ...session, 'span.type': 'interaction', 'interaction.sequence': 1 };
  tracer.startSpan('claude_code.interaction', { attributes }).end();
  const request = { ...session, ...model, input_tokens: 100, output_tokens: 10, success: true };
  tracer.startSpan('claude_code.llm_request', { attributes: request }).end();
  await provider.shutdown();
}

if (env.OTEL_LOGS_EXPORTER === 'otlp') {
  const exporter = isJson ? new JsonLogs() : new ProtobufLogs();
  const provider = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter })] });
  provider.getLogger('com.anthropic.claude_code.events', '2.1.329').emit({
    body: 'claude_code.api_request',
    attributes: {
      ...session,
      ...model,
      'event.name': 'api_request',
      'event.sequence': 0,
      input_tokens: 100,
      output_tokens: 10,
      cost_usd: 0.0006,
    },
  });
  await provider.shutdown();
}

if (env.OTEL_METRICS_EXPORTER === 'otlp') {
  const exporter = isJson ? new JsonMetrics() : new ProtobufMetrics();
  const provider = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter })],
  });
  const meter = provider.getMeter('com.anthropic.claude_code', '2.1.329');
  meter.createCounter('claude_code.session.count').add(1, { ...session, start_type: 'fresh' });
  meter.createCounter('claude_code.cost.usage', { unit: 'USD' }).add(0.0006, { ...session, ...model });
  meter.createCounter('claude_code.token.usage').add(100, { ...session, ...model, type: 'input' });
  await provider.shutdown();
}
