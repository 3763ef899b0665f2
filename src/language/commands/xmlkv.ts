import type { Plan } from '../ir.ts';
import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { xmlElements } from '../plan/extract-xml.ts';
import { extractFields } from '../plan/extraction.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxinputs: integerOption };

export type Xmlkv = Plain<'Xmlkv', typeof OPTIONS>;

export const xmlkv = defineCommand<Xmlkv>({
  name: 'xmlkv',
  doc: {
    syntax: 'xmlkv [<field>] [maxinputs=<count>]',
    summary: 'Makes fields of the elements of XML.',
    source: 'Splunk Search Reference, xmlkv',
    options: { maxinputs: 'how many results Splunk hands to its script at once; changes nothing here' },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xmlkv', 'xmlkv', OPTIONS, { words: [0, 1] }),
  plan: planXmlkv,
});

async function planXmlkv(node: Xmlkv, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const field = node.words[0]?.name ?? '_raw';
  return await extractFields(resultsOf(given), { field, keepsExisting: false, read: xmlElements }, context);
}
