/** The managed settings that make every Claude Code of an organisation report here. */

/** Stands where the token belongs when it is not known: a token is shown once only. */
export const TOKEN_PLACEHOLDER = 'YOUR_INGEST_TOKEN';

/** The JSON that an admin pastes into the Claude.ai admin console. */
export function managedSettings(endpoint: string, token: string): string {
  const settings = {
    env: {
      CLAUDE_CODE_ENABLE_TELEMETRY: '1',
      // Spans are told only with this one too.
      CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: '1',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer ${token}`,
      // Tells the command line, editors and the Agent SDK apart.
      OTEL_METRICS_INCLUDE_ENTRYPOINT: 'true',
    },
  };
  return JSON.stringify(settings, null, 2);
}
