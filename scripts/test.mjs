// `npm test`: sets up what is missing and runs everything that can fail. Ends with one line,
// "N passed, N failed", over all test runners; a check that is not a test counts as one.
//
//   npm test -- rust        only the steps of a group (rust, types, lint, worker, dashboard, e2e,
//                           faults, onboarding, browser, deploy) and what they need; several may be named
//   VERBOSE=1 npm test      every line of every tool

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileWorker } from './build-worker.mjs';
import { endWithChildren, run } from './processes.mjs';
import { bold, clear, giveUp, red, StepFailed, say, step } from './progress.mjs';
import { Explained } from './project.mjs';
import {
  browser,
  cargoTools,
  checkNode,
  must,
  npmPackages,
  pythonExporters,
  rust,
  rustExporters,
} from './setup.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'thinspan-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];

/** @typedef {(line: string) => void} OnLine */

/**
 * A runner's result: its own figures, and one failure more if it broke without naming a test.
 *
 * @param {{ passed: number, failed: number }} figures
 * @param {import('./processes.mjs').Result} result
 */
function count(figures, { code, output }) {
  passed += figures.passed;
  failed += figures.failed;
  if (code !== 0 && figures.failed === 0) failed++;
  if (code === 0 && figures.failed === 0 && figures.passed > 0) return `${figures.passed} passed`;
  if (code === 0 && figures.failed === 0) {
    failed++;
    throw new StepFailed('No test ran.', output);
  }
  const what =
    figures.failed > 0
      ? `${figures.failed} of ${figures.passed + figures.failed} failed`
      : `it ended with ${code}`;
  throw new StepFailed(what, output);
}

/** A check that is not made of tests. @type {(work: (onLine: OnLine) => Promise<string | void>) => (onLine: OnLine) => Promise<string | void>} */
const check = (work) => async (onLine) => {
  try {
    const remark = await work(onLine);
    passed++;
    return remark;
  } catch (error) {
    failed++;
    throw error;
  }
};

/** @param {string} command @param {string[]} args */
const command = (command, ...args) =>
  check(async (onLine) => {
    // The cargo steps wait for nobody, so they yield the processor to those that others wait for.
    await must(onLine, command, args, { background: command === 'cargo' });
  });

/** @param {OnLine} onLine */
async function cargoTest(onLine) {
  const result = await run('cargo', ['test', '--no-fail-fast'], { onLine, background: true });
  const figures = { passed: 0, failed: 0 };
  for (const [, ok, bad] of result.output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
    figures.passed += Number(ok);
    figures.failed += Number(bad);
  }
  return count(figures, result);
}

/** @param {string} project */
const vitest = (project) => async (/** @type {OnLine} */ onLine) => {
  const report = join(scratch, `${project}.json`);
  const result = await run(
    'vitest',
    [
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { onLine, env: { CHROME: chrome } },
  );
  let figures = { passed: 0, failed: 0 };
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    figures = { passed: numPassedTests, failed: numFailedTests };
  } catch {
    // It broke before it could report: counted as one failure.
  }
  return count(figures, result);
};

let chrome = '';

/**
 * @typedef {object} Task
 * @property {string} [group] what `npm test -- GROUP` calls it; without: a preparation, run when needed
 * @property {string[]} [needs] what must have succeeded before
 * @property {string[]} [after] what must have ended before, well or badly
 * @property {string} [title] the heading; a preparation prints its own
 * @property {(onLine: OnLine) => Promise<string | void>} work
 */

