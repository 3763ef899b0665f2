import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { Expansion, MacroLookup, ParsedSearch, SavedSearches } from '../ast.ts';
import { commandNamed, commandNames } from '../commands/index.ts';
import { outlineOf } from '../lex/outline.ts';
import { expandMacros } from '../macros/expand.ts';
import { locate } from '../macros/locate.ts';
import { parsePipeline } from './pipeline.ts';

/** What a search is parsed with. */
export interface ParseOptions {
  /** Finds macros; without it every macro is unknown. */
  readonly macros?: MacroLookup;
  /** Names of all macros, for the hint of SPL111. */
  readonly macroNames?: Iterable<string>;
  /** The texts of saved searches by name; without it every one is unknown. */
  readonly savedSearches?: SavedSearches;
  /**
   * Whether the first command may work on results that come from outside (the default). Without them a search that
   * begins with `stats` or `sort` is SPL113.
   */
  readonly hasInput?: boolean;
}

/**
 * Parses a search: takes out its comments, expands its macros, and reads its commands.
 *
 * @throws a Problem SPL1xx; its span counts in `details.text`, which is the search as typed. Text that a macro
 * brought is shown at the macro's call, and the message names the macro.
 */
export function parse(spl: string, options: ParseOptions = {}): ParsedSearch {
  const macros = options.macros ?? (() => undefined);
  const { macroNames } = options;
  const expansion = inText(spl, () =>
    expandMacros(spl, macroNames === undefined ? { macros } : { macros, macroNames }),
  );
  try {
    const pipeline = parsePipeline({
      outline: outlineOf(expansion.text),
      commands: { get: commandNamed, names: commandNames },
      isExcused: (span) => holdsEmptyMacro(expansion, span),
      kind: options.hasInput === false ? 'generating' : 'continuing',
    });
    const { savedSearches } = options;
    return {
      expansion,
      pipeline,
      ...(options.macros !== undefined && { macros }),
      ...(savedSearches !== undefined && { savedSearches }),
    };
  } catch (error) {
    throw error instanceof Problem ? asTyped(error, expansion) : error;
  }
}

function inText<T>(text: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof Problem ? error.within({ text }) : error;
  }
}

function holdsEmptyMacro(expansion: Expansion, span: Span): boolean {
  return expansion.pieces.some(
    (piece) =>
      piece.macro !== undefined &&
      piece.span.start >= span.start &&
      piece.span.end <= span.end &&
      expansion.text.slice(piece.span.start, piece.span.end).trim() === '',
  );
}

/** How much of an expanded macro a message shows. */
const SHOWN_LENGTH = 120;

/**
 * A problem of the expanded text, moved to the text as typed. Problems that planning finds go the same way.
 */
export function asTyped(problem: Problem, expansion: Expansion): Problem {
  const { span, ...details } = problem.details;
  if (span === undefined) return problem.within({ text: expansion.source });
  const place = locate(expansion, span);
  const message = place.macro === undefined ? problem.message : `${problem.message}${inMacro(place, expansion)}`;
  return new Problem(problem.code, message, { ...details, text: expansion.source, span: place.span });
}

function inMacro(place: { span: Span; macro?: string }, expansion: Expansion): string {
  const text = expansion.pieces
    .filter((piece) => piece.macro === place.macro && piece.origin.start === place.span.start)
    .map((piece) => expansion.text.slice(piece.span.start, piece.span.end))
    .join('');
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return `, in the macro "${place.macro}", which expands to: ${shown}`;
}
