// Makes a fresh clone ready, and a ready one quickly known as ready. Every function here looks at what
// is there before it does anything, keeps no notes of its own that could be wrong, and leaves nothing
// half-done that the next run would take for whole.

import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { run } from './processes.mjs';
import { StepFailed, step } from './progress.mjs';
import { Explained, inRoot, lockedVersion, toolCache } from './project.mjs';

const WASM = 'wasm32-unknown-unknown';

/** Wrangler and Vitest need it; the npm package `node` brings it where the host's is older. */
const NODE_FOR_TOOLS = [22, 12];

/** Runs a command as (a part of) a step. @param {(line: string) => void} onLine */
export async function must(
  onLine,
  /** @type {string} */ command,
  /** @type {string[]} */ args,
  options = {},
) {
  const result = await run(command, args, { ...options, onLine });
  if (result.code !== 0) {
    throw new StepFailed(`${[command, ...args].join(' ')} ended with ${result.code}.`, result.output);
  }
  return result.output;
}

/** @param {string} version @param {number[]} least */
function atLeast(version, least) {
  const found = (version.match(/\d+/g) ?? []).map(Number);
  for (const [i, wanted] of least.entries()) {
    if ((found[i] ?? 0) !== wanted) return (found[i] ?? 0) > wanted;
  }
  return true;
}

/** These scripts themselves run on Node 20. */
export function checkNode() {
  if (!atLeast(process.version, [20])) {
    throw new Explained(
      `Node ${process.version} is too old: Thinspan needs Node 20 or newer (https://nodejs.org).`,
    );
  }
}

/**
 * Is what npm wrote about node_modules (it does so last of all) the same as package-lock.json?
 * Packages for other platforms are not installed, so an optional one may be missing.
 */
function npmIsCurrent() {
  try {
    /** @type {Record<string, { version?: string, optional?: boolean }>[]} */
    const [wanted, found] = ['package-lock.json', 'node_modules/.package-lock.json'].map(
      (file) => JSON.parse(readFileSync(inRoot(file), 'utf8')).packages,
    );
    return Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === '' || (found[path] ? found[path].version === version : optional),
    );
  } catch {
    return false;
  }
}

/**
 * Holds a lock file while `work` runs, so that `npm start` and `npm test` in two terminals of a fresh
 * clone do not install into each other. A lock whose owner is dead is nobody's.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 */
async function alone(path, work) {
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (ownerIsDead(path)) rmSync(path, { force: true });
      else await new Promise((wake) => setTimeout(wake, 500));
    }
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

