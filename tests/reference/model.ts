// A model by one name, and what else its price depends on.

/** `us.anthropic.claude-sonnet-4-5-20250929-v1:0[1m]` → `claude-sonnet-4-5`. */
export function modelName(sent: string | undefined): string {
  let name = (sent ?? '').trim().replace(/^.*\//, '');
  name = name.replace(/^(?:[a-z-]{1,8}\.)?anthropic\./i, '');
  for (let before = ''; before !== name; ) {
    before = name;
    name = name
      .replace(/\s*\[1m\]$/i, '')
      .replace(/[-@]20\d{6}$/, '')
      .replace(/-v\d+(?::\d+)?$/i, '');
  }
  return name.toLowerCase();
}

/** Tokens of prompt above which a whole request costs more. */
const LONG_PROMPT: Record<string, number> = {
  'claude-haiku-5-5': 100_000,
  'claude-opus-4-6': 200_000,
  'claude-sonnet-4-6': 200_000,
  'claude-sonnet-4-5': 200_000,
  'claude-sonnet-4': 200_000,
};

/** 0 normal, 1 fast, 2 long prompt, 3 both. */
export function rate(model: string, speed: string | undefined, promptTokens: number): number {
  const long = promptTokens > (LONG_PROMPT[model] ?? Number.POSITIVE_INFINITY);
  return (speed === 'fast' ? 1 : 0) + (long ? 2 : 0);
}
