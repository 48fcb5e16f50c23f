/** A call that brought no answer. `message` is written for the person who reads it on the page. */
export class ApiError extends Error {
  /** The HTTP status, or 0 when there was no reply that came from the API. */
  readonly status: number;
  /** When to try again, in seconds from now; `undefined` when the server did not say. */
  readonly retryAfterSeconds: number | undefined;
  /** Which field of what was sent is to blame; `undefined` when it is not a single one. */
  readonly parameter: string | undefined;

  constructor(status: number, message: string, retryAfterSeconds?: number, parameter?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.parameter = parameter;
  }

  /** Worth another try without a change: nobody answered, or the fault was the server's. */
  get isTransient(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }

  /** Reads a refusal: a problem document (RFC 9457) says why, anything else gets a sentence by its status. */
  static async fromResponse(response: Response): Promise<ApiError> {
    const problem = await readProblem(response);
    const message = textOf(problem, 'detail') ?? textOf(problem, 'title') ?? sentenceFor(response.status);
    return new ApiError(response.status, message, retryAfterSeconds(response), textOf(problem, 'parameter'));
  }
}

function retryAfterSeconds(response: Response): number | undefined {
  const text = response.headers.get('Retry-After') ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether an error means that the person must sign in first. */
export function isSignedOut(error: Error): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Whether an error means that the person's role is not the one that the page was made for. */
export function isForbidden(error: Error): boolean {
  return error instanceof ApiError && error.status === 403;
}

/** Whether an error means that what was asked for is nothing that can be asked for, such as a label that is no longer one. */
export function isUnanswerable(error: Error): boolean {
  return error instanceof ApiError && error.status === 400;
}

/** The field that an error is about, where it is one of a form. */
export function blamedField(error: Error | null): string | undefined {
  return error instanceof ApiError ? error.parameter : undefined;
}

async function readProblem(response: Response): Promise<unknown> {
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json') !== true) {
    return undefined;
  }
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const text: unknown = Reflect.get(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function sentenceFor(status: number): string {
  switch (status) {
    case 401:
      return 'You are not signed in.';
    case 403:
      return 'Your role does not allow this.';
    case 429:
      return 'Too many requests. Wait a minute, then try again.';
    default:
      return status >= 500
        ? `The server could not answer just now (${status}). Try again in a moment.`
        : `The server refused this request (${status}).`;
  }
}
