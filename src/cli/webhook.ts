import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../findings/index.ts';
import { Problem } from '../shared/problem.ts';

/** An address that findings are posted to while they come. */
export interface Webhook {
  /** Takes a finding; a full batch is posted before it resolves. Does not fail: see `finish`. */
  send(finding: Finding): Promise<void>;
  /** Posts the rest, and gives CLI003 where some findings were not taken. */
  finish(): Promise<Problem | undefined>;
}

export interface WebhookOptions {
  /** Sent as `Authorization: Bearer`; told nowhere. */
  readonly token?: string;
  readonly signal: AbortSignal;
  /** The wait before the second try; each later one is twice as long. */
  readonly backoffMs?: number;
  /** The longest that an answer may take. */
  readonly timeoutMs?: number;
}

/**
 * The webhook of an option, with the token of the environment.
 *
 * @throws Problem CLI001 for an URL that cannot be posted to, or a token that no header can hold
 */
export function webhookOf(
  address: string | undefined,
  { KARST_WEBHOOK_TOKEN: token = '' }: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Webhook | undefined {
  if (address === undefined) return undefined;
  if (!/^[\x21-\x7e]*$/.test(token)) {
    throw new Problem('CLI001', 'KARST_WEBHOOK_TOKEN holds characters that no header can hold', {
      hint: 'take blanks, line breaks and what is not ASCII out of it',
    });
  }
  return openWebhook(address, { signal, ...(token === '' ? {} : { token }) });
}

/** A batch ends with this many findings, or earlier with this many characters. */
const BATCH_FINDINGS = 100;
const BATCH_CHARACTERS = 4 * 2 ** 20;

/** How often a batch is tried; the waits between are a few seconds together. */
const TRIES = 4;

/** The longest wait that an answer can ask for. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Posts findings in batches, `{"schema": 1, "findings": [...]}`, one after the other. What a server may take the next
 * time is tried again. After a batch that was not taken nothing more is sent: a dead address must not hold up the run.
 *
 * @throws Problem CLI001 for an URL that cannot be posted to
 */
export function openWebhook(address: string, options: WebhookOptions): Webhook {
  const url = urlOf(address);
  let batch: string[] = [];
  let characters = 0;
  let total = 0;
  let taken = 0;
  let failure: string | undefined;

  async function flush(): Promise<void> {
    const findings = batch;
    batch = [];
    characters = 0;
    if (findings.length === 0 || failure !== undefined) return;
    failure = await post(url, `{"schema":1,"findings":[${findings.join(',')}]}`, options);
    if (failure === undefined) taken += findings.length;
  }

  return {
    send: async (finding) => {
      total++;
      if (failure !== undefined) return;
      const text = JSON.stringify(finding);
      batch.push(text);
      characters += text.length;
      if (batch.length >= BATCH_FINDINGS || characters >= BATCH_CHARACTERS) await flush();
    },
    finish: async () => {
      await flush();
      if (failure === undefined) return undefined;
      return new Problem('CLI003', `the webhook ${url.origin} took ${taken} of ${total} findings: ${failure}`, {
        hint: 'the findings were written all the same: see that the address answers, and run it again',
      });
    },
  };
}

function urlOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new Problem('CLI001', `the webhook is not an http or https URL: ${withoutSecrets(address)}`, {
      hint: 'write an URL such as https://example.com/findings',
    });
  }
  if (url.username === '' && url.password === '') return url;
  throw new Problem('CLI001', 'the URL of the webhook holds a name or password', {
    hint: 'give a token in the environment variable KARST_WEBHOOK_TOKEN',
  });
}

/** What stands before an `@` or behind a `?` may be a secret. */
function withoutSecrets(address: string): string {
  return address.replace(/^.*@/, '…@').replace(/\?.*$/, '?…');
}

/** Why a batch was not taken; undefined where it was. */
async function post(url: URL, body: string, options: WebhookOptions): Promise<string | undefined> {
  const { signal, backoffMs = 500 } = options;
  for (let tries = 1; ; tries++) {
    const { reason, waitMs } = await postOnce(url, body, options);
    signal.throwIfAborted();
    if (reason === undefined || waitMs === undefined) return reason;
    if (tries === TRIES) return `${reason}, ${TRIES} times`;
    const asked = Math.min(waitMs, LONGEST_WAIT_MS);
    await sleep(Math.max(asked, backoffMs * 2 ** (tries - 1)), undefined, { signal });
  }
}

interface Answer {
  readonly reason?: string;
  /** The least wait before another try; absent where another try is useless. */
  readonly waitMs?: number;
}

async function postOnce(url: URL, body: string, options: WebhookOptions): Promise<Answer> {
  const { token, signal, timeoutMs = 30_000 } = options;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'karst', ...authorization },
      body,
      // Findings and the token go to the address that was named, and to no other.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return answerOf(response);
  } catch (error) {
    return { reason: reasonOf(error), waitMs: 0 };
  }
}

function answerOf({ ok, status, headers }: Response): Answer {
  if (ok) return {};
  if (status >= 300 && status < 400) return { reason: `it answered ${status}: redirects are not followed` };
  const reason = `it answered ${status}`;
  if (status !== 429 && status < 500) return { reason };
  const seconds = Number(headers.get('retry-after') ?? 0);
  return { reason, waitMs: Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : 0 };
}

/** What fetch says is "fetch failed"; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
