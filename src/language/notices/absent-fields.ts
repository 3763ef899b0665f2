import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';
import type { PlannedCommand } from '../plan/context.ts';
import { mayHave, visibleColumns } from '../plan/schema.ts';
import { type FieldRead, fieldReads } from './field-reads.ts';

/**
 * Fields that a command reads and that no command before it gives, where all that is there is known: behind `stats`,
 * `table` and their kin.
 *
 * @param told names that were told already, and those that are missing for want of another one; more are added
 */
export function* absentFields({ node, input }: PlannedCommand, told: Set<string>): Generator<Problem> {
  if (input === undefined || input.schema.isOpen) return;
  const known = visibleColumns(input.schema).map(({ name }) => name);
  const isKnown = ({ name, parts, made }: FieldRead): boolean => {
    const isThere = (one: string) => made?.includes(one) === true || mayHave(input.schema, one);
    return isThere(name) || parts?.every(isThere) === true;
  };
  for (const read of fieldReads(node)) {
    if (isKnown(read) || told.has(read.name)) continue;
    told.add(read.name);
    yield new Problem('SPL406', `no command before it gives a field "${read.name}"`, {
      span: read.span,
      hint: nearestField(read.name, known),
    });
  }
  for (const name of missingWith(node, told)) told.add(name);
}

/** The new names of fields that are missing: who reads these does not have to be told. */
function missingWith(node: PlannedCommand['node'], told: ReadonlySet<string>): readonly string[] {
  if (node.kind !== 'Rename') return [];
  const { pairs } = node as unknown as { readonly pairs: readonly { from: { name: string }; to: { name: string } }[] };
  return pairs.filter(({ from }) => told.has(from.name)).map(({ to }) => to.name);
}

const LISTED = 12;

/** Which of the fields that are there may have been meant: a hint. */
export function nearestField(name: string, known: readonly string[]): string {
  const same = known.find((one) => one.toLowerCase() === name.toLowerCase());
  if (same !== undefined) return `names of fields are told apart by letter case: there is "${same}"`;
  const near = known.find((one) => name.endsWith(`.${one}`) || one.endsWith(`.${name}`)) ?? nearest(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return 'no command gives any field here';
  return `there is ${known.slice(0, LISTED).join(', ')}${known.length > LISTED ? ' …' : ''}`;
}
