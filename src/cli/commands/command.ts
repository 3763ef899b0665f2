import type { Command } from 'commander';

/** What a command gets beside its arguments. */
export interface Invocation {
  /** Ends the run from outside. */
  readonly signal: AbortSignal;
  /** Takes the exit code. */
  done(exitCode: number): void;
}

/**
 * A subcommand: one file of this folder says its arguments, options and examples, and is listed in `COMMANDS`. What it
 * does stands in `src/cli/NAME.ts`, which is loaded when the command runs: help and version answer at once.
 */
export interface CommandEntry {
  readonly name: string;
  /** The argument that the command cannot do without, as an error names it. */
  readonly needs?: string;
  /** The names of the commands that it has inside, of which one must be given. */
  readonly inner?: readonly string[];
  readonly build: (invocation: Invocation) => Command;
}

/** The section of the help with one command a line. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
