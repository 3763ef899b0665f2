/** A member of an object, or the elements of a list: all of them, or one counted from 0. */
export type JsonStep = { readonly member: string } | { readonly element: number | undefined };

/** A path such as `a.b{}.c{1}`, taken apart. Source: Splunk Search Reference, JSON functions. */
export function jsonPath(path: string): readonly JsonStep[] {
  return [...path.matchAll(/\{(\d*)\}|[^.{]+|\{/g)].map(([part, index]) => {
    if (index === undefined) return { member: part };
    return { element: index === '' ? undefined : Number(index) };
  });
}

/** Everything at a path, in order. */
export function valuesAt(root: unknown, steps: readonly JsonStep[]): readonly unknown[] {
  let found: readonly unknown[] = [root];
  for (const step of steps) found = found.flatMap((node) => children(node, step));
  return found;
}

function children(node: unknown, step: JsonStep): readonly unknown[] {
  if ('member' in step) return isObject(node) && Object.hasOwn(node, step.member) ? [node[step.member]] : [];
  if (!Array.isArray(node)) return [];
  return step.element === undefined ? node : node.slice(step.element, step.element + 1);
}

/**
 * The document with the values at a path changed; undefined takes a value away. What is missing is made on the way,
 * unless only `existing` values count; a path through a scalar, or behind the end of a list, changes nothing.
 */
export function update(
  node: unknown,
  steps: readonly JsonStep[],
  change: (old: unknown) => unknown,
  which: 'any' | 'existing',
): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return change(node);
  const inner = (child: unknown) => update(child, rest, change, which);
  if ('member' in step) return changeMember(node ?? emptyFor(node, {}, which), step.member, inner, which);
  return changeElements(node ?? emptyFor(node, [], which), step.element, inner, which);
}

function emptyFor(node: unknown, empty: unknown, which: 'any' | 'existing'): unknown {
  return which === 'any' ? empty : node;
}

function changeMember(
  node: unknown,
  name: string,
  inner: (child: unknown) => unknown,
  which: 'any' | 'existing',
): unknown {
  if (!isObject(node)) return node;
  const isThere = Object.hasOwn(node, name);
  if (!isThere && which === 'existing') return node;
  // Entries, not assignment: a member may be called __proto__.
  const value = inner(isThere ? node[name] : undefined);
  const entries = Object.entries(node).flatMap(([key, old]) => {
    if (key !== name) return [[key, old] as const];
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(isThere || value === undefined ? entries : [...entries, [name, value]]);
}

function changeElements(
  node: unknown,
  element: number | undefined,
  inner: (child: unknown) => unknown,
  which: 'any' | 'existing',
): unknown {
  if (!Array.isArray(node)) return node;
  const list: readonly unknown[] = node;
  const isNext = element === list.length && which === 'any';
  const all = isNext ? [...list, undefined] : list;
  return all
    .map((old, index) => (element === undefined || element === index ? inner(old) : old))
    .filter((value) => value !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
