// Every answer of the API that a test gets is one that the description has for the call.

import { z } from 'zod';
import { description, type Operation, resolved, validator } from './description.ts';

/** What the answers of a call may be: by status and type, what checks a body. */
type Answers = Map<string, Map<string, z.ZodType | undefined>>;

const answersOf = ({ responses }: Operation): Answers =>
  new Map(
    Object.entries(responses).map(([status, answer]) => {
      const content = Object.entries(resolved.answer(answer).content ?? {});
      return [
        status,
        new Map(content.map(([type, { schema }]) => [media(type), schema && validator(schema)])),
      ];
    }),
  );

/** A type without its parameters. */
const media = (type: string) => type.split(';')[0] ?? '';

/** A call; most tests ask for one or none, so its answers are read when they are first looked at. */
class Call {
  private readonly path: RegExp;
  private read: Answers | undefined;

  constructor(
    private readonly method: string,
    path: string,
    private readonly operation: Operation,
  ) {
    this.path = new RegExp(`^${path.replaceAll('.', '\\.').replace('{id}', '[^/]+')}$`);
  }

  get answers(): Answers {
    this.read ??= answersOf(this.operation);
    return this.read;
  }

  is(method: string, path: string): boolean {
    return this.method === method && this.path.test(path);
  }
}

const CALLS = Object.entries(description.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => new Call(method.toUpperCase(), path, operation)),
);

/**
 * What is wrong with an answer by the description; undefined: nothing, or it describes no such call.
 *
 * @param method of the request
 * @param url of the request
 */
export async function contradiction(method: string, url: string, response: Response) {
  const { pathname } = new URL(url);
  const call = CALLS.find((each) => each.is(method, pathname));
  if (!call) return undefined;
  const is = `${method} ${pathname} answers ${response.status}`;
  const types = call.answers.get(String(response.status));
  if (!types) return `${is}, which the description does not have for it`;
  const type = media(response.headers.get('content-type') ?? '');
  const text = await response.text();
  if (types.size === 0) return type || text ? `${is} with a body: ${type} ${text}` : undefined;
  if (!types.has(type)) return `${is} as "${type}", not as ${[...types.keys()].join(', ')}`;
  const { error } = types.get(type)?.safeParse(JSON.parse(text)) ?? {};
  return error && `${is}: ${z.prettifyError(error)}\n${text.slice(0, 500)}`;
}
