import type { CommandEntry } from './command.ts';
import { completion } from './completion.ts';
import { content } from './content.ts';
import { convert } from './convert.ts';
import { coverage } from './coverage.ts';
import { diff } from './diff.ts';
import { drilldown } from './drilldown.ts';
import { explain } from './explain.ts';
import { hunt } from './hunt.ts';
import { parse } from './parse.ts';
import { report } from './report.ts';
import { search } from './search.ts';
import { summary } from './summary.ts';
import { test } from './test.ts';
import { timeline } from './timeline.ts';
import { tree } from './tree.ts';
import { validate } from './validate.ts';

/** Every subcommand, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  hunt,
  search,
  parse,
  explain,
  diff,
  drilldown,
  coverage,
  summary,
  timeline,
  tree,
  validate,
  test,
  report,
  content,
  convert,
  completion,
];
