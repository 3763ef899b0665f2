import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../shared/problem.ts';
import { isFull, writeFailure } from '../../shared/write-failure.ts';
import type { LockEntry } from './lock.ts';

/** How much and how long may be fetched. */
export interface DownloadLimits {
  /** Of one file. */
  readonly maxBytes: number;
  /** Until the whole of it is there. */
  readonly timeoutMs: number;
  /** Without a byte. */
  readonly stallMs: number;
}

/** The largest recordings of the publisher have some hundred megabytes. */
export const DOWNLOAD_LIMITS: DownloadLimits = { maxBytes: 2 ** 31, timeoutMs: 600_000, stallMs: 30_000 };

const MAX_REDIRECTS = 5;

/**
 * Fetches an address into a file, and says what it is.
 *
 * @throws Problem TE001 where the file cannot be written, TE002 for what the server refuses, an answer that is cut, too
 * large or too slow, and more than five redirects; and the reason of the signal.
 */
export async function download(
  url: string,
  file: string,
  limits: DownloadLimits,
  signal?: AbortSignal,
): Promise<LockEntry> {
  const timer = openTimer(limits, signal);
  try {
    const response = await follow(url, timer.signal, timer.progressed);
    return await save(response, file, limits, timer);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Problem) throw error;
    if (timer.signal.aborted) throw refused(url, String(timer.signal.reason));
    throw refused(url, causeOf(error));
  } finally {
    timer.close();
  }
}

/** Ends the fetch when its time is up, or nothing has come for long. */
function openTimer({ timeoutMs, stallMs }: DownloadLimits, outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = (): void => controller.abort('it was ended');
  const seconds = (ms: number): number => Math.ceil(ms / 1000);
  const whole = setTimeout(() => controller.abort(`it was not there after ${seconds(timeoutMs)} s`), timeoutMs);
  const stall = setTimeout(() => controller.abort(`the server sent nothing for ${seconds(stallMs)} s`), stallMs);
  outer?.addEventListener('abort', stop);
  if (outer?.aborted) stop();
  return {
    signal: controller.signal,
    progressed: (): void => {
      stall.refresh();
    },
    close: (): void => {
      clearTimeout(whole);
      clearTimeout(stall);
      outer?.removeEventListener('abort', stop);
      controller.abort('it is over');
    },
  };
}

/** Redirects are followed by hand: each address must be one that may be fetched. */
async function follow(url: string, signal: AbortSignal, progressed: () => void): Promise<Response> {
  let at = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (at.protocol !== 'http:' && at.protocol !== 'https:') throw refused(url, `it leads to ${at.protocol}`);
    const response = await fetch(at, { redirect: 'manual', signal, headers: { 'accept-encoding': 'identity' } });
    progressed();
    if (response.status === 200) return response;
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      throw refused(url, `the server answered ${response.status} ${response.statusText}`.trim());
    }
    at = new URL(location, at);
  }
  throw refused(url, `more than ${MAX_REDIRECTS} redirects`);
}

async function save(
  response: Response,
  file: string,
  { maxBytes }: DownloadLimits,
  { signal, progressed }: Pick<ReturnType<typeof openTimer>, 'signal' | 'progressed'>,
): Promise<LockEntry> {
  const { url, headers, body } = response;
  const announced = headers.get('content-length');
  if (Number(announced ?? 0) > maxBytes) throw tooLarge(url, maxBytes);
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      progressed();
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(url, maxBytes);
      hash.update(chunk);
      await handle.writeFile(chunk).catch((cause: unknown) => {
        throw notKept(path.dirname(file), cause);
      });
    }
  } catch (error) {
    if (error instanceof Problem || signal.aborted || !(error instanceof TypeError)) throw error;
    // What `fetch` throws on the way is the connection's end.
    throw refused(url, 'the answer is cut, the connection ended early');
  } finally {
    await handle.close();
  }
  // Of an answer that was packed all the same, the length is that of the packed one.
  if (announced !== null && !headers.has('content-encoding') && Number(announced) !== bytes) {
    throw refused(url, `the answer is cut: ${bytes} of ${announced} bytes`);
  }
  return { sha256: hash.digest('hex'), bytes };
}

function tooLarge(url: string, maxBytes: number): Problem {
  return refused(url, `it is larger than the ${maxBytes} bytes that are allowed`);
}

/** The problem of a folder that does not take what was fetched. */
export function notKept(folder: string, cause: unknown): Problem {
  const place = isFull(cause) ? 'free space there, or name another folder' : 'name a folder that can be written to';
  return new Problem('TE001', `fetched data cannot be kept in ${folder}: ${writeFailure(cause)}`, {
    hint: `${place} with --cache-dir`,
    cause,
  });
}

/** What `fetch` itself says is "fetch failed": the reason is in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || ('code' in cause ? String(cause.code) : error.message);
}

function refused(url: string, reason: string): Problem {
  return new Problem('TE002', `cannot fetch ${url}: ${reason}`, {
    hint: 'fetch the data by other means and name their folder with --attack-data',
  });
}
