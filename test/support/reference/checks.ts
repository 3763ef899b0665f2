import type { Check } from '../../../src/library/checks/check.ts';
import { CHECKS } from '../../../src/library/checks/index.ts';
import { ERROR_CODES, type ErrorCode } from '../../../src/shared/codes.ts';
import { type CheckExample, checkExamples, fileOf } from '../../checks/example.ts';
import { NOT_SHOWN } from '../../checks/not-shown.ts';
import { code } from './tables.ts';

const MADE_BY = '<!-- Made by `npm run reference` from the checks and their examples in test/checks: do not edit. -->';

/** The pages of docs/checks: paths from there to their texts. */
export function checkReference(): ReadonlyMap<string, string> {
  const examples = checkExamples();
  const pages: [string, readonly string[]][] = [
    ['README.md', index()],
    ...CHECKS.map((check): [string, readonly string[]] => [
      `${check.name}.md`,
      page(check, examples.get(check.name) ?? []),
    ]),
  ];
  return new Map(pages.map(([path, parts]) => [path, `${[MADE_BY, ...parts].join('\n\n')}\n`]));
}

function index(): readonly string[] {
  const rows = CHECKS.flatMap(({ name, severity, codes }) =>
    codes.map((one) => [one, `| ${one} | [${name}](${name}.md) | ${severity} | ${ERROR_CODES[one]} |`] as const),
  ).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# What `karst validate` checks',
    `${CHECKS.length} checks with ${rows.length} codes. An error makes a file invalid and the exit code 1, a warning is only told. Every example in these pages is run as a test: it shows what is otherwise than in a repository that is valid, and its lines are counted in what is shown.`,
    ['| code | check | severity | what it finds |', '| --- | --- | --- | --- |', ...rows.map(([, row]) => row)].join(
      '\n',
    ),
  ];
}

function page(
  { name, severity, codes, explanation, hint }: Check,
  examples: readonly CheckExample[],
): readonly string[] {
  return [
    `# ${name}`,
    explanation,
    `**Severity**: ${severity}. **What to do**: ${hint}.`,
    ...codes.flatMap((one) => section(one, examples)),
    '[All checks](README.md)',
  ];
}

function section(one: ErrorCode, examples: readonly CheckExample[]): readonly string[] {
  const reason = NOT_SHOWN[one];
  return [
    `## ${one}`,
    `${capital(ERROR_CODES[one])}.`,
    ...(reason === undefined ? [] : [`No example: ${reason}.`]),
    ...examples.filter((example) => example.code === one).flatMap(exampleParts),
  ];
}

function exampleParts(example: CheckExample): readonly string[] {
  const { says, bad, good, message, badFiles, goodFiles, files } = example;
  return [
    says,
    ...fileParts(files),
    `Bad${placeText(example)}: ${message}`,
    ...(bad === undefined ? [] : [contentPart(example, bad)]),
    ...fileParts(badFiles),
    ...(good === undefined && goodFiles === undefined ? [] : ['Good:']),
    ...(good === undefined ? [] : [contentPart(example, good)]),
    ...fileParts(goodFiles),
  ];
}

/** What the bad content lacks, and where it is wrong; of a search the place alone. */
function placeText(example: CheckExample): string {
  const { without = [], at, spl } = example;
  const file = example.in ?? (spl === true ? undefined : fileOf(example));
  const [line, column] = (typeof at === 'string' ? at : (at[0] ?? '')).split(':');
  const isShown = line !== 'file' && example.in === undefined;
  const parts = [
    ...(without.length === 0 ? [] : [`without ${without.map(code).join(', ')}`]),
    ...(file === undefined ? [] : [`in ${code(file)}`]),
    ...(isShown ? [`line ${line}${column === undefined ? '' : `, column ${column}`}`] : []),
  ];
  return `${file === undefined ? ',' : ''} ${parts.join(', ')}`;
}

function contentPart({ spl }: CheckExample, text: string): string {
  return fenced(spl === true ? 'spl' : 'yaml', text);
}

function fileParts(files: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(files).map(([name, text]) =>
    fenced(/\.ya?ml$/.test(name) ? 'yaml' : 'text', `# ${name}\n${text}`),
  );
}

/** A fence is longer than any that the text has in it. */
function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
