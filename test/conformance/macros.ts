import type { MacroDefinition, MacroLookup } from '../../src/language/index.ts';
import type { CaseMacro } from './cases.ts';

/** The macros of a case: `name` takes no arguments, `name(2)` two. */
export function macrosOf(macros: Readonly<Record<string, CaseMacro>> = {}): MacroLookup {
  const definitions = new Map<string, MacroDefinition>();
  for (const [key, { args = [], definition }] of Object.entries(macros)) {
    const name = key.replace(/\(\d+\)$/, '');
    definitions.set(`${name}(${args.length})`, { name, arguments: args, definition });
  }
  return (name, count) => definitions.get(`${name}(${count})`);
}