/** @type {Record<string, Task>} */
const tasks = {
  npm: { work: npmPackages },
  rust: { work: () => rust({ components: ['fmt', 'clippy'] }) },
  tools: { needs: ['rust'], work: cargoTools },
  python: { work: pythonExporters },
  // After the tools, which the Worker and all that tests it wait for.
  rustExporters: { needs: ['rust', 'tools'], work: rustExporters },
  chrome: {
    work: async () => {
      chrome = await browser();
    },
  },

  // One after the other: they share a target directory, which cargo locks.
  format: {
    group: 'rust',
    needs: ['rust'],
    title: 'cargo fmt',
    // With those that are packages of their own.
    work: command(
      'cargo',
      'fmt',
      '--check',
      '--',
      'tests/onboarding/rust/src/main.rs',
      'tests/bench/floor/floor.rs',
    ),
  },
  clippy: {
    group: 'rust',
    needs: ['rust'],
    after: ['format'],
    title: 'clippy (native)',
    work: command('cargo', 'clippy', '--all-targets', '--', '-D', 'warnings'),
  },
  cargoTest: { group: 'rust', needs: ['rust'], after: ['clippy'], title: 'cargo test', work: cargoTest },
  clippyWasm: {
    group: 'rust',
    needs: ['rust'],
    after: ['cargoTest'],
    title: 'clippy (wasm32)',
    work: command('cargo', 'clippy', '--lib', '--target', 'wasm32-unknown-unknown', '--', '-D', 'warnings'),
  },

  lint: {
    group: 'lint',
    needs: ['npm'],
    title: 'biome',
    work: command('biome', 'check', '--error-on-warnings'),
  },
  apiTypes: {
    group: 'types',
    needs: ['npm'],
    title: 'types of the API',
    work: command('node', 'scripts/api-types.mjs', '--check'),
  },
  dashboardTypes: {
    group: 'types',
    needs: ['npm'],
    title: 'types of dashboard/',
    work: command('tsc', '--noEmit', '-p', 'dashboard/tsconfig.json'),
  },
  testsTypes: {
    group: 'types',
    needs: ['npm'],
    title: 'types of tests/',
    work: command('tsc', '--noEmit', '-p', 'tests/tsconfig.json'),
  },
  scriptsTypes: {
    group: 'types',
    needs: ['npm'],
    title: 'types of scripts/',
    work: command('tsc', '--noEmit', '-p', 'scripts/tsconfig.json'),
  },

  worker: {
    group: 'worker',
    needs: ['npm', 'tools'],
    title: 'worker',
    work: check((onLine) => compileWorker('release', onLine)),
  },
  dashboard: {
    group: 'dashboard',
    needs: ['npm'],
    title: 'dashboard',
    work: command('vite', 'build', 'dashboard'),
  },
  deploy: {
    group: 'deploy',
    needs: ['worker'],
    title: 'wrangler deploy --dry-run',
    work: check(async (onLine) => {
      const output = await must(onLine, 'wrangler', [
        'deploy',
        '--dry-run',
        '--outdir',
        join(scratch, 'deploy'),
      ]);
      return output.match(/Total Upload: .*/)?.[0];
    }),
  },
  deployTests: {
    group: 'deploy',
    needs: ['npm'],
    title: 'tests of the deployment',
    work: vitest('deploy'),
  },
  e2e: { group: 'e2e', needs: ['worker'], title: 'end-to-end tests', work: vitest('e2e') },
  faults: {
    group: 'faults',
    needs: ['worker'],
    after: ['e2e'],
    title: 'faults',
    work: vitest('faults'),
  },
  onboarding: {
    group: 'onboarding',
    needs: ['worker', 'python', 'rustExporters'],
    after: ['e2e'],
    title: 'exporters',
    work: vitest('onboarding'),
  },
  browser: {
    group: 'browser',
    needs: ['worker', 'dashboard', 'chrome'],
    // Not at the same time: all measure patience in seconds.
    after: ['e2e', 'faults', 'onboarding'],
    title: 'browser tests',
    work: vitest('browser'),
  },
};

/** Runs the wanted tasks, each as soon as what it waits for has ended. @param {Set<string>} wanted */
async function runAll(wanted) {
  /** @type {Map<string, Promise<boolean>>} */
  const begun = new Map();

  /** @param {string} name @returns {Promise<boolean>} whether it succeeded */
  function begin(name) {
    const known = begun.get(name);
    if (known) return known;
    const result = perform(tasks[name]);
    begun.set(name, result);
    return result;
  }

  /** @param {Task} task */
  async function perform(task) {
    const needs = task.needs ?? [];
    const after = (task.after ?? []).filter((other) => wanted.has(other));
    const [needsMet] = await Promise.all([Promise.all(needs.map(begin)), Promise.all(after.map(begin))]);
    if (needsMet.includes(false)) {
      if (task.title) {
        failed++;
        failures.push(`${task.title}: not run, what it needs has failed`);
      }
      return false;
    }
    try {
      if (task.title) await step(task.title, task.work);
      else await task.work(() => {});
      return true;
    } catch (error) {
      const known = error instanceof Explained || error instanceof StepFailed;
      const message =
        error instanceof Error && !known ? error.stack : String(/** @type {Error} */ (error).message);
      // A preparation has no heading under which it could count.
      if (!task.title) failed++;
      failures.push(`${task.title ?? 'set-up'}: ${message}`);
      return false;
    }
  }

  await Promise.all([...wanted].map(begin));
}

/** @param {string[]} filters */
function choose(filters) {
  const titled = Object.keys(tasks).filter((name) => tasks[name].group);
  if (filters.length === 0) return new Set(titled);
  const groups = new Set(titled.map((name) => tasks[name].group));
  const unknown = filters.find((filter) => !groups.has(filter));
  if (unknown) throw new Explained(`There is no group "${unknown}". There are: ${[...groups].join(', ')}.`);
  return new Set(titled.filter((name) => filters.includes(tasks[name].group ?? '')));
}

endWithChildren(clear);
try {
  checkNode();
  await runAll(choose(process.argv.slice(2)));
} catch (error) {
  giveUp(error);
}
clear();
for (const failure of failures) say(red(`✗ ${failure}`));
say('');
say(bold(`${passed} passed, ${failed} failed`));
process.exit(failed > 0 ? 1 : 0);
