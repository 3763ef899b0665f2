import type { Format, Renderer } from './format.ts';

/** One JSON object a line. Lone surrogates come as escapes, so that every line is valid UTF-8 and valid JSON. */
export const jsonl: Format = {
  summary: 'one JSON object a line',
  findings: lines,
  rows: lines,
};

function lines<T>(): Renderer<T> {
  return { write: (item) => `${JSON.stringify(item)}\n`, end: () => '', omitted: () => [] };
}
