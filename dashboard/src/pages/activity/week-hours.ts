/** The hours of a week, which the API tells in UTC, as the reader's clock shows them. */

/** From Monday, as the API counts. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** `00` to `23`. */
export const HOURS: readonly string[] = Array.from({ length: 24 }, (_, hour) =>
  String(hour).padStart(2, '0'),
);

const WEEK = WEEKDAYS.length * HOURS.length;

/** By weekday, from Monday, and hour. */
export type WeekHours = readonly (readonly number[])[];

/** How far the reader's clock is ahead of UTC now, in minutes. */
export function offsetNow(): number {
  // `|| 0`, for what JavaScript tells in UTC is -0.
  return -new Date().getTimezoneOffset() || 0;
}

/** Hours of UTC as those of a clock that is `offset` minutes ahead, to the nearest whole hour. */
export function atOffset(hours: WeekHours, offset: number): WeekHours {
  const ahead = Math.round(offset / 60);
  return WEEKDAYS.map((_, weekday) =>
    HOURS.map((_, hour) => {
      const utc = (weekday * HOURS.length + hour - ahead + WEEK) % WEEK;
      return hours[Math.floor(utc / HOURS.length)]?.[utc % HOURS.length] ?? 0;
    }),
  );
}

/** `UTC`, `UTC+1`, `UTC+5:30`, `UTC−8`. */
export function zoneName(offset: number): string {
  if (offset === 0) {
    return 'UTC';
  }
  const size = Math.abs(offset);
  const minutes = size % 60;
  const rest = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}

/** `Tuesday, 10:00–11:00`. */
export function hourName(weekday: number, hour: number): string {
  const end = HOURS[(hour + 1) % HOURS.length];
  return `${WEEKDAYS[weekday] ?? ''}, ${HOURS[hour]}:00–${end}:00`;
}
