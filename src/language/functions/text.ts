import type { Expr, FunctionName } from '../ir.ts';
import { asText } from '../plan/convert.ts';
import { call, text } from '../plan/expr.ts';
import { eachValue } from '../plan/lambda.ts';
import type { FunctionCall, FunctionTable } from './define.ts';
import { jsonList } from './json.ts';
import { groupsOfReplacement, regexArguments } from './regex.ts';

/** What trim takes off by default: spaces and tabs. */
const BLANKS = ' \t';

/** 15.2 Text functions and 15.8 cryptographic functions. */
export const TEXT: FunctionTable = {
  lower: (args) => eachValue(args.value(0), (value) => call('lower', 'text', asText(value))),
  upper: (args) => eachValue(args.value(0), (value) => call('upper', 'text', asText(value))),
  len: (args) => call('length', 'number', args.text(0)),
  trim: (args) => trim('trim', args),
  ltrim: (args) => trim('trimLeft', args),
  rtrim: (args) => trim('trimRight', args),
  replace: (args) => {
    const replacement = args.text(2);
    const { pattern, engine } = regexArguments(args, 1, 'spans', groupsOfReplacement(replacement));
    return call('regexReplace', 'text', args.text(0), pattern, replacement, engine);
  },
  substr: (args) => substring(args),
  split: (args) => call('split', 'multi', args.text(0), args.text(1)),
  spath: (args) => call('spathValues', 'multi', args.text(0), text(args.literal(1))),
  printf: (args) => call('printf', 'text', args.text(0), jsonList(args.values(1).map(asText))),
  urldecode: (args) => call('urlDecode', 'text', args.text(0)),
  md5: (args) => call('md5', 'text', args.text(0)),
  sha1: (args) => call('sha1', 'text', args.text(0)),
  sha256: (args) => call('sha256', 'text', args.text(0)),
  sha512: (args) => call('sha512', 'text', args.text(0)),
};

function trim(fn: Extract<FunctionName, 'trim' | 'trimLeft' | 'trimRight'>, args: FunctionCall): Expr {
  return call(fn, 'text', args.text(0), args.count > 1 ? args.text(1) : text(BLANKS));
}

function substring(args: FunctionCall): Expr {
  const [value, start] = [args.text(0), args.number(1)];
  if (args.count === 2) return call('substringFrom', 'text', value, start);
  return call('substring', 'text', value, start, args.number(2));
}
