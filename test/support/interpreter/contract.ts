import { type Expr, FUNCTIONS, type Plan } from '../../../src/language/index.ts';

/** What each argument of a function may be, as its contract in ir.ts says; the last one repeats where it has an `…`. */
function parametersOf(contract: string): { readonly letters: readonly string[]; readonly repeats: boolean } {
  const [inputs = ''] = contract.split('→');
  const letters = inputs
    .split(',')
    .map((part) => /^\s*([BNTMX]|Lambda)/.exec(part)?.[1])
    .filter((letter) => letter !== undefined);
  return { letters, repeats: inputs.includes('…') };
}

const TYPES: Readonly<Record<string, string>> = { B: 'boolean', N: 'number', T: 'text', M: 'multi' };

/** Calls in a plan whose arguments break the contract of their function. */
export function breaches(plan: Plan): readonly string[] {
  const found: string[] = [];
  visit(plan, (expr) => {
    if (expr.kind !== 'Call') return;
    const { letters, repeats } = parametersOf(FUNCTIONS[expr.fn]);
    const isCount = repeats || expr.args.length === letters.length;
    if (!isCount) found.push(`${expr.fn} takes ${letters.length} arguments, has ${expr.args.length}`);
    for (const [index, arg] of expr.args.entries()) {
      const letter = letters[index] ?? (letters.length > 2 ? letters[index % 2] : letters.at(-1)) ?? '';
      const isLambda = arg.kind === 'Lambda';
      if (isLambda !== (letter === 'Lambda')) found.push(`${expr.fn} has a lambda at the wrong place`);
      if (!isLambda && letter !== 'X' && TYPES[letter] !== arg.type)
        found.push(`${expr.fn} takes ${letter}, has ${arg.type}`);
    }
  });
  return found;
}

/** Calls back for each expression anywhere in a plan: expressions are the objects with a kind and a type. */
function visit(node: unknown, seen: (expr: Expr) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && 'type' in node) seen(node as Expr);
  for (const value of Object.values(node)) visit(value, seen);
}
