import type { Plan } from '../ir.ts';
import { booleanOption, choiceOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textOption,
  addtime: booleanOption,
  addinfo: booleanOption,
  file: textOption,
  spool: booleanOption,
  marker: textOption,
  testmode: booleanOption,
  run_in_preview: booleanOption,
  host: textOption,
  source: textOption,
  sourcetype: textOption,
  output_format: choiceOption('raw', 'hec'),
  uselb: booleanOption,
};

export type Collect = Plain<'Collect', typeof OPTIONS>;

export const collect = defineCommand<Collect>({
  name: 'collect',
  aliases: ['stash', 'summaryindex', 'sumindex'],
  doc: {
    syntax:
      'collect index=<index> [marker=<text>] [source=<text>] [sourcetype=<text>] [testmode=<bool>] [addtime=<bool>] [output_format=raw|hec]',
    summary: 'Writes the results to a summary index, and passes them on.',
    source: 'Splunk Search Reference, collect',
    differs:
      'nothing is written, which the run says: there is no index to write to. The results are passed on as they are',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Collect', 'collect', OPTIONS),
  plan: planCollect,
});

/** The results go on as in Splunk; that none of them is kept must be known to who would search for them later. */
function planCollect({ options }: Collect, given: Plan | undefined, { environment }: PlanContext): Plan {
  const index = options.index === undefined ? 'a summary index' : `the index "${options.index}"`;
  environment.warn?.(`collect writes nothing: there is no place for ${index}`);
  return resultsOf(given);
}
