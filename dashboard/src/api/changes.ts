import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

/** Where the log of changes is kept: every change adds to it. */
export const AUDIT_KEY = ['audit'] as const;
/** Where it is kept how far connecting has come. */
export const ONBOARDING_KEY = ['onboarding'] as const;

/**
 * A change. What it makes untrue is asked for again before it counts as done, so that nothing on the page says
 * otherwise by then.
 */
export function useChange<Answer, Variables = void>(
  send: (variables: Variables) => Promise<Answer>,
  untrue: QueryKey,
  onDone?: (answer: Answer, variables: Variables) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (answer, variables) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: untrue }),
        client.invalidateQueries({ queryKey: AUDIT_KEY }),
      ]);
      onDone?.(answer, variables);
    },
  });
}
