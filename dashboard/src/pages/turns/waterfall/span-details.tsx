import { Button } from '@cloudflare/kumo/components/button';
import { WarningCircleIcon, XIcon } from '@phosphor-icons/react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Tokens } from '../../../api/types';
import { CopyButton } from '../../../components/copy-button';
import * as format from '../../../format';
import { EventList } from './event-list';
import { kindOf } from './kinds';
import { momentAt, type Span, type SpanList, tokenSum } from './spans';
import { hasBelow } from './use-closed';
import { deciderName, outcomeName } from './words';

interface SpanDetailsProps {
  list: SpanList;
  span: Span;
  onSelect: (span: Span | undefined) => void;
}

interface PanelProps extends SpanDetailsProps {
  /** On a narrow screen it is below the waterfall: it comes into view. */
  isWanted: boolean;
}

/** Everything that is told of a span. */
export function SpanDetails({ list, span, onSelect, isWanted }: PanelProps) {
  const { node, label } = span;
  const panel = useRef<HTMLElement>(null);
  const { name, color, Icon } = kindOf(node.kind);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another span comes into view as well
  useEffect(() => {
    if (isWanted) {
      panel.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [span, isWanted]);

  return (
    <section
      ref={panel}
      aria-label={`Details of ${label}`}
      className="flex min-w-0 flex-col gap-4 border-t border-kumo-line p-4 text-sm xl:max-h-[70svh] xl:overflow-y-auto xl:border-l"
      data-testid="span-details"
      data-key={span.key}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it may be scrolled
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          onSelect(undefined);
        }
      }}
    >
      <div className="flex items-start justify-between gap-2">
        <h3 className="flex min-w-0 items-center gap-2 text-base font-semibold text-kumo-strong">
          <Icon size={18} weight="bold" color={color} className="shrink-0" aria-hidden="true" />
          <span className="min-w-0 break-words">{label}</span>
        </h3>
        <Button
          size="sm"
          shape="square"
          variant="ghost"
          icon={<XIcon />}
          aria-label="Close the details"
          onClick={() => onSelect(undefined)}
          data-testid="close-details"
        />
      </div>
      {span.isError && (
        <p className="flex items-center gap-1.5 text-kumo-danger">
          <WarningCircleIcon weight="fill" aria-hidden="true" />
          Failed{node.error !== null && `: ${node.error}`}
          {node.status !== null && ` (HTTP ${node.status})`}
        </p>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Field id="kind" label="Kind">
          {name}
        </Field>
        {node.name !== null && node.name !== label && (
          <Field id="name" label="Name">
            {node.name}
          </Field>
        )}
        <Time span={span} />
        <Ending span={span} />
        <Request span={span} />
        <Totals list={list} span={span} />
        <Identity list={list} span={span} onSelect={onSelect} />
      </dl>
      {node.events.length > 0 && (
        <div>
          <h4 className="mb-2 font-semibold text-kumo-strong">
            {format.counted(node.events.length, 'event', 'events')}
          </h4>
          <EventList key={span.key} events={node.events} />
        </div>
      )}
    </section>
  );
}

function Field({
  id,
  label,
  title,
  children,
}: {
  id: string;
  label: string;
  title?: string;
  children: ReactNode;
}) {
  return (
    <>
      <dt className="text-kumo-subtle">{label}</dt>
      <dd className="min-w-0 break-words text-kumo-default" title={title} data-field={id}>
        {children}
      </dd>
    </>
  );
}

function Time({ span: { node } }: { span: Span }) {
  return (
    <>
      <Field id="begun_at" label="Began" title={node.begun_at}>
        {format.preciseTime(node.begun_at)}
      </Field>
      <Field id="offset_ms" label="Since the turn began" title={format.exactMilliseconds(node.offset_ms)}>
        {format.elapsed(node.offset_ms)}
      </Field>
      <Field id="duration_ms" label="Duration" title={format.exactMilliseconds(node.duration_ms)}>
        {format.elapsed(node.duration_ms)}
      </Field>
      {node.ttft_ms !== null && (
        <Field id="ttft_ms" label="First token after" title={format.exactMilliseconds(node.ttft_ms)}>
          {format.elapsed(node.ttft_ms)}
        </Field>
      )}
    </>
  );
}

function Ending({ span: { node } }: { span: Span }) {
  return (
    <>
      {node.outcome !== null && (
        <Field id="outcome" label="Ended">
          {outcomeName(node.outcome)}
        </Field>
      )}
      {node.decided_by !== null && (
        <Field id="decided_by" label="Decided by">
          {deciderName(node.decided_by)}
        </Field>
      )}
      {node.error !== null && (
        <Field id="error" label="Error">
          {node.error}
        </Field>
      )}
      {node.status !== null && (
        <Field id="status" label="HTTP status">
          {node.status}
        </Field>
      )}
    </>
  );
}

function Request({ span: { node } }: { span: Span }) {
  return (
    <>
      {node.model !== null && (
        <Field id="model" label="Model">
          {node.model}
        </Field>
      )}
      {node.agent !== null && (
        <Field id="agent" label="Sub-agent">
          {node.agent}
        </Field>
      )}
      {node.attempts !== null && (
        <Field id="attempts" label="Attempts">
          {node.attempts}
        </Field>
      )}
      {node.tokens !== null && <TokenFields tokens={node.tokens} />}
      {node.cost_usd !== null && (
        <Field id="cost_usd" label="Cost" title="Tokens × list price">
          {format.exactUsd(node.cost_usd)}
        </Field>
      )}
      {node.kind === 'llm_request' && node.cost_usd === null && node.tokens !== null && (
        <Field id="cost_usd" label="Cost">
          The model has no price
        </Field>
      )}
      {node.reported_cost_usd !== null && (
        <Field id="reported_cost_usd" label="Reported cost" title="What the client said it cost">
          {format.exactUsd(node.reported_cost_usd)}
        </Field>
      )}
    </>
  );
}

function TokenFields({ tokens }: { tokens: Tokens }) {
  return (
    <>
      <Field id="tokens" label="Tokens">
        {format.exactCount(tokenSum(tokens))}
      </Field>
      <Field id="tokens.input" label="Input">
        {format.exactCount(tokens.input)}
      </Field>
      <Field id="tokens.output" label="Output">
        {format.exactCount(tokens.output)}
      </Field>
      <Field id="tokens.cache_read" label="Cache read">
        {format.exactCount(tokens.cache_read)}
      </Field>
      <Field id="tokens.cache_creation" label="Cache write">
        {format.exactCount(tokens.cache_creation)}
      </Field>
    </>
  );
}

/** What it set off, and what the turn had come to. */
function Totals({ list, span }: { list: SpanList; span: Span }) {
  const { node } = span;
  const sofar = momentAt(list.moments, node.offset_ms + node.duration_ms);
  return (
    <>
      {hasBelow(span) && (
        <Field id="below" label="With all below">
          {format.counted(span.end - span.at - 1, 'span', 'spans')}
          {span.costUsd !== null && `, ${format.usd(span.costUsd)}`}
          {span.tokens !== null && `, ${format.count(span.tokens)} tokens`}
          {span.errorsBelow > 0 && `, ${format.count(span.errorsBelow)} failed`}
        </Field>
      )}
      {list.moments.length > 0 && (
        <Field id="so_far" label="Turn until its end" title="What the turn had come to when this ended">
          {format.usd(sofar.costUsd)}, {format.count(sofar.tokens)} tokens
        </Field>
      )}
    </>
  );
}

function Identity({ list, span, onSelect }: SpanDetailsProps) {
  const { node } = span;
  const parent = list.spans[span.parent];
  return (
    <>
      {parent !== undefined && (
        <Field id="parent" label="Set off by">
          <button
            type="button"
            onClick={() => onSelect(parent)}
            className="cursor-pointer rounded text-left text-kumo-link outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
          >
            {parent.label}
          </button>
        </Field>
      )}
      {node.orphan && (
        <Field id="orphan" label="Orphan">
          What set it off is not in the data: the client was killed, it is outside of the turn, or it has not
          arrived yet.
        </Field>
      )}
      <Field id="told_by" label="Told by">
        {node.told_by === 'traces' ? 'A span' : 'An event: there are no spans of its session'}
      </Field>
      <Field id="session" label="Session">
        <code className="text-xs">{node.session}</code>
      </Field>
      {node.span_id !== null && (
        <Field id="span_id" label="Span id">
          <span className="flex flex-wrap items-center justify-between gap-2">
            <code className="text-xs">{node.span_id}</code>
            <CopyButton text={node.span_id} what="the span id" />
          </span>
        </Field>
      )}
      {node.parent_id !== null && (
        <Field id="parent_id" label="Parent id">
          <code className="text-xs">{node.parent_id}</code>
        </Field>
      )}
    </>
  );
}
