import { existsSync } from 'node:fs';
import { colourPalette, type Palette, plainPalette } from '../findings/index.ts';
import { describePlan } from '../language/index.ts';
import { type Explanation, explain } from '../library/index.ts';
import { assertNever } from '../shared/problem.ts';
import { wantsColour } from './colour.ts';
import { standardOutput } from './streams.ts';

type Stage = 'tokens' | 'ast' | 'plan' | 'sql';

export interface ExplainOptions {
  readonly stage?: Stage;
  readonly dialect: string;
  readonly content?: readonly string[];
  readonly timezone?: string;
  readonly now?: string;
  readonly color: boolean;
}

/** `karst explain`: gives the exit code. */
export async function runExplain(search: string, options: ExplainOptions, signal: AbortSignal): Promise<number> {
  const { content, timezone, now, dialect } = options;
  const explanation = await explain({
    search: isFile(search) ? { file: search } : { spl: search },
    dialect,
    ...(content === undefined ? {} : { content }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(now === undefined ? {} : { now }),
  });
  const palette = wantsColour(process.stdout, process.env, options) ? colourPalette : plainPalette;
  const { stage } = options;
  const text = stage === undefined ? await overview(explanation, palette) : await stageText(explanation, stage);
  const output = standardOutput(process.stdout, signal);
  await output.write(text);
  await output.finish();
  return 0;
}

/** A name that ends like content is a file, also where there is none of that name: the error then says so. */
function isFile(search: string): boolean {
  return /^[^|]*\.ya?ml$/i.test(search) || existsSync(search);
}

/** All stages for people, under headings. */
async function overview(explanation: Explanation, palette: Palette): Promise<string> {
  const { expansion } = explanation.ast();
  const plans = await explanation.plans();
  const statements = await explanation.sql();
  const heading = (title: string): string => `${palette('bold', title)}\n`;
  const name = explanation.name === undefined ? [] : [heading(explanation.name)];
  return [
    ...name,
    heading('SPL, macros expanded'),
    `${expansion.text.trim()}\n`,
    ...numbered('Plan', plans.map(describePlan)).flatMap(([title, text]) => [heading(title), `${text.trimEnd()}\n`]),
    ...numbered('SQL', statements).flatMap(([title, text]) => [heading(title), `${text.trimEnd()}\n`]),
  ].join('\n');
}

/** The last text is the search's own; those before it run first. */
function numbered(title: string, texts: readonly string[]): readonly (readonly [title: string, text: string])[] {
  return texts.map((text, at) => [at === texts.length - 1 ? title : `${title} that runs before, ${at + 1}`, text]);
}

/** One stage for programs: a token a line, JSON trees, SQL statements. */
async function stageText(explanation: Explanation, stage: Stage): Promise<string> {
  switch (stage) {
    case 'tokens':
      return explanation
        .tokens()
        .map((token) => `${JSON.stringify(token)}\n`)
        .join('');
    case 'ast':
      return `${JSON.stringify(explanation.ast(), undefined, 2)}\n`;
    case 'plan':
      return `${JSON.stringify(await explanation.plans(), undefined, 2)}\n`;
    case 'sql':
      return (await explanation.sql()).map((statement) => `${statement};\n`).join('\n');
    default:
      return assertNever(stage);
  }
}
