interface PeopleProps {
  names: readonly string[];
}

const SHOWN = 3;

/** Who it is about; of many the first, and the others when asked for. */
export function People({ names }: PeopleProps) {
  const first = names.slice(0, SHOWN).join(', ');
  if (names.length <= SHOWN + 1) {
    return <span>{names.join(', ')}</span>;
  }
  return (
    <details className="group">
      <summary className="cursor-pointer rounded outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand">
        {first} <span className="group-open:hidden">and {names.length - SHOWN} more</span>
      </summary>
      {names.slice(SHOWN).join(', ')}
    </details>
  );
}
