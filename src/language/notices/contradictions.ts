import { Problem } from '../../shared/problem.ts';
import { isNumericText } from '../plan/convert.ts';
import type { Together } from './conditions.ts';
import type { LiteralTerm } from './literal-terms.ts';

/**
 * Fields that have one value in an event, of those that searches mostly filter by, without the name of a dataset before
 * them. Others may have several, and then two conditions may both be true.
 */
const ONE_VALUE: ReadonlySet<string> = new Set([
  ...['index', 'sourcetype', 'source', 'host', 'EventCode', 'EventID', 'LogonType', 'Logon_Type', 'Channel'],
  ...['process_name', 'process', 'process_path', 'process_id', 'parent_process_name', 'parent_process', 'Image'],
  ...['CommandLine', 'ParentImage', 'file_name', 'registry_path', 'registry_value_name', 'registry_key_name'],
  ...['eventName', 'eventSource', 'Operation', 'Workload', 'dest_port', 'src_port', 'status', 'http_method'],
]);

/** Conditions of one field that cannot hold together: two different values, or numbers that no number satisfies. */
export function* contradictions(
  all: readonly Together[],
  isSingle: (operand: LiteralTerm['operand']) => boolean,
): Generator<Problem> {
  for (const together of all) {
    const byField = new Map<string, LiteralTerm[]>();
    for (const term of together) {
      const name = fieldOf(term);
      if (name === undefined || !(ONE_VALUE.has(name.slice(name.lastIndexOf('.') + 1)) || isSingle(term.operand)))
        continue;
      byField.set(name, [...(byField.get(name) ?? []), term]);
    }
    for (const [name, terms] of byField) {
      const found = twoValues(name, terms) ?? emptyRange(name, terms);
      if (found !== undefined) yield found;
    }
  }
}

function fieldOf({ operand }: LiteralTerm): string | undefined {
  return operand.kind === 'EvalField' || operand.kind === 'EvalDotted' ? operand.name : undefined;
}

const HINT = 'use OR between values, or leave one of the two out';

/** The values that each term leaves, until none is left. Wildcards leave any. */
function twoValues(name: string, terms: readonly LiteralTerm[]): Problem | undefined {
  let left: ReadonlySet<string> | undefined;
  for (const { operator, values, isSearch } of terms) {
    if (operator !== '=' || (isSearch && values.some(({ text }) => text.includes('*') || text.includes('/')))) continue;
    const texts = values.map(({ text }) => normal(text, isSearch));
    const before: ReadonlySet<string> | undefined = left;
    left = new Set(before === undefined ? texts : texts.filter((one) => before.has(one)));
    const [value] = values;
    if (left.size > 0 || value === undefined || before === undefined) continue;
    const message = `${name} cannot be "${value.text}" here: it is compared with ${listed(before)} too`;
    return new Problem('SPL407', message, { span: value.span, hint: HINT });
  }
  return undefined;
}

function normal(text: string, isSearch: boolean): string {
  if (isNumericText(text)) return String(Number(text));
  return isSearch ? text.toLowerCase() : text;
}

function listed(texts: ReadonlySet<string>): string {
  return [...texts].map((text) => `"${text}"`).join(', ');
}

/** Bounds that leave no number between them. */
function emptyRange(name: string, terms: readonly LiteralTerm[]): Problem | undefined {
  let [low, high] = [
    { at: Number.NEGATIVE_INFINITY, isOut: false },
    { at: Number.POSITIVE_INFINITY, isOut: false },
  ];
  for (const { operator, values, span } of terms) {
    const [only] = values;
    if (only === undefined || values.length > 1 || operator === '!=' || !isNumericText(only.text)) continue;
    const at = Number(only.text);
    const isOut = operator === '<' || operator === '>';
    if (operator !== '<' && operator !== '<=' && (at > low.at || (at === low.at && isOut))) low = { at, isOut };
    if (operator !== '>' && operator !== '>=' && (at < high.at || (at === high.at && isOut))) high = { at, isOut };
    const isEmpty = low.at > high.at || (low.at === high.at && (low.isOut || high.isOut));
    if (!isEmpty) continue;
    const message = `no number is both above and below these bounds of ${name}`;
    return new Problem('SPL407', message, { span, hint: HINT });
  }
  return undefined;
}
