// Child processes that never outlive us.
//
// Each command runs in a process group of its own, so that its whole family (Wrangler and workerd,
// cargo and rustc) can be ended at once. Ctrl-C and kill end the groups in order; when this process
// is killed outright, a guard that holds nothing but a pipe to us notices and ends them (guard.mjs).
//
// A script that was itself started by one of ours (Wrangler runs build-worker.mjs) keeps its
// children in the group it is in.

import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { root, toolEnvironment } from './project.mjs';

const nested = Boolean(process.env.THINSPAN_GUARDED);
const GRACE_MS = 5000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let stopping = false;

/** @type {import('node:child_process').ChildProcess | undefined} */
let guard;

/** @param {string} message */
function tellGuard(message) {
  if (nested) return;
  if (!guard) {
    guard = spawn(process.execPath, [fileURLToPath(new URL('guard.mjs', import.meta.url))], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    guard.on('error', () => {});
    guard.stdin?.on('error', () => {});
    guard.unref();
    /** @type {import('node:net').Socket} */ (guard.stdin).unref?.();
  }
  guard.stdin?.write(`${message}\n`);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalFamily(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(nested ? child.pid : -child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/** @param {import('node:child_process').ChildProcess} child */
export function stop(child) {
  signalFamily(child, 'SIGTERM');
  setTimeout(() => running.has(child) && signalFamily(child, 'SIGKILL'), GRACE_MS).unref();
}

/**
 * @typedef {object} Result
 * @property {number} code exit code; 128 and more: ended by a signal; 127: no such command
 * @property {string} output what it wrote on both streams
 * @property {string} stdout what of it was on the standard output
 *
 * @typedef {object} Options
 * @property {NodeJS.ProcessEnv} [env] on top of the tools' environment
 * @property {(line: string) => void} [onLine] called with every line of output
 * @property {boolean} [background] give way to other processes
 * @property {boolean} [keepOutput] false for a command that runs for hours
 */

/**
 * Starts a command in the repository's root.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {{ child: import('node:child_process').ChildProcess, done: Promise<Result> }}
 */
export function launch(command, args, options = {}) {
  const { env = {}, onLine = () => {}, background = false, keepOutput = true } = options;
  // Nothing new is begun while we end; who waits for it is not woken again.
  if (stopping) return { child: new ChildProcess(), done: new Promise(() => {}) };
  const child = spawn(command, args, {
    cwd: root,
    env: { ...toolEnvironment(), THINSPAN_GUARDED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !nested,
  });
  running.add(child);
  if (child.pid !== undefined) {
    tellGuard(`+${child.pid}`);
    if (background) setPriority(child.pid, 10);
  }

  let output = '';
  let stdout = '';
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (coloured) => {
      const text = stripVTControlCharacters(coloured);
      if (keepOutput) output += text;
      if (keepOutput && stream === child.stdout) stdout += text;
      // Progress bars rewrite their line with a carriage return.
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    stream?.on('end', () => rest && onLine(rest));
  }

  const done = new Promise((resolve) => {
    /** @param {number} code */
    const end = (code) => {
      if (!running.delete(child)) return;
      // What the leader left behind ends with it.
      if (!nested) signalFamily(child, 'SIGKILL');
      if (child.pid !== undefined) tellGuard(`-${child.pid}`);
      // Told to end, we end them: nobody is to take that for a failure.
      if (!stopping) resolve({ code, output, stdout });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.on('exit', (code, signal) => {
      // A grandchild may hold the streams open: do not wait for it for ever.
      const finish = () => end(code ?? (signal === 'SIGINT' ? 130 : 143));
      child.on('close', finish);
      setTimeout(finish, 1000).unref();
    });
  });
  return { child, done };
}

/** Runs a command to its end. @type {(...args: Parameters<typeof launch>) => Promise<Result>} */
export const run = (...args) => launch(...args).done;

/**
 * Installs the handlers for being told to stop. To be called once, by a script that is an entry.
 *
 * @param {() => void} [farewell] called first, to leave the terminal in order
 */
export function endWithChildren(farewell = () => {}) {
  let asked = 0;

  /** Asked again: no more patience. npm may pass on a Ctrl-C that came to us as well. @param {number} code */
  const hurry = (code) => {
    if (Date.now() - asked < 1000) return;
    for (const child of running) signalFamily(child, 'SIGKILL');
    process.exit(code);
  };

  /** @param {number} code */
  const shutDown = async (code) => {
    if (stopping) return hurry(code);
    stopping = true;
    asked = Date.now();
    farewell();
    for (const child of running) signalFamily(child, 'SIGTERM');
    const deadline = Date.now() + GRACE_MS;
    while (running.size > 0 && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 50));
    for (const child of running) signalFamily(child, 'SIGKILL');
    process.exit(code);
  };
  process.on('SIGINT', () => shutDown(130));
  process.on('SIGTERM', () => shutDown(143));
  process.on('SIGHUP', () => shutDown(129));

  // npm that is killed outright cannot pass the signal on.
  if (process.env.npm_lifecycle_event && !nested) {
    const before = ancestors();
    setInterval(() => ancestors() !== before && !stopping && shutDown(143), 1000).unref();
  }
}

/** Our parent (npm's shell) and, where it can be asked for cheaply, its parent (npm). */
function ancestors() {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${status.match(/^PPid:\t(\d+)/m)?.[1]}`;
  } catch {
    return String(process.ppid);
  }
}
