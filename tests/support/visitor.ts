// Somebody with a browser: keeps cookies, sends what the dashboard sends, reads mail from the console.

import type { Product } from './product.ts';

export interface Reply<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly product: Product,
    private readonly mailbox: Mailbox,
  ) {}

  get<Body = Record<string, unknown>>(path: string, headers: Record<string, string> = {}) {
    return this.send<Body>('GET', path, undefined, headers);
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send<Body>('POST', path, text, { 'content-type': 'application/json', ...headers });
  }

  put<Body = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.send<Body>('PUT', path, JSON.stringify(body), {
      'content-type': 'application/json',
      ...headers,
    });
  }

  delete<Body = Record<string, unknown>>(path: string, headers: Record<string, string> = {}) {
    return this.send<Body>('DELETE', path, undefined, { 'content-type': 'application/json', ...headers });
  }

  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<Reply<Body>> {
    const { text, ...reply } = await this.sendText(method, path, body, headers);
    return { ...reply, body: (text ? JSON.parse(text) : {}) as Body };
  }

  /** The same, and the body as it came; `body` is empty. */
  async sendText(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<Reply & { text: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init: RequestInit = { method, headers: { ...(cookie && { cookie }), ...headers } };
    if (body !== undefined) init.body = body;
    const response = await this.product.fetch(path, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return { status: response.status, headers: response.headers, body: {}, text: await response.text() };
  }

  /** Signs in by a code from the mailbox. */
  async signIn(email: string, headers: Record<string, string> = {}): Promise<Reply> {
    await this.post('/api/v1/auth/request', { email }, headers);
    return this.post('/api/v1/auth/verify', { code: await this.mailbox.code(email) });
  }

  /** The names and values of the cookies. */
  jar(): Record<string, string> {
    return Object.fromEntries(this.cookies);
  }

  /** Comes by somebody's cookies. */
  takeCookiesOf(other: Visitor) {
    for (const [name, value] of other.cookies) this.cookies.set(name, value);
  }
}

const CODE_MAIL = /To (\S+): Your Thinspan sign-in code\s+Your sign-in code is (\d{6})/g;

/** What a Worker with MAIL=console prints. */
export class Mailbox {
  private text = '';
  private taken = 0;

  /** For `onLog`. */
  readonly read = (line: string) => {
    this.text += `${line}\n`;
  };

  /** The codes that were sent to an address so far. */
  codes(email: string): string[] {
    return [...this.text.matchAll(CODE_MAIL)]
      .filter(([, to]) => to === email)
      .map(([, , code]) => code ?? '');
  }

  /** The next code that nobody has asked for yet. The console is a pipe, so it may come late. */
  async code(email: string): Promise<string> {
    for (let waited = 0; waited < 10_000; waited += 20) {
      const all = [...this.text.matchAll(CODE_MAIL)];
      const next = all.findIndex(([, to], index) => index >= this.taken && to === email);
      if (next >= 0) {
        this.taken = next + 1;
        return all[next]?.[2] ?? '';
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no code for ${email} in:\n${this.text}`);
  }

  /** The codes of so many mails, in the order in which they were printed, once all of them are there. */
  async waitFor(mails: number): Promise<string[]> {
    for (let waited = 0; waited < 10_000; waited += 20) {
      const codes = [...this.text.matchAll(CODE_MAIL)].map(([, , code]) => code ?? '');
      if (codes.length >= mails) return codes;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`fewer than ${mails} mails in:\n${this.text}`);
  }

  /** Who was invited so far. */
  invited(): string[] {
    return [...this.text.matchAll(/To (\S+): You can now see/g)].map(([, to]) => to ?? '');
  }

  /** Everything that was printed. */
  all(): string {
    return this.text;
  }
}
