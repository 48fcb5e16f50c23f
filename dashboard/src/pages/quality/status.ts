/** What an HTTP status of the API means; Anthropic's own are beside the common ones. */
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  401: 'Not authenticated',
  402: 'Billing',
  403: 'Not permitted',
  404: 'Not found',
  408: 'Timed out',
  409: 'Conflict',
  413: 'Request too large',
  422: 'Invalid request',
  429: 'Too many requests',
  499: 'Given up by the client',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Unavailable',
  504: 'Timed out',
  529: 'Overloaded',
};

/** `429 Too many requests`; `null`: the request ended without any answer. */
export function statusInWords(status: number | null): string {
  return status === null ? 'No answer' : [status, MEANINGS[status]].filter(Boolean).join(' ');
}
