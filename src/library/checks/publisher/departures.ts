import type { ErrorCode } from '../../../shared/codes.ts';
import { nearest } from '../../../shared/nearest.ts';
import { assertNever } from '../../../shared/problem.ts';
import type { MappingShape, Shape } from './shapes/shape.ts';

/** One thing in a file that its shape does not allow. */
export interface Departure {
  readonly code: Extract<ErrorCode, 'CT101' | 'CT102' | 'CT103' | 'CT104' | 'CT105' | 'CT106' | 'CT107'>;
  /** Keys and indexes down to it. */
  readonly path: readonly PropertyKey[];
  /** Whether the key is wrong, and not its value. */
  readonly isKey: boolean;
  readonly message: string;
  readonly hint?: string;
  /** What the value should be, where only one thing can be meant. */
  readonly instead?: string;
}

type Path = readonly PropertyKey[];

/** Where the walk is, and what it has found. */
interface Walk {
  readonly noun: string;
  readonly found: Departure[];
}

/** Everything in a file's data that the shape of its kind does not allow, in the order of the shape. */
export function departuresFrom(shape: MappingShape, data: unknown, kind: string): readonly Departure[] {
  const walk: Walk = { noun: `a ${kind.replace('_', ' ')}`, found: [] };
  judge(shape, data, [], walk);
  return walk.found;
}

function judge(shape: Shape, value: unknown, path: Path, walk: Walk): void {
  switch (shape.kind) {
    case 'any':
      break;
    case 'text':
      judgeText(shape, value, path, walk);
      break;
    case 'choice':
      judgeChoice(shape.values, value, path, walk);
      break;
    case 'whole':
      judgeWhole(shape, value, path, walk);
      break;
    case 'truth':
      if (!isTruth(value)) tell(walk, 'CT103', path, `must be true or false, not ${nameOf(value)}`);
      break;
    case 'list':
      judgeList(shape, value, path, walk);
      break;
    case 'mapping':
      judgeMapping(shape, value, path, walk);
      break;
    case 'either':
      judgeEither(shape.shapes, value, path, walk);
      break;
    default:
      assertNever(shape);
  }
}

function judgeText(shape: Extract<Shape, { kind: 'text' }>, value: unknown, path: Path, walk: Walk): void {
  const { min = 0, max = Infinity, pattern } = shape;
  if (typeof value !== 'string') {
    tell(walk, 'CT103', path, `must be a text, not ${nameOf(value)}`, quoted(value));
    return;
  }
  // Characters are code points, as Python counts them; they are counted where that can matter.
  const length = value.length < min * 2 || value.length > max ? [...value].length : value.length;
  if (length < min) tell(walk, 'CT105', path, `must have at least ${count(min, 'character')}, not ${length}`);
  else if (length > max) tell(walk, 'CT105', path, `must have at most ${count(max, 'character')}, not ${length}`);
  else if (pattern !== undefined && !pattern.fits(value)) {
    tell(walk, 'CT106', path, `must be ${pattern.form}, not ${nameOf(value)}`);
  }
}

/** A number or a truth value where a text should be: quotation marks make it one. */
function quoted(value: unknown): Pick<Departure, 'hint' | 'instead'> {
  if (typeof value !== 'number' && typeof value !== 'boolean') return {};
  return { hint: `write it between quotation marks: "${value}"`, instead: `"${value}"` };
}

function judgeChoice(values: readonly string[], value: unknown, path: Path, walk: Walk): void {
  if (typeof value !== 'string') tell(walk, 'CT103', path, `must be a text, not ${nameOf(value)}`);
  else if (!values.includes(value)) tellOtherValue(values, value, path, walk);
}

function tellOtherValue(values: readonly string[], value: string, path: Path, walk: Walk): void {
  const alike = values.filter((one) => one.toLowerCase() === value.trim().toLowerCase());
  const near = alike[0] ?? nearest(value, values);
  const allowed = values.length <= MANY_VALUES ? `must be ${listed(values)}, not ` : 'cannot be ';
  tell(walk, 'CT104', path, `${allowed}${nameOf(value)}`, {
    hint: near === undefined ? `the values are ${listed(values)}` : `the nearest is "${near}"`,
    ...(alike.length === 1 && near !== undefined && { instead: near }),
  });
}

/** More values than a message can take. */
const MANY_VALUES = 6;

