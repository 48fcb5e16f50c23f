/** The one place that talks to the API. */

import { ApiError } from './error';

/** Long enough for a slow network, short enough that a page does not wait for ever. */
const TIMEOUT_MS = 30_000;

/**
 * Where the API is: the origin in `<meta name="thinspan-api">`, or, when that is empty, the one that served
 * this page. The same build thus runs beside the Worker and under a name of its own.
 */
function apiOrigin(): string {
  const named = document.querySelector<HTMLMetaElement>('meta[name="thinspan-api"]')?.content.trim();
  return named === undefined || named === '' ? window.location.origin : named;
}

/** The address of a resource, for a link that the browser follows by itself. */
export function addressOf(path: string): string {
  return new URL(path, apiOrigin()).href;
}

/** Reads a resource. */
export function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>(path, { method: 'GET' }, signal);
}

/** What a change says. */
type Body = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Makes something. */
export function post<Answer>(path: string, body: Body = {}): Promise<Answer> {
  return change<Answer>('POST', path, body);
}

/** Gives something another state. */
export function put<Answer>(path: string, body: Body): Promise<Answer> {
  return change<Answer>('PUT', path, body);
}

/** Ends something. */
export function remove(path: string): Promise<void> {
  return change<void>('DELETE', path, {});
}

/** The API wants JSON of every change, also of one that has nothing to say. */
function change<Answer>(method: string, path: string, body: Body): Promise<Answer> {
  return call<Answer>(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function call<Answer>(path: string, request: RequestInit, signal?: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(addressOf(path), {
      ...request,
      // The session cookie belongs to the API's origin, which may be another one than the page's.
      credentials: 'include',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (signal?.aborted === true) {
      throw error;
    }
    throw new ApiError(0, 'The server could not be reached. Check your connection, then try again.');
  }
  if (!response.ok) {
    throw await ApiError.fromResponse(response);
  }
  return readBody<Answer>(response);
}

/**
 * Reads an answer. A static host without the API behind it serves a page, with status 200, for every path:
 * that must read as what it is, not as an empty answer.
 */
async function readBody<Answer>(response: Response): Promise<Answer> {
  if (response.status === 204) {
    return undefined as Answer;
  }
  if (response.headers.get('Content-Type')?.includes('json') !== true) {
    throw new ApiError(
      0,
      `${new URL(response.url).origin} answered, but it is not the Thinspan API. ` +
        'Check the address in the thinspan-api meta tag of index.html.',
    );
  }
  try {
    return (await response.json()) as Answer;
  } catch {
    throw new ApiError(0, 'The answer broke off. Check your connection, then try again.');
  }
}
