/** A line of a file, and its number in the text of an example that it comes from. */
export interface NumberedLine {
  readonly text: string;
  readonly number: number | undefined;
}

/** A key of a YAML mapping with all lines that belong to it. */
interface Block {
  readonly key: string;
  readonly lines: readonly NumberedLine[];
}

/** A YAML mapping with the keys of another in it: what both have is that of the other, key by key where both are mappings. */
export function layOver(base: readonly NumberedLine[], over: readonly NumberedLine[]): readonly NumberedLine[] {
  const changes = blocksOf(over);
  const kept = blocksOf(base).map((block) => {
    const change = changes.find(({ key }) => key === block.key);
    return change === undefined ? block : merged(block, change);
  });
  const added = changes.filter(({ key }) => !kept.some((block) => block.key === key));
  return [...kept, ...added].flatMap(({ lines }) => lines);
}

function merged(block: Block, change: Block): Block {
  const [head, ...below] = change.lines;
  const [, ...inside] = block.lines;
  if (head === undefined || !isMapping(below) || !isMapping(inside)) return change;
  return { key: block.key, lines: [head, ...layOver(inside, below)] };
}

function isMapping([first]: readonly NumberedLine[]): boolean {
  return first !== undefined && /^ +[\w-]+:/.test(first.text);
}

/** The lines without those of some keys, which have dots between their parts. */
export function withoutKeys(lines: readonly NumberedLine[], keys: readonly string[]): readonly NumberedLine[] {
  return blocksOf(lines).flatMap(({ key, lines: own }) => {
    if (keys.includes(key)) return [];
    const below = keys.filter((one) => one.startsWith(`${key}.`)).map((one) => one.slice(key.length + 1));
    return below.length === 0 ? own : [...own.slice(0, 1), ...withoutKeys(own.slice(1), below)];
  });
}

/** The lines of each key at the outermost indentation. Lines before the first key are a block without one. */
function blocksOf(lines: readonly NumberedLine[]): readonly Block[] {
  const indent = /^ */.exec(lines[0]?.text ?? '')?.[0] ?? '';
  const blocks: { key: string; lines: NumberedLine[] }[] = [];
  for (const line of lines) {
    const key = line.text.startsWith(indent)
      ? /^([\w-]+):(?: |$)/.exec(line.text.slice(indent.length))?.[1]
      : undefined;
    const last = blocks.at(-1);
    if (key === undefined && last !== undefined) last.lines.push(line);
    else blocks.push({ key: key ?? '', lines: [line] });
  }
  return blocks;
}
