// Somebody whose browser is signed in already, for tests that are about something else.

import { randomBytes } from 'node:crypto';
import type { Product } from './product.ts';
import { sha256 } from './token.ts';

const COOKIE = '__Host-thinspan_session';

export interface Reply<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  text: string;
  body: Body;
}

export class SignedIn {
  private constructor(
    private readonly product: Product,
    private readonly secret: string,
  ) {}

  /** What signs a real browser in at an origin of this machine, which counts as secure. */
  browserCookie(origin: string) {
    return {
      name: COOKIE,
      value: this.secret,
      url: origin.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Strict' as const,
    };
  }

  /** A member of the org, who is added to it. */
  static async as(product: Product, email: string, role: 'admin' | 'viewer', orgId = 1): Promise<SignedIn> {
    const secret = randomBytes(32).toString('hex');
    const now = Date.now();
    await product.rows(
      'INSERT INTO member (email, org_id, role, added_ms) VALUES (?1, ?2, ?3, ?4)',
      email,
      orgId,
      role,
      now,
    );
    await product.rows(
      `INSERT INTO browser_session (cookie_hash, email, org_id, browser, created_ms, used_ms, expires_ms)
        VALUES (unhex(?1), ?2, ?3, 'Firefox on Linux', ?4, ?4, ?5)`,
      sha256(secret),
      email,
      orgId,
      now,
      now + 86_400_000,
    );
    return new SignedIn(product, secret);
  }

  get<Body = Record<string, unknown>>(path: string) {
    return this.send<Body>('GET', path);
  }

  post<Body = Record<string, unknown>>(path: string, body: unknown = {}) {
    return this.send<Body>('POST', path, typeof body === 'string' ? body : JSON.stringify(body));
  }

  put<Body = Record<string, unknown>>(path: string, body: unknown) {
    return this.send<Body>('PUT', path, JSON.stringify(body));
  }

  delete<Body = Record<string, unknown>>(path: string) {
    return this.send<Body>('DELETE', path);
  }

  private async send<Body>(method: string, path: string, body?: string): Promise<Reply<Body>> {
    const response = await this.product.fetch(path, {
      method,
      headers: { cookie: `${COOKIE}=${this.secret}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Body,
    };
  }
}
