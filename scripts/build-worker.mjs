// Compiles the Worker to WebAssembly. Wrangler's [build] command, so that a plain `wrangler deploy`
// ships exactly what the tests ran.
//
//   release (default)          build/      optimised over crate borders, then by wasm-opt
//   THINSPAN_BUILD=dev         build/dev/  optimised enough to be quick, an edit rebuilds in seconds

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithChildren } from './processes.mjs';
import { clear, giveUp, StepFailed, step } from './progress.mjs';
import { cargoHome, inRoot } from './project.mjs';
import { must, setUp, workerTools } from './setup.mjs';

/**
 * What the two builds differ in. The dev build overrides cargo's release profile by environment: its
 * artefacts have a target directory of their own.
 */
const MODES = {
  release: { name: 'worker (release)', out: 'build', target: 'target', optimise: true, env: {} },
  dev: {
    name: 'worker (dev)',
    out: 'build/dev',
    target: 'target/dev-worker',
    optimise: false,
    env: {
      CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
      CARGO_PROFILE_RELEASE_LTO: 'off',
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
      CARGO_PROFILE_RELEASE_INCREMENTAL: 'true',
    },
  },
};

/** @typedef {keyof typeof MODES} Mode */

/** What rustc and wasm-bindgen use of WebAssembly, and nothing that workerd may not know yet. */
const FEATURES = [
  'mutable-globals',
  'sign-ext',
  'nontrapping-float-to-int',
  'bulk-memory',
  'multivalue',
  'reference-types',
  'exception-handling',
];

/**
 * worker-build would keep the names of all functions, which are a tenth of the Worker; a panic says where it was
 * without them. What one pass leaves, the next finds more in: 3 KB of what is uploaded.
 *
 * @param {string} out
 */
function wasmOptArguments(out) {
  const file = inRoot(out, 'index_bg.wasm');
  return [
    '-O3',
    '-O3',
    '--strip-debug',
    '--strip-producers',
    ...FEATURES.map((name) => `--enable-${name}`),
    file,
    '-o',
    file,
  ];
}

/**
 * The Worker is one module: what worker-build made of src/instance.mjs as a function, and behind it the entrance, which
 * calls it. What the function takes stands in for the globals of the same names.
 *
 * @param {string} out
 */
function esbuildArguments(out) {
  return [
    inRoot(out, 'worker/shim.mjs'),
    '--bundle',
    '--external:cloudflare:*',
    '--format=iife',
    '--global-name=instance',
    '--minify',
    '--banner:js=const instantiate = (wasm, queueMicrotask, FinalizationRegistry) => {',
    `--footer:js=return instance;\n};\n${readFileSync(inRoot('src/entrance.mjs'), 'utf8')}`,
    `--outfile=${inRoot(out, 'index.js')}`,
    '--allow-overwrite',
    '--log-level=warning',
  ];
}

/** What the Worker's answers follow from, beside the database: its code, and the schema with the list of prices. */
function sources() {
  const folders = ['src', 'migrations'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...folders, ...['Cargo.toml', 'Cargo.lock'].map((file) => inRoot(file))].sort();
}

/** A hash of them: the Worker's version, by which answers of another one are told apart (src/api/etag.rs). */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of sources()) {
    const text = readFileSync(file);
    hash.update(`${relative(inRoot(), file)} ${text.length}\n`).update(text);
  }
  return hash.digest('hex').slice(0, 32);
}

/**
 * Every file that the last build read, from cargo's own notes, and what else decides the outcome.
 *
 * @param {typeof MODES[Mode]} mode
 */
function inputs(mode) {
  const notes = readFileSync(inRoot(mode.target, 'wasm32-unknown-unknown/release/thinspan.d'), 'utf8');
  const read = notes
    .slice(notes.indexOf(': ') + 2)
    .trim()
    // A space inside a path is escaped.
    .split(/(?<!\\) /)
    .map((path) => path.replaceAll('\\ ', ' '));
  const own = fileURLToPath(import.meta.url);
  return [...read, ...sources(), own, inRoot('package-lock.json')];
}

/**
 * True if nothing that the last build read has changed since it began.
 *
 * @param {typeof MODES[Mode]} mode
 */
function isFresh(mode) {
  try {
    const built = Number(readFileSync(inRoot(mode.out, '.built'), 'utf8'));
    statSync(inRoot(mode.out, 'index.js'));
    statSync(inRoot(mode.out, 'index_bg.wasm'));
    return inputs(mode).every((file) => statSync(file).mtimeMs < built);
  } catch {
    return false;
  }
}

/**
 * Compiles, if there is a reason to.
 *
 * @param {Mode} which
 * @param {(line: string) => void} onLine
 * @returns {Promise<string>} how large it is
 */
export async function compileWorker(which, onLine) {
  const mode = MODES[which];
  if (!isFresh(mode)) {
    const { workerBuild, wasmBindgen } = workerTools();
    const esbuild = inRoot('node_modules/.bin/esbuild');
    const began = Date.now();
    // Every helper is named, so that worker-build downloads none.
    const env = {
      ...mode.env,
      CARGO_TARGET_DIR: inRoot(mode.target),
      WASM_BINDGEN_BIN: wasmBindgen.path,
      ESBUILD_BIN: esbuild,
      // A panic's place shall not tell the home of whoever built the Worker.
      CARGO_ENCODED_RUSTFLAGS: `--remap-path-prefix=${join(cargoHome, 'registry/src')}=crates`,
      CUSTOM_SHIM: inRoot('src/instance.mjs'),
      THINSPAN_SOURCES: hashOfSources(),
      // The compiler's message is the reason; where worker-build met it is not.
      RUST_BACKTRACE: '0',
    };
    await must(onLine, workerBuild.path, ['--release', '--out-dir', mode.out, '--no-opt'], { env });
    await must(onLine, esbuild, esbuildArguments(mode.out));
    renameSync(inRoot(mode.out, 'worker/index.wasm'), inRoot(mode.out, 'index_bg.wasm'));
    if (mode.optimise) await must(onLine, inRoot('node_modules/.bin/wasm-opt'), wasmOptArguments(mode.out));
    writeFileSync(inRoot(mode.out, '.built'), String(began));
  }
  return `${Math.round(statSync(inRoot(mode.out, 'index_bg.wasm')).size / 1024)} KiB of WebAssembly`;
}

/**
 * The same as a step with a heading, or silently where there is nothing to do.
 *
 * @param {Mode} which
 */
export async function buildWorker(which) {
  if (!isFresh(MODES[which])) await step(MODES[which].name, (onLine) => compileWorker(which, onLine));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endWithChildren(clear);
  const which = process.env.THINSPAN_BUILD === 'dev' ? 'dev' : 'release';
  try {
    await setUp();
    await buildWorker(which);
  } catch (error) {
    // Under `npm start` the Worker as it was goes on serving: a failure would stop Wrangler from answering.
    if (which === 'dev' && error instanceof StepFailed) process.exit(0);
    giveUp(error);
  }
}
