import type { ParsedSearch } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import { modelName } from './model.ts';

/** The names of the models that a search trains; what its subsearches train is not among them. */
export function modelsTrained({ pipeline }: ParsedSearch): readonly string[] {
  const commands = pipeline.commands as readonly Command[];
  return commands.flatMap((node) => (node.kind === 'Fit' && node.into !== undefined ? [modelName(node.into)] : []));
}
