import type { TurnSummary } from '../../api/types';

/** Tokens of all four kinds. */
export function tokensOf(
  turn: Pick<TurnSummary, 'input_tokens' | 'output_tokens' | 'cache_read_tokens' | 'cache_creation_tokens'>,
): number {
  return turn.input_tokens + turn.output_tokens + turn.cache_read_tokens + turn.cache_creation_tokens;
}

/** What to call whoever wrote the prompt. */
export function whoOf({ name, user }: Pick<TurnSummary, 'name' | 'user'>): string {
  return name ?? (user === '' ? 'Unknown' : user);
}
