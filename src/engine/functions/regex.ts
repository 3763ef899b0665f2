/** Whether a pattern is found anywhere in a text. Patterns are in JavaScript's syntax, in Unicode mode. */
export function regexMatcher(): (text: string, pattern: string) => boolean {
  const compile = compiler('u');
  return (text, pattern) => compile(pattern).test(text);
}

/** Replaces every match; `\1` to `\9` in the replacement are the groups, an absent one is empty. */
export function regexReplacer(): (text: string, pattern: string, replacement: string) => string {
  const compile = compiler('gu');
  return (text, pattern, replacement) => {
    return text.replace(compile(pattern), (_match, ...rest: unknown[]) => {
      return replacement.replace(/\\([1-9])/g, (_reference, digit: string) => {
        const group = rest[Number(digit) - 1];
        // Behind the groups come the offset, the text and the named groups.
        return typeof group === 'string' && Number(digit) <= groupCount(rest) ? group : '';
      });
    });
  };
}

function groupCount(rest: readonly unknown[]): number {
  return rest.findIndex((value) => typeof value === 'number');
}

function compiler(flags: string): (pattern: string) => RegExp {
  const compiled = new Map<string, RegExp>();
  return (pattern) => {
    const known = compiled.get(pattern);
    if (known !== undefined) return known;
    const made = new RegExp(pattern, flags);
    compiled.set(pattern, made);
    return made;
  };
}
