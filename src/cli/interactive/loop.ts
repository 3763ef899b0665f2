import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { FORMATS, type FormatName, type Palette, renderProblem } from '../../findings/index.ts';
import type { Searcher } from '../../library/index.ts';
import { formatCount } from '../../shared/figures.ts';
import { Problem } from '../../shared/problem.ts';
import { complete } from './complete.ts';
import type { History } from './history.ts';
import { runMeta } from './meta.ts';
import { isUnfinished } from './unfinished.ts';

export interface LoopOptions {
  readonly searcher: Pick<Searcher, 'names' | 'run'>;
  readonly input: Readable;
  readonly output: Writable & { readonly columns?: number };
  /** Whether lines can be edited: history, completion, Ctrl-C. */
  readonly isTerminal: boolean;
  readonly history: History;
  readonly format: FormatName;
  readonly palette: Palette;
  /** Ends the session from outside. */
  readonly signal: AbortSignal;
}

const PROMPT = 'karst> ';
const MORE = '   ... ';

/** Results that are shown of one search, until `:limit` says otherwise. */
const SHOWN_ROWS = 100;

/** What lasts from one search to the next. */
interface State {
  format: FormatName;
  /** 0 shows all. */
  limit: number;
  /** Lines of a search that goes on. */
  pending: string[];
  /** Ends the search that runs. */
  running: AbortController | undefined;
}

/** Reads searches and runs them one after the other, to the end of the input or `:quit`. */
export async function runLoop(options: LoopOptions): Promise<void> {
  const { signal } = options;
  const state: State = { format: options.format, limit: SHOWN_ROWS, pending: [], running: undefined };
  const lines = openLines(options, state);
  const close = (): void => {
    state.running?.abort(signal.reason);
    lines.close();
  };
  signal.addEventListener('abort', close);
  let work = Promise.resolve();
  lines.on('line', (line) => {
    const text = take(line, state);
    work = work.then(async () => {
      if (text !== undefined) await handle(text, state, options, close);
      prompt(lines, state);
    });
  });
  lines.on('SIGINT', () => interrupt(lines, state, options.output));
  prompt(lines, state);
  await once(lines, 'close');
  await work;
  signal.removeEventListener('abort', close);
}

function openLines({ searcher, input, output, isTerminal, history }: LoopOptions, state: State): Interface {
  const lines = createInterface({
    input,
    output,
    terminal: isTerminal,
    history: [...history.entries],
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string): [string[], string] => {
      const [candidates, fragment] = complete([...state.pending, line].join('\n'), searcher.names);
      return [[...candidates], fragment];
    },
  });
  // The lines of one search are one entry. The event comes before the line itself.
  lines.on('history', (entries: string[]) => {
    if (state.pending.length === 0) return;
    entries.splice(0, 2, [...state.pending, entries[0] ?? ''].join(' '));
  });
  return lines;
}

function prompt(lines: Interface, { pending }: State): void {
  if ((lines as Interface & { readonly closed?: boolean }).closed === true) return;
  lines.setPrompt(pending.length > 0 ? MORE : PROMPT);
  lines.prompt();
}

/** The whole search once its last line is there; an empty line ends it in any case. */
function take(line: string, state: State): string | undefined {
  if (state.pending.length === 0 && (line.trim() === '' || /^\s*:/.test(line))) return line.trim() || undefined;
  const text = [...state.pending, line].join('\n');
  if (line.trim() !== '' && isUnfinished(text)) {
    state.pending.push(line);
    return undefined;
  }
  state.pending = [];
  return text.trim();
}

/** Ctrl-C: ends the search that runs, else forgets what was typed. */
function interrupt(lines: Interface, state: State, output: Writable): void {
  if (state.running !== undefined) {
    state.running.abort(new Cancelled());
    return;
  }
  const isEmpty = lines.line === '' && state.pending.length === 0;
  state.pending = [];
  output.write(isEmpty ? '\n  :quit or Ctrl-D ends the session\n' : '\n');
  lines.write(null, { ctrl: true, name: 'e' });
  lines.write(null, { ctrl: true, name: 'u' });
  prompt(lines, state);
}

class Cancelled extends Error {}

async function handle(text: string, state: State, options: LoopOptions, quit: () => void): Promise<void> {
  const { output, palette, searcher, history } = options;
  try {
    if (text.startsWith(':')) {
      const action = runMeta(text, searcher.names, widthOf(options));
      if (action.kind === 'say') output.write(`${action.text}\n`);
      else if (action.kind === 'format') state.format = action.format;
      else if (action.kind === 'limit') state.limit = action.rows;
      else quit();
      return;
    }
    await history.add(text);
    await runOne(text, state, options);
  } catch (error) {
    output.write(failure(error, palette));
  } finally {
    state.running = undefined;
  }
}

/** A search that fails, even by a bug of ours, does not end the session. */
function failure(error: unknown, palette: Palette): string {
  if (error instanceof Cancelled) return '  cancelled\n';
  if (error instanceof Problem) return renderProblem(error, palette);
  const message = error instanceof Error ? error.message : String(error);
  return `${palette('red', 'internal error')} ${message}\n`;
}

async function runOne(spl: string, state: State, options: LoopOptions): Promise<void> {
  const { output, palette, searcher } = options;
  const running = new AbortController();
  state.running = running;
  const startedMs = performance.now();
  const rendering = { width: widthOf(options), palette };
  const format = FORMATS[state.format];
  let renderer = format.rows(rendering);
  let count = 0;
  const rows = searcher.run(spl, {
    signal: running.signal,
    onColumns: (columns) => {
      renderer = format.rows({ ...rendering, columns });
    },
    onNotice: (notice) => output.write(renderProblem(notice, palette, 'notice')),
  });
  for await (const row of rows) {
    count++;
    if (state.limit === 0 || count <= state.limit) await write(output, renderer.write(row), running.signal);
  }
  await write(output, renderer.end(), running.signal);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(2);
  const cut = state.limit > 0 && count > state.limit ? `, the first ${state.limit} shown (:limit 0 shows all)` : '';
  output.write(palette('dim', `  ${formatCount(count, 'result')}${cut}, ${seconds} s`).concat('\n'));
}

async function write(output: Writable, text: string, signal: AbortSignal): Promise<void> {
  if (text !== '' && !output.write(text)) await once(output, 'drain', { signal });
}

function widthOf({ output }: LoopOptions): number {
  return output.columns || 120;
}
