// GET /api/v1/turns and /turns/{id} on recorded runs: a turn's tree is the one that the spans themselves make.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decoded } from '../reference/records.ts';
import { Product } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

interface Node {
  span_id: string | null;
  kind: string;
  name: string | null;
  agent: string | null;
  orphan: boolean;
  events: { kind: string }[];
  children: Node[];
}

interface Turn {
  id: string;
  complete: boolean;
  requests: number;
  tool_runs: number;
  errors: number;
  roots: Node[];
}

/** Sub-agents in the foreground and in the background, a parent outside, a client that was killed, one that failed. */
const SCENARIOS = [
  'fg-subagent',
  'subagent',
  'subagent-protobuf',
  'sdk-query-traceparent',
  'traceparent',
  'killed-kill',
  'killed-term',
  'api-overloaded-final',
  'tools-chain',
];

function rawSpans(scenario: string): RawSpan[] {
  const requests = recorded.filter((request) => request.scenario === scenario && request.signal === 'traces');
  const bodies = requests.map(
    (request) => decoded(request) as unknown as { resourceSpans: { scopeSpans: { spans: RawSpan[] }[] }[] },
  );
  return bodies.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
}

const KIND: Record<string, string> = {
  'claude_code.interaction': 'interaction',
  'claude_code.llm_request': 'llm_request',
  'claude_code.tool': 'tool',
  'claude_code.tool.blocked_on_user': 'blocked_on_user',
  'claude_code.tool.execution': 'execution',
};

const text = (span: RawSpan, key: string) =>
  span.attributes.find((attribute) => attribute.key === key)?.value.stringValue;

/** A line for each span of a trace, indented under its parent; `?` where the parent is not in the data. */
function outlineOfSpans(spans: RawSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const lines = (parent: string | undefined, depth: number): string[] =>
    spans
      .filter((span) =>
        parent ? span.parentSpanId === parent : !span.parentSpanId || !ids.has(span.parentSpanId),
      )
      .sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
      .flatMap((span) => {
        const orphan = !parent && span.parentSpanId ? '? ' : '';
        const tool = span.name === 'claude_code.tool' ? ` ${text(span, 'tool_name')}` : '';
        const line = `${'  '.repeat(depth)}${orphan}${KIND[span.name]}${tool}`;
        return [`${line} ${span.spanId} of ${parent}`, ...lines(span.spanId, depth + 1)];
      });
  return lines(undefined, 0);
}

const outlineOfNodes = (nodes: Node[], depth = 0, parent?: string | null): string[] =>
  nodes.flatMap((node) => {
    const tool = node.kind === 'tool' ? ` ${node.name}` : '';
    const line = `${'  '.repeat(depth)}${node.orphan ? '? ' : ''}${node.kind}${tool}`;
    return [
      `${line} ${node.span_id} of ${parent ?? undefined}`,
      ...outlineOfNodes(node.children, depth + 1, node.span_id),
    ];
  });

/** Every line names its parent; siblings of one millisecond may stand in either order. */
const sorted = (lines: string[]) => [...lines].sort();

const all = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...all(node.children)]);

describe.each(SCENARIOS)('%s', (scenario) => {
  let product: Product;
  const turns: Turn[] = [];
  const spans = rawSpans(scenario);

  beforeAll(async () => {
    const mailbox = new Mailbox();
    product = await Product.start({
      vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
      onLog: mailbox.read,
    });
    const admin = new Visitor(product, mailbox);
    await admin.signIn('admin@example.com');
    await product.rows('UPDATE org SET raw_days = 100000');
    const { body } = await admin.post<{ token: string }>('/api/v1/ingest-tokens');
    for (const request of recorded.filter((request) => request.scenario === scenario)) {
      await replay(product, body.token, request);
    }
    await product.settle();
    const list = await admin.get<{ found: number; turns: Turn[] }>(
      '/api/v1/turns?from=2026-11-20&to=2026-11-22&order=recent&limit=100',
    );
    expect(list.status).toBe(200);
    expect(list.body.found).toBe(list.body.turns.length);
    for (const { id } of list.body.turns) turns.push((await admin.get<Turn>(`/api/v1/turns/${id}`)).body);
  }, 60_000);

  afterAll(() => product?.stop());

  test('each trace with work in it is one turn, and its tree is the spans’ own', () => {
    const traces = new Map<string, RawSpan[]>();
    for (const span of spans.filter(({ name }) => name in KIND)) {
      traces.set(span.traceId, [...(traces.get(span.traceId) ?? []), span]);
    }
    const worked = [...traces].filter(([, list]) =>
      list.some(({ name }) => /llm_request|execution/.test(name)),
    );
    const key = (lines: string[]) => sorted(lines).join('\n');
    expect(turns.map(({ roots }) => key(outlineOfNodes(roots))).sort()).toEqual(
      worked.map(([, list]) => key(outlineOfSpans(list))).sort(),
    );
  });

  test('what happened is placed in it', () => {
    for (const turn of turns) {
      const nodes = all(turn.roots);
      const requests = nodes.filter(({ kind }) => kind === 'llm_request');
      const answered = requests.filter(({ events }) => events.some(({ kind }) => kind === 'api_request'));
      expect(answered.length).toBe(turn.requests);
      const runs = nodes.filter(({ kind }) => kind === 'tool');
      const told = runs.filter(({ events }) => events.some(({ kind }) => kind === 'tool_result'));
      expect(told.length).toBe(turn.tool_runs);
    }
  });
});

test('a sub-agent’s work hangs under the run of the tool that started it', () => {
  const lines = outlineOfSpans(rawSpans('fg-subagent')).map((line) =>
    line.replace(/ [0-9a-f]{16} of .*$/, ''),
  );
  const agent = lines.indexOf('  tool Agent');
  expect(lines.slice(agent, agent + 4)).toEqual([
    '  tool Agent',
    '    blocked_on_user',
    '    execution',
    '      llm_request',
  ]);
});
