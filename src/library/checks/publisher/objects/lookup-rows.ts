import path from 'node:path';
import { countColumns, fileExists, type RowCounts } from '../../../../content/index.ts';
import { Problem } from '../../../../shared/problem.ts';
import type { Check } from '../../check.ts';
import { rowsFileOf } from './lookup-file.ts';

export const lookupRows: Check = {
  name: 'lookup-rows',
  severity: 'error',
  codes: ['CT302'],
  explanation:
    'A row of the CSV file of a lookup has more or fewer columns than its header, or there is no header. Values then stand ' +
    'in columns where they do not belong; mostly a comma is not between quotation marks.',
  hint: 'put values with commas between quotation marks, and write a comma for each empty value',
  find: () => [],
  findAcross: (files) => {
    const lookups = files.flatMap(({ form }) => (form?.kind === 'lookup' ? [form] : []));
    const paths = new Set(lookups.map(rowsFileOf).filter((file) => file?.endsWith('.csv') === true));
    return [...paths].flatMap((file) => (file !== undefined && fileExists(file) ? findingsIn(file) : []));
  },
};

function findingsIn(file: string): readonly Problem[] {
  let counts: RowCounts;
  try {
    counts = countColumns(file);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [new Problem('CT302', `the columns were not counted: ${error.message}`, { file })];
  }
  const { text, columns, first, ragged } = counts;
  if (columns === 0) return [new Problem('CT302', `${path.basename(file)} is empty: it has no header`, { file })];
  if (first === undefined) return [];
  const more = ragged === 1 ? '' : `; ${ragged} rows have not as many as the header`;
  const message = `a row has ${count(first.columns)}, and the header ${columns}${more}`;
  return [new Problem('CT302', message, { file, text, span: { start: first.start, end: first.end } })];
}

function count(columns: number): string {
  return columns === 1 ? '1 column' : `${columns} columns`;
}