/** @param {string} path */
function ownerIsDead(path) {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/** node_modules as package-lock.json says, with a Node in it that Wrangler accepts. */
export async function npmPackages() {
  if (!npmIsCurrent()) {
    mkdirSync(inRoot('target'), { recursive: true });
    await alone(inRoot('target', 'npm-ci.lock'), async () => {
      if (npmIsCurrent()) return;
      await step('npm packages', async (onLine) => {
        await must(onLine, 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=http']);
      });
    });
  }
  const { code, output } = await run('node', ['--version']);
  if (code !== 0 || !atLeast(output, NODE_FOR_TOOLS)) {
    throw new Explained(
      `Wrangler needs Node ${NODE_FOR_TOOLS.join('.')} or newer; the npm package "node" should have brought one, ` +
        `but its install script has not run (is "ignore-scripts" set in an .npmrc?). ` +
        `Install a newer Node, or delete node_modules and run "npm ci --ignore-scripts=false".`,
    );
  }
}

/**
 * Installs Debian packages where that is possible without asking anybody.
 *
 * @param {string[]} packages
 * @param {string} why what to tell the user where it is not
 */
async function debianPackages(packages, why) {
  const { code } = await run('apt-get', ['--version']);
  if (code !== 0 || process.getuid?.() !== 0) throw new Explained(why);
  const turn = aptIsFree.then(() => aptInstall(packages));
  aptIsFree = turn.catch(() => {});
  await turn;
}

/** apt-get runs once at a time: a second one would fail on its lock. @type {Promise<void>} */
let aptIsFree = Promise.resolve();

/** @param {string[]} packages */
async function aptInstall(packages) {
  await step(`system packages: ${packages.join(' ')}`, async (onLine) => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await must(onLine, 'apt-get', ['update'], { env });
    await must(onLine, 'apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  });
}

/**
 * Rust with the WebAssembly target.
 *
 * @param {{ components?: string[] }} [options] `components`: cargo subcommands that must be there, too
 */
export async function rust({ components = [] } = {}) {
  const { code, output } = await run('rustc', ['--version']);
  if (code !== 0) {
    throw new Explained(
      'Rust is not installed. Install it with rustup (https://rustup.rs), then run this again.',
    );
  }
  await linker();
  const wanted = readFileSync(inRoot('Cargo.toml'), 'utf8').match(/^rust-version = "(.+)"/m)?.[1] ?? '1';
  if (!atLeast(output, wanted.split('.').map(Number))) {
    throw new Explained(`${output.trim()} is too old: Thinspan needs ${wanted}. Run "rustup update stable".`);
  }

  const library = await run('rustc', ['--print', 'target-libdir', '--target', WASM]);
  if (!existsSync(library.output.trim())) await rustupAdds(['target', 'add', WASM], `Rust's target ${WASM}`);

  const missing = [];
  for (const component of components) {
    if ((await run('cargo', [component, '--version'])).code !== 0) missing.push(component);
  }
  const named = missing.map((name) => (name === 'fmt' ? 'rustfmt' : name));
  if (named.length > 0) await rustupAdds(['component', 'add', ...named], `Rust's ${named.join(' and ')}`);
}

/** Rust links by the C compiler, and the tests compile SQLite with it. */
async function linker() {
  const works = async () => (await run('cc', ['--version'])).code === 0;
  if (await works()) return;
  const why =
    'Rust needs a C compiler. On Debian or Ubuntu: sudo apt-get install build-essential. ' +
    'On Fedora: sudo dnf install gcc. On macOS: xcode-select --install.';
  await debianPackages(['build-essential'], why);
  if (!(await works())) throw new Explained(why);
}

/** @param {string[]} args @param {string} what */
async function rustupAdds(args, what) {
  if ((await run('rustup', ['--version'])).code !== 0) {
    throw new Explained(
      `${what} is missing and rustup, which could add it, is not installed. ` +
        "Install Rust with rustup (https://rustup.rs), or add it with your system's packages.",
    );
  }
  await step(what, async (onLine) => {
    await must(onLine, 'rustup', args);
  });
}

/** Where the tools that turn the crate into a Worker are. */
export const workerTools = () => ({
  workerBuild: cargoTool('worker-build', 'worker-build', lockedVersion('worker')),
  wasmBindgen: cargoTool('wasm-bindgen-cli', 'wasm-bindgen', lockedVersion('wasm-bindgen')),
});

/** @param {string} crate @param {string} binary @param {string} version */
function cargoTool(crate, binary, version) {
  const home = join(toolCache, `${crate}-${version}`);
  return { crate, binary, version, home, path: join(home, 'bin', binary) };
}

/** worker-build and wasm-bindgen, each at the version that Cargo.lock has of its library. */
export async function cargoTools() {
  const missing = Object.values(workerTools()).filter((tool) => !existsSync(tool.path));
  if (missing.some((tool) => tool.crate === 'worker-build')) await opensslHeaders();
  await Promise.all(missing.map(install));
}

/** worker-build can download its helpers, and with that comes OpenSSL on Linux. */
async function opensslHeaders() {
  if (process.platform !== 'linux' || process.env.OPENSSL_DIR) return;
  if ((await run('pkg-config', ['--exists', 'openssl'])).code === 0) return;
  await debianPackages(
    ['pkg-config', 'libssl-dev'],
    "Building worker-build needs pkg-config and OpenSSL's headers. On Debian or Ubuntu: " +
      'sudo apt-get install pkg-config libssl-dev. On Fedora: sudo dnf install pkgconf openssl-devel.',
  );
}

/** @param {ReturnType<typeof cargoTool>} tool */
async function install({ crate, binary, version, home }) {
  await step(`${crate} ${version}`, async (onLine) => {
    const build = join(home, 'build');
    /** @param {string[]} flags */
    const args = (...flags) => [
      // Unoptimised: builds in a quarter of the time, and runs a second longer.
      ...['install', '--debug', ...flags, '--root', home, '--bin', binary],
      // Kept until it is through, so that an interrupted installation goes on where it was.
      ...['--target-dir', build, `${crate}@${version}`],
    ];
    const options = { onLine, env: { CARGO_PROFILE_DEV_DEBUG: 'false' } };
    let result = await run('cargo', args('--locked'), options);
    if (result.code !== 0 && result.output.includes('failed to select a version')) {
      // The tool's own lock file may name versions that a lagging mirror does not have yet, or that were withdrawn.
      result = await run('cargo', args(), options);
    }
    if (result.code !== 0)
      throw new StepFailed(`cargo could not install ${crate} ${version}.`, result.output);
    rmSync(build, { recursive: true, force: true });
  });
}

/** What fuzzing needs, and nothing else does: a nightly Rust, whose compiler can count what is covered, and cargo-fuzz. */
export async function fuzzer() {
  if ((await run('rustc', ['+nightly', '--version'])).code !== 0) {
    await rustupAdds(['toolchain', 'install', 'nightly', '--profile', 'minimal'], "Rust's nightly toolchain");
  }
  const tool = cargoTool('cargo-fuzz', 'cargo-fuzz', '0.13.2');
  if (!existsSync(tool.path)) await install(tool);
  return tool.path;
}

/** Everything that a build needs, side by side. */
export async function setUp({ components = /** @type {string[]} */ ([]) } = {}) {
  checkNode();
  await Promise.all([npmPackages(), rust({ components }).then(cargoTools)]);
}

const PYTHON_PACKAGES = inRoot('tests', 'onboarding', 'requirements.txt');

/** Where the Python is that has OpenTelemetry's exporters. Another list of packages is another place. */
export function pythonWithExporters() {
  const digest = createHash('sha256').update(readFileSync(PYTHON_PACKAGES)).digest('hex').slice(0, 12);
  const home = join(toolCache, `opentelemetry-python-${digest}`);
  return { home, path: join(home, 'bin', 'python') };
}

/** OpenTelemetry's exporters for Python, which the tests of what an admin pastes send with. */
export async function pythonExporters() {
  const { home, path } = pythonWithExporters();
  if (existsSync(path)) return;
  const hasVenv = async () => (await run('python3', ['-c', 'import ensurepip, venv'])).code === 0;
  if (!(await hasVenv())) {
    const why =
      'The tests of exporters need Python 3.10 or newer with venv. On Debian or Ubuntu: ' +
      'sudo apt-get install python3-venv. On Fedora: sudo dnf install python3. On macOS: brew install python.';
    await debianPackages(['python3-venv'], why);
    if (!(await hasVenv())) throw new Explained(why);
  }
  mkdirSync(toolCache, { recursive: true });
  await alone(`${home}.lock`, async () => {
    if (existsSync(path)) return;
    await step("OpenTelemetry's exporters for Python", async (onLine) => {
      // Elsewhere first, so that what is in its place is whole.
      const fresh = `${home}.new`;
      rmSync(fresh, { recursive: true, force: true });
      await must(onLine, 'python3', ['-m', 'venv', fresh]);
      const pip = ['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--requirement'];
      await must(onLine, join(fresh, 'bin', 'python'), [...pip, PYTHON_PACKAGES]);
      renameSync(fresh, home);
    });
  });
}

const RUST_PACKAGE = inRoot('tests', 'onboarding', 'rust');

/** Where the program is that exports by OpenTelemetry's exporters for Rust. Another source is another place. */
export function rustExporter() {
  const hash = createHash('sha256');
  for (const file of ['Cargo.toml', 'Cargo.lock', 'src/main.rs']) {
    hash.update(readFileSync(join(RUST_PACKAGE, file)));
  }
  const home = join(toolCache, `opentelemetry-rust-${hash.digest('hex').slice(0, 12)}`);
  return { home, path: join(home, 'exporter') };
}

/** OpenTelemetry's exporters for Rust, likewise. */
export async function rustExporters() {
  const { home, path } = rustExporter();
  if (existsSync(path)) return;
  await step("OpenTelemetry's exporters for Rust", async (onLine) => {
    const build = join(home, 'build');
    const args = [
      'build',
      '--locked',
      '--manifest-path',
      join(RUST_PACKAGE, 'Cargo.toml'),
      '--target-dir',
      build,
    ];
    // It gives way to the Worker's build, which more waits for.
    await must(onLine, 'cargo', args, { env: { CARGO_PROFILE_DEV_DEBUG: 'false' }, background: true });
    // Elsewhere first, so that what is in its place is whole.
    copyFileSync(join(build, 'debug', 'exporter'), `${path}.new`);
    renameSync(`${path}.new`, path);
    rmSync(build, { recursive: true, force: true });
  });
}

const BROWSERS = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Playwright wants a path, not a name. */
async function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const candidate of process.env.CHROME ? [process.env.CHROME] : BROWSERS) {
    const paths = isAbsolute(candidate) ? [candidate] : folders.map((folder) => resolve(folder, candidate));
    for (const path of paths.filter((path) => existsSync(path))) {
      if ((await run(path, ['--version'])).code === 0) return path;
    }
  }
}

/**
 * The path of a Chromium for the browser tests: what CHROME names, or what is installed, or Debian's.
 *
 * @returns {Promise<string>}
 */
export async function browser() {
  const found = await findBrowser();
  if (found) return found;
  if (process.env.CHROME) throw new Explained(`CHROME names ${process.env.CHROME}, which does not start.`);
  await debianPackages(
    ['chromium'],
    'The browser tests need Chromium or Google Chrome. Install one, or name it: CHROME=/path/to/chrome npm test',
  );
  const installed = await findBrowser();
  if (!installed) throw new Explained('Chromium was installed but does not start.');
  return installed;
}
