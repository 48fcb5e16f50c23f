// Ends the process groups of a script that was killed before it could (see processes.mjs).
// Reads "+<group>" and "-<group>" lines; the end of the input means that the script is gone.

import { createInterface } from 'node:readline';

/** @type {Set<number>} */
const groups = new Set();

/** @param {NodeJS.Signals} signal */
function signalAll(signal) {
  for (const group of groups) {
    try {
      process.kill(-group, signal);
    } catch {
      groups.delete(group);
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line.slice(1));
  if (line.startsWith('+')) groups.add(group);
  else groups.delete(group);
}
signalAll('SIGTERM');
if (groups.size > 0) setTimeout(() => signalAll('SIGKILL'), 5000);
