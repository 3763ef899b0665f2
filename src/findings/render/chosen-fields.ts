import { rowOfFields } from '../fields.ts';
import type { FindingFormat, Format } from './format.ts';

/** A format of rows that shows these fields of findings, in this order, and nothing else. */
export function withFields({ summary, rows }: Format, fields: readonly string[]): FindingFormat {
  return {
    summary,
    findings: (options) => {
      const renderer = rows({ ...options, columns: fields });
      return { write: (finding) => renderer.write(rowOfFields(finding, fields)), end: renderer.end };
    },
  };
}
