import { xmlValues } from '../../language/index.ts';
import { memo } from './memo.ts';

/** A member of an object, or the elements of a list: all of them, or one counted from 0. */
type Step = { readonly member: string } | { readonly element: number | undefined };

/** The texts at a path of a JSON text, as a JSON list; undefined for none, and for a text that is no JSON. XML too. */
export function spathValues(): (text: string, path: string) => string | undefined {
  const stepsOf = memo(steps);
  return (text, path) => {
    if (/^\s*</.test(text)) {
      const values = xmlValues(text, path);
      return values.length === 0 ? undefined : JSON.stringify(values);
    }
    let root: unknown;
    try {
      root = JSON.parse(text);
    } catch {
      return undefined;
    }
    let found: readonly unknown[] = [root];
    for (const step of stepsOf(path)) found = found.flatMap((value) => children(value, step));
    return found.length === 0 ? undefined : JSON.stringify(found.map(textOf));
  };
}

/** `a.b{}.c{1}`, taken apart. Source: Splunk Search Reference, spath. */
function steps(path: string): Step[] {
  return [...path.matchAll(/\{(\d*)\}|[^.{]+|\{/g)].map(([part, index]) => {
    if (index === undefined) return { member: part };
    return { element: index === '' ? undefined : Number(index) };
  });
}

function children(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('member' in step) {
    if (Array.isArray(value) || !Object.hasOwn(value, step.member)) return [];
    return [Reflect.get(value, step.member)];
  }
  if (!Array.isArray(value)) return [];
  return step.element === undefined ? value : value.slice(step.element, step.element + 1);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
