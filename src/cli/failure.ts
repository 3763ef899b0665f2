import { Problem } from '../shared/problem.ts';
import { wantsColour } from './colour.ts';

export interface ReportOptions {
  readonly color: boolean;
  /** Shows the stack of an internal error. */
  readonly isVerbose: boolean;
}

/** Says on standard error what ended the run. The renderer is loaded only here, so that help stays quick. */
export async function reportFailure(error: unknown, { color, isVerbose }: ReportOptions): Promise<void> {
  const { colourPalette, plainPalette, renderProblem } = await import('../findings/index.ts');
  const palette = wantsColour(process.stderr, process.env, { color }) ? colourPalette : plainPalette;
  if (error instanceof Problem) {
    process.stderr.write(renderProblem(error, palette));
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${palette('red', 'internal error')} ${message}\n`);
  if (isVerbose && error instanceof Error && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
  const more = isVerbose ? '' : ' run it again with --verbose and';
  process.stderr.write(`  this is a bug of karst:${more} report the text above with the command that gave it\n`);
}
