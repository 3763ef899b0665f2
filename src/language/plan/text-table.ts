/** How the rows of a table in a text are found. */
export interface TextTableOptions {
  /** The line that holds the names, counted from 1 over the lines that are not empty; absent: it is looked for. */
  readonly headerLine?: number;
  /** There are no names: the columns are `Column_1`, `Column_2` and so on. */
  readonly hasNoHeader: boolean;
  /** Whether another table may begin behind an empty line. */
  readonly hasMany: boolean;
}

/** A row: its line, and its values by the names of the header. Empty cells have no entry. */
export interface TextRow {
  readonly line: string;
  readonly cells: ReadonlyMap<string, string>;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Header {
  readonly names: readonly string[];
  readonly tokens: readonly Token[];
  /** What divides the cells; undefined for white space. */
  readonly delimiter: string | undefined;
}

/** Columns of a table; what stands to the right of them is not read. */
const COLUMNS_LIMIT = 1000;

/**
 * The rows of the tables in a text, in order; none where no line can be a header. Cells are divided by tabs, commas or
 * bars, whichever the header has, outside quotation marks, which stay; otherwise by white space, and then belong to
 * the header that they stand below.
 *
 * Source: Splunk Search Reference, multikv.
 */
export function* textRows(text: string, options: TextTableOptions): Generator<TextRow> {
  let header: Header | undefined;
  let count = 0;
  let isBehindGap = true;
  for (const line of linesOf(text)) {
    if (line.trim() === '') {
      isBehindGap = true;
      continue;
    }
    count++;
    const begun = headerAt(line, { count, hasHeader: header !== undefined, isBehindGap }, options);
    isBehindGap = false;
    if (begun !== undefined) header = begun;
    if (header === undefined || (begun !== undefined && !options.hasNoHeader)) continue;
    yield { line, cells: cellsOf(line, header) };
  }
}

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next === -1 ? text.length : next;
    yield text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
    at = end + 1;
  }
}

interface Place {
  readonly count: number;
  readonly hasHeader: boolean;
  readonly isBehindGap: boolean;
}

/** The header that the line is, if it is one. */
function headerAt(line: string, place: Place, options: TextTableOptions): Header | undefined {
  if (options.hasNoHeader) return place.hasHeader ? undefined : numbered(headerOf(line));
  if (options.headerLine !== undefined && !place.hasHeader) {
    return place.count === options.headerLine ? headerOf(line) : undefined;
  }
  if (place.hasHeader && !(options.hasMany && place.isBehindGap)) return undefined;
  const header = headerOf(line);
  const isHeader = place.hasHeader ? header.tokens.every(isTitle) : header.tokens.every(isName);
  return header.tokens.length > 1 && isHeader ? header : undefined;
}

/** A word that is no number. */
function isName({ text }: Token): boolean {
  return /\p{L}/u.test(text) && !/^["']?[\d.:/,%+-]+\w?["']?$/.test(text);
}

/** A name that begins with a capital letter. */
function isTitle(token: Token): boolean {
  return isName(token) && /^[^\p{L}]*\p{Lu}/u.test(token.text);
}

function headerOf(line: string): Header {
  const delimiter = ['\t', ',', '|'].find((character) => line.includes(character));
  const tokens = tokensOf(line, delimiter).slice(0, COLUMNS_LIMIT);
  return { delimiter, tokens, names: distinct(tokens.map(({ text }) => fieldName(text))) };
}

function numbered(header: Header): Header {
  return { ...header, names: header.tokens.map((_, index) => `Column_${index + 1}`) };
}

/** A title as a field name: what is neither letter nor digit becomes `_`, which no name begins with. */
function fieldName(title: string): string {
  return title.replace(/[^\p{L}\p{N}]/gu, '_').replace(/^_+/, '');
}

/** A column without a name, or with one that is taken, is called by its place. */
function distinct(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((name, index) => {
    const own = name === '' || seen.has(name) ? `Column_${index + 1}` : name;
    seen.add(own);
    return own;
  });
}

function cellsOf(line: string, header: Header): ReadonlyMap<string, string> {
  const tokens = tokensOf(line, header.delimiter);
  const isAligned = header.delimiter === undefined && standBelow(tokens, header.tokens);
  const cells = new Map<string, string>();
  tokens.forEach((token, index) => {
    const name = header.names[isAligned ? columnBelow(header.tokens, token) : index];
    if (name === undefined || token.text === '') return;
    const before = cells.get(name);
    cells.set(name, before === undefined ? token.text : `${before} ${token.text}`);
  });
  return cells;
}

/**
 * Whether tokens go to the title above them and not one after the other: where they are more or fewer than the
 * titles, or each stands below one title alone or behind the last.
 */
function standBelow(tokens: readonly Token[], titles: readonly Token[]): boolean {
  if (tokens.length !== titles.length) return true;
  return tokens.every((token) => {
    const column = columnBelow(titles, token);
    const [before, title] = [titles[column - 1], titles[column]];
    if (title === undefined) return false;
    const isBehindAll = column === titles.length - 1 && token.start >= title.start;
    return isBehindAll || (token.start < title.end && token.start >= (before?.end ?? 0));
  });
}

/** The column whose title a token stands below: the last title that begins before the token ends. */
function columnBelow(titles: readonly Token[], token: Token): number {
  let low = 0;
  let high = titles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((titles[middle]?.start ?? 0) < token.end) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function tokensOf(line: string, delimiter: string | undefined): readonly Token[] {
  if (delimiter === undefined) {
    return [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }));
  }
  const tokens: Token[] = [];
  let start = 0;
  let isQuoted = false;
  const add = (end: number) => tokens.push({ text: line.slice(start, end).trim(), start, end });
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    if (isQuoted || line[at] !== delimiter) continue;
    add(at);
    start = at + 1;
  }
  add(line.length);
  return tokens;
}
