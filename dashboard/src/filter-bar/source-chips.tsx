import { SOURCES } from '../names';
import { withFilter } from '../scope';
import { changeScope, useScope } from '../url-state';

/** The surfaces of Claude Code, each a press away; several may be looked at together. */
export function SourceChips() {
  const { filters } = useScope();
  const chosen = filters.source ?? [];
  const choose = (sources: readonly string[]) =>
    changeScope({ filters: withFilter(filters, 'source', sources) });
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-1.5 overflow-x-auto px-4 py-0.5 sm:-mx-6 sm:px-6 lg:mx-0 lg:flex-wrap lg:px-0.5">
      <legend className="sr-only">Sources</legend>
      <Chip name="All" testId="source-all" isChosen={chosen.length === 0} onPress={() => choose([])} />
      {SOURCES.map(({ source, name }) => {
        const isChosen = chosen.includes(source);
        return (
          <Chip
            key={source}
            name={name}
            testId={`source-${source}`}
            isChosen={isChosen}
            onPress={() => choose(isChosen ? chosen.filter((one) => one !== source) : [...chosen, source])}
          />
        );
      })}
    </fieldset>
  );
}

interface ChipProps {
  name: string;
  testId: string;
  isChosen: boolean;
  onPress: () => void;
}

function Chip({ name, testId, isChosen, onPress }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onPress}
      data-testid={testId}
      className="h-7 shrink-0 cursor-pointer rounded-full bg-kumo-control px-3 text-sm whitespace-nowrap text-kumo-subtle ring ring-kumo-line outline-none hover:text-kumo-default focus-visible:ring-2 focus-visible:ring-kumo-brand aria-pressed:bg-kumo-contrast aria-pressed:font-medium aria-pressed:text-kumo-inverse"
    >
      {name}
    </button>
  );
}
