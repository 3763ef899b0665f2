import { leavesOfXml } from './xml-leaves.ts';

/** The leaves of JSON, or of XML where the text begins with `<`, by path. Source: Splunk Search Reference, spath */
export function leavesOf(text: string): ReadonlyMap<string, string | readonly string[]> {
  const found = /^\s*</.test(text) ? leavesOfXml(text) : leavesOfJson(text);
  return new Map([...found].map(([path, values]) => [path, values.length === 1 ? (values[0] ?? '') : values]));
}

/** Elements of lists are `{}`: `a.b`, `c{}`, `d{}.e`. Without recursion, which deep nesting would bring down. */
function leavesOfJson(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const open: { readonly path: string; readonly value: unknown }[] = [];
  try {
    open.push({ path: '', value: JSON.parse(text) });
  } catch {
    return found;
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === 'object' && value !== null) {
      const inner = Object.entries(value).map(([name, child]: [string, unknown]) => {
        if (Array.isArray(value)) return { path: `${path}{}`, value: child };
        return { path: path === '' ? name : `${path}.${name}`, value: child };
      });
      for (const child of inner.reverse()) open.push(child);
    } else if (path !== '') {
      const values = found.get(path) ?? [];
      found.set(path, values);
      values.push(String(value));
    }
  }
  return found;
}
