import { type PlacedText, problemInText, type SourceMapping } from '../../content/index.ts';
import { type ParsedSearch, parseEval, parseSearchExpression } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import type { SearchParser } from '../content.ts';

/** A text of a mapping in SPL, and the search that it is a part of. */
export interface Fragment {
  readonly placed: PlacedText;
  /** What stands before the text, so that it is a search of its own: one over given results. */
  readonly before: string;
  /** The command that the search is, and the only one. */
  readonly command: 'Eval' | 'Lookup' | 'Search';
}

/** The texts in SPL of a mapping, in the order in which Splunk runs them. */
export function fragmentsOf({ evals, lookups, eventTypes }: SourceMapping): readonly Fragment[] {
  return [
    ...evals.map(({ expression }) => ({ placed: expression, before: '| eval x=', command: 'Eval' as const })),
    ...lookups.map((placed) => ({ placed, before: '| lookup ', command: 'Lookup' as const })),
    ...eventTypes.map(({ search }) => ({ placed: search, before: '| search ', command: 'Search' as const })),
  ];
}

/**
 * Parses a fragment as the search that it is. What would be more than its own command is refused.
 *
 * @throws Problem SPL1xx, its place in the file
 */
export function parseFragment({ placed, before, command }: Fragment, parser: SearchParser): ParsedSearch {
  return inFile(placed, before, () => {
    if (command === 'Eval') alone(before, () => parseEval(placed.text));
    const parsed = parser.parse(before + placed.text, { hasInput: true });
    const [, second] = parsed.pipeline.commands;
    if (second !== undefined) throw new Problem('SPL113', 'no command can follow here', { span: second.span });
    if (command === 'Search') alone(before, () => parseSearchExpression(expandedText(placed, parser)));
    return parsed;
  });
}

/** The text of a search expression with its macros expanded. */
export function expandedText({ text }: PlacedText, parser: SearchParser): string {
  return parser.parse(`| search ${text}`, { hasInput: true }).expansion.text.replace(/^\| search /, '');
}

/** What goes wrong with the search of a fragment, at its place in the file. */
export function inFile<T>(placed: PlacedText, before: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Problem ? problemInFile(placed, before, error) : error;
  }
}

/** A problem of the search of a fragment, as one of the file. */
export function problemInFile(placed: PlacedText, before: string, problem: Problem): Problem {
  const { span, text: _, ...details } = problem.details;
  const moved = span && { start: Math.max(0, span.start - before.length), end: Math.max(0, span.end - before.length) };
  return problemInText(
    placed,
    new Problem(problem.code, problem.message, { ...details, ...(moved && { span: moved }) }),
  );
}

/** The spans of what is parsed without the text before it count from its own start. */
function alone(before: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Problem) || error.details.span === undefined) throw error;
    const { start, end } = error.details.span;
    const span = { start: start + before.length, end: end + before.length };
    throw new Problem(error.code, error.message, { ...error.details, span });
  }
}
