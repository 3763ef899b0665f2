import { existsSync } from 'node:fs';
import { colourPalette, type Palette, plainPalette } from '../findings/index.ts';
import { describePlan } from '../language/index.ts';
import { type Explanation, explain } from '../library/index.ts';
import { assertNever, Problem } from '../shared/problem.ts';
import { wantsColour } from './colour.ts';
import { standardOutput } from './streams.ts';
import { runWhy, type WhyCommandOptions } from './why.ts';

type Stage = 'tokens' | 'ast' | 'plan' | 'sql';

export interface ExplainOptions extends WhyCommandOptions {
  /** Runs the search over logs and says why it matched or did not. */
  readonly why?: true;
  readonly stage?: Stage;
  readonly dialect?: string;
}

/** What stands on the command line. */
export interface Explained {
  readonly search: string;
  readonly logs: readonly string[];
  /** Names of the options that were typed, and not set by a configuration file. */
  readonly typed: readonly string[];
}

/** `karst explain`: gives the exit code. @throws Problem CLI001 for options that have no effect together */
export async function runExplain(given: Explained, options: ExplainOptions, signal: AbortSignal): Promise<number> {
  const { logs } = given;
  const search = isFile(given.search) ? { file: given.search } : { spl: given.search };
  refuseUseless(given, options);
  if (options.why === true) return await runWhy(search, logs, options, signal);
  const { content, timezone, now, dialect } = options;
  const explanation = await explain({
    search,
    ...(dialect === undefined ? {} : { dialect }),
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

/** What is given must have an effect: logs and what is said of them are read by --why alone, which has no stages. */
function refuseUseless({ logs, typed }: Explained, options: ExplainOptions): void {
  const see = { hint: 'see karst explain --help' };
  if (options.why === true) {
    const [useless] = OF_STAGES.filter((name) => typed.includes(name));
    if (useless !== undefined) throw new Problem('CLI001', `--${useless} has no effect with --why`, see);
    if (logs.length === 0) throw new Problem('CLI001', '--why needs logs: files or folders behind the search', see);
    return;
  }
  if (logs.length > 0) {
    const hint =
      'put a search between single quotes, so that the shell takes it as one argument; logs are read with --why';
    throw new Problem('CLI001', 'more arguments than the command takes', { hint });
  }
  const [useless] = OF_WHY.filter((name) => typed.includes(name));
  if (useless !== undefined) throw new Problem('CLI001', `--${kebab(useless)} has an effect with --why only`, see);
}

const OF_STAGES = ['stage', 'dialect'] as const;

const OF_WHY = [
  'format',
  'source',
  'sourcetype',
  'index',
  'host',
  'earliest',
  'latest',
  'quiet',
  'threads',
  'memory',
  'tempDir',
  'geoip',
  'assets',
  'identities',
] as const;

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
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
