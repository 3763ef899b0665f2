import { createReadStream } from 'node:fs';
import { type Content, openLookupFile } from '../content/index.ts';
import type { Session } from '../engine/index.ts';
import {
  ASSET_COLUMNS,
  ASSET_KEYS,
  type Entity,
  entityRows,
  IDENTITY_COLUMNS,
  IDENTITY_KEYS,
  type KnownEntities,
} from '../events/index.ts';
import { nearest } from '../shared/nearest.ts';
import { Problem } from '../shared/problem.ts';
import type { RunOptions } from './options.ts';

/** Lists of what is known about computers and users, each a CSV file. */
export interface EntityOptions {
  /** Default: the lookup of the content that is called `assets`. */
  readonly assets?: string;
  /** Default: the lookup of the content that is called `identities`. */
  readonly identities?: string;
}

/** A kind of list. */
interface ListKind {
  /** The name of the lookup of content that holds it. */
  readonly lookup: 'assets' | 'identities';
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

const ASSETS: ListKind = { lookup: 'assets', keys: ASSET_KEYS, columns: ASSET_COLUMNS };
const IDENTITIES: ListKind = { lookup: 'identities', keys: IDENTITY_KEYS, columns: IDENTITY_COLUMNS };

/**
 * Loads the lists of assets and identities; undefined where there are none. What is wrong with a list of the content is
 * told to `onProblem` and the list left out; so are rows that name nothing.
 *
 * @throws Problem CT001 and CT003 for a list that an option names: no file, no CSV, an unknown column
 */
export async function loadEntities(
  options: EntityOptions & Pick<RunOptions, 'onProblem'>,
  content: Content,
): Promise<KnownEntities | undefined> {
  const assets = await loadList(ASSETS, options, content);
  const identities = await loadList(IDENTITIES, options, content);
  if (assets === undefined && identities === undefined) return undefined;
  return { assets: assets ?? [], identities: identities ?? [] };
}

/** Makes the lists the rows of the data model `Identity_Management`. */
export async function loadEntityRows(session: Session, known: KnownEntities | undefined): Promise<void> {
  if (known === undefined) return;
  for (const [dataset, rows] of entityRows(known)) {
    if (rows.length > 0) await session.loadDatasetRows('Identity_Management', dataset, rows);
  }
}

async function loadList(
  kind: ListKind,
  options: EntityOptions & Pick<RunOptions, 'onProblem'>,
  content: Content,
): Promise<readonly Entity[] | undefined> {
  const named = options[kind.lookup];
  const lookup = content.lookups.find(({ name, type }) => name === kind.lookup && type === 'csv');
  const file = named ?? lookup?.path;
  if (file === undefined) return undefined;
  try {
    return await readList(file, kind, options.onProblem);
  } catch (error) {
    if (named !== undefined || !(error instanceof Problem)) throw error;
    options.onProblem?.(error);
    return undefined;
  }
}

async function readList(file: string, kind: ListKind, onProblem: RunOptions['onProblem']): Promise<readonly Entity[]> {
  const { columns, rows } = await openLookupFile(file);
  const known = [...kind.keys, ...kind.columns];
  const unknown = columns.find((column) => column !== '' && !known.includes(column));
  if (unknown !== undefined || !columns.some((column) => kind.keys.includes(column))) {
    throw await wrongHeader(file, unknown, kind, known);
  }
  const entities: Entity[] = [];
  let nameless = 0;
  for await (const row of rows()) {
    if (kind.keys.some((key) => row[key] !== undefined)) entities.push(row);
    else nameless++;
  }
  if (nameless > 0) {
    const [row, has, they] = nameless === 1 ? ['row', 'has', 'it is'] : ['rows', 'have', 'they are'];
    const message = `${nameless} ${row} of ${kind.lookup} ${has} none of ${kind.keys.join(', ')}: ${they} left out`;
    onProblem?.(new Problem('CT003', message, { file, hint: 'give each row a value to be known by' }));
  }
  return entities;
}

/** The problem with the names of columns, at the place in the first line. */
async function wrongHeader(
  file: string,
  unknown: string | undefined,
  { lookup, keys }: ListKind,
  known: readonly string[],
): Promise<Problem> {
  const text = await firstLine(file);
  if (unknown === undefined) {
    const message = `a list of ${lookup} needs a column ${keys.join(' or ')}`;
    return new Problem('CT003', message, { file, text, span: { start: 0, end: text.length } });
  }
  const start = Math.max(0, text.indexOf(unknown));
  const near = nearest(unknown, known);
  const hint = near === undefined ? `the columns are ${known.join(', ')}` : `did you mean "${near}"?`;
  const span = { start, end: start + unknown.length };
  return new Problem('CT003', `a list of ${lookup} has no column "${unknown}"`, { file, text, span, hint });
}

/** Longer than any list of columns. */
const HEADER_BYTES = 4096;

async function firstLine(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: HEADER_BYTES - 1 })) chunks.push(chunk as Buffer);
  const [line = ''] = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return line;
}
