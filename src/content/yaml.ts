import {
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  Parser,
  type Scalar,
  visit,
} from 'yaml';
import { invariant, Problem } from '../shared/problem.ts';
import type { Span } from '../shared/span.ts';
import { type Indented, indentQuoted, unindented } from './margin.ts';
import type { ScalarSource, ScalarStyle } from './scalar-source.ts';

/** Uses of an alias that a file may make before it counts as a bomb. No published file has any. */
const MAX_ALIASES = 100;

/** How deep mappings and lists may stand in one another. Those of published files go five levels. */
const MAX_DEPTH = 64;

/** Quoted scalars at the margin that a file may have; published ones have one. Each costs another parse. */
const MAX_SCALARS_AT_MARGIN = 4;

/** A YAML file that was read: its data, and where everything stands. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  /** Plain data: objects, arrays, texts, numbers, booleans and null. */
  readonly data: unknown;
  /** The span of the value at a path of keys; of the key before it, or of the nearest place above, where there is none. */
  spanOf(path: readonly PropertyKey[]): Span;
  /** The span of the last key of a path; of the nearest place above, where there is none. */
  keySpanOf(path: readonly PropertyKey[]): Span;
  /** The text at a path as it stands in the file; undefined where no text is there. */
  scalarAt(path: readonly PropertyKey[]): ScalarSource | undefined;
}

interface Parsed {
  readonly document: Document.Parsed;
  readonly source: Indented;
}

/**
 * Parses one YAML document. Like the publisher's tool it takes the last of two equal keys.
 *
 * @throws Problem CT002 for what is not YAML, holds several documents or expands aliases without end.
 */
export function parseYaml(text: string, file: string): YamlFile {
  const strict = compose(unindented(text), file);
  const parsed = strict.document.errors.length > 0 ? composeAtMargin(strict, file) : strict;
  if (parsed.document.errors.length > 0) throw notValid(strict, file);
  return {
    file,
    text,
    data: toData(parsed.document, text, file),
    spanOf: (path) => spanOf(parsed, path),
    keySpanOf: (path) => keySpanOf(parsed, path),
    scalarAt: (path) => scalarAt(parsed, text, path),
  };
}

function notValid({ document, source }: Parsed, file: string): Problem {
  const error = document.errors[0];
  invariant(error, 'only a document with errors is not valid');
  const [start, end] = error.pos;
  // What is not closed shows at the end of the file, and is wrong where it opens.
  const opening = error.code === 'MISSING_CHAR' ? quotedScalarUpTo(document, start) : undefined;
  const span = opening === undefined ? { start, end } : { start: opening, end: opening + 1 };
  return new Problem('CT002', `not valid YAML: ${firstLine(error.message)}`, { file, text: source.text, span });
}

/** Parses again with the lines of quoted scalars indented, one scalar after the other, as long as that helps. */
function composeAtMargin(first: Parsed, file: string): Parsed {
  let parsed = first;
  for (let repairs = 0; repairs < MAX_SCALARS_AT_MARGIN; repairs++) {
    const error = parsed.document.errors[0];
    const start = error?.code === 'MISSING_CHAR' ? quotedScalarUpTo(parsed.document, error.pos[0]) : undefined;
    const indented = start === undefined ? undefined : indentQuoted(parsed.source, start);
    if (!indented) return parsed;
    parsed = compose(indented, file);
  }
  return parsed;
}

/** Where the quoted scalar begins that was cut off at an offset. */
function quotedScalarUpTo(document: Document.Parsed, end: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if ((type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE') && range?.[1] === end) start = range[0];
    },
  });
  return start;
}

/** What `parseDocument` of the package does, but that nesting is bounded before the composer recurses into it. */
function compose(source: Indented, file: string): Parsed {
  const { text } = source;
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: true, logLevel: 'error' });
  const [document, second] = composer.compose(shallow(new Parser().parse(text), text, file), true, text.length);
  invariant(document, 'the composer is told to give a document for an empty text too');
  if (second?.range) {
    const [start] = second.range;
    throw new Problem('CT002', 'not one YAML document, but several', { file, text, span: { start, end: start + 3 } });
  }
  return { source, document: document as Document.Parsed };
}

