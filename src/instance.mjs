// One instance of the Rust Worker, with the glue that wasm-bindgen makes for it. worker-build bundles this file, and
// scripts/build-worker.mjs makes of the bundle what src/entrance.mjs calls `instantiate`: several can be alive.

import * as glue from './index_bg.js';

const { exports } = new WebAssembly.Instance(wasm, { './index_bg.js': glue });
glue.__wbg_set_wasm(exports);
exports.__wbindgen_start();

export { fetch, queue, scheduled } from './index_bg.js';
