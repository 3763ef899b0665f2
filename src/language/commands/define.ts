import type { CommandNode } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import type { PlanContext } from '../plan/context.ts';
import type { Gate } from '../plan/gate.ts';
import type { Meeting } from '../plan/meeting.ts';

/** What a reader of the reference needs. */
export interface CommandDoc {
  readonly syntax: string;
  readonly summary: string;
  /** The page of Splunk's manual that the rules come from. */
  readonly source: string;
  /** What each option means and what it is when left out, in the order of the syntax. */
  readonly options?: Readonly<Record<string, string>>;
  /** What karst does otherwise than Splunk, or leaves out; absent where there is nothing to tell. */
  readonly differs?: string;
}

/** A command of SPL: its grammar, its plan and its documentation in one place. */
export interface CommandDefinition<N extends CommandNode> {
  /** In lower case. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly doc: CommandDoc;
  /** first: only at the start of a pipeline, after a leading pipe. later: never at the start. */
  readonly stands: 'first' | 'later' | 'anywhere';
  /** For `first`: whether this call may stand later all the same (`append=true`). */
  readonly mayFollow?: (node: N) => boolean;
  /** Reads what follows the command's name, up to the next pipe or closing bracket. */
  readonly parse: (cursor: Cursor) => N;
  /** Lowers the node. `input` is absent at the start of a pipeline. Without `plan` the command is error SPL301. */
  readonly plan?: (node: N, input: Plan | undefined, context: PlanContext) => Plan | Promise<Plan>;
  /** What rows must meet to come through, for telling why none did. Absent: that is not a matter of each row. */
  readonly gate?: (node: N, input: Plan | undefined, context: PlanContext) => Gate | Promise<Gate>;
  /** For a command that brings rows of two sides together: what must be equal. */
  readonly meeting?: (node: N, input: Plan, context: PlanContext) => Promise<Meeting>;
  /** Why the command is not run, where it never will be: the hint of SPL301. */
  readonly unsupported?: string;
}

/** Ties a definition to its node type. */
export function defineCommand<N extends CommandNode>(definition: CommandDefinition<N>): CommandDefinition<N> {
  return definition;
}
