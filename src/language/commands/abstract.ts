import type { Plan } from '../ir.ts';
import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxterms: integerOption, maxlines: integerOption };

export type Abstract = Plain<'Abstract', typeof OPTIONS>;

export const abstractCommand = defineCommand<Abstract>({
  name: 'abstract',
  doc: {
    syntax: 'abstract [maxterms=<count>] [maxlines=<count>]',
    summary: 'Shortens the text of each result to the lines that matter most to the search.',
    source: 'Splunk Search Reference, abstract',
    options: { maxterms: 'terms of the search that count; 1000', maxlines: 'lines that are left; 10' },
    differs: 'it has no effect: the text of results stays whole',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Abstract', 'abstract', OPTIONS),
  plan: planAbstract,
});

/** What Splunk leaves out depends on scores that are nowhere documented: the results stay as they are. */
function planAbstract(_node: Abstract, given: Plan | undefined, { environment }: PlanContext): Plan {
  environment.warn?.('abstract has no effect: the text of results stays whole');
  return resultsOf(given);
}
