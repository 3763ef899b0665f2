import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { choiceOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  algorithm: choiceOption('ll', 'llt', 'llp', 'llp5', 'llb', 'bill'),
  future_timespan: integerOption,
  holdback: integerOption,
  period: integerOption,
  suppress: textOption,
  nullify: textOption,
  correlate: textOption,
};

/** `upper95=high`: the bound of a confidence, and the field it goes to. */
export type Confidence = Node<'Confidence', { side: 'upper' | 'lower'; percent: number; output: string }>;

/** A field to predict. */
export type Prediction = Node<'Prediction', { field: FieldName; as?: FieldName }>;

export type Predict = Node<
  'Predict',
  {
    predictions: readonly Prediction[];
    confidences: readonly Confidence[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const predict = defineCommand<Predict>({
  name: 'predict',
  doc: {
    syntax:
      'predict <field> [AS <name>]... [algorithm=<name>] [future_timespan=<count>] [holdback=<count>] [period=<count>] [upper<n>=<field>] [lower<n>=<field>]',
    summary: 'Continues a series of numbers into the future.',
    source: 'Splunk Search Reference, predict',
  },
  stands: 'later',
  parse: readPredict,
});

function readPredict(cursor: Cursor): Predict {
  const options = optionBag(cursor, 'predict', OPTIONS);
  const predictions: Prediction[] = [];
  const confidences: Confidence[] = [];
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    const confidence = readConfidence(cursor);
    if (confidence !== undefined) confidences.push(confidence);
    else if (!options.read()) predictions.push(readPrediction(cursor));
  }
  if (predictions.length === 0) cursor.failExpected('a field name');
  return { kind: 'Predict', predictions, confidences, options: options.values, span: cursor.span() };
}

const CONFIDENCE = /(upper|lower)(\d{1,2})\s*=/iy;

function readConfidence(cursor: Cursor): Confidence | undefined {
  const start = cursor.mark();
  const [, side = '', percent = ''] = cursor.read(CONFIDENCE) ?? [];
  if (side === '') return undefined;
  const output = cursor.expectValue('a field name');
  const span = cursor.span(start);
  return {
    kind: 'Confidence',
    side: side.toLowerCase() === 'upper' ? 'upper' : 'lower',
    percent: Number(percent),
    output,
    span,
  };
}

function readPrediction(cursor: Cursor): Prediction {
  const start = cursor.mark();
  const field = cursor.expectFieldName();
  if (cursor.keyword('as') === undefined) return { kind: 'Prediction', field, span: cursor.span(start) };
  const as = cursor.expectFieldName('a name after AS');
  return { kind: 'Prediction', field, as, span: cursor.span(start) };
}
