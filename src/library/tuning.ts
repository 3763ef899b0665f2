import {
  type Content,
  type Detection,
  filterNames,
  macroLookup,
  type Suppression,
  type Tuning,
} from '../content/index.ts';
import type { Session } from '../engine/index.ts';
import type { SuppressionOutcome } from '../findings/index.ts';
import { type ParsedSearch, plan, type Row } from '../language/index.ts';
import { nearest } from '../shared/nearest.ts';
import { type SearchParser, searchParser } from './content.ts';
import { expandedText, parseFragment } from './mappings/fragments.ts';
import { flagOf } from './mappings/rules.ts';
import { namesDetection } from './selection.ts';
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
   * @throws Problem EN001 to EN003 from the database
   */
  staying(detection: Detection, rows: readonly Row[], session: Session): Promise<readonly boolean[]>;
  /** Whether there is anything to be taken from a detection. */
  concerns(detection: Detection): boolean;
  outcomes(): readonly SuppressionOutcome[];
}

/** Rows that a search gives batch by batch, without those that are suppressed. */
export async function* stayingRows(
  batches: AsyncIterable<readonly Row[]>,
  detection: Detection,
  session: Session,
  suppressor: Suppressor | undefined,
): AsyncGenerator<readonly Row[]> {
  if (suppressor === undefined || !suppressor.concerns(detection)) {
    yield* batches;
    return;
  }
  // The database gives the rows of one search at a time.
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  const stays = await suppressor.staying(detection, rows, session);
  yield rows.filter((_, at) => stays[at] === true);
}

/** A suppression at work. */
interface Active {
  readonly suppression: Suppression;
  readonly names: (detection: Detection) => boolean;
  readonly isExpired: boolean;
  readonly isKnown: boolean;
  suppressed: number;
}

/** @throws Problem SPL1xx for an expression that does not parse, at its place in the file */
export function openSuppressor(suppressions: readonly Suppression[], content: Content, times: Times): Suppressor {
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

  return {
    concerns: (detection) => activeFor(detection).length > 0,
    staying: async (detection, rows, session) => {
      const active = activeFor(detection);
      if (active.length === 0 || rows.length === 0) return rows.map(() => true);
      await session.declare({ kind: 'input' }, []);
      await session.loadInput(rows);
      await session.finishLoading();
      const flagged = await session.run(await plan(searchOf(active), session.environment(times)), times);
      await session.declare({ kind: 'input' }, []);
      return flagged.map((row) => {
        const matching = active.filter((_, at) => row[flagOf(at)] === 1);
        for (const one of matching) one.suppressed++;
        return matching.length === 0;
      });
    },
    outcomes: () => all.map(outcomeOf),
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
