// A product with two orgs, one that has some of everything (scripts/sample/org.mjs) and one that has nothing, and an
// admin of each who is signed in.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { fillOrg, OWN_LABEL } from '../../scripts/sample/org.mjs';
import { complaintsOf, startBrowser } from './browser.ts';
import { settled } from './pages.ts';
import { Product } from './product.ts';
import { SignedIn } from './signed_in.ts';
import { Site } from './site.ts';
import { Mailbox } from './visitor.ts';

const FULL = 1;
const EMPTY = 2;

export interface View {
  /** Of which org; the full one, unless said. */
  org?: 'full' | 'empty';
  theme?: 'light' | 'dark';
  /** Of the window, in CSS pixels. */
  width?: number;
  /** Of the system, by its IANA name; that of this machine unless given. */
  timeZone?: string;
}

export class DemoOrg {
  private constructor(
    readonly product: Product,
    readonly site: Site,
    readonly browser: Browser,
    /** The admin of the org that has everything. */
    readonly full: SignedIn,
    /** The admin of the org that has nothing. */
    readonly empty: SignedIn,
    /** What was mailed. */
    readonly mailbox: Mailbox,
  ) {}

  static async start(): Promise<DemoOrg> {
    const mailbox = new Mailbox();
    const product = await Product.start({ vars: { MAIL: 'console' }, onLog: mailbox.read });
    const token = await product.org(FULL);
    await product.org(EMPTY);
    // Before there is data: a label of the org's own counts from when it is listed.
    const full = await SignedIn.as(product, 'ada.admin@example.com', 'admin', FULL);
    const empty = await SignedIn.as(product, 'eve.admin@example.com', 'admin', EMPTY);
    const put = await full.put('/api/v1/dimensions', { attributes: [OWN_LABEL] });
    if (put.status !== 200) throw new Error(put.text);
    await fillOrg({
      send: ({ signal, headers, body }) =>
        product.send(`/v1/${signal}`, {
          method: 'POST',
          headers: { ...headers, authorization: `Bearer ${token}` },
          body,
        }),
      fold: () => product.settle(),
    });
    for (const email of ['vic.viewer@example.com', 'una.viewer@example.com']) {
      await full.post('/api/v1/members', { email, role: 'viewer' });
    }
    return new DemoOrg(product, await Site.start(product), await startBrowser(), full, empty, mailbox);
  }

  /** A page of its own, signed in, with cookies and a cache of its own. */
  async visit({ org = 'full', theme = 'light', width = 1440, timeZone }: View = {}): Promise<Page> {
    const context = await this.browser.newContext({
      ...look({ theme, width }),
      ...(timeZone && { timezoneId: timeZone }),
    });
    await context.addCookies([this[org].browserCookie(this.site.origin)]);
    return context.newPage();
  }

  /** The same at an address, once it shows what it was asked for; and what the browser found wrong on the way. */
  async open(search: string, view: View = {}): Promise<{ page: Page; complaints: string[] }> {
    const page = await this.visit(view);
    const complaints = complaintsOf(page, this.site);
    await page.goto(`${this.site.origin}/${search}`);
    await settled(page);
    return { page, complaints };
  }

  async stop() {
    await this.browser.close();
    await this.site.stop();
    await this.product.stop();
  }
}

/** What a window and a system are like. Motion is reduced, so that what is looked at stands still. */
export function look({ theme, width }: Required<Pick<View, 'theme' | 'width'>>): BrowserContextOptions {
  return {
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  };
}

/** The product of a file of tests, from before the first test to after the last. To be called once in a file. */
export function demoOrg(): () => DemoOrg {
  let org: DemoOrg | undefined;
  beforeAll(async () => {
    org = await DemoOrg.start();
  });
  afterAll(() => org?.stop());
  return () => {
    if (!org) throw new Error('not before the tests have begun');
    return org;
  };
}
