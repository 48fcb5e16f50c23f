// `npm run fuzz`: throws made-up bytes at every parser of bytes from outside (fuzz/src/targets.rs), guided by what
// they cover. Prints for each target how often it ran, what that covers, and the most memory that one input took.
// The last target, api, is the whole JSON API in workerd, with requests made up from its description
// (tests/e2e/api_fuzz.test.ts): prints the seeds, each of which makes up the same requests once more.
//
//   npm run fuzz                      every target for 60 seconds
//   npm run fuzz -- 600               … for ten minutes
//   npm run fuzz -- 60 query gzip     only these
//   npm run fuzz -- --keep            and then adds to fuzz/corpus what covers more, in as few and small files as will do
//
// What breaks a promise is written to fuzz/crashes, which `cargo test` replays from then on: keep the file with what mends
// it. Needs a nightly Rust and cargo-fuzz, which it installs by rustup and cargo.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildWorker } from './build-worker.mjs';
import { endWithChildren, run } from './processes.mjs';
import { bold, clear, giveUp, red, say, step } from './progress.mjs';
import { Explained, inRoot } from './project.mjs';
import { fuzzer, must, rust, setUp } from './setup.mjs';

/** What the kept inputs of one target may have in all, and how many they may be. */
const MAX_KEPT_BYTES = 60_000;
const MAX_KEPT_INPUTS = 200;
/** The longest of them. */
const MAX_KEPT_INPUT_BYTES = 4096;
/** The longest input, in bytes: real exports have about as many. */
const MAX_INPUT_BYTES = 65_536;
/** A single input that takes longer hangs. */
const TIMEOUT_SECONDS = 10;

const words = process.argv.slice(2);
const keep = words.includes('--keep');
const seconds = Number(words.find((word) => /^\d+$/.test(word)) ?? 60);
const named = words.filter((word) => !/^\d+$|^--/.test(word));

/** The targets of fuzz/fuzz_targets. */
const all = [...readFileSync(inRoot('fuzz', 'Cargo.toml'), 'utf8').matchAll(/^name = "(\w+)"/gm)].map(
  ([, name]) => name ?? '',
);
/** The target that is none of them. */
const API = 'api';

/** @param {string} target */
const crashes = (target) =>
  existsSync(inRoot('fuzz', 'crashes', target)) ? readdirSync(inRoot('fuzz', 'crashes', target)) : [];

/**
 * libFuzzer's own words for a target.
 *
 * @param {(line: string) => void} onLine
 * @param {string} cargoFuzz
 * @param {string} target
 * @param {string[]} corpora the first is written to
 * @param {string[]} flags
 */
const fuzz = (onLine, cargoFuzz, target, corpora, flags) =>
  run(
    cargoFuzz,
    ['fuzz', 'run', '--target-dir', inRoot('target', 'fuzz'), target, ...corpora, '--', ...flags],
    {
      onLine,
      background: true,
      env: { RUSTUP_TOOLCHAIN: 'nightly' },
    },
  );

