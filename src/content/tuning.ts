import { Problem } from '../shared/problem.ts';
import type { Macro } from './content.ts';
import { readContentFile } from './folder.ts';
import { type PlacedText, placedText } from './placed-text.ts';
import { present } from './present.ts';
import { checkShape, type Shapes } from './shape.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

/** What a site adapts of content that it leaves untouched. */
export interface Tuning {
  /** They take the places of macros of the content. */
  readonly macros: readonly Macro[];
  readonly suppressions: readonly Suppression[];
  /** Names, ids or files of detections that are not run. */
  readonly exclude: readonly string[];
}

/** Results that are known to be harmless. */
export interface Suppression {
  /** The name or the id of the detection; `*` stands for any characters. */
  readonly detection: string;
  /** A search expression over the rows of results. */
  readonly where: PlacedText;
  readonly reason: string;
  /** `YYYY-MM-DD` or `never`. */
  readonly expires: string;
  /** The moment from which on it does not hold, in epoch seconds: the end of that day in UTC. Absent: never. */
  readonly endsAt?: number;
  readonly owner?: string;
  readonly ticket?: string;
}

type SuppressionShape = NonNullable<Shapes['tuning']['suppressions']>[number];

const SECONDS_OF_A_DAY = 86_400;

/**
 * Reads files of tuning. Of a macro that several of them define the last definition holds; all else adds up.
 *
 * @throws Problem CT001, CT002, CT005 for a file that cannot be read, CT003 for one with other keys or values than these
 */
export function loadTuning(files: readonly string[]): Tuning {
  const all = files.map((file) => tuningOf(parseYaml(readContentFile(file), file)));
  return {
    macros: all.flatMap(({ macros }) => macros),
    suppressions: all.flatMap(({ suppressions }) => suppressions),
    exclude: all.flatMap(({ exclude }) => exclude),
  };
}

function tuningOf(yaml: YamlFile): Tuning {
  const { macros, suppressions, exclude } = checkShape('tuning', yaml);
  return {
    macros: Object.entries(macros ?? {}).map(([name, definition]) => ({
      name,
      arguments: [],
      definition,
      isEval: false,
      description: 'Tuned.',
      file: yaml.file,
    })),
    suppressions: (suppressions ?? []).map((shape, at) => suppressionOf(shape, at, yaml)),
    exclude: exclude ?? [],
  };
}

/** @throws Problem CT003 without a reason, or with a date that is none */
function suppressionOf(shape: SuppressionShape, at: number, yaml: YamlFile): Suppression {
  const wrong = (key: string, message: string, hint: string): Problem => {
    const span = yaml.spanOf(['suppressions', at, key]);
    return new Problem('CT003', message, { file: yaml.file, text: yaml.text, span, hint });
  };
  const reason = shape.reason.trim();
  if (reason === '') throw wrong('reason', 'a suppression without a reason', 'say why the results are harmless');
  const expires = shape.expires.trim();
  const endsAt = expires === 'never' ? undefined : endOfDay(expires);
  if (endsAt === undefined && expires !== 'never') {
    throw wrong('expires', `"${expires}" is no date`, 'write a date such as 2027-01-31, or never');
  }
  return {
    detection: shape.detection.trim(),
    where: placedText(yaml, ['suppressions', at, 'where'], shape.where),
    reason,
    expires,
    ...present('endsAt', endsAt),
    ...present('owner', shape.owner),
    ...present('ticket', shape.ticket?.toString()),
  };
}

/** In epoch seconds; undefined for what is no date. */
function endOfDay(text: string): number | undefined {
  const start = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date takes 30 February for 1 March: the text must come back.
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(text)) return undefined;
  return start / 1000 + SECONDS_OF_A_DAY;
}
