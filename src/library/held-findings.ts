import { type FileHandle, open } from 'node:fs/promises';
import type { Finding } from '../findings/index.ts';
import { writingTemp } from '../shared/write-failure.ts';

/** Findings that wait for their turn: a few in memory, many in a file. */
export interface HeldFindings {
  /** Takes the findings of one detection. @throws Problem EN004 where the file cannot be written */
  add(findings: readonly Finding[]): Promise<void>;
  /** Gives back what the next `add` took, the first one first. Nothing is added any more. */
  take(): AsyncGenerator<Finding>;
  close(): Promise<void>;
}

/** Characters of findings that are kept in memory. */
const KEPT_CHARACTERS = 8 * 2 ** 20;

/** @param file the path of the file that is made where the findings do not fit into memory */
export function holdFindings(file: string, keptCharacters: number = KEPT_CHARACTERS): HeldFindings {
  const counts: number[] = [];
  let lines: string[] = [];
  let characters = 0;
  let handle: FileHandle | undefined;
  let reading: AsyncGenerator<string> | undefined;

  async function spill(): Promise<void> {
    await writingTemp(file, async () => {
      handle ??= await open(file, 'w+');
      await handle.appendFile(lines.join(''));
    });
    lines = [];
    characters = 0;
  }

  async function* read(): AsyncGenerator<string> {
    if (handle !== undefined) yield* handle.readLines({ start: 0, encoding: 'utf8', autoClose: false });
    yield* lines;
  }

  return {
    add: async (findings) => {
      counts.push(findings.length);
      for (const finding of findings) {
        const line = lineOf(finding);
        lines.push(line);
        characters += line.length;
        if (characters > keptCharacters) await spill();
      }
    },
    take: async function* () {
      reading ??= read();
      for (let left = counts.shift() ?? 0; left > 0; left--) {
        const { value, done } = await reading.next();
        if (done !== true) yield JSON.parse(value) as Finding;
      }
    },
    close: async () => {
      await reading?.return(undefined);
      await handle?.close();
    },
  };
}

/** One line, for readers too that take U+2028 and U+2029, which JSON leaves as they are, for the end of one. */
function lineOf(finding: Finding): string {
  const text = JSON.stringify(finding).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`);
  return `${text}\n`;
}
