/** A `Label: value` of a message. */
export interface Labelled {
  /** The heading that it stands below; absent for one that is not indented. */
  readonly section: string | undefined;
  readonly label: string;
  /** Without blanks around it; of a value of several lines the lines, each so. */
  readonly value: string;
}

/** A label reaches to its first colon; blanks must follow, which the `:` of paths and addresses does not have. */
const LABEL = /^([ \t]*)([A-Za-z][^:\n]{0,63}?)[ \t]*:(?:[ \t]+(.*))?$/;
/** Values that are documents of their own, and what these end with. */
const DOCUMENTS: ReadonlySet<string> = new Set(['Task Content', 'Task New Content']);
const DOCUMENT_END = '</Task>';

/**
 * Reads the labels of a message: headings that begin a line (`Subject:`), indented labels below them
 * (`Account Name:<tab>kim`), values that go on in further lines (privileges, accesses, the XML of a task).
 */
export function labelsOf(message: string): readonly Labelled[] {
  const found: Labelled[] = [];
  // Looked for once: a message of documents that never end takes no longer than another.
  const lastDocumentEnd = message.lastIndexOf(DOCUMENT_END);
  let section: string | undefined;
  for (let at = 0; at < message.length; ) {
    const end = lineEnd(message, at);
    const [line = '', indent = '', label, rest] = LABEL.exec(message.slice(at, end)) ?? [];
    at = end + 1;
    if (label === undefined) continue;
    const value = rest?.trim() ?? '';
    if (indent === '') section = value === '' ? label : undefined;
    if (value === '') continue;
    const start = end - line.length + line.indexOf(value);
    const isDocument = DOCUMENTS.has(label) && start < lastDocumentEnd;
    const whole = isDocument ? documentAt(message, start) : linesOf(message, value, end);
    found.push({ section, label, value: whole.value });
    at = whole.end + 1;
  }
  return found;
}

interface Value {
  readonly value: string;
  /** The end of its last line. */
  readonly end: number;
}

function documentAt(message: string, start: number): Value {
  const end = message.indexOf(DOCUMENT_END, start) + DOCUMENT_END.length;
  return { value: message.slice(start, end), end: lineEnd(message, end) };
}

/** A value with the lines that go on below the one that ends at `firstEnd`. */
function linesOf(message: string, first: string, firstEnd: number): Value {
  const lines = [first];
  let end = firstEnd;
  for (let next = end + 1; next < message.length; next = end + 1) {
    const stop = lineEnd(message, next);
    const line = message.slice(next, stop);
    if (!CONTINUES.test(line) || LABEL.test(line)) break;
    lines.push(line.trim());
    end = stop;
  }
  return { value: lines.join('\n'), end };
}

/** A line that belongs to the value above it is indented further than a label. */
const CONTINUES = /^(?:\t{2}| {8})\s*\S/;

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}

/** What a script block's message holds; the script may look like anything, so that no labels are read from it. */
export interface ScriptBlock {
  readonly number: string;
  readonly total: string;
  readonly text: string;
  readonly id: string;
  readonly path: string;
}

const SCRIPT_HEAD = /^Creating Scriptblock text \((\d{1,9}) of (\d{1,9})\):[ \t]*\n/;

/** Reads the message of PowerShell's event 4104; undefined for another. */
export function scriptBlockOf(message: string): ScriptBlock | undefined {
  const head = SCRIPT_HEAD.exec(message);
  if (head === null) return undefined;
  const [start, number = '', total = ''] = head;
  const foot = message.lastIndexOf('\nScriptBlock ID:');
  const end = foot < start.length ? message.length : foot;
  const rest = message.slice(end);
  return {
    number,
    total,
    text: message.slice(start.length, end).trim(),
    id: /ScriptBlock ID:[ \t]*(\S*)/.exec(rest)?.[1] ?? '',
    path: /\nPath:[ \t]*(.*)/.exec(rest)?.[1]?.trim() ?? '',
  };
}
