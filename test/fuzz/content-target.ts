import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadContent } from '../../src/content/index.ts';
import { seededDice } from '../support/examples/dice.ts';
import { type FuzzTarget, withinTime } from './fuzz-target.ts';

const DETECTION = fileURLToPath(
  new URL('../../content/detections/endpoint/process_writing_dynamicwrapperx.yml', import.meta.url),
);
const NOISE = [
  '- ',
  ': ',
  '&a ',
  '*a',
  '{',
  '}',
  '[',
  ']',
  '|\n',
  '>\n',
  "'",
  '"',
  '\t',
  '\0',
  '!!js ',
  '? ',
  '---\n',
  '#',
  '%',
  '\u2028',
];

/** The loader of content, on a detection that a seed damages. */
export const contentTarget: FuzzTarget = {
  name: 'content',
  run: (seed) =>
    withinTime(async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'karst-fuzz-'));
      try {
        await writeFile(path.join(folder, 'x.yml'), damaged(await readFile(DETECTION, 'utf8'), seed));
        await loadContent([folder]);
      } finally {
        await rm(folder, { recursive: true });
      }
    }),
};

function damaged(text: string, seed: number): string {
  const dice = seededDice(seed);
  let damagedText = text;
  for (let round = dice.between(1, 6); round > 0; round--) {
    const at = dice.between(0, damagedText.length);
    const to = dice.chance(50) ? at : Math.min(damagedText.length, at + dice.between(1, 200));
    damagedText = damagedText.slice(0, at) + dice.pick(NOISE).repeat(dice.pick([1, 1, 1, 50])) + damagedText.slice(to);
  }
  return damagedText;
}
