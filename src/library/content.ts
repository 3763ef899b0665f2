import { type Content, macroLookup } from '../content/index.ts';
import { type ParsedSearch, parse, type SavedSearches } from '../language/index.ts';

/** How the searches of a content are parsed: with its macros. */
export interface SearchParser {
  /** @throws a Problem SPL1xx whose span counts in the text. */
  parse(spl: string, options?: { readonly hasInput?: boolean }): ParsedSearch;
}

export function searchParser(content: Content): SearchParser {
  const macros = macroLookup(content);
  const macroNames = content.macros.map(({ name }) => name);
  const saved = savedSearches(content);
  return {
    parse: (spl, { hasInput = false } = {}) => parse(spl, { macros, macroNames, savedSearches: saved, hasInput }),
  };
}

/** Detections and baselines by their names, and by those under which their publisher deploys them. */
function savedSearches({ detections, baselines }: Content): SavedSearches {
  return new Map([
    ...baselines.flatMap(({ name, search }) => [name, `ESCU - ${name}`].map((one) => [one, search] as const)),
    ...detections.flatMap(({ name, search }) => [name, `ESCU - ${name} - Rule`].map((one) => [one, search] as const)),
  ]);
}
