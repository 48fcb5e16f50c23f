// What Wrangler and Cloudflare's API say when they refuse, in words that name the way out. The patterns are the
// texts and codes of Wrangler 4 (its cli.js) and of the API errors that it prints as "… [code: N]".

import { Explained } from '../project.mjs';

const DASHBOARD = 'https://dash.cloudflare.com';

const PERMISSIONS =
  'those of the template "Edit Cloudflare Workers", and besides them D1 Edit, Cloudflare Pages Edit and Zone Read';

/**
 * @typedef {object} Subject what the refused call was about
 * @property {string} doing "create the database"
 * @property {string} [host] the Worker's
 * @property {string} [project] the Pages project's name
 */

/** @type {{ says: RegExp, way: (subject: Subject, found: RegExpMatchArray) => string }[]} */
const REFUSALS = [
  {
    says: /"loggedIn":\s*false|You are not authenticated|Not logged in\.|necessary to set a CLOUDFLARE_API_TOKEN|Did not login/,
    way: () =>
      `Cloudflare does not know who you are. Run \`npx wrangler login\` (it opens a browser), or set CLOUDFLARE_API_TOKEN to a token made at ${DASHBOARD}/profile/api-tokens with these permissions: ${PERMISSIONS}.`,
  },
  {
    says: /More than one account available|Failed to automatically retrieve account IDs/,
    way: () =>
      'The login does not tell which Cloudflare account to use. Set CLOUDFLARE_ACCOUNT_ID, or `account_id` in wrangler.toml, to its id (`npx wrangler whoami` lists them).',
  },
  {
    says: /verify your account's email address/i,
    way: () =>
      `Cloudflare wants the e-mail address of your account verified first: open ${DASHBOARD}, ask for the mail there, click its link, and run this again.`,
  },
  {
    says: /\[code: (10000|10001|9106|9109|7403|10023)\]|Authentication (error|failed)/,
    way: ({ doing }) =>
      `The login may not ${doing}. With CLOUDFLARE_API_TOKEN: give the token these permissions at ${DASHBOARD}/profile/api-tokens: ${PERMISSIONS}. Without: run \`npx wrangler login\` again, and ask the account's administrator for the role "Workers Platform Admin" if that does not help.`,
  },
  {
    says: /Could not find (?:a )?zone for `([^`]+)`|zone_not_found for "([^"]+)"|\[code: (?:10082|10083)\]/,
    way: ({ host }, found) =>
      `The domain of ${found[1] ?? found[2] ?? host} is not in this Cloudflare account. Add it at ${DASHBOARD} (Domains, "Onboard a domain"), wait until it is "Active", or write another host into wrangler.toml.`,
  },
  {
    says: /\[code: 100117\]|already has externally managed DNS records|Publishing to .*Custom Domain.* was skipped/,
    way: ({ host }) =>
      `There is a DNS record for ${host} already. Delete it at ${DASHBOARD} (the domain, DNS, Records) if nothing needs it, or write another host into \`routes\` of wrangler.toml.`,
  },
  {
    says: /\[code: 10072\]|too_many_crons|limit of \d+ cron triggers/,
    way: () =>
      `The account has no cron trigger left: the free plan has 5 for all Workers together. Remove one at ${DASHBOARD} (Workers & Pages, a Worker, Settings, Trigger Events), or change to the paid plan, and run this again. Until then nothing is counted.`,
  },
  {
    says: /\[code: 10063\]|need a workers\.dev subdomain/,
    way: () =>
      `Cloudflare wants the account to have a name on workers.dev, although nothing is put there. Open ${DASHBOARD} (Workers & Pages): that makes one. Then run this again.`,
  },
  {
    says: /\[code: 7406\]|maximum number of D1 databases/,
    way: () =>
      `The account has no D1 database left: the free plan has 10. Delete one (\`npx wrangler d1 list\`), or change to the paid plan at ${DASHBOARD} (Workers & Pages, Plans).`,
  },
  {
    says: /A database with that name already exists|\[code: 7502\]/,
    way: () => 'The database was made by somebody else in this very moment: run this again.',
  },
  {
    says: /\[code: 8000007\]|The Pages project ".*" does not exist/,
    way: ({ project }) =>
      `The Pages project ${project} is gone: somebody deleted it meanwhile. Run this again, and it is made anew.`,
  },
  {
    says: /\[code: 80000(?:00|02)\]/,
    way: ({ project }) =>
      `Cloudflare does not accept the Pages project ${project}: the name may be in use. Change \`name\` in wrangler.toml before the first deployment.`,
  },
  {
    says: /\[code: 10027\]|exceeded the size limit/,
    way: () => 'The Worker is larger than the plan of the account allows.',
  },
  {
    says: /Unable to resolve Cloudflare's API hostname|A fetch request failed|API timed out|ETIMEDOUT|ECONNRE|ENETUNREACH/,
    way: () => 'Cloudflare cannot be reached. Look at the network and its proxy, and run this again.',
  },
];

/**
 * What went wrong, in words; nothing, where it is not known.
 *
 * @param {string} output
 * @param {Subject} subject
 */
export function explain(output, subject) {
  for (const { says, way } of REFUSALS) {
    const found = output.match(says);
    if (found) return new Explained(way(subject, found));
  }
}
