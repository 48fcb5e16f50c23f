// `npm run soak`: what takes too long for `npm test`. It fails where something is wrong; the last results are in
// docs/LIMITS.md.
//
//   npm run soak
//   npm run soak -- kills              only these
//   npm run soak -- kills --times 200  so many of them

import { parseArgs } from 'node:util';
import { buildWorker } from './build-worker.mjs';
import { endWithChildren } from './processes.mjs';
import { clear, giveUp, StepFailed, say, step } from './progress.mjs';
import { Explained } from './project.mjs';
import { setUp } from './setup.mjs';
import { killed } from './soak/kills.mjs';

/** @type {Record<string, (times: number | undefined) => Promise<string>>} */
const SECTIONS = {
  async kills(times = 50) {
    let line = '';
    await step(`workerd is killed ${times} times`, async (onLine) => {
      const outcome = await killed({ kills: times, onLine });
      if (outcome.wrong.length > 0) {
        throw new StepFailed(`${outcome.wrong.length} things are wrong.`, outcome.wrong.join('\n'));
      }
      line = `${outcome.kills} kills, ${outcome.exports} exports with ${outcome.records} records; ${outcome.underWay} were under way, of which ${outcome.unanswered} had been stored: every record is there once`;
    });
    return line;
  },
};

endWithChildren(clear);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { times: { type: 'string' } },
  });
  const unknown = positionals.find((section) => !(section in SECTIONS));
  if (unknown) {
    throw new Explained(`There is no "${unknown}". There are: ${Object.keys(SECTIONS).join(', ')}.`);
  }
  const times = values.times === undefined ? undefined : Number(values.times);
  if (times !== undefined && !(Number.isInteger(times) && times > 0)) {
    throw new Explained(`--times must be a whole number; it is "${values.times}".`);
  }
  await setUp();
  await buildWorker('release');
  for (const section of positionals.length > 0 ? positionals : Object.keys(SECTIONS)) {
    say(await SECTIONS[section](times));
  }
  process.exit(0);
} catch (error) {
  giveUp(error);
}
