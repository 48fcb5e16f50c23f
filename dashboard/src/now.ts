import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The moment in Unix milliseconds, anew every minute: what was "just now" must not stay so. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);

  return now;
}