/** @param {string} folder */
function bytesIn(folder) {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

/** @param {string} cargoFuzz @param {string} target @returns {Promise<boolean>} whether every promise held */
async function attack(cargoFuzz, target) {
  const found = inRoot('target', 'fuzz', 'corpus', target);
  const kept = inRoot('fuzz', 'corpus', target);
  const broken = inRoot('fuzz', 'crashes', target);
  for (const folder of [found, kept, broken]) mkdirSync(folder, { recursive: true });
  const before = new Set(crashes(target));
  let held = true;
  await step(target, async (onLine) => {
    let memory = 0;
    /** @param {string} line */
    const read = (line) => {
      memory = Math.max(memory, Number(/^memory: (\d+)/.exec(line)?.[1] ?? 0));
      onLine(line);
    };
    const { code, output } = await fuzz(
      read,
      cargoFuzz,
      target,
      [found, kept],
      [
        ...[`-max_total_time=${seconds}`, `-max_len=${MAX_INPUT_BYTES}`, `-timeout=${TIMEOUT_SECONDS}`],
        ...[`-dict=${inRoot('fuzz', 'words.dict')}`, `-artifact_prefix=${broken}/`, '-print_final_stats=1'],
      ],
    );
    const runs = /number_of_executed_units: (\d+)/.exec(output)?.[1];
    const covered = [...output.matchAll(/cov: (\d+) ft: (\d+)/g)].at(-1);
    const fresh = crashes(target).filter((file) => !before.has(file));
    held = code === 0 && fresh.length === 0;
    if (!runs && held) throw new Explained(`libFuzzer did not run:\n${output}`);
    for (const file of fresh) {
      say(
        red(`  fuzz/crashes/${target}/${file} breaks it; once more: cargo test --test fuzzed -- --nocapture`),
      );
    }
    if (!held) say(output.split('\n').slice(-60).join('\n'));
    return `${runs} runs, ${covered?.[1]} edges, ${covered?.[2]} features, ${(memory / 1e6).toFixed(1)} MB`;
  });
  if (keep) {
    await step(`${target}: what is kept`, async (onLine) => {
      const merged = inRoot('target', 'fuzz', 'merged', target);
      rmSync(merged, { recursive: true, force: true });
      mkdirSync(merged, { recursive: true });
      const flags = ['-merge=1', `-max_len=${MAX_KEPT_INPUT_BYTES}`];
      await fuzz(onLine, cargoFuzz, target, [merged, kept, found], flags);
      // The smallest first: most of what is covered needs few bytes.
      const bySize = readdirSync(merged)
        .map((file) => ({ file, size: statSync(join(merged, file)).size }))
        .toSorted((a, b) => a.size - b.size);
      let room = MAX_KEPT_BYTES - bytesIn(kept);
      let places = MAX_KEPT_INPUTS - readdirSync(kept).length;
      for (const { file, size } of bySize) {
        if (existsSync(join(kept, file))) continue;
        room -= size;
        places -= 1;
        if (room < 0 || places < 0) break;
        copyFileSync(join(merged, file), join(kept, file));
      }
      return `${readdirSync(kept).length} inputs, ${bytesIn(kept)} bytes`;
    });
  }
  return held;
}

/** The JSON API. @returns {Promise<boolean>} whether every request was answered as described */
async function attackApi() {
  const end = Date.now() + seconds * 1000;
  let held = true;
  await step(API, async (onLine) => {
    let seed = Date.now();
    const first = seed;
    do {
      onLine(`SEED=${seed}`);
      const vitest = ['run', '--config', 'tests/vitest.config.ts', '--project', 'e2e', 'api_fuzz'];
      const { code, output } = await run('vitest', vitest, { background: true, env: { SEED: String(seed) } });
      held = code === 0;
      if (!held) say(`${red(`  SEED=${seed} breaks it:`)}\n${output.split('\n').slice(-60).join('\n')}`);
      seed += 1;
    } while (held && Date.now() < end);
    return `seeds ${first} to ${seed - 1}`;
  });
  return held;
}

/** The parsers. @param {string[]} targets @returns {Promise<boolean>} whether every promise held */
async function attackAll(targets) {
  await rust();
  const cargoFuzz = await fuzzer();
  await step('targets', async (onLine) => {
    await must(onLine, cargoFuzz, ['fuzz', 'build', '--target-dir', inRoot('target', 'fuzz')], {
      background: true,
      env: { RUSTUP_TOOLCHAIN: 'nightly' },
    });
  });
  let held = true;
  for (const target of targets) held = (await attack(cargoFuzz, target)) && held;
  return held;
}

endWithChildren(clear);
try {
  const unknown = named.find((name) => ![...all, API].includes(name));
  if (unknown) throw new Explained(`There is no target ${unknown}. There are: ${[...all, API].join(', ')}.`);
  /** @param {string} name */
  const isWanted = (name) => named.length === 0 || named.includes(name);
  const targets = all.filter(isWanted);
  let held = targets.length === 0 || (await attackAll(targets));
  if (isWanted(API)) {
    await setUp();
    await buildWorker('release');
    held = (await attackApi()) && held;
  }
  say('');
  say(bold(held ? 'Every promise held.' : 'Something broke: see above.'));
  process.exit(held ? 0 : 1);
} catch (error) {
  giveUp(error);
}
