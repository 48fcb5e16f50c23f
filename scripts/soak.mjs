// `npm run soak`: what takes too long for `npm test`. It fails where something is wrong; the last results are in
// docs/LIMITS.md.
//
//   npm run soak
//   npm run soak -- kills              only these
//   npm run soak -- kills --times 200  so many of them
//   npm run soak -- load               only this: 1,000 users at their peak pace for ten minutes
//   npm run soak -- load --users 100 --minutes 2
//   npm run soak -- load --rate 300    so many exports a second, whatever their pace is

import { parseArgs } from 'node:util';
import { buildWorker } from './build-worker.mjs';
import { endWithChildren } from './processes.mjs';
import { clear, giveUp, StepFailed, say, step } from './progress.mjs';
import { Explained } from './project.mjs';
import { setUp } from './setup.mjs';
import { killed } from './soak/kills.mjs';
import { LONGEST_MINUTES, loaded, summary } from './soak/load.mjs';

/**
 * @typedef {object} Section
 * @property {string[]} options whole numbers that it takes
 * @property {(options: Record<string, number | undefined>) => Promise<string>} run
 */

/** @type {Record<string, Section>} */
const SECTIONS = {
  kills: {
    options: ['times'],
    async run({ times = 50 }) {
      let line = '';
      await step(`workerd is killed ${times} times`, async (onLine) => {
        const outcome = await killed({ kills: times, onLine });
        failIfAny(outcome.wrong);
        line = `${outcome.kills} kills, ${outcome.exports} exports with ${outcome.records} records; ${outcome.underWay} were under way, of which ${outcome.unanswered} had been stored: every record is there once`;
      });
      return line;
    },
  },
  load: {
    options: ['users', 'minutes', 'rate'],
    async run({ users = 1000, minutes = 10, rate }) {
      if (minutes > LONGEST_MINUTES) {
        throw new Explained(`--minutes must be at most ${LONGEST_MINUTES}: a run is of one UTC day.`);
      }
      let lines = '';
      await step(`${users} users for ${minutes} minutes`, async (onLine) => {
        const outcome = await loaded({ users, seconds: minutes * 60, rate, onLine });
        failIfAny(outcome.wrong);
        lines = summary(outcome);
      });
      return lines;
    },
  },
};

/** @param {string[]} wrong */
function failIfAny(wrong) {
  if (wrong.length > 0) throw new StepFailed(`${wrong.length} things are wrong.`, wrong.join('\n'));
}

/** What the command line asks for. */
function asked() {
  const known = Object.values(SECTIONS).flatMap(({ options }) => options);
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: Object.fromEntries(known.map((option) => [option, { type: 'string' }])),
  });
  const unknown = positionals.find((section) => !(section in SECTIONS));
  if (unknown) {
    throw new Explained(`There is no "${unknown}". There are: ${Object.keys(SECTIONS).join(', ')}.`);
  }
  const sections = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
  const taken = sections.flatMap((section) => SECTIONS[section].options);
  /** @type {Record<string, number>} */
  const options = {};
  for (const [option, value] of Object.entries(values)) {
    if (!taken.includes(option)) {
      const all = taken.map((one) => `--${one}`).join(', ');
      throw new Explained(`There is no --${option} of ${sections.join(' and ')}. There are: ${all}.`);
    }
    options[option] = typeof value === 'string' ? Number(value) : Number.NaN;
    if (!(Number.isInteger(options[option]) && options[option] > 0)) {
      throw new Explained(`--${option} must be a whole number; it is "${value === true ? '' : value}".`);
    }
  }
  return { sections, options };
}

endWithChildren(clear);
try {
  const { sections, options } = asked();
  await setUp();
  await buildWorker('release');
  for (const section of sections) say(await SECTIONS[section].run(options));
  process.exit(0);
} catch (error) {
  giveUp(error);
}
