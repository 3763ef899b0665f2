import { openSession, type Session } from '../../engine/index.ts';
import type { Draft } from '../../events/index.ts';
import { plan, type Row, type Value } from '../../language/index.ts';
import { invariant } from '../../shared/problem.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { sessionOptions } from '../session-options.ts';
import { flagOf, type MappingRules, OWN, type RuleBench } from './rules.ts';

/** Runs the rules of mappings over many events at once. */
export interface RuleRunner {
  /** Changes the fields of the events and adds their event types. Events of no rules stay as they are. */
  run(drafts: readonly Draft[]): Promise<void>;
  close(): Promise<void>;
}

/** What the database may take that runs the rules: batches are small. */
const MEMORY_BYTES = 256 * 2 ** 20;

/**
 * Opens the rules by the names of their mappings. They have a database of their own, which opens with the first event.
 *
 * @throws (in `run`) Problem EN001 to EN004 from the database, CT001 and CT003 for a lookup's file
 */
export function openRuleRunner(
  rules: ReadonlyMap<string, MappingRules>,
  bench: RuleBench,
  options: ResourceOptions & RunOptions,
): RuleRunner {
  let opened: Session | undefined;
  const open = async (): Promise<Session> => {
    const memoryBytes = Math.min(options.memoryBytes ?? MEMORY_BYTES, MEMORY_BYTES);
    const session = await openSession(sessionOptions({ ...options, memoryBytes }, bench.times));
    opened = session;
    await bench.lookups.load(session);
    return session;
  };
  return {
    run: async (drafts) => {
      for (const [name, one] of rules) {
        const theirs = drafts.filter(({ mapping }) => mapping === name);
        if (theirs.length > 0) await runOver(theirs, one, opened ?? (await open()), bench);
      }
    },
    close: async () => await opened?.close(),
  };
}

async function runOver(
  drafts: readonly Draft[],
  rules: MappingRules,
  session: Session,
  { times }: RuleBench,
): Promise<void> {
  await session.declare({ kind: 'input' }, []);
  await session.loadInput(drafts.map((draft) => rowOf(draft, rules.fields)));
  await session.finishLoading();
  const planned = await plan(rules.parsed, session.environment(times));
  const rows = await session.run(planned, times);
  await session.dropStages();
  invariant(rows.length === drafts.length, 'rules of a mapping give as many events as they get');
  for (const [at, draft] of drafts.entries()) change(draft, rows[at] ?? {}, rules);
}

/** What an event is beside its fields: rules read it and do not change it. */
const GIVEN = ['host', 'source', 'sourcetype', 'index', '_time', '_raw'] as const;
const IS_GIVEN: ReadonlySet<string> = new Set(GIVEN);

function rowOf(draft: Draft, fields: ReadonlySet<string>): Row {
  const row: Record<string, Value> = { _time: draft.time };
  for (const name of fields) {
    const value = IS_GIVEN.has(name) ? undefined : draft.fields.get(name);
    if (value !== undefined) row[name] = value;
  }
  for (const name of ['host', 'source', 'sourcetype', 'index'] as const) row[name] = draft[name];
  if (fields.has('_raw')) row['_raw'] = draft.raw();
  return row;
}

function change(draft: Draft, row: Row, { fields, eventTypes }: MappingRules): void {
  for (const name of new Set([...fields, ...Object.keys(row)])) {
    if (IS_GIVEN.has(name) || name.startsWith(OWN)) continue;
    const value = row[name];
    if (value === undefined) draft.fields.delete(name);
    else draft.fields.set(name, typeof value === 'number' ? String(value) : value);
  }
  for (const [at, { name, tags }] of eventTypes.entries()) {
    if (row[flagOf(at)] === 1) draft.eventTypes = [...draft.eventTypes, { name, tags }];
  }
}
