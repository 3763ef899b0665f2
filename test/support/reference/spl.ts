import { commandNamed, commandNames } from '../../../src/language/commands/index.ts';

/** docs/spl.md: every command, what karst does with it, and the manual's page that its rules come from. */
export function splReference(): string {
  const commands = [...new Set([...commandNames()].map((name) => commandNamed(name)))]
    .filter((entry) => entry !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const run = commands.filter(({ plan }) => plan !== undefined);
  const waiting = commands.filter(({ plan, unsupported }) => plan === undefined && unsupported === undefined);
  const never = commands.filter(({ plan, unsupported }) => plan === undefined && unsupported !== undefined);
  return [
    '# Commands',
    'Made by `npm run reference` from the entries in `src/language/commands/`; do not edit.',
    `karst parses ${commands.length} commands and runs ${run.length} of them.`,
    '## Commands that run',
    ...run.map((one) => section(one)),
    '## Commands that do not run yet',
    'They parse, and are error SPL301 where a search is to be run.',
    waiting.map(({ name, doc }) => `- \`${name}\`: ${doc.summary}`).join('\n'),
    '## Commands that need a Splunk server',
    'They parse, and are error SPL301 with a hint.',
    never.map(({ name, unsupported }) => `- \`${name}\`: ${unsupported}`).join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function section({ name, aliases = [], doc }: NonNullable<ReturnType<typeof commandNamed>>): string {
  const names = [name, ...aliases].join(', ');
  return [`### ${names}`, doc.summary, `\`\`\`text\n${doc.syntax}\n\`\`\``, `Source: ${doc.source}.`].join('\n\n');
}
