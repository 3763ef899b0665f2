import { renderFindingTable } from './finding-table.ts';
import type { Format } from './format.ts';
import { renderRowTable } from './row-table.ts';

/** For people: aligned columns that fit the terminal. Findings are summed up by detection. */
export const table: Format = {
  summary: 'a table that fits the terminal',
  findings: renderFindingTable,
  rows: renderRowTable,
};
