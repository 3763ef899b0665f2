import { csv } from './csv.ts';
import { entities } from './entities.ts';
import type { FindingFormat, Format } from './format.ts';
import { html } from './html.ts';
import { jsonl } from './jsonl.ts';
import { markdown } from './markdown.ts';
import { navigator } from './navigator.ts';
import { notable } from './notable.ts';
import { ocsf } from './ocsf.ts';
import { sarif } from './sarif.ts';
import { stix } from './stix.ts';
import { table } from './table.ts';
import { timesketch } from './timesketch.ts';

/** The formats of rows, and of findings. */
export const FORMATS = { table, jsonl, csv } as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

/** The formats of findings. */
export const FINDING_FORMATS = {
  ...FORMATS,
  entities,
  markdown,
  html,
  navigator,
  sarif,
  ocsf,
  stix,
  timesketch,
  notable,
} as const satisfies Readonly<Record<string, FindingFormat>>;

export type FindingFormatName = keyof typeof FINDING_FORMATS;
