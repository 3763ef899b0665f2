import {
  type Content,
  type Detection,
  filterNames,
  macroLookup,
  type Suppression,
  type Tuning,
} from '../content/index.ts';
import { openSession, type Session } from '../engine/index.ts';
import type { SuppressionOutcome } from '../findings/index.ts';
import { type ParsedSearch, plan, type Row } from '../language/index.ts';
import { nearest } from '../shared/nearest.ts';
import { type SearchParser, searchParser } from './content.ts';
import { expandedText, parseFragment } from './mappings/fragments.ts';
import { flagOf } from './mappings/rules.ts';
import type { ResourceOptions, RunOptions } from './options.ts';
import { namesDetection } from './selection.ts';
import { sessionOptions } from './session-options.ts';
import type { Times } from './times.ts';

/** Content as it is tuned: the same files with other macros. */
export interface TunedContent {
  readonly content: Content;
  /** Those that are not excluded. Searches may name the others all the same. */
  readonly detections: readonly Detection[];
  /** What the tuning names and the content does not have. */
  readonly warnings: readonly string[];
}

export function applyTuning(content: Content, { macros, exclude }: Tuning): TunedContent {
  const find = macroLookup(content);
  const known = [...content.macros.map(({ name }) => name), ...content.detections.flatMap(filterNames)];
  const noMacro = macros.filter(({ name }) => find(name, 0) === undefined);
  const excluding = exclude.map((text) => ({ text, names: namesDetection(text) }));
  const nobody = excluding.filter(({ names }) => !content.detections.some(names));
  const detections = content.detections.filter((detection) => !excluding.some(({ names }) => names(detection)));
  const detectionNames = content.detections.map(({ name }) => name);
  return {
    content: { ...content, macros: [...content.macros, ...macros] },
    detections,
    warnings: [
      ...noMacro.map(({ name }) => `the content has no macro "${name}" to tune${meant(name, known)}`),
      ...nobody.map(({ text }) => `the content has no detection "${text}" to exclude${meant(text, detectionNames)}`),
    ],
  };
}

function meant(text: string, names: readonly string[]): string {
  const near = nearest(text, names);
  return near === undefined ? '' : `: did you mean "${near}"?`;
}

/** Takes results away that are known to be harmless, and counts them. */
export interface Suppressor {
  /**
   * Which rows of a detection stay, in their order; each suppression counts what it takes alone.
   *
   * @throws Problem EN001 to EN004 from the database
   */
  staying(detection: Detection, rows: readonly Row[]): Promise<readonly boolean[]>;
  /** Whether there is anything to be taken from a detection. */
  concerns(detection: Detection): boolean;
  outcomes(): readonly SuppressionOutcome[];
  close(): Promise<void>;
}

/** Rows that a search gives batch by batch, without those that are suppressed. */
export async function* stayingRows(
  batches: AsyncIterable<readonly Row[]>,
  detection: Detection,
  suppressor: Suppressor | undefined,
): AsyncGenerator<readonly Row[]> {
  if (suppressor === undefined || !suppressor.concerns(detection)) {
    yield* batches;
    return;
  }
  for await (const rows of batches) {
    const stays = await suppressor.staying(detection, rows);
    yield rows.filter((_, at) => stays[at] === true);
  }
}

/** A suppression at work. */
interface Active {
  readonly suppression: Suppression;
  readonly names: (detection: Detection) => boolean;
  readonly isExpired: boolean;
  readonly isKnown: boolean;
  suppressed: number;
}

/** What the database may take that judges results: they are small beside the events. */
const MEMORY_BYTES = 256 * 2 ** 20;

/**
 * Opens suppressions. They have a database of their own, so that the events of the run stay as they are; it opens with
 * the first results that one may be about.
 *
 * @throws Problem SPL1xx for an expression that does not parse, at its place in the file
 */
export function openSuppressor(
  suppressions: readonly Suppression[],
  content: Content,
  times: Times,
  options: ResourceOptions & RunOptions,
): Suppressor {
  const parser = searchParser(content);
  const all = suppressions.map((suppression): Active => {
    parseFragment({ placed: suppression.where, before: '| search ', command: 'Search' }, parser);
    const { detection, endsAt } = suppression;
    const names = namesDetection(detection);
    const isExpired = endsAt !== undefined && times.now >= endsAt;
    return { suppression, names, isExpired, isKnown: content.detections.some(names), suppressed: 0 };
  });
  const activeFor = (detection: Detection) => all.filter(({ names, isExpired }) => !isExpired && names(detection));
  const parsed = new Map<string, ParsedSearch>();

  /** One search that says of each row which of the suppressions match. */
  function searchOf(active: readonly Active[]): ParsedSearch {
    const key = active.map((one) => all.indexOf(one)).join();
    const known = parsed.get(key) ?? parser.parse(flagging(active, parser), { hasInput: true });
    parsed.set(key, known);
    return known;
  }

  let opened: Promise<Session> | undefined;
  const session = (): Promise<Session> => {
    const memoryBytes = Math.min(options.memoryBytes ?? MEMORY_BYTES, MEMORY_BYTES);
    opened ??= openSession(sessionOptions({ ...options, memoryBytes }, times));
    return opened;
  };

  async function flagged(active: readonly Active[], rows: readonly Row[]): Promise<readonly Row[]> {
    const base = await session();
    await base.declare({ kind: 'input' }, []);
    await base.loadInput(rows);
    await base.finishLoading();
    return await base.run(await plan(searchOf(active), base.environment(times)), times);
  }

  // Tests run side by side, and the database judges the results of one of them at a time.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    concerns: (detection) => activeFor(detection).length > 0,
    staying: async (detection, rows) => {
      const active = activeFor(detection);
      if (active.length === 0 || rows.length === 0) return rows.map(() => true);
      const judged = turn.then(() => flagged(active, rows));
      turn = judged.catch(() => undefined);
      return (await judged).map((row) => {
        const matching = active.filter((_, at) => row[flagOf(at)] === 1);
        for (const one of matching) one.suppressed++;
        return matching.length === 0;
      });
    },
    outcomes: () => all.map(outcomeOf),
    close: async () => await (await opened)?.close(),
  };
}

function flagging(active: readonly Active[], parser: SearchParser): string {
  const flags = active.map(({ suppression: { where } }, at) => {
    const text = expandedText(where, parser).replace(/["\\]/g, '\\$&');
    return `${flagOf(at)}=if(searchmatch("${text}"),1,0)`;
  });
  return `| eval ${flags.join(', ')}`;
}

function outcomeOf({ suppression, isExpired, isKnown, suppressed }: Active): SuppressionOutcome {
  const { detection, where, reason, expires, owner, ticket } = suppression;
  return {
    file: where.file,
    detection,
    where: where.text,
    reason,
    expires,
    ...(owner !== undefined && { owner }),
    ...(ticket !== undefined && { ticket }),
    state: stateOf(),
    suppressed,
  };

  function stateOf(): SuppressionOutcome['state'] {
    if (!isKnown) return 'unknown';
    if (isExpired) return 'expired';
    return suppressed > 0 ? 'used' : 'unused';
  }
}
