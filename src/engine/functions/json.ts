import { invariant } from '../../shared/problem.ts';
import { jsonList } from './json-list.ts';
import { type JsonStep, jsonPath, update, valuesAt } from './json-path.ts';
import { memo } from './memo.ts';

type Steps = (path: string) => readonly JsonStep[];
type Operation = (root: unknown, args: readonly unknown[], steps: Steps) => unknown;

/**
 * What the JSON functions of eval do with a document and their arguments. A list or object comes back as JSON, a
 * scalar as its text; null and undefined are NULL.
 *
 * Source: Splunk Search Reference, JSON functions.
 */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  parse: (root) => root,
  type: (root) => (Array.isArray(root) ? 'array' : root === null ? 'null' : typeof root),
  extract: (root, paths, steps) => answers(root, paths, (path) => atPath(root, path, steps(path))),
  extractExact: (root, keys) => answers(root, keys, (key) => member(root, key)),
  keys: (root) => (isObject(root) ? Object.keys(root) : undefined),
  entries: (root) => (isObject(root) ? Object.entries(root).map(([key, value]) => ({ key, value })) : undefined),
  hasKey: (root, [key]) => String(isObject(root) && Object.hasOwn(root, String(key))),
  set: (root, args, steps) => changed(root, args, steps, (_, value) => value),
  setExact: (root, args) =>
    changed(
      root,
      args,
      (key) => [{ member: key }],
      (_, value) => value,
    ),
  append: (root, args, steps) => changed(root, args, steps, (old, value) => [...listOf(old), value]),
  extend: (root, args, steps) => changed(root, args, steps, (old, value) => [...listOf(old), ...listOf(value)]),
  inferTypes: (root) => (Array.isArray(root) ? root.map(inferred) : root),
  delete: (root, paths, steps) =>
    paths.reduce((node, path) => update(node, steps(String(path)), () => undefined, 'existing'), root),
};

/** Runs one of the JSON functions on a JSON text; `args` is a JSON list. An operation whose name
 * ends in AsJson gives scalars as JSON too. undefined for a text that is no JSON. */
export function jsonApply(): (text: string, operation: string, args: string) => string | undefined {
  const steps = memo(jsonPath);
  return (text, operation, args) => {
    const name = operation.replace(/AsJson$/, '');
    const run = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    invariant(run !== undefined, `no JSON operation ${operation}`);
    const root = parsed(text);
    if (root === undefined) return undefined;
    const result = run(root, JSON.parse(args) as readonly unknown[], steps);
    return name === operation ? textOf(result) : JSON.stringify(result);
  };
}

/** The elements of a JSON list as texts, as a JSON list of them; strings keep their quotes where told so. */
export function jsonValues(): (text: string, quotes: string) => string | undefined {
  return (text, quotes) => {
    const root = parsed(text);
    if (!Array.isArray(root) || root.length === 0) return undefined;
    return jsonList(root.map((value) => (quotes === 'quoted' ? JSON.stringify(value) : plainText(value))));
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : plainText(value);
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The number, Boolean or null that a text spells, else the text. */
function inferred(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const spelled = parsed(value);
  return spelled === undefined || (typeof spelled === 'object' && spelled !== null) ? value : spelled;
}

/** One question has its answer, several have the list of theirs, none the whole document. */
function answers(root: unknown, questions: readonly unknown[], answer: (question: string) => unknown): unknown {
  if (questions.length === 0) return root;
  const found = questions.map((question) => answer(String(question)) ?? null);
  return questions.length === 1 ? found[0] : found;
}

function atPath(root: unknown, path: string, steps: readonly JsonStep[]): unknown {
  const found = valuesAt(root, steps);
  if (!path.includes('{}')) return found[0];
  return found.length === 0 ? undefined : found;
}

function member(root: unknown, key: string): unknown {
  return isObject(root) && Object.hasOwn(root, key) ? Reflect.get(root, key) : undefined;
}

/** The document after each pair of a path and a value was worked in. */
function changed(
  root: unknown,
  pairs: readonly unknown[],
  steps: Steps,
  change: (old: unknown, value: unknown) => unknown,
): unknown {
  let node = root;
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    node = update(node, steps(String(pairs[index])), (old) => change(old, pairs[index + 1]), 'any');
  }
  return node;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
