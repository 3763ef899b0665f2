/** Whether a search goes on in the next line: it ends with a pipe, or a bracket or a string in it is still open. */
export function isUnfinished(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') {
      const end = /(?<!\\)(?:\\\\)*"/g;
      end.lastIndex = at + 1;
      const match = end.exec(text);
      if (match === null) return true;
      at = end.lastIndex - 1;
    } else if (character === '[') depth++;
    else if (character === ']') depth--;
  }
  return depth > 0 || /(?<!\\)\|\s*$/.test(text);
}
