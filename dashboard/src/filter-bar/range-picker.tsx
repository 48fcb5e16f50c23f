import { type Day, type DayRange, lastDays } from '../days';
import { useLinkTo, useSettledScope } from '../url-state';
import { CustomRange } from './custom-range';

const PRESETS = [7, 30, 90];

/** Links, not buttons: each range has an address of its own. */
export function RangePicker({ today }: { today: Day }) {
  const scope = useSettledScope();
  const linkTo = useLinkTo();
  const presets = PRESETS.map((days) => ({ days, preset: lastDays(days, today) }));
  const isPreset = presets.some(({ preset }) => isSame(preset, scope.range));
  return (
    <nav aria-label="Range of days" className="flex flex-wrap items-center gap-2">
      <ul className="flex rounded-lg bg-kumo-recessed p-0.5 ring ring-kumo-line">
        {presets.map(({ days, preset }) => (
          <li key={days}>
            <a
              {...linkTo({ scope: { ...scope, range: preset } })}
              aria-current={isSame(preset, scope.range) ? 'true' : undefined}
              className="flex h-7 items-center rounded-md px-2.5 text-sm whitespace-nowrap text-kumo-subtle no-underline outline-none hover:text-kumo-default focus-visible:ring-2! focus-visible:ring-kumo-brand! aria-[current]:bg-kumo-control aria-[current]:font-medium aria-[current]:text-kumo-default aria-[current]:ring aria-[current]:ring-kumo-line"
            >
              <span className="sr-only">Last </span>
              {days} days
            </a>
          </li>
        ))}
      </ul>
      <CustomRange range={scope.range} today={today} isCurrent={!isPreset} />
    </nav>
  );
}

function isSame(one: DayRange, other: DayRange): boolean {
  return one.from === other.from && one.to === other.to;
}
