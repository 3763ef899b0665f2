import type { Plan, Value } from '../ir.ts';
import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { type PairOptions, pairsOf } from '../plan/extract-pairs.ts';
import { type Extracted, extractFields } from '../plan/extraction.ts';
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
    options: {
      pairdelim: 'characters, each of which ends a pair; default: blanks, commas, semicolons, bars and line ends',
      kvdelim: 'characters, each of which stands between key and value; default: =',
      auto: 'whether pairs of the default delimiters are read; default: only where no delimiters are given',
      limit: 'pairs that are read, the first ones; default: 50',
      maxchars: 'characters of the text that are read; default: 10240',
      mv_add: 'whether a key that comes again adds a value; default: f, the first value counts',
      clean_keys: 'whether characters of keys that are no letters or digits become _; default: t',
      reload: 'whether Splunk reads its configuration anew; changes nothing here',
      segment: 'whether Splunk notes the places of the pairs; changes nothing here',
    },
    differs: 'Extractions of transforms.conf are not run: there is none.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Extract', 'extract', OPTIONS, { words: [0, MANY] }),
  plan: planExtract,
});

async function planExtract(node: Extract, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const readers = pairReaders(node);
  const read = (text: string): Extracted => {
    const found = new Map<string, Value>();
    // What the given delimiters find comes before what the default ones do.
    for (const options of readers) {
      for (const [name, value] of pairsOf(text, options)) if (!found.has(name)) found.set(name, value);
    }
    return found;
  };
  return await extractFields(resultsOf(given), { field: '_raw', keepsExisting: true, read }, context);
}

/** Delimiters that the text is read by, one after the other. */
function pairReaders({ words, options, span }: Extract): readonly PairOptions[] {
  const hint = 'give pairdelim and kvdelim: extract pairdelim=";" kvdelim="="';
  if (words.length > 0) fail('SPL303', 'karst does not run extract with extractions of transforms.conf', span, hint);
  const isGiven = options.pairdelim !== undefined || options.kvdelim !== undefined;
  const { auto = !isGiven } = options;
  const shared = {
    limit: options.limit ?? 50,
    characters: options.maxchars ?? 10_240,
    addsValues: options.mv_add ?? false,
    cleansKeys: options.clean_keys ?? true,
  };
  const own = {
    pairDelimiters: options.pairdelim ?? PAIR_DELIMITERS,
    keyDelimiters: options.kvdelim ?? '=',
    ...shared,
  };
  const usual = { pairDelimiters: PAIR_DELIMITERS, keyDelimiters: '=', ...shared };
  return [...(isGiven ? [own] : []), ...(auto ? [usual] : [])];
}

const PAIR_DELIMITERS = ' ,;|\t\r\n';
