import type { Palette } from '../../findings/index.ts';
import type { TestOutcome, TestReport } from '../../library/index.ts';

export interface TestRenderOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
}

export interface TestRenderer {
  /** The text for one test, as soon as it has run; empty for what comes at the end. */
  readonly write: (outcome: TestOutcome) => string;
  readonly end: (report: TestReport) => string;
}

/** A form in which the outcomes of tests are written. One file each; `TEST_FORMATS` lists them. */
export interface TestFormat {
  /** For the help. */
  readonly summary: string;
  readonly open: (options: TestRenderOptions) => TestRenderer;
}

/** The reason of an outcome with its notes, in one text. */
export function wholeReason({ reason, notes }: TestOutcome): string {
  return [reason, ...notes].filter((text) => text !== '').join('; ');
}

/** What a test is called beside others of the same detection. */
export function titleOf({ test, kind }: TestOutcome): string {
  return kind === 'integration' ? `Integration: ${test.name}` : test.name;
}
