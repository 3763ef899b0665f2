import { type Content, macroLookup } from '../content/index.ts';
import { type ParsedSearch, parse } from '../language/index.ts';

/** How the searches of a content are parsed: with its macros. */
export interface SearchParser {
  /** @throws a Problem SPL1xx whose span counts in the text. */
  parse(spl: string, options?: { readonly hasInput?: boolean }): ParsedSearch;
}

export function searchParser(content: Content): SearchParser {
  const macros = macroLookup(content);
  const macroNames = content.macros.map(({ name }) => name);
  return { parse: (spl, { hasInput = false } = {}) => parse(spl, { macros, macroNames, hasInput }) };
}
