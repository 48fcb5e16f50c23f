// The Worker's own work on an export, without HTTP and D1: decoding, thinning and planning, natively and as
// WebAssembly in the same V8; and how fast SQLite takes the rows. The limits of what a faster Worker could bring.

import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { batches } from '../sample/otlp.mjs';
import { must } from '../setup.mjs';
import { freshCopies, packAll, SIGNALS } from './payloads.mjs';

const TARGET = 'wasm32-wasip1';

/** @typedef {{ name: string, requests: number, decodeMicros: number, planMicros: number }} Measured */

/** Folders named as `traces-json`, of a file for each request, as recorded. @param {string} home */
function writePayloads(home) {
  const folders = [];
  for (const signal of SIGNALS) {
    for (const [encoding, how] of Object.entries({ json: {}, protobuf: { protobuf: true } })) {
      const folder = join(home, `${signal}-${encoding}`);
      mkdirSync(folder);
      for (const [at, { body }] of packAll(freshCopies(signal), how).entries()) {
        writeFileSync(join(folder, String(at).padStart(4, '0')), body);
      }
      folders.push(folder);
    }
  }
  return folders;
}

/** The spans of the recordings many times over, 512 in a request. @param {string} home */
function writeMany(home) {
  const folder = join(home, 'many');
  mkdirSync(folder);
  const blocks = Array.from({ length: 40 }, () => freshCopies('traces').flat()).flat();
  for (const [at, { body }] of packAll([...batches(blocks, 512)]).entries()) {
    writeFileSync(join(folder, String(at).padStart(4, '0')), body);
  }
  return folder;
}

/** @param {string} output @returns {any[]} the lines that are JSON */
const linesOf = (output) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

/**
 * Where Cargo puts a program of tests/bench.
 *
 * @param {(line: string) => void} onLine
 * @param {string} name
 * @param {string[]} [how]
 */
async function build(onLine, name, how = []) {
  const output = await must(onLine, 'cargo', [
    ...['bench', '--no-run', '--bench', name, '--message-format', 'json-render-diagnostics'],
    ...how,
  ]);
  const built = linesOf(output).find(({ executable, target }) => executable && target.name === name);
  return /** @type {string} */ (built.executable);
}

/** The program as WebAssembly in this process's V8. @param {string} program @param {string[]} folders @param {string} home */
async function inWasm(program, folders, home) {
  const output = join(home, 'output');
  const stdout = openSync(output, 'w');
  const wasi = new WASI({
    version: 'preview1',
    args: [program, ...folders],
    preopens: { [home]: home },
    stdout,
  });
  const module = await WebAssembly.compile(readFileSync(program));
  wasi.start(
    await WebAssembly.instantiate(module, /** @type {WebAssembly.Imports} */ (wasi.getImportObject())),
  );
  closeSync(stdout);
  return linesOf(readFileSync(output, 'utf8'));
}

/** @param {unknown} _ no Worker is needed @param {(line: string) => void} onLine */
export async function decode(_, onLine) {
  await must(onLine, 'rustup', ['target', 'add', TARGET]);
  const native = await build(onLine, 'decode');
  const wasm = await build(onLine, 'decode', ['--target', TARGET]);
  const sqlite = await build(onLine, 'sqlite');
  const home = mkdtempSync(join(tmpdir(), 'thinspan-bench-'));
  try {
    const folders = writePayloads(home);
    /** @type {Measured[]} */
    const natively = linesOf(await must(onLine, native, folders));
    /** @type {Measured[]} */
    const asWasm = await inWasm(wasm, folders, home);
    const [limits] = linesOf(await must(onLine, sqlite, [writeMany(home)]));
    const rows = natively.map((one, at) => ({
      name: one.name.replace('-', ', '),
      requests: one.requests,
      nativeMicros: one.decodeMicros + one.planMicros,
      wasmMicros: asWasm[at].decodeMicros + asWasm[at].planMicros,
      ratio: (asWasm[at].decodeMicros + asWasm[at].planMicros) / (one.decodeMicros + one.planMicros),
    }));
    return { rows, limits };
  } finally {
    rmSync(home, { recursive: true });
  }
}
