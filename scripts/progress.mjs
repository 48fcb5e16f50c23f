// Shows what is going on: one line for each running step with its seconds and the last line that its
// tool wrote, and one line that stays for each step that ended. On a terminal the running lines are
// redrawn in place; elsewhere (a log file, CI) a step that takes long says so from time to time.
//
// VERBOSE=1 shows every line of every tool.

import { Explained } from './project.mjs';

const verbose = Boolean(process.env.VERBOSE);
const live = Boolean(process.stdout.isTTY) && !verbose;
const colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
const FIRST_SIGN_OF_LIFE_MS = 3_000;
const SIGN_OF_LIFE_MS = 20_000;
const SHOWN_OF_FAILURE = 400;

/** What cargo says on its way, in an output that is shown for its failure. */
const CARGO_ON_ITS_WAY =
  /^\s*(Blocking|Updating|Locking|Adding|Downloading|Downloaded|Compiling|Checking|Fresh) /;

/** @type {(code: number) => (text: string) => string} */
const paint = (code) => (text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
export const [bold, dim, red, green, cyan] = [1, 2, 31, 32, 36].map(paint);

/** @param {number} since */
const seconds = (since) => {
  const s = (Date.now() - since) / 1000;
  return s < 60
    ? `${s.toFixed(1)} s`
    : `${Math.floor(s / 60)} min ${String(Math.floor(s % 60)).padStart(2, '0')} s`;
};

/** A step that ended badly. `output` is what its tool had to say. */
export class StepFailed extends Error {
  /** @param {string} message @param {string} [output] */
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/** @typedef {{ name: string, since: number, speaks: number, last: string }} Running */

/** @type {Set<Running>} */
const steps = new Set();
let drawn = 0;

function erase() {
  if (drawn > 0) process.stdout.write(`\x1b[${drawn}A\x1b[J`);
  drawn = 0;
}

function draw() {
  if (!live) return;
  const width = (process.stdout.columns ?? 80) - 1;
  for (const step of steps) {
    const head = `  … ${step.name} (${seconds(step.since).replace(/\.\d/, '')}) `;
    const room = width - head.length;
    process.stdout.write(`${head.slice(0, width)}${dim(room > 8 ? step.last.slice(0, room) : '')}\n`);
    drawn++;
  }
}

/** Prints above the running lines. @param {string} text */
export function say(text) {
  erase();
  process.stdout.write(`${text}\n`);
  draw();
}

setInterval(() => {
  if (live) {
    erase();
    draw();
    return;
  }
  for (const step of steps) {
    if (Date.now() < step.speaks) continue;
    step.speaks = Date.now() + SIGN_OF_LIFE_MS;
    say(`  … ${step.name} (${seconds(step.since)}) ${step.last}`);
  }
}, 250).unref();

/** Takes the running lines away, before the process ends in the middle of them. */
export function clear() {
  erase();
  steps.clear();
}

/**
 * Runs one step and shows it. `work` gets a function to hand the tool's lines to; what it returns
 * may be a remark for the step's closing line. Throws what `work` throws, after showing it.
 *
 * @param {string} name
 * @param {(onLine: (line: string) => void) => Promise<string | void>} work
 */
export async function step(name, work) {
  const now = Date.now();
  /** @type {Running} */
  const running = { name, since: now, speaks: now + FIRST_SIGN_OF_LIFE_MS, last: '' };
  steps.add(running);
  try {
    const remark = await work((line) => {
      const text = line.trim();
      if (!text) return;
      running.last = text;
      if (verbose) say(dim(`    ${name}: ${text}`));
    });
    steps.delete(running);
    say(`${green('✓')} ${name} ${dim(`${seconds(now)}${remark ? ` · ${remark}` : ''}`)}`);
  } catch (error) {
    steps.delete(running);
    say(`${red('✗')} ${bold(name)} ${dim(seconds(now))}`);
    if (error instanceof StepFailed && error.output && !verbose) {
      const lines = error.output
        .trimEnd()
        .split('\n')
        .filter((line) => !CARGO_ON_ITS_WAY.test(line));
      const left = lines.length - SHOWN_OF_FAILURE;
      if (left > 0) say(dim(`    (${left} lines before; all of them with VERBOSE=1)`));
      say(
        lines
          .slice(-SHOWN_OF_FAILURE)
          .map((line) => `    ${line}`)
          .join('\n'),
      );
    }
    throw error;
  }
}

/** Says why a script ends, and with which exit code. @param {unknown} error @returns {never} */
export function giveUp(error) {
  clear();
  const message = error instanceof Error ? error.message : String(error);
  const known = error instanceof Explained || error instanceof StepFailed;
  process.stderr.write(`\n${red(known ? message : `${error instanceof Error ? error.stack : message}`)}\n`);
  process.exit(1);
}
