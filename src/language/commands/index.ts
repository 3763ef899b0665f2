import type { CommandNode } from '../ast.ts';
import { bin } from './bin.ts';
import { convert } from './convert.ts';
import { dedup } from './dedup.ts';
import type { CommandDefinition } from './define.ts';
import { evalCommand } from './eval.ts';
import { fields } from './fields.ts';
import { fillnull } from './fillnull.ts';
import { head } from './head.ts';
import { join } from './join.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { sort } from './sort.ts';
import { stats } from './stats.ts';
import { table } from './table.ts';
import { tstats } from './tstats.ts';
import { where } from './where.ts';

/** Every command of the language. To add one, write its file and list it here. */
export const COMMANDS = [
  bin,
  convert,
  dedup,
  evalCommand,
  fields,
  fillnull,
  head,
  join,
  rename,
  search,
  sort,
  stats,
  table,
  tstats,
  where,
] as const;

/** The nodes of all commands: `kind` tells them apart. */
export type Command = ReturnType<(typeof COMMANDS)[number]['parse']>;

// A definition's `plan` takes the node that its own `parse` gave, so that one entry never sees another's node.
const ENTRIES = COMMANDS as unknown as readonly CommandDefinition<CommandNode>[];

const BY_NAME: ReadonlyMap<string, CommandDefinition<CommandNode>> = new Map(
  ENTRIES.flatMap((entry) => [entry.name, ...(entry.aliases ?? [])].map((name) => [name, entry] as const)),
);

/** The definition of a command by its name or alias in lower case, or undefined. */
export function commandNamed(name: string): CommandDefinition<CommandNode> | undefined {
  return BY_NAME.get(name);
}

/** All names and aliases, in lower case. */
export function commandNames(): Iterable<string> {
  return BY_NAME.keys();
}
