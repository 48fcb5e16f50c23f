// The Cloudflare account as Wrangler shows it: each function is one command and reads what it prints.

import { StepFailed } from '../progress.mjs';
import { Explained } from '../project.mjs';
import { explain } from './explain.mjs';

/**
 * @typedef {(args: string[], options: { onLine: (line: string) => void, env: NodeJS.ProcessEnv }) =>
 *   Promise<import('../processes.mjs').Result>} Wrangler runs a command of Wrangler to its end
 *
 * @typedef {object} Database of `d1 list --json`
 * @property {string} uuid
 * @property {string} name
 * @property {string | null} [jurisdiction]
 *
 * @typedef {object} Project
 * @property {string} name
 * @property {string[]} domains
 * @property {boolean} hasRepository Pages builds it from a repository, and takes no uploads
 */

export class Account {
  /** @type {NodeJS.ProcessEnv} */
  #env;
  /** @type {Set<string>} */
  #hidden = new Set();

  /**
   * @param {Wrangler} wrangler
   * @param {string} [id]
   */
  constructor(wrangler, id) {
    this.wrangler = wrangler;
    this.#env = {
      // It goes by a file; no tool has to know it.
      RESEND_API_KEY: undefined,
      // What Wrangler writes into its own log file with WRANGLER_LOG=debug.
      WRANGLER_LOG_SANITIZE: 'true',
      ...(id && { CLOUDFLARE_ACCOUNT_ID: id }),
    };
  }

  /** From here on, the text is shown to nobody, whatever Wrangler prints. @param {string} secret */
  hide(secret) {
    this.#hidden.add(secret);
  }

  /** @param {string} text */
  #shown(text) {
    let shown = text;
    for (const secret of this.#hidden) shown = shown.replaceAll(secret, '[hidden]');
    return shown;
  }

  /**
   * @param {(line: string) => void} onLine
   * @param {string[]} args
   */
  async run(onLine, args) {
    const { code, output, stdout } = await this.wrangler(args, {
      onLine: (line) => onLine(this.#shown(line)),
      env: this.#env,
    });
    return { code, output: this.#shown(output), stdout };
  }

  /**
   * @param {(line: string) => void} onLine
   * @param {string[]} args
   * @param {import('./explain.mjs').Subject} subject
   * @throws {Explained | StepFailed} when Wrangler does not succeed
   */
  async must(onLine, args, subject) {
    const result = await this.run(onLine, args);
    if (result.code === 0) return result;
    throw (
      explain(result.output, subject) ??
      new StepFailed(`wrangler ${args.slice(0, 3).join(' ')} ended with ${result.code}.`, result.output)
    );
  }

  /**
   * @template T
   * @param {(line: string) => void} onLine
   * @param {string[]} args
   * @param {import('./explain.mjs').Subject} subject
   * @returns {Promise<T>} what the command prints as JSON
   */
  async json(onLine, args, subject) {
    const { stdout, output } = await this.must(onLine, args, subject);
    try {
      return JSON.parse(stdout);
    } catch {
      throw new StepFailed(`wrangler ${args.slice(0, 3).join(' ')} did not answer with JSON.`, output);
    }
  }

  /**
   * Who is logged in, and the account that is meant: named by the configuration, or the only one.
   *
   * @param {Wrangler} wrangler
   * @param {(line: string) => void} onLine
   * @param {string | undefined} wanted its id
   * @returns {Promise<{ id: string, name: string }>}
   */
  static async choose(wrangler, onLine, wanted) {
    /** @type {{ accounts: { id: string, name: string }[] }} */
    const { accounts } = await new Account(wrangler, wanted).json(onLine, ['whoami', '--json'], {
      doing: 'read the account',
    });
    const chosen = wanted ? accounts.find(({ id }) => id === wanted) : accounts[0];
    const list = accounts.map(({ id, name }) => `\n    ${id}  ${name}`).join('');
    // A token may be allowed to use an account without being allowed to list it.
    if (wanted && accounts.length === 0) return { id: wanted, name: wanted };
    if (!chosen && wanted) {
      throw new Explained(
        `The login has no account ${wanted}, which \`account_id\` in wrangler.toml or CLOUDFLARE_ACCOUNT_ID names. It has:${list}`,
      );
    }
    if (!chosen) {
      throw new Explained(
        'The login may not list its accounts: set CLOUDFLARE_ACCOUNT_ID to the id of yours (https://dash.cloudflare.com, the account, "Copy account ID").',
      );
    }
    if (!wanted && accounts.length > 1) {
      throw new Explained(
        `The login has several accounts. Say which: set CLOUDFLARE_ACCOUNT_ID, or \`account_id\` in wrangler.toml, to one of${list}`,
      );
    }
    return chosen;
  }

  /** @param {(line: string) => void} onLine @returns {Promise<Database[]>} */
  databases(onLine) {
    return this.json(onLine, ['d1', 'list', '--json'], { doing: 'list D1 databases' });
  }

  /**
   * @param {(line: string) => void} onLine
   * @returns {Promise<Set<string> | undefined>} the names of the Worker's secrets; nothing: there is no Worker yet
   */
  async secrets(onLine) {
    const args = ['secret', 'list', '--format', 'json'];
    const result = await this.run(onLine, args);
    // Of any reason, only this one is no failure.
    if (result.code !== 0 && /Worker ".*" not found|\[code: (10007|10090)\]/.test(result.output)) return;
    if (result.code !== 0) {
      throw (
        explain(result.output, { doing: 'read the names of the secrets' }) ??
        new StepFailed(`wrangler secret list ended with ${result.code}.`, result.output)
      );
    }
    try {
      return new Set(JSON.parse(result.stdout).map((/** @type {{ name: string }} */ { name }) => name));
    } catch {
      throw new StepFailed('wrangler secret list did not answer with JSON.', result.output);
    }
  }

  /**
   * @param {(line: string) => void} onLine
   * @param {string} name
   * @returns {Promise<Project | undefined>}
   */
  async project(onLine, name) {
    /** @type {Record<string, string>[]} */
    const projects = await this.json(onLine, ['pages', 'project', 'list', '--json'], {
      doing: 'list Pages projects',
    });
    const found = projects.find((project) => project['Project Name'] === name);
    if (!found) return;
    return {
      name,
      domains: found['Project Domains'].split(',').map((domain) => domain.trim()),
      hasRepository: found['Git Provider'] === 'Yes',
    };
  }

  /**
   * Whether Cloudflare Email Service sends for a domain.
   *
   * @param {(line: string) => void} onLine
   * @param {string} domain
   * @returns {Promise<boolean | undefined>} nothing: the login may not know
   */
  async sendsMailFor(onLine, domain) {
    const { code, output } = await this.run(onLine, ['email', 'sending', 'list', domain]);
    if (/Could not find a zone|No sending subdomains found/.test(output)) return false;
    if (code !== 0) return;
    // A table: │ name │ enabled │ tag │
    return output.split('\n').some((line) => {
      const cells = line.split('│').map((cell) => cell.trim());
      return cells.includes(domain) && cells.includes('yes');
    });
  }

  /** How many orgs the database has. @param {(line: string) => void} onLine */
  async orgs(onLine) {
    const args = ['d1', 'execute', 'DB', '--remote', '--json'];
    /** @type {{ results: { orgs: number }[] }[]} */
    const [{ results }] = await this.json(
      onLine,
      [...args, '--command', 'SELECT count(*) AS orgs FROM org'],
      { doing: 'read the database' },
    );
    return results[0].orgs;
  }
}
