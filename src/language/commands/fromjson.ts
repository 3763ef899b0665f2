import type { Plan } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { jsonKeys } from '../plan/extract-json.ts';
import { extractFields } from '../plan/extraction.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { prefix: textOption };

export type Fromjson = Plain<'Fromjson', typeof OPTIONS>;

export const fromjson = defineCommand<Fromjson>({
  name: 'fromjson',
  doc: {
    syntax: 'fromjson <field> [prefix=<text>]',
    summary: 'Makes fields of the keys of a JSON object.',
    source: 'Splunk Search Reference, fromjson',
    options: {
      prefix: 'what the names of the fields begin with; default: nothing',
    },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Fromjson', 'fromjson', OPTIONS, { words: [1, 1] }),
  plan: planFromjson,
});

async function planFromjson(node: Fromjson, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { prefix = '' } = node.options;
  const read = (text: string) => jsonKeys(text, prefix);
  return await extractFields(
    resultsOf(given),
    { field: node.words[0]?.name ?? '', keepsExisting: false, read },
    context,
  );
}
