import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CheckExample, fileOf } from './example.ts';
import { layOver, type NumberedLine, withoutKeys } from './lay-over.ts';

const BASE = path.join(import.meta.dirname, 'base');

/** A folder with the content of one side of an example. */
export interface ExampleRepository {
  readonly root: string;
  /** The LINE:COLUMN of the file for that of the example's text. */
  readonly placeInFile: (place: string) => string;
}

/** Writes a side of an example to a new folder. */
export function writeExample(example: CheckExample, side: 'bad' | 'good'): ExampleRepository {
  const root = mkdtempSync(path.join(tmpdir(), 'karst-check-'));
  const put = (name: string, text: string): void => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const absent = side === 'bad' ? (example.absent ?? []) : [];
  for (const [name, text] of baseFiles()) if (!absent.includes(name)) put(name, text);
  const own = side === 'bad' ? example.badFiles : example.goodFiles;
  for (const [name, text] of Object.entries({ ...example.files, ...own })) put(name, text);
  const lines = linesOf(example, side);
  if (lines.length > 0) put(fileOf(example), lines.map(({ text }) => `${text}\n`).join(''));
  return { root, placeInFile: (place) => placeIn(lines, place, example.spl ? SEARCH_INDENT.length : 0) };
}

/** The files of `base/`, by their paths below it. */
export function baseFiles(): ReadonlyMap<string, string> {
  const files = readdirSync(BASE, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [path.relative(BASE, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]));
}

const SEARCH_INDENT = '  ';

function linesOf(example: CheckExample, side: 'bad' | 'good'): readonly NumberedLine[] {
  const name = fileOf(example);
  const base = example.whole ? undefined : baseFiles().get(name);
  const text = example[side];
  if (base === undefined) return text === undefined ? [] : numbered(text);
  const laid = layOver(plain(base), text === undefined ? [] : example.spl ? searchLines(text, name) : numbered(text));
  return side === 'bad' ? withoutKeys(laid, example.without ?? []) : laid;
}

/** A search as the file has it, with its filter macro. */
function searchLines(search: string, file: string): readonly NumberedLine[] {
  const lines = numbered(search).map(({ text, number }) => ({ text: SEARCH_INDENT + text, number }));
  const filter = `${SEARCH_INDENT}| \`${path.basename(file, '.yml')}_filter\``;
  return [{ text: 'search: |-', number: undefined }, ...lines, { text: filter, number: undefined }];
}

function numbered(text: string): readonly NumberedLine[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line, at) => ({ text: line, number: at + 1 }));
}

function plain(text: string): readonly NumberedLine[] {
  return numbered(text).map((line) => ({ ...line, number: undefined }));
}

function placeIn(lines: readonly NumberedLine[], place: string, indent: number): string {
  const [line, column] = place.split(':').map(Number);
  const at = lines.findIndex(({ number }) => number === line);
  if (at === -1) throw new Error(`the example has no line ${place}`);
  return column === undefined ? `${at + 1}` : `${at + 1}:${column + indent}`;
}
