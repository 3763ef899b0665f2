/** A text as the value of an attribute, in its quotation marks; characters that XML 1.0 cannot hold become the replacement character. */
export function xmlAttribute(text: string): string {
  const escaped = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML cannot hold.
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.codePointAt(0)};`);
  return `"${escaped}"`;
}
