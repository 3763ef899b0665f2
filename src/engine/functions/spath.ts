import { xmlValues } from '../../language/index.ts';
import { jsonList } from './json-list.ts';
import { jsonPath, valuesAt } from './json-path.ts';
import { memo } from './memo.ts';

/** The texts at a path of a JSON text, as a JSON list; undefined for none, and for a text that is no JSON. XML too. */
export function spathValues(): (text: string, path: string) => string | undefined {
  const stepsOf = memo(jsonPath);
  return (text, path) => {
    if (/^\s*</.test(text)) {
      const values = xmlValues(text, path);
      return values.length === 0 ? undefined : jsonList(values);
    }
    let root: unknown;
    try {
      root = JSON.parse(text);
    } catch {
      return undefined;
    }
    const found = valuesAt(root, stepsOf(path));
    return found.length === 0 ? undefined : jsonList(found.map(textOf));
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