/** @throws Problem CT002 for a token that nests deeper than MAX_DEPTH. */
function* shallow(tokens: Iterable<CST.Token>, text: string, file: string): Generator<CST.Token> {
  for (const token of tokens) {
    const start = offsetTooDeep(token, MAX_DEPTH);
    if (start !== undefined) {
      throw new Problem('CT002', 'not valid YAML: nested too deep', { file, text, span: { start, end: start + 1 } });
    }
    yield token;
  }
}

/** Where the first token stands that is more than `levels` deep. Recurses no deeper than that itself. */
function offsetTooDeep(token: CST.Token | null | undefined, levels: number): number | undefined {
  if (!token) return undefined;
  if (token.type === 'document') return offsetTooDeep(token.value, levels);
  if (!CST.isCollection(token)) return undefined;
  if (levels === 0) return token.offset;
  for (const { key, value } of token.items) {
    const found = offsetTooDeep(key, levels - 1) ?? offsetTooDeep(value, levels - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toData(document: Document.Parsed, text: string, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    const reason = cause instanceof Error ? firstLine(cause.message) : 'it cannot be expanded';
    throw new Problem('CT002', `not valid YAML: ${reason}`, { file, text, span: { start: 0, end: 1 }, cause });
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}

function spanOf({ document, source }: Parsed, path: readonly PropertyKey[]): Span {
  let node: unknown = document.contents;
  let span = spanOfNode(node) ?? { start: 0, end: 0 };
  // The whole of a mapping is too much to point at: its first key says where it is.
  if (isMap(node)) span = spanOfNode(node.items[0]?.key) ?? span;
  for (const key of path) {
    const child = childOf(resolve(document, node), key);
    if (!child) break;
    span =
      (isScalar(child.value) ? spanOfNode(child.value) : undefined) ?? spanOfNode(child.key ?? child.value) ?? span;
    node = child.value;
  }
  return { start: source.toOriginal(span.start), end: source.toOriginal(span.end) };
}

function keySpanOf(parsed: Parsed, path: readonly PropertyKey[]): Span {
  const { document, source } = parsed;
  let parent: unknown = document.contents;
  for (const key of path.slice(0, -1)) parent = childOf(resolve(document, parent), key)?.value;
  const span = spanOfNode(childOf(resolve(document, parent), path.at(-1) ?? '')?.key);
  if (span === undefined) return spanOf(parsed, path);
  return { start: source.toOriginal(span.start), end: source.toOriginal(span.end) };
}

function scalarAt({ document, source }: Parsed, text: string, path: readonly PropertyKey[]): ScalarSource | undefined {
  let node: unknown = document.contents;
  for (const key of path) node = childOf(resolve(document, node), key)?.value;
  const scalar = resolve(document, node);
  const range = isScalar(scalar) ? scalar.range : undefined;
  if (!isScalar(scalar) || !range) return undefined;
  const [start, end] = range;
  return { fileText: text, start: source.toOriginal(start), end: source.toOriginal(end), style: styleOf(scalar) };
}

function styleOf(scalar: Scalar): ScalarStyle {
  switch (scalar.type) {
    case 'QUOTE_SINGLE':
      return 'single-quoted';
    case 'QUOTE_DOUBLE':
      return 'double-quoted';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    default:
      return 'plain';
  }
}

function resolve(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** The last entry of that key, as `data` has it. */
function childOf(parent: unknown, key: PropertyKey): { key?: unknown; value: unknown } | undefined {
  if (isMap(parent)) {
    return parent.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
  }
  if (isSeq(parent) && typeof key === 'number' && key < parent.items.length) return { value: parent.items[key] };
  return undefined;
}

function spanOfNode(node: unknown): Span | undefined {
  const range = isNode(node) ? (node as Node).range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}
