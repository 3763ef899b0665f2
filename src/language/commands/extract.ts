import type { Plan } from '../ir.ts';
import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { type PairOptions, pairsOf } from '../plan/extract-pairs.ts';
import { extractFields } from '../plan/extraction.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  pairdelim: textOption,
  kvdelim: textOption,
  auto: booleanOption,
  limit: integerOption,
  maxchars: integerOption,
  mv_add: booleanOption,
  clean_keys: booleanOption,
  reload: booleanOption,
  segment: booleanOption,
};

/** The words are names of extractions in transforms.conf. */
export type Extract = Plain<'Extract', typeof OPTIONS>;

export const extract = defineCommand<Extract>({
  aliases: ['kv'],
  name: 'extract',
  doc: {
    syntax:
      'extract [pairdelim=<chars>] [kvdelim=<chars>] [auto=<bool>] [limit=<count>] [maxchars=<count>] [mv_add=<bool>] [clean_keys=<bool>] [<extraction>...]',
    summary: 'Makes fields of pairs of key and value in the text of each result.',
    source: 'Splunk Search Reference, extract',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Extract', 'extract', OPTIONS, { words: [0, MANY] }),
  plan: planExtract,
});

async function planExtract(node: Extract, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const options = pairOptions(node);
  const read = (text: string) => pairsOf(text, options);
  return await extractFields(resultsOf(given), { field: '_raw', keepsExisting: true, read }, context);
}

function pairOptions({ words, options, span }: Extract): PairOptions {
  const hint = 'give pairdelim and kvdelim: extract pairdelim=";" kvdelim="="';
  if (words.length > 0) fail('SPL303', 'karst does not run extract with extractions of transforms.conf', span, hint);
  for (const name of ['reload', 'segment', 'auto'] as const) {
    if (options[name] !== undefined) fail('SPL303', `karst does not run extract with ${name}`, span);
  }
  return {
    pairDelimiters: options.pairdelim ?? ' ,;|\t\r\n',
    keyDelimiters: options.kvdelim ?? '=',
    limit: options.limit ?? 50,
    characters: options.maxchars ?? 10_240,
    addsValues: options.mv_add ?? false,
    cleansKeys: options.clean_keys ?? true,
  };
}
