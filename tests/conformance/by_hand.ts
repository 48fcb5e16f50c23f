// The table of requirements, held against any receiver. Prints a line for each, and ends with 1 where the receiver does
// not do what the specification says it must.
// Arguments: the address, then --header 'name: value' as often as wanted.

import { parseArgs } from 'node:util';
import { type Answer, exchange, type Receiver, shown, wrong } from './exchange.ts';
import { type Row, rows } from './rows.ts';

/** Answered by nothing for so long, a request counts as not answered. */
const PATIENCE_MS = 60_000;

function receiverOf(args: string[]): Receiver {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { header: { type: 'string', multiple: true } },
  });
  const [address] = positionals;
  if (!address || !URL.canParse(address)) {
    console.error("Whose? npm run conformance -- http://localhost:4318 [--header 'name: value']");
    process.exit(1);
  }
  const headers = (values.header ?? []).map((header): [string, string] => {
    const colon = header.indexOf(':');
    return [header.slice(0, colon).trim().toLowerCase(), header.slice(colon + 1).trim()];
  });
  return { url: address.replace(/\/+$/, ''), headers: Object.fromEntries(headers) };
}

/** Why a row cannot be held against it. */
function skipped({ on, steps }: Row, { headers }: Receiver): string {
  if (on) return 'needs a hand in the receiver';
  if (!headers.authorization && steps.some(({ send }) => send.authorization !== undefined)) {
    return 'needs an Authorization header';
  }
  return '';
}

/** Whether a refusal carries a Status is the question of one row; otherwise it would be that of most. */
const asked = ({ id }: Row, answer: Answer): Answer =>
  answer.body === 'status' && id !== 'C7' ? { ...answer, body: 'any' } : answer;

/** What is wrong with a receiver; nothing: ''. */
async function deviation(row: Row, receiver: Receiver): Promise<string> {
  const { steps } = row;
  for (const [index, { send, answer }] of steps.entries()) {
    const said = steps.length > 1 ? `request ${index + 1} of ${steps.length}: ` : '';
    try {
      const reply = await exchange(receiver, send, AbortSignal.timeout(PATIENCE_MS));
      const faults = [answer].flat().map((one) => wrong(reply, asked(row, one), send));
      if (!faults.includes('')) return `${said}${faults[0]} (${shown(reply)})`;
    } catch (error) {
      const { cause, message } = error as Error;
      return `${said}no answer: ${cause instanceof Error ? cause.message : message}`;
    }
  }
  return '';
}

const receiver = receiverOf(process.argv.slice(2));
const counts = { passed: 0, deviations: 0, skipped: 0 };
for (const row of rows) {
  const why = skipped(row, receiver);
  const fault = why || (await deviation(row, receiver));
  const mark = why ? '–' : fault ? '✗' : '✓';
  console.log(
    `${mark} ${row.level.padEnd(8)} ${row.id.padEnd(11)} ${row.what}${fault && `\n${' '.repeat(23)}${fault}`}`,
  );
  if (why) counts.skipped += 1;
  else if (fault) counts.deviations += 1;
  else counts.passed += 1;
  if (!why && fault && row.level === 'must') process.exitCode = 1;
}
console.log(`${counts.passed} passed, ${counts.deviations} deviations, ${counts.skipped} skipped`);
