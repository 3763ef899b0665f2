import type { Expr } from '../../language/index.ts';

/** What tells where an event comes from: fields that conditions of searches on their sources look at. */
export const ORIGIN_FIELDS = ['index', 'sourcetype', 'source', 'eventtype', 'Channel', 'EventCode', 'EventID'] as const;

/** The values of those fields in some of the events; of others nothing is known. */
export type Origin = ReadonlyMap<string, readonly string[]>;

/**
 * Whether an event of this origin may meet a condition: false only where the fields of its origin rule it out.
 * Undefined: other fields decide.
 */
export function meets(condition: Expr, origin: Origin): boolean | undefined {
  if (condition.kind === 'Literal') return typeof condition.value === 'boolean' ? condition.value : undefined;
  if (condition.kind !== 'Call') return undefined;
  const { fn, args } = condition;
  switch (fn) {
    case 'and':
      return allOf(args.map((one) => meets(one, origin)));
    case 'or':
      return not(allOf(args.map((one) => not(meets(one, origin)))));
    case 'not':
      return not(meets(args[0] ?? condition, origin));
    case 'isTrue':
      return meets(args[0] ?? condition, origin);
    default:
      return comparison(fn, args, origin);
  }
}

function allOf(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function comparison(fn: string, [field, ...wanted]: readonly Expr[], origin: Origin): boolean | undefined {
  const values = field?.kind === 'Column' ? origin.get(field.name) : undefined;
  const texts = wanted.map((one) => (one.kind === 'Literal' ? String(one.value) : undefined));
  if (values === undefined || texts.includes(undefined)) return undefined;
  const test = testOf(fn, texts.map(String));
  return test === undefined ? undefined : values.some(test);
}

function testOf(fn: string, texts: readonly string[]): ((value: string) => boolean) | undefined {
  switch (fn) {
    case 'caselessEquals':
    case 'caselessIn': {
      const folded = new Set(texts.map((text) => text.toLowerCase()));
      return (value) => folded.has(value.toLowerCase());
    }
    case 'textEquals':
    case 'dynamicEquals':
    case 'textIn':
      return (value) => texts.includes(value);
    case 'wildcardMatch':
      return (value) => texts.some((text) => hasPattern(value.toLowerCase(), text.toLowerCase()));
    case 'isNotNull':
      return () => true;
    default:
      return undefined;
  }
}

/** Whether a value is of a pattern in which `*` stands for any run of characters. */
export function hasPattern(value: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return value === pattern;
  const last = rest.at(-1) ?? '';
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > value.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
