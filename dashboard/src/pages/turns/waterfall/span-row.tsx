import {
  CaretDownIcon,
  CaretRightIcon,
  CheckIcon,
  LinkBreakIcon,
  ProhibitIcon,
  WarningCircleIcon,
} from '@phosphor-icons/react';
import { memo } from 'react';
import * as format from '../../../format';
import { kindOf } from './kinds';
import type { Layout } from './layout';
import { Part } from './part';
import { SpanBar } from './span-bar';
import type { Span } from './spans';
import { hasBelow } from './use-closed';
import { deciderName } from './words';
import type { Zoom } from './zoom';

interface SpanRowProps {
  span: Span;
  /** From 0, of those that are shown. */
  row: number;
  layout: Layout;
  zoom: Zoom;
  isClosed: boolean;
  /** The Tab key stops at it. */
  isActive: boolean;
  isSelected: boolean;
  /** It only leads to what is looked for. */
  isFaded: boolean;
}

/** One node of the tree. What a press on it means is known by the grid, which finds it by `data-at`. */
export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const { span, row, layout, zoom, isClosed, isActive, isSelected, isFaded } = props;
  const { node } = span;
  const { isNarrow } = layout;
  return (
    <Part
      role="row"
      tabIndex={isActive ? 0 : -1}
      aria-level={span.level}
      aria-posinset={span.position}
      aria-setsize={span.siblings}
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      {...(hasBelow(span) ? { 'aria-expanded': !isClosed } : {})}
      data-at={span.at}
      data-key={span.key}
      className={`absolute inset-x-0 grid cursor-pointer items-center border-b border-kumo-line/60 text-sm outline-none hover:bg-kumo-tint focus-visible:ring-2 focus-visible:ring-kumo-brand focus-visible:ring-inset aria-selected:bg-kumo-tint aria-selected:shadow-[inset_3px_0_0_var(--color-kumo-brand)] ${layout.columns} ${isFaded ? 'text-kumo-subtle' : 'text-kumo-default'}`}
      style={{ top: row * layout.rowHeight, height: layout.rowHeight }}
    >
      <Part
        role="gridcell"
        className="flex min-w-0 items-center gap-1.5"
        style={{ paddingLeft: (span.level - 1) * layout.indent }}
        data-column="name"
      >
        <Twisty span={span} isClosed={isClosed} />
        <Name span={span} />
        <Marks span={span} isClosed={isClosed} />
      </Part>
      <Part
        role="gridcell"
        className={`relative h-full ${isNarrow ? 'col-span-3 row-start-2' : ''} ${isFaded ? 'opacity-60' : ''}`}
        data-column="offset_ms"
        data-value={node.offset_ms}
      >
        <span className="sr-only">begins at {format.elapsed(node.offset_ms)}</span>
        <SpanBar span={span} zoom={zoom} />
      </Part>
      <Figure
        column="duration_ms"
        value={node.duration_ms}
        text={format.elapsed(node.duration_ms)}
        title={format.exactMilliseconds(node.duration_ms)}
        className={isNarrow ? 'col-start-2 row-start-1' : ''}
      />
      <Figure
        column="tokens"
        value={span.tokens}
        text={span.tokens === null ? '' : format.count(span.tokens)}
        title={`${format.exactCount(span.tokens)} tokens${withBelow(span)}`}
        isOfBelow={hasBelow(span)}
        className={isNarrow ? 'hidden' : ''}
      />
      <Figure
        column="cost_usd"
        value={span.costUsd}
        text={span.costUsd === null ? '' : format.usd(span.costUsd)}
        title={span.costUsd === null ? '' : `${format.exactUsd(span.costUsd)}${withBelow(span)}`}
        isOfBelow={hasBelow(span)}
        className={isNarrow ? 'col-start-3 row-start-1' : ''}
      />
    </Part>
  );
});

function withBelow(span: Span): string {
  return hasBelow(span) ? ', with everything below' : '';
}

/** Opens and closes what is below; for the pointer, as the row's arrow keys do it for the keyboard. */
function Twisty({ span, isClosed }: { span: Span; isClosed: boolean }) {
  if (!hasBelow(span)) {
    return <span className="w-4 shrink-0" />;
  }
  const Caret = isClosed ? CaretRightIcon : CaretDownIcon;
  return (
    <span
      data-twisty
      aria-hidden="true"
      className="-my-1 flex h-7 w-4 shrink-0 items-center justify-center rounded text-kumo-subtle hover:text-kumo-default"
    >
      <Caret size={12} weight="bold" />
    </span>
  );
}

function Name({ span: { node, label } }: { span: Span }) {
  const { name, color, Icon } = kindOf(node.kind);
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={node.name ?? node.model ?? name}>
      <Icon size={14} weight="bold" color={color} className="shrink-0" aria-hidden="true" />
      <span className="truncate">
        <span className="font-medium">{label}</span>
        {label !== name && node.kind !== 'blocked_on_user' && (
          <span className="text-kumo-subtle"> {name.toLowerCase()}</span>
        )}
        {node.agent !== null && <span className="text-kumo-subtle"> · {node.agent}</span>}
      </span>
    </span>
  );
}

/** How it ended, where that is worth a word: never by colour alone. */
function Marks({ span, isClosed }: { span: Span; isClosed: boolean }) {
  const { node, isError, errorsBelow } = span;
  const by = node.decided_by === null ? '' : ` by ${deciderName(node.decided_by)}`;
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-xs">
      {isError && (
        <span
          className="flex items-center gap-0.5 font-medium text-kumo-danger"
          title={node.error ?? undefined}
        >
          <WarningCircleIcon weight="fill" aria-hidden="true" />
          failed{node.status !== null && ` ${node.status}`}
        </span>
      )}
      {node.outcome === 'rejected' && (
        <span className="flex items-center gap-0.5 font-medium text-kumo-warning" title={`Refused${by}`}>
          <ProhibitIcon weight="bold" aria-hidden="true" />
          refused
        </span>
      )}
      {node.outcome === 'blocked' && (
        <span className="flex items-center gap-0.5 font-medium text-kumo-warning">
          <ProhibitIcon weight="bold" aria-hidden="true" />
          stopped
        </span>
      )}
      {node.outcome === 'accepted' && (
        <span className="flex items-center gap-0.5 text-kumo-success" title={`Allowed${by}`}>
          <CheckIcon weight="bold" aria-hidden="true" />
          allowed
        </span>
      )}
      {isClosed && errorsBelow > 0 && (
        <span className="flex items-center gap-0.5 text-kumo-danger" title={`${errorsBelow} failed in it`}>
          <WarningCircleIcon aria-hidden="true" />
          {errorsBelow} failed inside
        </span>
      )}
      {node.orphan && (
        <span
          className="flex items-center gap-0.5 text-kumo-subtle"
          title="What set it off is not in the data: the client was killed, it is outside of the turn, or it has not arrived yet"
        >
          <LinkBreakIcon aria-hidden="true" />
          orphan
        </span>
      )}
    </span>
  );
}

interface FigureProps {
  column: string;
  value: number | null;
  text: string;
  title: string;
  isOfBelow?: boolean;
  className: string;
}

function Figure({ column, value, text, title, isOfBelow = false, className }: FigureProps) {
  return (
    <Part
      role="gridcell"
      className={`text-right whitespace-nowrap ${isOfBelow ? 'text-kumo-subtle' : ''} ${className}`}
      title={title}
      data-column={column}
      data-value={value ?? undefined}
    >
      {text}
    </Part>
  );
}
