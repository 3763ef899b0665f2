import { formatCount } from '../../shared/figures.ts';
import type { RunReport } from '../report.ts';
import { isoTime } from '../time.ts';
import type { FindingFormat, FindingRenderer, RenderOptions } from './format.ts';
import { entitiesPart } from './html/entities-part.ts';
import { findingsPart } from './html/findings-part.ts';
import { type Gathered, openGathering } from './html/gathered.ts';
import { element } from './html/markup.ts';
import { matrixPart } from './html/matrix-part.ts';
import { contents, pageOf } from './html/page.ts';
import { summaryPart } from './html/summary-part.ts';
import { timelinePart } from './html/timeline-part.ts';

/**
 * A report for people, as one file that needs nothing else: no network, no script. What is shown of findings is
 * bounded in memory and in the file; the rest is counted.
 */
export const html: FindingFormat = {
  summary: 'a report as one HTML file that needs nothing else',
  findings: renderReport,
};

function renderReport(options: RenderOptions): FindingRenderer {
  const { add, gathered } = openGathering();
  return {
    write: (finding) => {
      add(finding);
      return '';
    },
    end: (report) => reportPage(report, gathered(), options),
  };
}

const PARTS = [
  ['summary', 'Summary'],
  ['attack', 'ATT&CK'],
  ['timeline', 'Timeline'],
  ['entities', 'Entities'],
  ['findings', 'Findings'],
] as const;

function reportPage(report: RunReport, gathered: Gathered, options: RenderOptions): string {
  const header = element(
    'header',
    {},
    element('h1', {}, 'Findings of karst'),
    element(
      'p',
      {},
      `${formatCount(gathered.count, 'finding')} of ${formatCount(gathered.sections.length, 'detection')}, at ${isoTime(report.now)}`,
    ),
    contents(PARTS),
  );
  const main = element(
    'main',
    {},
    summaryPart(report, gathered),
    matrixPart(report),
    timelinePart(gathered),
    entitiesPart(report),
    findingsPart(report, gathered, options),
  );
  return pageOf('Findings of karst', header, main);
}
