import { type Content, type Macro, macroLookup } from '../content/index.ts';
import { type ParsedSearch, parse, type SavedSearches } from '../language/index.ts';

/** How the searches of a content are parsed: with its macros. */
export interface SearchParser {
  /** The macro of a name and a number of arguments. */
  readonly macro: (name: string, argumentCount: number) => Macro | undefined;
  /** @throws a Problem SPL1xx whose span counts in the text. */
  parse(spl: string, options?: ParseOptions): ParsedSearch;
}

interface ParseOptions {
  readonly hasInput?: boolean;
  /** Is told of every macro that is looked for, whether there is one or not. */
  readonly onMacro?: (name: string, argumentCount: number) => void;
}

export function searchParser(content: Content): SearchParser {
  const macros = macroLookup(content);
  const macroNames = content.macros.map(({ name }) => name);
  const saved = savedSearches(content);
  return {
    macro: macros,
    parse: (spl, { hasInput = false, onMacro = () => undefined } = {}) => {
      const noted: typeof macros = (name, argumentCount) => {
        onMacro(name, argumentCount);
        return macros(name, argumentCount);
      };
      return parse(spl, { macros: noted, macroNames, savedSearches: saved, hasInput });
    },
  };
}

/** Detections and baselines by their names, and by those under which their publisher deploys them. */
function savedSearches({ detections, baselines }: Content): SavedSearches {
  return new Map([
    ...baselines.flatMap(({ name, search }) => [name, `ESCU - ${name}`].map((one) => [one, search] as const)),
    ...detections.flatMap(({ name, search }) => [name, `ESCU - ${name} - Rule`].map((one) => [one, search] as const)),
  ]);
}
