import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import {
  type DatasetSchema,
  demand,
  describePlan,
  type MacroLookup,
  openEnvironment,
  parse,
  plan,
} from '../../../src/language/index.ts';

const FOLDER = import.meta.dirname;
const SEARCHES = readdirSync(FOLDER).filter((file) => file.endsWith('.spl'));

const MACROS: Readonly<Record<string, { readonly arguments: readonly string[]; readonly definition: string }>> = {
  summaries: { arguments: [], definition: 'summariesonly=false allow_old_summaries=true fillnull_value=null' },
  drop_prefix: { arguments: ['name'], definition: 'rename $name$.* as *' },
  as_time: { arguments: ['field'], definition: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)' },
  let_through: { arguments: [], definition: 'search *' },
};

const macros: MacroLookup = (name, count) => {
  const macro = MACROS[name];
  return macro?.arguments.length === count ? { name, ...macro } : undefined;
};

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Processes: ['dest', 'parent_process', 'process', 'process_guid', 'process_id', 'process_name', 'user'],
  Filesystem: ['dest', 'file_create_time', 'file_name', 'file_path', 'process_guid', 'user'],
};

const DATASETS: readonly DatasetSchema[] = Object.entries(FIELDS).map(([dataset, fields]) => ({
  model: 'Endpoint',
  dataset,
  root: dataset,
  path: [dataset],
  fields,
  schema: {
    columns: [
      { name: '_time', type: 'number' },
      ...fields.map((name): { name: string; type: 'text' } => ({ name, type: 'text' })),
    ],
    isOpen: false,
  },
}));

/** The plan ahead of the data, the plans it needs first, and what it loads. */
async function explained(spl: string): Promise<string> {
  const environment = openEnvironment({
    catalog: { models: () => ['Endpoint'], datasets: (model) => (model === 'Endpoint' ? DATASETS : []) },
  });
  const planned = await plan(parse(spl, { macros, hasInput: false }), environment);
  const first = environment.stages.map((stage) => `first:\n${describePlan(stage)}\n`);
  const { events, datasets } = demand([planned, ...environment.stages]);
  const loads = [
    ...(events === undefined ? [] : [`events ${String(events)}`]),
    ...[...datasets].map(([name, fields]) => `${name} ${String(fields)}`),
  ];
  return [...first, `${describePlan(planned)}\n`, ...loads.map((line) => `loads ${line}\n`)].join('');
}

describe('plans', () => {
  test.each(SEARCHES)('%s', async (file) => {
    const actual = await explained(readFileSync(`${FOLDER}/${file}`, 'utf8').trim());
    const golden = `${FOLDER}/${file.replace(/\.spl$/, '.txt')}`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, actual);
    expect(existsSync(golden), 'UPDATE_GOLDEN=1 writes the file').toBe(true);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
  });
});
