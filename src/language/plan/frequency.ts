import type { Span } from '../../shared/span.ts';
import type { AggregateCall } from '../ast.ts';
import type { Named, NamedWindow, Plan } from '../ir.ts';
import type { FrequencyParts } from '../parse/frequency.ts';
import { checkOutputs, group } from './aggregate.ts';
import { arithmetic } from './arithmetic.ts';
import { extend, filter, project, rowNumber, sort, window } from './build.ts';
import type { PlanContext } from './context.ts';
import { call, column, number } from './expr.ts';
import { fail } from './fail.ts';
import { fieldOf, freshName } from './schema.ts';

/** Digits that Splunk prints of a percentage. */
const PERCENT_DIGITS = 6;

/**
 * The combinations of values with how often they occur, those of most (or fewest) first; results where a field is
 * missing count nowhere. Ties go to the value that is last in order, of rare to the first.
 *
 * Source: Splunk Search Reference, top and rare.
 */
export function frequencies(
  input: Plan,
  node: FrequencyParts & { readonly span: Span },
  which: 'top' | 'rare',
  context: PlanContext,
): Plan {
  const { options } = node;
  if (options.useother === true) fail('SPL303', `karst does not run ${which} with useother=true`, node.span);
  const by = [...new Set(node.by.map(({ name }) => name))];
  const names = [...new Set([...by, ...node.fields.map(({ name }) => name)])];
  const countName = options.countfield ?? 'count';
  const counting: AggregateCall = {
    kind: 'AggregateCall',
    name: 'count',
    output: countName,
    hasAlias: true,
    span: node.span,
  };
  checkOutputs([counting], names);
  const counted = group(input, {
    calls: [counting],
    keys: names.map((name) => ({ name, expr: fieldOf(input.schema, name) })),
    scope: { context, schema: input.schema },
  });
  const shared = withPercent(counted, by, countName, options.percentfield ?? 'percent');
  const kept = firstOfEach(shared, { by, names, countName, limit: node.limit, isTop: which === 'top' });
  const shown = [
    ...names,
    ...(options.showcount === false ? [] : [countName]),
    ...(options.showperc === false ? [] : [options.percentfield ?? 'percent']),
  ];
  return project(
    kept,
    shown.map((name): Named => ({ name, expr: fieldOf(kept.schema, name) })),
  );
}

/** Adds the share of each count in all counts of its BY group. */
function withPercent(counted: Plan, by: readonly string[], countName: string, percentName: string): Plan {
  const total = freshName('total', counted.schema);
  const count = column(countName, 'number');
  const sum: NamedWindow = { name: total, type: 'number', fn: 'sum', argument: count, frame: 'partition' };
  const keys = by.map((name) => fieldOf(counted.schema, name));
  const share = arithmetic('/', arithmetic('*', number(100), count), column(total, 'number'));
  const percent = call('round', 'number', share, number(PERCENT_DIGITS));
  return extend(window(counted, keys, [sum]), [{ name: percentName, expr: percent }]);
}

interface Ranking {
  readonly by: readonly string[];
  readonly names: readonly string[];
  readonly countName: string;
  /** 0 keeps all. */
  readonly limit: number;
  readonly isTop: boolean;
}

function firstOfEach(counted: Plan, { by, names, countName, limit, isTop }: Ranking): Plan {
  const key = (name: string, isDescending: boolean) => ({ expr: fieldOf(counted.schema, name), isDescending });
  const groups = by.map((name) => key(name, false));
  const values = names.filter((name) => !by.includes(name)).map((name) => key(name, isTop));
  const sorted = sort(counted, [...groups, key(countName, isTop), ...values]);
  if (limit === 0) return sorted;
  const rank = freshName('rank', sorted.schema);
  const ranked = window(
    sorted,
    groups.map(({ expr }) => expr),
    [rowNumber(rank)],
  );
  return filter(ranked, call('numberLessOrEqual', 'boolean', column(rank, 'number'), number(limit)));
}
