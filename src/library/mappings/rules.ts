import type { Content, SourceMapping } from '../../content/index.ts';
import type { KnownEntities } from '../../events/index.ts';
import { fieldsNamed, openEnvironment, type ParsedSearch, plan } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { openCatalog } from '../catalog.ts';
import { type SearchParser, searchParser } from '../content.ts';
import { type ContentLookups, contentLookups } from '../lookups.ts';
import type { Times } from '../times.ts';
import { expandedText, type Fragment, fragmentsOf, parseFragment, problemInFile } from './fragments.ts';

/** The rules of a mapping that are SPL: one search from events to events, as many and in the same order. */
export interface MappingRules {
  readonly parsed: ParsedSearch;
  /** The fields that it reads. */
  readonly fields: ReadonlySet<string>;
  /** The mapping's event types: the search says in `flagOf(n)` whether an event is of the one at n. */
  readonly eventTypes: SourceMapping['eventTypes'];
}

/** What rules are planned with. */
export interface RuleBench {
  readonly parser: SearchParser;
  readonly lookups: ContentLookups;
  readonly times: Times;
}

export function openRuleBench(content: Content, times: Times, entities?: KnownEntities): RuleBench {
  return { parser: searchParser(content), lookups: contentLookups(content, entities), times };
}

/** The field that says whether an event is of an event type. */
export function flagOf(at: number): string {
  return `${OWN}type_${at}`;
}

/** Fields of the search alone: whatever begins so is none of the event's. */
export const OWN = '__karst_';

/**
 * Plans the rules of a mapping ahead of the data; undefined where it has none in SPL.
 *
 * @throws Problem SPL1xx to SPL3xx of the first that cannot be run, at its place in the file
 */
export async function planRules(mapping: SourceMapping, bench: RuleBench): Promise<MappingRules | undefined> {
  const [problem] = await ruleProblems(mapping, bench);
  if (problem !== undefined) throw problem;
  const spl = searchOf(mapping, bench.parser);
  if (spl === '') return undefined;
  const parsed = bench.parser.parse(spl, { hasInput: true });
  return { parsed, fields: fieldsNamed(await plans(parsed, bench)), eventTypes: mapping.eventTypes };
}

/** Everything that is wrong with the SPL of a mapping, each at its place in the file. */
export async function ruleProblems(mapping: SourceMapping, bench: RuleBench): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const fragment of fragmentsOf(mapping)) {
    const problem = await problemOf(fragment, bench);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

async function problemOf(fragment: Fragment, bench: RuleBench): Promise<Problem | undefined> {
  let parsed: ParsedSearch;
  try {
    parsed = parseFragment(fragment, bench.parser);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  try {
    await plans(parsed, bench);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return problemInFile(fragment.placed, fragment.before, error);
    throw error;
  }
}

async function plans(parsed: ParsedSearch, { lookups, times }: RuleBench) {
  const input = { columns: [], isOpen: true };
  const catalog = { ...openCatalog(), ...lookups.catalog, input };
  const environment = openEnvironment({ ...times, catalog });
  const last = await plan(parsed, environment);
  return [...environment.stages, last];
}

/**
 * The rules as one search. As in Splunk no eval sees the result of another: each is worked out under a name of its own
 * before any is written.
 */
function searchOf({ evals, lookups, eventTypes }: SourceMapping, parser: SearchParser): string {
  const made = evals.map(({ expression }, at) => `${OWN}eval_${at}=(${expression.text})`);
  const written = evals.map(({ field }, at) => `${quoted(field)}='${OWN}eval_${at}'`);
  const flags = eventTypes.map(({ search }, at) => {
    return `${flagOf(at)}=if(searchmatch(${quoted(expandedText(search, parser))}),1,0)`;
  });
  return [
    ...(made.length > 0 ? [`eval ${made.join(', ')}`, `eval ${written.join(', ')}`] : []),
    ...lookups.map(({ text }) => `lookup ${text}`),
    ...(flags.length > 0 ? [`eval ${flags.join(', ')}`] : []),
  ]
    .map((command) => `| ${command}`)
    .join(' ');
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
