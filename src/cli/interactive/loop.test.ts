import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { plainPalette } from '../../findings/index.ts';
import type { Row } from '../../language/index.ts';
import type { Searcher } from '../../library/index.ts';
import { Problem } from '../../shared/problem.ts';
import { runLoop } from './loop.ts';

const NAMES: Searcher['names'] = {
  fields: ['host'],
  macros: [],
  lookups: [],
  indexes: [],
  sourcetypes: [],
  models: [],
};

/** A session over fake streams; `run` stands for the engine. */
function openFake(run: Searcher['run'], isTerminal = false) {
  const input = new PassThrough();
  const output = new PassThrough();
  const searches: string[] = [];
  const kept: string[] = [];
  let text = '';
  output.on('data', (chunk) => {
    text += String(chunk);
  });
  const done = runLoop({
    searcher: {
      names: NAMES,
      run: (spl, options) => {
        searches.push(spl);
        return run(spl, options);
      },
    },
    input,
    output,
    isTerminal,
    history: {
      entries: ['an earlier search'],
      add: async (search) => {
        kept.push(search);
      },
    },
    format: 'jsonl',
    palette: plainPalette,
    signal: new AbortController().signal,
  });
  const shows = async (wanted: string): Promise<void> => {
    for (let tries = 0; !text.includes(wanted); tries++) {
      if (tries > 200) throw new Error(`never shown: ${wanted}\n${text}`);
      await sleep(10);
    }
  };
  return { input, searches, kept, done, shows, shown: () => text };
}

async function* three(): AsyncGenerator<Row> {
  for (let n = 1; n <= 3; n++) yield { n };
}

describe('the loop of a session', () => {
  test('runs a search for each line, and those of several lines as one', async () => {
    const { input, searches, kept, done, shown } = openFake(three);
    input.end('index=main\n\nindex=main |\nstats count\na [search\nb\n\n:limit 2\nlast\n');
    await done;
    expect(searches).toEqual(['index=main', 'index=main |\nstats count', 'a [search\nb', 'last']);
    expect(kept).toEqual(searches);
    expect(shown()).toContain('{"n":1}\n{"n":2}\n{"n":3}\n  3 results, ');
    expect(shown()).toContain('{"n":1}\n{"n":2}\n  3 results, the first 2 shown (:limit 0 shows all), ');
  });

  test('a problem is shown with its caret, a bug as what it is, and the session goes on', async () => {
    const { input, done, searches, shown } = openFake((spl) => {
      if (spl === 'bug') throw new Error('broken');
      if (spl === 'ok') return three();
      throw new Problem('SPL104', 'unknown command "stast"', { text: spl, span: { start: 2, end: 7 }, hint: 'try' });
    });
    input.end('| stast\nbug\nok\n');
    await done;
    expect(searches).toHaveLength(3);
    expect(shown()).toContain('error unknown command "stast" [SPL104]\n  at line 1, column 3\n');
    expect(shown()).toContain('    |   ^^^^^\n  hint try\n');
    expect(shown()).toContain('internal error broken\n');
    expect(shown()).toContain('3 results');
  });

  test(':quit ends it, and what follows is not run', async () => {
    const { input, done, searches } = openFake(three);
    input.write('a\n:quit\n');
    await done;
    expect(searches).toEqual(['a']);
  });

  test('Ctrl-C ends the search that runs, and no more than that', async () => {
    const { input, done, searches, shows } = openFake(async function* (spl, { signal } = {}) {
      if (spl !== 'long') return yield* three();
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      yield {};
    }, true);
    input.write('long\r');
    await shows('long');
    await sleep(20);
    input.write('\u0003');
    await shows('  cancelled');
    input.write('short\r');
    await shows('3 results');
    input.write('half a search\u0003');
    await shows('half a search');
    input.write('\u0003');
    await shows(':quit or Ctrl-D ends the session');
    input.write('\u0004');
    await done;
    expect(searches).toEqual(['long', 'short']);
  });

  test('Tab completes and Up brings earlier searches back', async () => {
    const { input, done, searches, shows } = openFake(three, true);
    for (const key of ['| sta', 't', '\t', ' count by ho', '\t', '\r']) {
      input.write(key);
      await sleep(5);
    }
    await shows('3 results');
    input.write('\u001b[A');
    input.write('\u001b[A');
    await sleep(20);
    input.write('\r');
    await sleep(20);
    input.write('\u0004');
    await done;
    expect(searches).toEqual(['| stats count by host', 'an earlier search']);
  });
});
