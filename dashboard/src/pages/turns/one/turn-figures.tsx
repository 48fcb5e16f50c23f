import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { CheckCircleIcon, HourglassMediumIcon } from '@phosphor-icons/react';
import type { ReactNode } from 'react';
import type { Turn } from '../../../api/types';
import * as format from '../../../format';
import { Errors } from '../marks';
import { tokensOf } from '../turn-words';
import type { SpanList } from '../waterfall/spans';

/** What the turn came to, close together: the waterfall is what the page is for. */
export function TurnFigures({ turn, list }: { turn: Turn; list: SpanList }) {
  const tokens = tokensOf(turn);
  const isUntold = list.spans.length > 0 && list.toldByLogs === list.spans.length;
  return (
    <LayerCard className="p-4">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 min-[26rem]:grid-cols-3 lg:grid-cols-5 xl:grid-cols-9 xl:gap-x-3">
        <Fact id="cost_usd" label="Cost" value={turn.cost_usd} title={costTitle(turn)}>
          {format.usd(turn.cost_usd)}
        </Fact>
        <Fact
          id="duration_ms"
          label="Duration"
          value={turn.duration_ms}
          title={format.exactMilliseconds(turn.duration_ms)}
        >
          {format.elapsed(turn.duration_ms)}
        </Fact>
        <Fact
          id="waiting_ms"
          label="Waiting"
          value={isUntold ? null : turn.waiting_ms}
          title={
            isUntold
              ? 'Only traces tell of it'
              : `${format.exactMilliseconds(turn.waiting_ms)} of waiting for a person's decision`
          }
        >
          {isUntold ? <span className="text-kumo-subtle">not told</span> : format.elapsed(turn.waiting_ms)}
        </Fact>
        <Fact id="tokens" label="Tokens" value={tokens} title={tokenTitle(turn)}>
          {format.count(tokens)}
        </Fact>
        <Fact id="requests" label="Model requests" value={turn.requests}>
          {format.count(turn.requests)}
        </Fact>
        <Fact id="tool_runs" label="Tool runs" value={turn.tool_runs}>
          {format.count(turn.tool_runs)}
        </Fact>
        <Fact
          id="errors"
          label="Errors"
          value={turn.errors}
          title="Model requests and tool calls that failed"
        >
          <Errors count={turn.errors} />
        </Fact>
        <Fact
          id="sessions"
          label="Sessions"
          value={turn.sessions}
          title="Those of Agent SDK children included"
        >
          {format.count(turn.sessions)}
        </Fact>
        <Fact id="complete" label="State" value={Number(turn.complete)}>
          <State isComplete={turn.complete} />
        </Fact>
      </dl>
    </LayerCard>
  );
}

function costTitle({ cost_usd, reported_cost_usd }: Turn): string {
  return `${format.exactUsd(cost_usd)} at list price, ${format.exactUsd(reported_cost_usd)} reported by the client`;
}

function tokenTitle(turn: Turn): string {
  return [
    `${format.exactCount(turn.input_tokens)} input`,
    `${format.exactCount(turn.output_tokens)} output`,
    `${format.exactCount(turn.cache_read_tokens)} cache read`,
    `${format.exactCount(turn.cache_creation_tokens)} cache write`,
  ].join('\n');
}

function State({ isComplete }: { isComplete: boolean }) {
  return isComplete ? (
    <span className="inline-flex items-center gap-1 text-base">
      <CheckCircleIcon weight="fill" className="text-kumo-success" aria-hidden="true" />
      Complete
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-base text-kumo-warning">
      <HourglassMediumIcon weight="fill" aria-hidden="true" />
      Incomplete
    </span>
  );
}

interface FactProps {
  /** The API's name of it. */
  id: string;
  label: string;
  value: number | null;
  title?: string;
  children: ReactNode;
}

function Fact({ id, label, value, title, children }: FactProps) {
  return (
    <div className="min-w-0" data-testid={`tile-${id}`} data-value={value ?? undefined}>
      <dt className="text-sm text-kumo-subtle">{label}</dt>
      <dd className="text-lg font-semibold whitespace-nowrap text-kumo-strong" title={title}>
        {children}
      </dd>
    </div>
  );
}
