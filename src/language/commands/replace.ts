import type { Span } from '../../shared/span.ts';
import type { FieldName, Node } from '../ast.ts';
import { regexOf } from '../functions/regex.ts';
import type { Expr, Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asText } from '../plan/convert.ts';
import { call, choose, isNothing, number, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { eachValue } from '../plan/lambda.ts';
import { optimise } from '../plan/optimise.ts';
import { fieldOf, isInternal, visibleColumns } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

/** `"::ffff:*" WITH *`: a whole value is replaced; each `*` of the pattern may come back in the replacement. */
export type Replacement = Node<'Replacement', { pattern: string; replacement: string }>;

export type Replace = Node<
  'Replace',
  {
    replacements: readonly Replacement[];
    /** Empty without IN: all fields. */
    fields: readonly FieldName[];
  }
>;

export const replace = defineCommand<Replace>({
  name: 'replace',
  doc: {
    syntax: 'replace <pattern> WITH <text>[, <pattern> WITH <text>]... [IN <field>...]',
    summary: 'Replaces values of fields; patterns match the whole value.',
    source: 'Splunk Search Reference, replace',
  },
  stands: 'later',
  parse: readReplace,
  plan: planReplace,
});

async function planReplace(node: Replace, given: Plan | undefined, { environment }: PlanContext): Promise<Plan> {
  const results = resultsOf(given);
  const isStaged = node.fields.length === 0 && results.schema.isOpen;
  // Without IN every field is meant, and which ones there are shows only when the commands before have run.
  const input = isStaged ? await environment.stage(optimise(results)) : results;
  if (isStaged && environment.isAheadOfData === true) return input;
  const all = visibleColumns(input.schema).map(({ name }) => name);
  const names =
    node.fields.length === 0 ? all.filter((name) => !isInternal(name)) : node.fields.map(({ name }) => name);
  const columns = names.flatMap((name) => {
    const field = fieldOf(input.schema, name);
    if (isNothing(field)) return [];
    const value = field.type === 'multi' ? field : asText(field);
    const change = (one: Expr) => node.replacements.reduce((value, part) => replaced(value, part, node.span), one);
    return [{ name, expr: eachValue(value, change) }];
  });
  return extend(input, columns);
}

/** Source: Splunk Search Reference, replace: a pattern matches whole values, with case. */
function replaced(value: Expr, { pattern, replacement }: Replacement, span: Span): Expr {
  if (stars(replacement) === 0) {
    return choose(call('wildcardMatchCased', 'boolean', value, text(pattern)), text(replacement), value);
  }
  const regex = regexOf(`(?s)\\A${pattern.split('*').map(escaped).join('(.*)')}\\z`, span, 'spans');
  let group = 0;
  const parts = replacement.replaceAll('\\', '\\\\').replaceAll('*', () => `\\${++group}`);
  const { pattern: taken, engine } = regex;
  return call('regexReplaceSome', 'text', value, text(taken), text(parts), number(0), number(1), text(engine));
}

function escaped(part: string): string {
  return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function readReplace(cursor: Cursor): Replace {
  const replacements: Replacement[] = [];
  do {
    replacements.push(readReplacement(cursor));
    while (cursor.symbol(','));
  } while (!cursor.atEnd() && cursor.peekKeyword('in') === undefined);
  const fields = cursor.keyword('in') === undefined ? [] : cursor.fieldList();
  return { kind: 'Replace', replacements, fields, span: cursor.span() };
}

function readReplacement(cursor: Cursor): Replacement {
  const start = cursor.mark();
  const pattern = cursor.expectValue('a value to replace');
  if (cursor.keyword('with') === undefined) cursor.failExpected('WITH after the value to replace');
  const replacement = cursor.expectValue('a replacement after WITH');
  const span = cursor.span(start);
  if (stars(replacement) !== 0 && stars(replacement) !== stars(pattern)) {
    const hint = 'a replacement has as many * as its pattern, or none';
    cursor.fail('SPL114', `the wildcards of "${pattern}" and "${replacement}" do not correspond`, span, hint);
  }
  return { kind: 'Replacement', pattern, replacement, span };
}

function stars(text: string): number {
  return text.split('*').length - 1;
}
