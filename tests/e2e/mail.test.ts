// How mail goes, and what everybody sees when it does not.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anew } from '../support/anew.ts';
import type { Visitor } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const MAIL_FROM = 'Thinspan <signin@example.com>';

const start = anew({ ADMIN_EMAILS: ADMIN });

/** Looks again until it is so: mail goes after the answer. */
async function until<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (let waited = 0; ; waited += 20) {
    const seen = await look();
    if (isSo(seen) || waited > 10_000) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isDown = async (visitor: Visitor) =>
  (await visitor.get<{ is_down: boolean }>('/api/v1/auth/mail')).body.is_down;

describe('not set up', () => {
  test.each([
    ['no way of mail', { MAIL_FROM: '' }, /^Mail is not set up: .*MAIL_FROM.*EMAIL.*RESEND_API_KEY/],
    ['no sender', { RESEND_API_KEY: 're_test' }, /^Mail is not set up/],
    ['no key', { MAIL: 'console', AUTH_KEY: '' }, /AUTH_KEY.*npm run deploy/],
    ['a short key', { MAIL: 'console', AUTH_KEY: 'secret' }, /AUTH_KEY.*32/],
  ])('%s: the answer says what to set', async (_, vars, expected) => {
    const { visitor } = await start({ vars });
    const refused = await visitor().post('/api/v1/auth/request', { email: ADMIN });
    expect(refused.status).toBe(503);
    expect(refused.body.detail).toMatch(expected);
  });
});

describe('Resend', () => {
  const RESEND = { RESEND_API_KEY: 're_test', MAIL_FROM };

  test('mail goes by Resend once its key and the sender are set', async () => {
    const sent: { url: string; authorization: string | null; mail: Record<string, unknown> }[] = [];
    const { visitor } = await start({
      vars: RESEND,
      outbound: async (request) => {
        const authorization = request.headers.get('authorization');
        const mail = (await request.json()) as Record<string, unknown>;
        sent.push({ url: request.url, authorization, mail });
        return new Response('{"id": "1"}');
      },
    });
    const admin = visitor();
    expect((await admin.post('/api/v1/auth/request', { email: ADMIN })).status).toBe(202);
    await until(
      () => sent.length,
      (mails) => mails > 0,
    );
    expect(sent).toEqual([
      {
        url: 'https://api.resend.com/emails',
        authorization: 'Bearer re_test',
        mail: {
          from: '"Thinspan" <signin@example.com>',
          to: [ADMIN],
          subject: 'Your Thinspan sign-in code',
          text: expect.stringMatching(/^Your sign-in code is \d{6}\n/),
          html: expect.stringMatching(/>\d{6}</),
        },
      },
    ]);
    const code = /\d{6}/.exec(String(sent[0]?.mail.text))?.[0];
    expect((await admin.post('/api/v1/auth/verify', { code })).status).toBe(200);
  });

  test('a provider that never answers keeps nobody waiting', async () => {
    let asked = 0;
    const { visitor } = await start({
      vars: RESEND,
      outbound: () => {
        asked += 1;
        return new Promise<Response>(() => {});
      },
    });
    // Were the mail sent before the answer, this would never come.
    expect((await visitor().post('/api/v1/auth/request', { email: ADMIN })).status).toBe(202);
    expect(
      await until(
        () => asked,
        (mails) => mails > 0,
      ),
    ).toBe(1);
  });

  test('when mail is down, everybody is told the same, and nobody is locked out', async () => {
    let status = 500;
    let asked = 0;
    const {
      product,
      mailbox: log,
      visitor,
    } = await start({
      vars: RESEND,
      outbound: async () => {
        asked += 1;
        return new Response('no', { status });
      },
    });
    const [admin, stranger] = [visitor(), visitor()];
    expect(await isDown(stranger)).toBe(false);
    for (let mails = 1; mails <= 20; mails += 1) {
      // More often than five codes could be asked for: what was not mailed does not count.
      expect((await admin.post('/api/v1/auth/request', { email: ADMIN })).status).toBe(202);
      await until(
        () => product.rows('SELECT * FROM login_code'),
        (codes) => codes.length === 0,
      );
    }
    expect(await isDown(admin)).toBe(true);
    expect((await stranger.post('/api/v1/auth/request', { email: 'eve@example.net' })).status).toBe(202);
    expect(await isDown(stranger)).toBe(true);
    expect(asked).toBe(20);

    status = 200;
    expect((await admin.post('/api/v1/auth/request', { email: ADMIN })).status).toBe(202);
    expect(
      await until(
        () => isDown(admin),
        (down) => !down,
      ),
    ).toBe(false);
    expect(log.all()).toContain('mail: the provider answered 500');
    expect(log.all()).not.toMatch(/admin@example|re_test|\b\d{6}\b/);
  });
});

describe('Cloudflare Email Service', () => {
  test('mail goes by the binding', async () => {
    const mails: string[] = [];
    const { visitor } = await start({ vars: { MAIL_FROM }, onEmail: (mail) => mails.push(mail) });
    const admin = visitor();
    expect((await admin.post('/api/v1/auth/request', { email: ADMIN })).status).toBe(202);
    const [mail = ''] = await until(
      () => mails,
      (seen) => seen.length > 0,
    );
    expect(mail).toContain('From: "Thinspan" <signin@example.com>');
    expect(mail).toContain(`To: ${ADMIN}`);
    expect(mail).toContain('Subject: Your Thinspan sign-in code');
    const body = (kind: string) => readFileSync(new RegExp(`${kind}: (\\S+)`).exec(mail)?.[1] ?? '', 'utf8');
    const code = /^Your sign-in code is (\d{6})\n/.exec(body('Text'))?.[1] ?? '';
    expect(body('HTML')).toContain(`>${code}<`);
    expect((await admin.post('/api/v1/auth/verify', { code })).status).toBe(200);
  });

  test('a sender that is not let through is an outage, and what it is goes to the log', async () => {
    const mails: string[] = [];
    const { mailbox: log, visitor } = await start({
      vars: { MAIL_FROM },
      onEmail: (mail) => mails.push(mail),
      allowedSender: 'other@example.com',
    });
    const admin = visitor();
    expect((await admin.post('/api/v1/auth/request', { email: ADMIN })).status).toBe(202);
    expect(
      await until(
        () => isDown(admin),
        (down) => down,
      ),
    ).toBe(true);
    expect(mails).toEqual([]);
    expect(log.all()).toContain('mail: Email Service answered');
    expect(log.all()).not.toMatch(/admin@example|\b\d{6}\b/);
  });
});

describe('invitations', () => {
  test('a member is added also when the mail does not go, and can be mailed again', async () => {
    let status = 200;
    const sent: Record<string, unknown>[] = [];
    const { product, visitor } = await start({
      vars: { RESEND_API_KEY: 're_test', MAIL_FROM, DASHBOARD_ORIGIN: 'https://app.example.com' },
      outbound: async (request) => {
        sent.push((await request.json()) as Record<string, unknown>);
        return new Response('{}', { status });
      },
    });
    const admin = visitor();
    await admin.post('/api/v1/auth/request', { email: ADMIN });
    await until(
      () => sent.length,
      (mails) => mails > 0,
    );
    const code = /\d{6}/.exec(String(sent[0]?.text))?.[0];
    await admin.post('/api/v1/auth/verify', { code });

    status = 500;
    const added = await admin.post('/api/v1/members', { email: 'Mia@example.com', role: 'viewer' });
    expect([added.status, added.body]).toMatchObject([
      201,
      { member: { email: 'mia@example.com', role: 'viewer', added_by: ADMIN }, invitation: 'failed' },
    ]);
    expect((await admin.post('/api/v1/invitations', { email: 'mia@example.com' })).status).toBe(503);
    status = 200;
    const again = await admin.post('/api/v1/invitations', { email: 'mia@example.com' });
    expect([again.status, again.body]).toEqual([200, { email: 'mia@example.com', invitation: 'sent' }]);
    expect(sent.at(-1)).toMatchObject({
      to: ['mia@example.com'],
      subject: 'You can now see example.com on Thinspan',
      text: expect.stringContaining('https://app.example.com'),
      html: expect.stringContaining('admin@example.com added you'),
    });
    // Whom nobody added is not mailed.
    const mails = sent.length;
    expect((await admin.post('/api/v1/invitations', { email: 'eve@example.net' })).status).toBe(404);
    expect(sent).toHaveLength(mails);
    expect(await product.rows('SELECT count(*) AS members FROM member')).toEqual([{ members: 2 }]);
  });
});
