import fc from 'fast-check';
import { type MacroDefinition, parse, parseEval, parseSearchExpression } from '../../src/language/index.ts';
import { Problem } from '../../src/shared/problem.ts';
import { searchText } from '../support/search-text.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const MACROS: Readonly<Record<string, MacroDefinition>> = {
  m: { name: 'm', arguments: [], definition: 'a=1 `n(x)`' },
  'n/1': { name: 'n', arguments: ['p'], definition: 'b="$p$"' },
  empty: { name: 'empty', arguments: [], definition: '' },
  loop: { name: 'loop', arguments: [], definition: '`loop`' },
};

/** The readers of SPL: a whole search with macros, and the two expression languages by themselves. */
export const splTargets: FuzzTarget[] = [
  target('spl search', (spl) =>
    parse(spl, { macros: (name, count) => MACROS[count === 0 ? name : `${name}/${count}`] }),
  ),
  target('spl eval expression', parseEval),
  target('spl search expression', parseSearchExpression),
];

function target(name: string, read: (text: string) => unknown): FuzzTarget {
  return {
    name,
    run: async (seed) => {
      const text = textOf(seed);
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof Problem)) {
          throw new Error(`${name} threw ${String(error)} on ${JSON.stringify(text)}`, { cause: error });
        }
      }
    },
  };
}

/** Half of the texts are words of the language, half any characters. */
function textOf(seed: number): string {
  const texts = seed % 2 === 0 ? searchText : fc.string({ unit: 'binary', maxLength: 200 });
  return fc.sample(texts, { seed, numRuns: 1 })[0] ?? '';
}
