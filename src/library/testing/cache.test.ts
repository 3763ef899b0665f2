import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CacheOptions, openCache } from './cache.ts';

const BODY = 'one event\nanother event\n';
const SHA256 = createHash('sha256').update(BODY).digest('hex');
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${SHA256}\nsize ${BODY.length}\n`;

let server: Server;
let base = '';
let folder = '';
let hits: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { url = '' } = request;
    hits.push(url);
    switch (url) {
      case '/plain':
        response.end(BODY);
        break;
      case '/pointer':
        response.end(LFS);
        break;
      case '/cut':
        response.writeHead(200, { 'content-length': '500' });
        response.write(BODY, () => setTimeout(() => response.destroy(), 20));
        break;
      case '/slow':
        response.writeHead(200);
        response.write(BODY);
        break;
      case '/silent':
        break;
      case '/moved':
        response.writeHead(302, { location: '/plain' }).end();
        break;
      case '/loop':
        response.writeHead(302, { location: '/loop' }).end();
        break;
      case '/local':
        response.writeHead(302, { location: 'file:///etc/hosts' }).end();
        break;
      case '/endless':
        response.end('x'.repeat(2000));
        break;
      default:
        response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  hits = [];
  folder = mkdtempSync(path.join(tmpdir(), 'karst-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function cache(options: Partial<CacheOptions> = {}) {
  const limits = { maxBytes: 1000, timeoutMs: 5000, stallMs: 300 };
  return openCache({ folder, isOffline: false, isRefreshing: false, limits, ...options });
}

test('data are fetched once, and kept by what they are', async () => {
  const [first, same] = await Promise.all([1, 2].map(() => cache().get(`${base}/plain`, undefined)));
  expect(first).toMatchObject({ sha256: SHA256, bytes: BODY.length });
  expect(readFileSync(first?.file ?? '', 'utf8')).toBe(BODY);
  expect(same).toEqual(first);
  hits = [];
  expect(await cache({ isOffline: true }).get(`${base}/plain`, undefined)).toEqual(first);
  expect(await cache().get('http://elsewhere.invalid/same', { sha256: SHA256, bytes: BODY.length })).toEqual(first);
  expect(hits).toEqual([]);
});

test('tests that share data fetch them once', async () => {
  const shared = cache();
  await Promise.all([1, 2, 3].map(() => shared.get(`${base}/plain`, undefined)));
  expect(hits).toEqual(['/plain']);
});

test('a redirect is followed', async () => {
  expect(await cache().get(`${base}/moved`, undefined)).toMatchObject({ sha256: SHA256 });
});

test('data that are damaged in the cache are fetched again', async () => {
  const { file } = await cache().get(`${base}/plain`, undefined);
  writeFileSync(file, BODY.replace('one', 'two'));
  await cache().get(`${base}/plain`, undefined);
  expect(readFileSync(file, 'utf8')).toBe(BODY);
});

test.each([
  ['/missing', 'TE002', 'the server answered 404 Not Found'],
  ['/cut', 'TE002', 'the answer is cut, the connection ended early'],
  ['/slow', 'TE002', 'the server sent nothing for 1 s'],
  ['/silent', 'TE002', 'the server sent nothing for 1 s'],
  ['/loop', 'TE002', 'more than 5 redirects'],
  ['/local', 'TE002', 'it leads to file:'],
  ['/endless', 'TE002', 'larger than the 1000 bytes'],
  ['/pointer', 'TE003', 'a Git LFS pointer, not the data'],
])('%s is refused: %s, %s', async (where, code, text) => {
  const asked = cache().get(`${base}${where}`, undefined);
  await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(text) as string });
  // Nothing of it is kept.
  await expect(cache({ isOffline: true }).get(`${base}${where}`, undefined)).rejects.toThrow('not in the cache');
});

test('a server that is not there is said to be so', async () => {
  const asked = cache().get('http://127.0.0.1:1/data', undefined);
  await expect(asked).rejects.toMatchObject({ code: 'TE002', message: expect.stringMatching(/ECONNREFUSED|bad port/) });
});

test('other data than the lock file says are refused, and taken where it is to be updated', async () => {
  const locked = { sha256: '0'.repeat(64), bytes: 3 };
  await expect(cache().get(`${base}/plain`, locked)).rejects.toMatchObject({ code: 'TE004' });
  expect(await cache({ isRefreshing: true }).get(`${base}/plain`, locked)).toMatchObject({ sha256: SHA256 });
});

test('the signal ends a fetch with its reason', async () => {
  const controller = new AbortController();
  const asked = cache({ signal: controller.signal }).get(`${base}/silent`, undefined);
  controller.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
});

test('a cache that cannot be written to is said to be so', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  const asked = cache({ folder: path.join(file, 'below') }).get(`${base}/plain`, undefined);
  await expect(asked).rejects.toMatchObject({
    code: 'TE001',
    message: expect.stringContaining('cannot be kept') as string,
  });
});
