import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Fit = Node<
  'Fit',
  {
    /** As the toolkit spells it: `DensityFunction`. */
    algorithm: string;
    /** The field to predict; absent where the algorithm has none. */
    target?: FieldName;
    /** The fields to learn from. */
    features: readonly FieldName[];
    by: readonly FieldName[];
    /** The model to write. */
    into?: string;
    as?: FieldName;
    parameters: readonly Parameter[];
  }
>;

export const fit = defineCommand<Fit>({
  name: 'fit',
  doc: {
    syntax: 'fit <algorithm> [<target> FROM] <field>... [BY <fields>] [<name>=<text>]... [INTO <model>] [AS <name>]',
    summary: 'Trains a model with the results.',
    source: 'Splunk Machine Learning Toolkit, Search commands',
  },
  stands: 'later',
  parse: readFit,
});

interface Clauses {
  target?: FieldName;
  features: FieldName[];
  by: FieldName[];
  into?: string;
  as?: FieldName;
  parameters: Parameter[];
}

function readFit(cursor: Cursor): Fit {
  const algorithm = cursor.word() ?? cursor.failExpected('the name of an algorithm');
  const clauses: Clauses = { features: [], by: [], parameters: [] };
  while (!cursor.atEnd()) readClause(cursor, clauses);
  return { kind: 'Fit', algorithm, ...clauses, span: cursor.span() };
}

function readClause(cursor: Cursor, clauses: Clauses): void {
  if (cursor.symbol(',')) return;
  const parameter = readParameter(cursor);
  if (parameter !== undefined) {
    clauses.parameters.push(parameter);
    return;
  }
  switch (cursor.keyword('from', 'by', 'into', 'as')) {
    case 'from': {
      const [target] = clauses.features;
      if (target !== undefined) clauses.target = target;
      clauses.features = [];
      break;
    }
    case 'by':
      clauses.by.push(...readGroup(cursor));
      break;
    case 'into':
      clauses.into = cursor.expectValue('the name of a model after INTO');
      break;
    case 'as':
      clauses.as = cursor.expectFieldName('a name after AS');
      break;
    default:
      clauses.features.push(cursor.expectFieldName());
  }
}

/** The toolkit takes the fields of BY also as one string: `by "HourOfDay,DayOfWeek"`. */
function readGroup(cursor: Cursor): FieldName[] {
  const fields = cursor.fieldList('from', 'into', 'as', 'by');
  return fields.flatMap((field) =>
    field.isQuoted ? field.name.split(',').map((name) => ({ ...field, name: name.trim() })) : [field],
  );
}
