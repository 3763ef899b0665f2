import { cut, type Palette, pad, visible, wrap } from '../findings/index.ts';
import type {
  Value,
  Why,
  WhyCondition,
  WhyGate,
  WhyMacro,
  WhyPlace,
  WhyReason,
  WhySample,
  WhyStage,
} from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';

export interface WhyRenderOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
}

/** For people: the rows behind each command, and of those that let nothing through the reasons. */
export function renderWhy(why: Why, options: WhyRenderOptions): string {
  const { palette } = options;
  const title = why.name === undefined ? [] : [palette('bold', visible(why.name))];
  const stages = why.stages.flatMap((stage) => flat(stage, 0));
  const lines = [
    ...title,
    ...stageTable(stages, options),
    '',
    outcome(why, palette),
    ...why.emptied.flatMap((reason) => reasonLines(reason, stages, options)),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

interface Line extends WhyStage {
  readonly depth: number;
}

function flat(stage: WhyStage, depth: number): readonly Line[] {
  return [{ ...stage, depth }, ...stage.inside.flatMap((one) => flat(one, depth + 1))];
}

function outcome({ rows, emptied, events }: Why, palette: Palette): string {
  const [first] = emptied;
  const read = formatCount(events, 'event');
  if (rows > 0) return `${palette('green', formatCount(rows, 'row'))} of ${read}`;
  const where = first === undefined ? '' : `: stage ${first.stage} is the first that let nothing through`;
  return `${palette('red', 'no rows')} of ${read}${where}`;
}

/** Columns of the stages: what every line begins with. */
function stageTable(stages: readonly Line[], { palette, width }: WhyRenderOptions): readonly string[] {
  const place = ({ place: at }: Line): string => (at === undefined ? '' : `${at.line}:${at.column}`);
  const widths = {
    rows: Math.max(7, ...stages.map(({ rows }) => rows.toLocaleString('en-US').length)),
    number: Math.max(5, ...stages.map(({ number, depth }) => number.length + 2 * depth)),
    place: Math.max(5, ...stages.map((stage) => place(stage).length)),
  };
  const rest = Math.max(20, width - widths.rows - widths.number - widths.place - 6);
  const head = [padStart('ROWS', widths.rows), pad('STAGE', widths.number), pad('PLACE', widths.place), 'COMMAND'];
  const lines = stages.map((stage) => {
    const rows = padStart(stage.rows.toLocaleString('en-US'), widths.rows);
    const number = pad(`${'  '.repeat(stage.depth)}${stage.number}`, widths.number);
    const text = cut(visible(stage.text), rest);
    return [
      stage.rows === 0 ? palette('red', rows) : rows,
      number,
      palette('dim', pad(place(stage), widths.place)),
      text,
    ].join('  ');
  });
  return [palette('bold', head.join('  ')), ...lines];
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - text.length)) + text;
}

const INDENT = '  ';

function reasonLines(reason: WhyReason, stages: readonly Line[], options: WhyRenderOptions): readonly string[] {
  const { palette, width } = options;
  const stage = stages.find(({ number }) => number === reason.stage);
  const at = stage?.place === undefined ? '' : ` at ${placeText(stage.place)}`;
  const macro = stage?.place?.macro;
  return [
    '',
    `${palette('bold', `stage ${reason.stage}`)} ${stage?.command ?? ''}${palette('cyan', at)}`,
    ...(macro === undefined ? [] : [`${INDENT}of the macro ${macroText(macro)}`]),
    ...reason.says.flatMap((said) => wrapped(said, width, `${INDENT}- `)),
    ...(reason.gate === undefined || reason.gate.rows === 0 ? [] : gateLines(reason.gate, options)),
  ];
}

function placeText({ file, line, column }: WhyPlace): string {
  return file === undefined ? `line ${line}, column ${column}` : `${visible(file)}:${line}:${column}`;
}

function macroText({ name, definition, file }: WhyMacro): string {
  const where = file === undefined ? '' : `, in ${file}`;
  return visible(`${name}${where}, which expands to: ${definition}`);
}

/** Lines of a text, the first behind a mark and the others as far in. */
function wrapped(text: string, width: number, mark: string): readonly string[] {
  const lines = wrap(visible(text), Math.max(20, width - mark.length));
  return lines.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line);
}

/** What each condition lets through. */
function gateLines(gate: WhyGate, options: WhyRenderOptions): readonly string[] {
  const head = `${INDENT}${padStart('MET BY', 9)}  ${padStart('NEAR MISSES', 11)}  CONDITION`;
  return [
    '',
    options.palette('bold', head),
    ...gate.conditions.flatMap((condition) => conditionLines(condition, options)),
  ];
}

function conditionLines(condition: WhyCondition, { palette, width }: WhyRenderOptions): readonly string[] {
  const { text, passing, nearMisses, samples } = condition;
  const figures = [padStart(passing.toLocaleString('en-US'), 9), padStart(nearMisses.toLocaleString('en-US'), 11)];
  const [met = '', near = ''] = figures;
  const shownText = cut(visible(text), Math.max(20, width - 26));
  const line = `${INDENT}${passing === 0 ? palette('red', met) : met}  ${nearMisses > 0 ? palette('yellow', near) : near}  ${shownText}`;
  return [line, ...samples.flatMap((sample) => sampleLines(sample, width, palette))];
}

const SAMPLE_INDENT = ' '.repeat(26);

function sampleLines(sample: WhySample, width: number, palette: Palette): readonly string[] {
  const room = Math.max(20, width - SAMPLE_INDENT.length);
  const { time, host, values, raw } = sample;
  const which = [time === undefined ? '' : timeText(time), host ?? ''].filter((part) => part !== '').join('  ');
  const fields = Object.entries(values).filter(([name]) => name !== '_raw');
  const lines = [
    ...(which === '' ? [] : [cut(visible(which), room)]),
    ...fields.map(([name, value]) => cut(visible(`${name}="${valueText(value)}"`), room)),
    ...(raw === undefined ? [] : [palette('dim', cut(visible(raw), room))]),
  ];
  return lines.map((line) => SAMPLE_INDENT + line);
}

function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}

function valueText(value: Value): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}
