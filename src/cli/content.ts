import { readFile } from 'node:fs/promises';
import type { Generation } from '../content/index.ts';
import { colourPalette, plainPalette } from '../findings/index.ts';
import type { Row } from '../language/index.ts';
import {
  type ContentItem,
  contentSchema,
  type FormKind,
  type FoundContent,
  findContent,
  LISTED_KINDS,
  type ListedKind,
  listContent,
} from '../library/index.ts';
import { formatCount } from '../shared/figures.ts';
import { Problem } from '../shared/problem.ts';
import { wantsColour } from './colour.ts';
import type { SelectionOptions } from './common-options.ts';
import { contentPage } from './content-page.ts';
import { openReporter } from './reporter.ts';
import { openRowSink, type RowOptions, widthOf } from './rows.ts';
import { selectionOptions } from './run-options.ts';
import { standardOutput, withOutputs } from './streams.ts';

interface ContentCommandOptions {
  readonly content?: readonly string[];
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

export interface ContentListCommandOptions extends ContentCommandOptions, SelectionOptions, Omit<RowOptions, 'output'> {
  readonly kind?: ListedKind | 'all';
}

export interface ContentShowCommandOptions extends ContentCommandOptions {
  readonly format: 'text' | 'json' | 'yaml';
}

/** `karst content list` and `search`: gives the exit code. */
export async function runContentList(
  words: readonly string[],
  options: ContentListCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  const { content, kind = 'detection' } = options;
  const items = await listContent({
    ...(content && { content }),
    ...selectionOptions(options),
    kinds: kind === 'all' ? LISTED_KINDS : [kind],
    words,
    onProblem: reporter.onProblem,
  });
  await withOutputs(async (track) => {
    const { output, format, formatName, renderOptions } = await openRowSink(options, signal, reporter.close);
    track(output);
    const renderer = format.rows(formatName === 'table' ? { ...renderOptions, columns: COLUMNS } : renderOptions);
    for (const item of items) await output.write(renderer.write(formatName === 'table' ? shortRow(item) : { ...item }));
    await output.write(renderer.end());
  });
  reporter.say(`  ${formatCount(items.length, 'object')} of content\n`);
  return 0;
}

/** What a table has room for. */
const COLUMNS = ['name', 'kind', 'type', 'severity', 'techniques', 'stories'];

function shortRow({
  name,
  kind,
  type,
  severity,
  mitre_attack_id: techniques = [],
  analytic_story: stories = [],
}: ContentItem): Row {
  return {
    name,
    kind,
    ...(type !== undefined && { type }),
    ...(severity !== undefined && { severity }),
    ...(techniques.length > 0 && { techniques: techniques.join(' ') }),
    ...(stories.length > 0 && { stories: stories.join(', ') }),
  };
}

export interface ContentSchemaCommandOptions {
  readonly form: Generation;
}

/** `karst content schema`: gives the exit code. */
export async function runContentSchema(
  kind: FormKind,
  { form }: ContentSchemaCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const output = standardOutput(process.stdout, signal);
  await output.write(`${JSON.stringify(contentSchema(kind, form), undefined, 2)}\n`);
  await output.finish();
  return 0;
}

/** `karst content show`: gives the exit code. Objects that share the name are shown one after the other. */
export async function runContentShow(
  name: string,
  options: ContentShowCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const reporter = openReporter(options);
  const { content } = options;
  const found = await findContent(name, { ...(content && { content }), onProblem: reporter.onProblem });
  await withOutputs(async (track) => {
    const output = standardOutput(process.stdout, signal);
    track(output);
    for (const item of found) await output.write(await shown(item, options));
  });
  return 0;
}

async function shown(item: FoundContent, { format, color }: ContentShowCommandOptions): Promise<string> {
  const { stdout } = process;
  switch (format) {
    case 'json':
      return `${JSON.stringify(item, undefined, 2)}\n`;
    case 'yaml':
      return await fileOf(item);
    case 'text': {
      const palette = wantsColour(stdout, process.env, { color }) ? colourPalette : plainPalette;
      return contentPage(item, { palette, width: Math.min(widthOf(stdout), READABLE) });
    }
  }
}

/** Longer lines are hard to read. */
const READABLE = 100;

/** @throws Problem CT009 for what no file holds */
async function fileOf({ name, file }: FoundContent): Promise<string> {
  if (file !== undefined) return await readFile(file, 'utf8');
  throw new Problem('CT009', `"${name}" comes with karst and stands in no file`, { hint: 'leave --format yaml out' });
}