function judgeWhole(shape: Extract<Shape, { kind: 'whole' }>, value: unknown, path: Path, walk: Walk): void {
  const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
  const { min = -Infinity, max = Infinity } = shape;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    tell(walk, 'CT103', path, `must be a whole number, not ${nameOf(value)}`);
  } else if (number < min || number > max) {
    const allowed = shape.max === undefined ? `${min} or more` : `from ${min} to ${max}`;
    tell(walk, 'CT105', path, `must be ${allowed}, not ${number}`);
  }
}

function isTruth(value: unknown): boolean {
  if (typeof value === 'boolean' || value === 0 || value === 1) return true;
  return typeof value === 'string' && /^(?:true|false|yes|no|on|off|t|f|y|n|0|1)$/i.test(value);
}

function judgeList(shape: Extract<Shape, { kind: 'list' }>, value: unknown, path: Path, walk: Walk): void {
  if (!Array.isArray(value)) {
    tell(walk, 'CT103', path, `must be a list, not ${nameOf(value)}`);
    return;
  }
  const { min = 0, max = Infinity } = shape;
  if (value.length < min) tell(walk, 'CT105', path, `must have at least ${entries(min)}, not ${value.length}`);
  if (value.length > max) tell(walk, 'CT105', path, `must have at most ${entries(max)}, not ${value.length}`);
  const seen = new Set<string>();
  for (const [at, entry] of value.entries()) {
    judge(shape.of, entry, [...path, at], walk);
    if (shape.isUnique !== true) continue;
    const text = JSON.stringify(entry);
    if (seen.has(text)) tell(walk, 'CT107', [...path, at], 'is in the list twice');
    seen.add(text);
  }
}

function judgeMapping({ keys, isOpen }: MappingShape, value: unknown, path: Path, walk: Walk): void {
  if (!isMapping(value)) {
    tell(walk, 'CT103', path, `must be a mapping of keys, not ${nameOf(value)}`);
    return;
  }
  const missing: string[] = [];
  for (const [key, { shape, need }] of Object.entries(keys)) {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    if (inner !== undefined && inner !== null) judge(shape, inner, [...path, key], walk);
    else if (need === 'required' || (need === 'present' && inner === undefined)) missing.push(`"${key}"`);
  }
  // What somebody has just begun to write is one thing to tell, and not twenty.
  if (missing.length > 0) {
    const message = `${subject(path, walk)} without ${missing.join(', ')}`;
    walk.found.push({ code: 'CT102', path, isKey: true, message });
  }
  if (isOpen) return;
  for (const key of Object.keys(value)) if (!Object.hasOwn(keys, key)) tellUnknown(key, keys, path, walk);
}

function tellUnknown(key: string, keys: MappingShape['keys'], path: Path, walk: Walk): void {
  const near = nearest(key, Object.keys(keys));
  walk.found.push({
    code: 'CT101',
    path: [...path, key],
    isKey: true,
    message: `${subject(path, walk)} has no key "${key}"`,
    ...(near !== undefined && { hint: `the nearest key is "${near}"` }),
  });
}

function judgeEither(shapes: readonly Shape[], value: unknown, path: Path, walk: Walk): void {
  const attempts = shapes.map((shape) => {
    const attempt: Walk = { ...walk, found: [] };
    judge(shape, value, path, attempt);
    return attempt.found;
  });
  if (attempts.some((found) => found.length === 0)) return;
  const [best = []] = attempts.filter((found) => !found.some(({ code }) => code === 'CT103'));
  walk.found.push(...(best.length > 0 ? best : (attempts[0] ?? [])));
}

function tell(
  walk: Walk,
  code: Departure['code'],
  path: Path,
  what: string,
  more: Pick<Departure, 'hint' | 'instead'> = {},
): void {
  walk.found.push({ code, path, isKey: false, message: `${subject(path, walk)} ${what}`, ...more });
}

function subject(path: Path, { noun }: Walk): string {
  return path.length === 0 ? noun : `"${keyPath(path)}" of ${noun}`;
}

/** Keys with dots between them, and indexes in brackets. */
export function keyPath(path: Path): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`)).join('');
}

/** Whether a value is a mapping of keys, as against a list or a plain value. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as messages name it. */
function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') return 'a mapping of keys';
  const shown = JSON.stringify(value);
  return shown.length > LONG ? `${shown.slice(0, LONG)}…` : shown;
}

/** Of a value, what a message shows. */
const LONG = 60;

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

function entries(number: number): string {
  return number === 1 ? '1 entry' : `${number} entries`;
}

function listed(values: readonly string[]): string {
  const [last = '', ...others] = [...values].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
}
