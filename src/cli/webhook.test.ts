import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { openWebhook, webhookOf } from './webhook.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Posted {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that answers the first requests so, and all others with 200. */
async function serve(...answers: ((response: ServerResponse) => void)[]): Promise<{ url: string; posted: Posted[] }> {
  const posted: Posted[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    posted.push({ headers: request.headers, body });
    const answer = answers.shift();
    if (answer) answer(response);
    else response.end('ok');
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=secret`, posted };
}

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end();

const finding = (number: number): Finding => ({ schema: 1, message: `m${number}` }) as unknown as Finding;

async function send(url: string, count: number, options: { token?: string; timeoutMs?: number } = {}) {
  const webhook = openWebhook(url, { signal: new AbortController().signal, backoffMs: 1, ...options });
  for (let number = 1; number <= count; number++) await webhook.send(finding(number));
  return await webhook.finish();
}

const sizes = (posted: readonly Posted[]) => posted.map(({ body }) => JSON.parse(body).findings.length);

describe('openWebhook', () => {
  test('posts batches of a hundred, with the token', async () => {
    const { url, posted } = await serve();
    expect(await send(url, 250, { token: 'abc' })).toBeUndefined();
    expect(sizes(posted)).toEqual([100, 100, 50]);
    expect(JSON.parse(posted[2]?.body ?? '').findings.at(-1)).toEqual(finding(250));
    expect(posted[0]?.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer abc' });
  });

  test('posts nothing where nothing was found', async () => {
    const { url, posted } = await serve();
    expect(await send(url, 0)).toBeUndefined();
    expect(posted).toEqual([]);
  });

  test.each([429, 500, 503])('tries again after %i', async (code) => {
    const { url, posted } = await serve(status(code), status(code, { 'retry-after': '0' }));
    expect(await send(url, 1)).toBeUndefined();
    expect(sizes(posted)).toEqual([1, 1, 1]);
  });

  test('gives up after four tries, and sends no more', async () => {
    const { url, posted } = await serve(status(500), status(500), status(500), status(500));
    const problem = await send(url, 250);
    const { origin } = new URL(url);
    expect(problem?.code).toBe('CLI003');
    expect(problem?.message).toBe(`the webhook ${origin} took 0 of 250 findings: it answered 500, 4 times`);
    expect(problem?.details.hint).toBe(
      'the findings were written all the same: see that the address answers, and run it again',
    );
    expect(posted.length).toBe(4);
  });

  test.each([
    [400, 'it answered 400'],
    [302, 'it answered 302: redirects are not followed'],
  ])('does not try again after %i', async (code, reason) => {
    const { url, posted } = await serve(status(code, { location: 'http://127.0.0.1:1/' }));
    expect((await send(url, 1))?.message).toContain(`took 0 of 1 findings: ${reason}`);
    expect(posted.length).toBe(1);
  });

  test('waits no longer for an answer than it may take', async () => {
    const never = () => undefined;
    const { url } = await serve(never, never, never, never);
    expect((await send(url, 1, { timeoutMs: 20 }))?.message).toMatch(/took 0 of 1 findings: .*timeout, 4 times$/);
  });

  test('says why it could not connect, without the token and the query', async () => {
    const problem = await send('http://127.0.0.1:1/hook?key=secret', 1, { token: 'hidden-token' });
    expect(problem?.message).toMatch(/^the webhook http:\/\/127\.0\.0\.1:1 took 0 of 1 findings: /);
    expect(problem?.message).not.toMatch(/secret|hidden/);
  });

  test('ends with the run', async () => {
    const { url } = await serve(status(503, { 'retry-after': '20' }));
    const control = new AbortController();
    const webhook = openWebhook(url, { signal: control.signal });
    await webhook.send(finding(1));
    const finished = webhook.finish();
    setTimeout(() => control.abort(new Error('stop')), 50);
    await expect(finished).rejects.toThrow();
  });
});

describe('webhookOf', () => {
  const { signal } = new AbortController();

  test('is none without an address', () => {
    expect(webhookOf(undefined, { KARST_WEBHOOK_TOKEN: 'ü' }, signal)).toBeUndefined();
  });

  test.each([
    ['ftp://example.com/x?key=secret', 'the webhook is not an http or https URL: ftp://example.com/x?…'],
    ['nonsense', 'the webhook is not an http or https URL: nonsense'],
    ['https://kim:secret@example.com/', 'the URL of the webhook holds a name or password'],
  ])('refuses %s', (address, message) => {
    expect(() => webhookOf(address, {}, signal)).toThrow(expect.objectContaining({ code: 'CLI001', message }));
  });

  test('refuses a token that no header can hold, without telling it', () => {
    expect(() => webhookOf('https://example.com', { KARST_WEBHOOK_TOKEN: 'a\nb' }, signal)).toThrow(
      expect.objectContaining({
        code: 'CLI001',
        message: 'KARST_WEBHOOK_TOKEN holds characters that no header can hold',
      }),
    );
  });
});
