import { describe, expect, test } from 'vitest';
import type { MacroDefinition } from '../ast.ts';
import { expandMacros, MACRO_DEPTH_LIMIT } from './expand.ts';
import { locate } from './locate.ts';

const MACROS: readonly MacroDefinition[] = [
  { name: 'base', arguments: [], definition: 'index=main ```all of it``` `kind("a")`' },
  { name: 'kind', arguments: ['k'], definition: 'kind="$k$"' },
  { name: 'pair', arguments: ['a', 'b'], definition: '$a$=$b$ $c$' },
  { name: 'window', arguments: [], definition: '"-70m@m"' },
  { name: 'ctime', arguments: ['field'], definition: 'convert timeformat="%H" ctime($field$)' },
  { name: 'drop', arguments: ['1'], definition: 'rename $1$.* as *' },
  { name: 'empty', arguments: [], definition: '' },
  { name: 'chosen', arguments: ['x'], definition: 'if("$x$"="a", "one", upper("tw")."o")', isEval: true },
];

function text(spl: string, macros = MACROS): string {
  return expandMacros(spl, {
    macros: (name, count) => macros.find((macro) => macro.name === name && macro.arguments.length === count),
  }).text;
}

describe('macros', () => {
  test.each([
    ['`base` x', 'index=main  kind="a" x'],
    ['| `pair(user, "a, b")`', '| user=a, b $c$'],
    ['`pair(max(a,b), "c")`', 'max(a,b)=c $c$'],
    ['`pair(b=1, a=2)`', '2=1 $c$'],
    ['`pair(  x ,)`', 'x= $c$'],
    ['`pair(a, `window`)`', 'a="-70m@m" $c$'],
    ['| where t > relative_time(now(), `window`)', '| where t > relative_time(now(), "-70m@m")'],
    ['| eval a="in `empty`text"', '| eval a="in `empty`text"'],
    ['audit"`users`local" `kind(a)`', 'audit"`users`local" kind="a"'],
    ['| rex "`(?<n>.)`"', '| rex "`(?<n>.)`"'],
    ['`drop(Processes)`', 'rename Processes.* as *'],
    ['`drop("Processes")`', 'rename Processes.* as *'],
    ['`chosen(a)` `chosen(b)`', 'one TWo'],
    ['a ```note: `unknown` | x``` b', 'a  b'],
    ['a="```no comment```"', 'a="```no comment```"'],
    ['a="x\\"```y"```z```', 'a="x\\"```y"'],
    ['', ''],
  ])('%s', (spl, expected) => {
    expect(text(spl)).toBe(expected);
  });

  test('an argument with the name of a parameter is not replaced again', () => {
    expect(text('`pair($b$, 1)`')).toBe('$b$=1 $c$');
  });

  test('depth has a limit', () => {
    const chain = Array.from({ length: MACRO_DEPTH_LIMIT + 2 }, (_, level) => ({
      name: `m${level}`,
      arguments: [],
      definition: `\`m${level + 1}\``,
    }));
    expect(() => text('`m0`', chain)).toThrow('macros nested more than 100 deep, at "m100"');
  });

  test('pieces say where the text came from', () => {
    const spl = 'x ```c``` `base`|y';
    const expansion = expandMacros(spl, {
      macros: (name, count) => MACROS.find((macro) => macro.name === name && macro.arguments.length === count),
    });
    const shown = expansion.pieces.map(({ span, origin, macro }) => [
      expansion.text.slice(span.start, span.end),
      spl.slice(origin.start, origin.end),
      macro,
    ]);
    expect(shown).toEqual([
      ['x ', 'x ', undefined],
      [' ', ' ', undefined],
      ['index=main  ', '`base`', 'base'],
      ['kind="a"', '`base`', 'kind(1)'],
      ['|y', '|y', undefined],
    ]);
    const at = (part: string) => {
      const start = expansion.text.indexOf(part);
      const { span, macro } = locate(expansion, { start, end: start + part.length });
      return [spl.slice(span.start, span.end), macro];
    };
    expect(at('y')).toEqual(['y', undefined]);
    expect(at('main')).toEqual(['`base`', 'base']);
    expect(at('kind="a"|y')).toEqual(['`base`|y', 'kind(1)']);
  });
});
