// Somebody at the dashboard: Chromium with cookies of their own, and what a person does in every journey.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { complaintsOf } from './browser.ts';
import type { Site } from './site.ts';
import type { Mailbox } from './visitor.ts';

export class Person {
  /** What the browser found wrong: script errors, what the policy blocked, requests to anybody else. */
  readonly complaints: string[];

  private constructor(
    private readonly site: Site,
    private readonly mailbox: Mailbox,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.complaints = complaintsOf(page, site);
  }

  static async at(site: Site, browser: Browser, mailbox: Mailbox): Promise<Person> {
    const context = await browser.newContext();
    return new Person(site, mailbox, context, await context.newPage());
  }

  /** Opens the dashboard at an address below its origin. */
  async open(address = '/') {
    await this.page.goto(this.site.origin + address);
  }

  /** Signs in with the code from the mail. */
  async signIn(email: string) {
    await this.open();
    await this.page.getByTestId('sign-in-email').fill(email);
    await this.page.getByTestId('sign-in-submit').click();
    await this.page.getByTestId('sign-in-code').fill(await this.mailbox.code(email));
    await this.page.getByTestId('sign-out').waitFor();
  }

  /** Generates the token on the page that is shown, and returns what the page shows of it. */
  async generateToken(): Promise<string> {
    await this.page.getByTestId('generate-token').click();
    return this.shownToken();
  }

  /** Has the token replaced, on the page of the settings. */
  async rotateToken(): Promise<string> {
    await this.open('/?page=settings&tab=token');
    await this.page.getByTestId('rotate-token').click();
    await this.page.getByTestId('confirm').click();
    return this.shownToken();
  }

  private async shownToken(): Promise<string> {
    return (await this.page.getByTestId('token-value').textContent())?.trim() ?? '';
  }

  /** The status of a call that the page makes by itself. */
  async call(method: string, path: string, body: object = {}): Promise<number> {
    return (await this.ask(method, path, body)).status;
  }

  /** What the API answers to the page. */
  async read<Answer>(path: string): Promise<Answer> {
    return JSON.parse((await this.ask('GET', path, {})).text);
  }

  private ask(method: string, path: string, body: object): Promise<{ status: number; text: string }> {
    return this.page.evaluate(
      async ([url, method, body]) => {
        const change = { headers: { 'Content-Type': 'application/json' }, body };
        const init: RequestInit = { method, credentials: 'include', ...(method !== 'GET' && change) };
        const answer = await fetch(url, init);
        return { status: answer.status, text: await answer.text() };
      },
      [this.site.workerOrigin + path, method, JSON.stringify(body)] as const,
    );
  }

  /** Adds a viewer, on the page of the settings. */
  async addViewer(email: string) {
    await this.open('/?page=settings&tab=members');
    await this.page.getByTestId('member-email').fill(email);
    await this.page.getByTestId('add-member').click();
    await this.page.getByTestId('table-members').locator(`tr[data-key="${email}"]`).waitFor();
  }
}
