const WIDTH = 120;
const HEIGHT = 28;

/** How a figure went, without scales: it goes with a figure, and a chart or table elsewhere tells the days. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) {
    return null;
  }
  const top = Math.max(...known);
  const bottom = Math.min(0, ...known);
  const step = WIDTH / Math.max(values.length - 1, 1);
  const y = (value: number) =>
    top === bottom ? HEIGHT - 1 : HEIGHT - 1 - ((value - bottom) / (top - bottom)) * (HEIGHT - 2);
  let path = '';
  values.forEach((value, place) => {
    if (value !== null) {
      const isStart = values[place - 1] == null;
      path += `${isStart ? 'M' : 'L'}${(place * step).toFixed(1)} ${y(value).toFixed(1)}`;
    }
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-7 w-full text-kumo-link"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
