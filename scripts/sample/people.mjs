// Who works here: four teams on four continents, each person with habits of their own, and an agent that
// runs at night. All of them are made up.

import { Random } from './random.mjs';

/** @typedef {'claude-opus-5-5' | 'claude-opus-5' | 'claude-sonnet-5-5' | 'claude-haiku-5-5'} Model */
/** @typedef {'cli' | 'vscode' | 'agent_sdk' | 'cowork'} Surface */

/**
 * @typedef {object} Person
 * @property {string} email
 * @property {string} name
 * @property {string} repository where they mostly work
 * @property {string} userId the anonymous id of their installation
 * @property {Record<string, string>} team resource attributes that an admin set for the team
 * @property {number} utcOffset hours that their clock is ahead of UTC (standard time all year)
 * @property {Surface} surface where they mostly work
 * @property {string} language what they mostly write
 * @property {string} os
 * @property {string} terminal
 * @property {Partial<Record<Model, number>>} models how often they choose which
 * @property {number} diligence sessions on a usual working day
 * @property {number} trust share of edits and commands that a rule of theirs allows without asking
 * @property {boolean} fast whether they use fast mode now and then
 * @property {boolean} subscriber whether they signed in with a subscription, whose prompts are cached for an hour
 * @property {boolean} human
 */

/** @typedef {[name: string, utcOffset: number, surface: Surface, language: string]} Entry */

/** @type {{ team: Record<string, string>, people: Entry[] }[]} */
const TEAMS = [
  {
    team: { department: 'engineering', 'team.id': 'payments', cost_center: 'eng-110' },
    people: [
      ['Mia Berg', 1, 'cli', 'Python'],
      ['Tomasz Zielinski', 1, 'cli', 'Go'],
      ['Aisha Diallo', 0, 'vscode', 'Python'],
      ['Liam Walsh', 0, 'cli', 'Go'],
      ['Nora Lindqvist', 1, 'cli', 'SQL'],
      ['Diego Romero', 1, 'vscode', 'Python'],
    ],
  },
  {
    team: { department: 'engineering', 'team.id': 'storefront', cost_center: 'eng-120' },
    people: [
      ['Grace Kim', -5, 'vscode', 'TypeScript'],
      ['Marcus Hill', -5, 'vscode', 'TypeScript'],
      ['Elena Petrova', -5, 'cli', 'TypeScript'],
      ['Sam Okafor', -8, 'cli', 'JavaScript'],
      ['Julia Santos', -3, 'vscode', 'CSS'],
      ['Owen Clarke', -8, 'vscode', 'TypeScript'],
      ['Hannah Weiss', -5, 'cli', 'JavaScript'],
    ],
  },
  {
    team: { department: 'engineering', 'team.id': 'platform', cost_center: 'eng-130' },
    people: [
      ['Priya Nair', 5.5, 'cli', 'Rust'],
      ['Arjun Mehta', 5.5, 'cli', 'Terraform'],
      ['Wei Chen', 8, 'cli', 'Rust'],
      ['Yuki Tanaka', 9, 'vscode', 'Go'],
      ['Ines Moreau', 1, 'cli', 'Rust'],
      ['Nightly Agent', 0, 'agent_sdk', 'YAML'],
    ],
  },
  {
    team: { department: 'research', 'team.id': 'insights', cost_center: 'res-900' },
    people: [
      ['Jonas Keller', 1, 'cli', 'Python'],
      ['Fatima Haddad', 2, 'cowork', 'Markdown'],
      ['Chloe Martin', -5, 'cowork', 'Markdown'],
      ['Ravi Kapoor', 5.5, 'vscode', 'Python'],
      ['Sofia Rossi', 1, 'cli', 'R'],
    ],
  },
];

/** @type {Partial<Record<Model, number>>[]} */
const TASTES = [
  { 'claude-opus-5-5': 8, 'claude-sonnet-5-5': 2 },
  { 'claude-sonnet-5-5': 8, 'claude-opus-5-5': 1, 'claude-haiku-5-5': 1 },
  { 'claude-sonnet-5-5': 5, 'claude-opus-5-5': 5 },
  { 'claude-opus-5': 6, 'claude-opus-5-5': 2, 'claude-sonnet-5-5': 2 },
];

/** @param {Record<string, string>} team @param {Entry} entry @returns {Person} */
function person(team, [name, utcOffset, surface, language]) {
  const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  const random = new Random('person', email);
  const human = surface !== 'agent_sdk';
  return {
    email,
    name,
    repository: `${team['team.id']}-${language === 'Markdown' ? 'notes' : random.pick(['service', 'tools'])}`,
    userId: random.hex(64),
    team,
    utcOffset,
    surface,
    language,
    os: human ? random.weighted({ darwin: 6, linux: 3, windows: 1 }) : 'linux',
    terminal:
      surface === 'cli' ? random.weighted({ 'iTerm.app': 3, 'xterm-256color': 2, tmux: 2, ghostty: 1 }) : '',
    models: human
      ? TASTES[Number(random.weighted({ 0: 3, 1: 4, 2: 4, 3: 1 }))]
      : { 'claude-haiku-5-5': 7, 'claude-sonnet-5-5': 3 },
    diligence: human ? 0.35 + 0.75 * random.next() : 2,
    trust: human ? random.pick([0, 0.2, 0.4, 0.7]) : 1,
    fast: human && random.chance(0.2),
    subscriber: human && random.chance(0.6),
    human,
  };
}

/** @type {Person[]} */
export const people = TEAMS.flatMap(({ team, people }) => people.map((entry) => person(team, entry)));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Sessions on a day of the week, Sunday first, compared with a usual one. */
const WEEK = [0.06, 1, 1.1, 1.1, 1, 0.8, 0.08];

/** How likely work begins in the hour; there is a break at noon, and some come back in the evening. */
const HOURS = {
  8: 1,
  9: 4,
  10: 5,
  11: 4,
  12: 1.5,
  13: 3,
  14: 5,
  15: 5,
  16: 4,
  17: 2,
  18: 0.7,
  20: 0.5,
  21: 0.7,
  22: 0.3,
};

/**
 * When a person begins sessions on a day.
 *
 * @param {Person} person
 * @param {number} day UTC days since 1970-01-01
 * @returns {number[]} Unix milliseconds
 */
export function sessionStarts(person, day) {
  const random = new Random('day', person.email, day);
  // 1970-01-01 was a Thursday.
  const share = person.human ? WEEK[(day + 4) % 7] : 1;
  // Now and then somebody is away for a week.
  const away = person.human && new Random('week', person.email, Math.floor((day + 3) / 7)).chance(0.08);
  const expected = away ? 0 : person.diligence * share;
  const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  return Array.from({ length: count }, () => {
    const hour = person.human ? Number(random.weighted(HOURS)) : random.int(1, 4);
    return day * DAY_MS + (hour - person.utcOffset) * HOUR_MS + random.int(0, HOUR_MS);
  }).sort((a, b) => a - b);
}
