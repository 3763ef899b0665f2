import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { choiceOption, integerOption, type OptionValues, optionBag, textOption } from './options.ts';

const OPTIONS = {
  algorithm: choiceOption('ll', 'llt', 'llp', 'llp5', 'llb', 'bill'),
  future_timespan: integerOption,
  holdback: integerOption,
  period: integerOption,
  suppress: textOption,
  nullify: textOption,
  correlate: textOption,
};

/** `upper95=high`: the bound of a confidence, and the name that its field begins with. */
export type Confidence = Node<'Confidence', { side: 'upper' | 'lower'; percent: number; output: string }>;

/** A field to predict. */
export type Prediction = Node<'Prediction', { field: FieldName; as?: FieldName }>;

/** Fields with the options that hold for them: those that stand behind them, before the next field. */
export type PredictionGroup = Node<
  'PredictionGroup',
  {
    predictions: readonly Prediction[];
    confidences: readonly Confidence[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

/** Reads the fields and options of `predict`. Source: Splunk Search Reference, predict. */
export function readPredictionGroups(cursor: Cursor): readonly PredictionGroup[] {
  const groups: PredictionGroup[] = [];
  do groups.push(readGroup(cursor));
  while (!cursor.atEnd());
  return groups;
}

/** Fields and options, up to a field that follows options that follow a field. */
function readGroup(cursor: Cursor): PredictionGroup {
  const start = cursor.mark();
  const options = optionBag(cursor, 'predict', OPTIONS);
  const predictions: Prediction[] = [];
  const confidences: Confidence[] = [];
  let isComplete = false;
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    const confidence = readConfidence(cursor);
    if (confidence !== undefined) confidences.push(confidence);
    if (confidence !== undefined || options.read()) {
      isComplete = predictions.length > 0;
      continue;
    }
    if (isComplete) break;
    predictions.push(readPrediction(cursor));
  }
  if (predictions.length === 0) cursor.failExpected('a field name');
  return { kind: 'PredictionGroup', predictions, confidences, options: options.values, span: cursor.span(start) };
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
