import { cut, type Palette, type ProcessStart, SEVERITY_STYLES, visible } from '../../findings/index.ts';
import type { ProcessTrees } from '../../library/index.ts';
import { assertNever } from '../../shared/problem.ts';
import { type LineOptions, type TreeLine, treeLines } from './lines.ts';

export interface TextOptions extends LineOptions {
  readonly palette: Palette;
  /** Columns that a line may take; undefined where lines go to a file. */
  readonly width: number | undefined;
  /** Draws with letters that every font and mail program has. */
  readonly ascii: boolean;
}

interface Strokes {
  readonly branch: string;
  readonly last: string;
  readonly through: string;
  readonly times: string;
}

const BOX: Strokes = { branch: '├─ ', last: '└─ ', through: '│  ', times: '×' };
const ASCII: Strokes = { branch: '|- ', last: '`- ', through: '|  ', times: 'x' };

/** The trees as text, computer by computer. */
export function* treeText({ roots }: ProcessTrees, options: TextOptions): Generator<string> {
  let host: string | undefined;
  for (const root of roots) {
    if (root.process.host.toLowerCase() !== host) {
      const gap = host === undefined ? '' : '\n';
      host = root.process.host.toLowerCase();
      yield `${gap}${options.palette('bold', visible(root.process.host))}\n`;
    }
    yield* drawn(treeLines(root, options), options);
  }
}

function* drawn(lines: Iterable<TreeLine>, options: TextOptions): Generator<string> {
  const strokes = options.ascii ? ASCII : BOX;
  /** What stands before lines of a depth: whether siblings follow below. */
  const trunk: string[] = [];
  for (const line of lines) {
    trunk.length = Math.max(0, line.depth - 1);
    const before = trunk.join('');
    const stroke = line.depth === 0 ? '' : line.isLast ? strokes.last : strokes.branch;
    yield* written(before + stroke, line, strokes, options);
    if (line.depth > 0) trunk.push(line.isLast ? '   ' : strokes.through);
    if (line.kind === 'process') {
      const under = trunk.join('') + (line.node.children.length > 0 ? strokes.through : '   ');
      for (const { detection, severity } of line.node.process.marks ?? []) {
        const text = `! ${severity} ${visible(detection)}`;
        yield fitted(under, text, options, (shown) => options.palette(SEVERITY_STYLES[severity], shown));
      }
    }
  }
}

function* written(before: string, line: TreeLine, strokes: Strokes, options: TextOptions): Generator<string> {
  const { palette } = options;
  switch (line.kind) {
    case 'process': {
      const { process, isStub } = line.node;
      const text = isStub ? `(${label(process)})  ${NO_START}` : described(process);
      yield fitted(before, text, options, (shown) => (isStub ? palette('dim', shown) : shown));
      return;
    }
    case 'alike': {
      const { name, user, time } = line.node.process;
      const text = joined([`${name} ${strokes.times}${line.count}`, `from ${clock(time)}`, user]);
      yield fitted(before, text, options, (shown) => palette('dim', shown));
      return;
    }
    case 'more':
      yield fitted(before, `... ${line.text}`, options, (shown) => palette('dim', shown));
      return;
    default:
      assertNever(line);
  }
}

const NO_START = 'no event of its start';

function fitted(before: string, text: string, { width }: TextOptions, style: (shown: string) => string): string {
  const room = width === undefined ? undefined : Math.max(10, width - before.length);
  return `${before}${style(room === undefined ? text : cut(text, room))}\n`;
}

function described(process: ProcessStart): string {
  const { time, user, integrity, commandLine } = process;
  return joined([label(process), clock(time), user, integrity, commandLine]);
}

function label({ name, pid }: ProcessStart): string {
  return visible(pid === undefined ? name : `${name} [${pid}]`);
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined ? [] : [visible(part)])).join('  ');
}

function clock(seconds: number | null): string {
  if (seconds === null || !(Math.abs(seconds) <= 8.64e12)) return '?';
  return new Date(Math.round(seconds * 1000)).toISOString();
}
