import {
  ArrowsInLineVerticalIcon,
  ArrowsOutLineHorizontalIcon,
  ArrowsOutLineVerticalIcon,
  CaretLeftIcon,
  CaretRightIcon,
  CornersOutIcon,
  MagnifyingGlassMinusIcon,
  MagnifyingGlassPlusIcon,
} from '@phosphor-icons/react';
import { useMemo } from 'react';
import { StepButton } from '../../../components/step-button';
import * as format from '../../../format';
import { FindSpans } from './find-spans';
import { isOf, ONLY, ONLY_NAMES, type Only } from './shown';
import type { Span } from './spans';
import { CLOSER, PAN } from './tree-grid';
import { allClosed } from './use-closed';
import { around, isWhole, panned, type Zoom, zoomed } from './zoom';

interface ToolbarProps {
  spans: readonly Span[];
  found: readonly Span[] | undefined;
  selected: Span | undefined;
  onFound: (span: Span) => void;
  only: Only;
  onOnly: (only: Only) => void;
  onClosed: (closed: ReadonlySet<number>) => void;
  zoom: Zoom;
  whole: Zoom;
  onZoom: (zoom: Zoom) => void;
}

/** Finds, hides, opens, closes and zooms. */
export function Toolbar(props: ToolbarProps) {
  const { spans, found, selected, onFound, only, onOnly, onClosed } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-3">
      <FindSpans found={found} selected={selected} onFound={onFound} />
      <OnlyChips spans={spans} only={only} onOnly={onOnly} />
      <fieldset className="flex gap-1">
        <legend className="sr-only">Rows</legend>
        <StepButton
          icon={<ArrowsOutLineVerticalIcon />}
          label="Expand all"
          onPress={() => onClosed(new Set())}
          testId="expand-all"
        />
        <StepButton
          icon={<ArrowsInLineVerticalIcon />}
          label="Collapse all"
          onPress={() => onClosed(allClosed(spans))}
          testId="collapse-all"
        />
      </fieldset>
      <ZoomTools {...props} />
    </div>
  );
}

function OnlyChips({ spans, only, onOnly }: Pick<ToolbarProps, 'spans' | 'only' | 'onOnly'>) {
  const counts = useMemo(
    () => new Map(ONLY.map((one) => [one, spans.filter((span) => isOf(one, span)).length])),
    [spans],
  );
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">Show only</legend>
      {ONLY.map((one) => {
        const count = counts.get(one) ?? 0;
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === only}
            disabled={count === 0 && one !== only}
            onClick={() => onOnly(one)}
            data-testid={`only-${one}`}
            data-value={count}
            className="h-6.5 cursor-pointer rounded-full bg-kumo-control px-2.5 text-sm whitespace-nowrap text-kumo-subtle ring ring-kumo-line outline-none hover:text-kumo-default focus-visible:ring-2 focus-visible:ring-kumo-brand disabled:cursor-default disabled:opacity-50 aria-pressed:bg-kumo-contrast aria-pressed:font-medium aria-pressed:text-kumo-inverse"
          >
            {ONLY_NAMES[one]} {format.count(count)}
          </button>
        );
      })}
    </fieldset>
  );
}

function ZoomTools({ zoom, whole, onZoom, selected }: ToolbarProps) {
  const isAll = isWhole(zoom, whole);
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Time</legend>
      <StepButton
        icon={<MagnifyingGlassPlusIcon />}
        label="Zoom in"
        onPress={() => onZoom(zoomed(zoom, whole, CLOSER))}
        testId="zoom-in"
      />
      <StepButton
        icon={<MagnifyingGlassMinusIcon />}
        label="Zoom out"
        isAtEnd={isAll}
        onPress={() => onZoom(zoomed(zoom, whole, 1 / CLOSER))}
        testId="zoom-out"
      />
      <StepButton
        icon={<CaretLeftIcon />}
        label="Earlier"
        isAtEnd={zoom.fromMs <= whole.fromMs}
        onPress={() => onZoom(panned(zoom, whole, -PAN))}
        testId="pan-earlier"
      />
      <StepButton
        icon={<CaretRightIcon />}
        label="Later"
        isAtEnd={zoom.toMs >= whole.toMs}
        onPress={() => onZoom(panned(zoom, whole, PAN))}
        testId="pan-later"
      />
      <StepButton
        icon={<CornersOutIcon />}
        label="Zoom to the selected span"
        isAtEnd={selected === undefined}
        onPress={() => {
          if (selected !== undefined) {
            onZoom(around(selected.node.offset_ms, selected.node.duration_ms, whole));
          }
        }}
        testId="zoom-selected"
      />
      <StepButton
        icon={<ArrowsOutLineHorizontalIcon />}
        label="Whole turn"
        isAtEnd={isAll}
        onPress={() => onZoom(whole)}
        testId="zoom-whole"
      />
    </fieldset>
  );
}
