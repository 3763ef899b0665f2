import type { Rex } from '../commands/rex.ts';
import { javaScriptOf, regexOf } from '../functions/regex.ts';
import type { Expr, Named, Plan } from '../ir.ts';
import { extend } from './build.ts';
import { asText, unify } from './convert.ts';
import { call, choose, coalesce, column, isNothing, not, nothing, number, text } from './expr.ts';
import { resultsOf } from './input.ts';
import { eachValue, lambda } from './lambda.ts';
import { fieldOf, freshName } from './schema.ts';
import { sed } from './sed.ts';

/**
 * Named groups become fields, which keep what they were where nothing matches, where the group took no part or matched
 * an empty text. Each value of a multivalue is searched.
 *
 * @throws SPL115 an invalid pattern; SPL304 a pattern that karst's engines do not run
 * Source: Splunk Search Reference, rex
 */
export function planRex(node: Rex, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const field = fieldOf(input.schema, node.field);
  const value = field.type === 'multi' ? field : asText(field);
  if (node.isSed) {
    const change = sed(node);
    return isNothing(value) ? input : extend(input, [{ name: node.field, expr: eachValue(value, change) }]);
  }
  const search = searchOf(node, value);
  if (node.offsetField !== undefined) javaScriptOf(node.pattern, node.span, 'rex with offset_field');
  if (isNothing(value)) return input;
  const hidden = freshName('rex', input.schema);
  const { shared, groups } = search.engine === 're2' ? inDatabase(search, hidden) : inJavaScript(search, hidden);
  const found = new Map(search.groups.map(({ name }, at) => [name, groups[at] ?? nothing()]));
  if (node.offsetField !== undefined) found.set(node.offsetField, offsets(search));
  const fields = [...found].map(([name, expr]) => {
    const old = fieldOf(input.schema, name);
    return { name, expr: isNothing(old) ? expr : coalesce(...unify([expr, old])) };
  });
  return extend(extend(input, shared), fields);
}

interface Search {
  readonly node: Rex;
  readonly value: Expr;
  readonly engine: 're2' | 'js';
  /** As the engine takes it. */
  readonly pattern: string;
  /** The named groups. */
  readonly groups: readonly { readonly name: string; readonly index: number }[];
}

/** What is worked out once for all groups, and from it what each group was. */
interface Found {
  readonly shared: readonly Named[];
  readonly groups: readonly Expr[];
}

/** The last group that the database gives by its number. */
const LAST_GROUP = 9;

function searchOf(node: Rex, value: Expr): Search {
  const { groups, engine, pattern } = regexOf(node.pattern, node.span, node.maxMatch === 1 ? 'groups' : 'spans');
  const named = groups.flatMap(({ name, index }) => (name === undefined ? [] : [{ name, index }]));
  const search = { node, value, engine, pattern, groups: named };
  const isFar = named.some(({ index }) => index > LAST_GROUP);
  const isByNumber = node.maxMatch !== 1 || value.type === 'multi';
  if (engine === 'js' || !isFar || !isByNumber) return search;
  javaScriptOf(node.pattern, node.span, 'rex with so many groups');
  return { ...search, engine: 'js', pattern: node.pattern };
}

/** The first match gives all its groups at once; every further match is looked for group by group. */
function inDatabase({ node, value, pattern, groups }: Search, hidden: string): Found {
  const [first] = groups;
  const each = (index: number) => (one: Expr) =>
    node.maxMatch === 1
      ? call('regexFirst', 'text', one, text(pattern), number(index))
      : call('regexAll', 'multi', one, text(pattern), number(index), number(node.maxMatch));
  const isAlone = groups.length === 1 && first !== undefined && first.index <= LAST_GROUP;
  if (isAlone || node.maxMatch !== 1 || value.type === 'multi') {
    return { shared: [], groups: groups.map(({ index }) => eachValue(value, each(index))) };
  }
  const texts = call('regexGroups', 'multi', value, text(pattern), text(groups.map(({ index }) => index).join()));
  return {
    shared: [{ name: hidden, expr: texts }],
    groups: groups.map((_, at) => filled(call('multiItem', 'text', column(hidden, 'multi'), number(at)))),
  };
}

function inJavaScript({ node, value, pattern, groups }: Search, hidden: string): Found {
  const numbers = text(groups.map(({ index }) => index).join());
  const lists = (one: Expr) => call('regexMatches', 'text', one, text(pattern), numbers, number(node.maxMatch));
  const shared = eachValue(value, lists);
  const read = (at: number) => (one: Expr) => {
    const list = call('jsonListAt', 'multi', one, number(at));
    if (node.maxMatch === 1) return filled(call('firstValue', 'text', list));
    return call(
      'filterValues',
      'multi',
      list,
      lambda([list], (item) => not(isEmpty(item))),
    );
  };
  const kept = column(hidden, shared.type);
  return { shared: [{ name: hidden, expr: shared }], groups: groups.map((_, at) => eachValue(kept, read(at))) };
}

function offsets({ node, value }: Search): Expr {
  const places = eachValue(value, (one) =>
    call('regexOffsets', 'text', one, text(node.pattern), number(node.maxMatch)),
  );
  return value.type === 'multi' ? call('multiJoin', 'text', places, text('&')) : places;
}

function filled(value: Expr): Expr {
  return choose(isEmpty(value), nothing(), value);
}

function isEmpty(value: Expr): Expr {
  return call('textEquals', 'boolean', value, text(''));
}
