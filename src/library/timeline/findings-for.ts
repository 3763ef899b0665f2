import { type Finding, severityAtLeast } from '../../findings/index.ts';
import { type HuntOptions, huntFindings } from '../hunt.ts';
import { savedFindings } from '../saved-findings.ts';

/** Where findings come from: files of them, or else detections that are run over the logs. */
export interface FindingSource extends HuntOptions {
  /** Files of findings, as a hunt writes them. Of the selection of detections only the severity counts for them. */
  readonly findings?: readonly string[];
}

/**
 * The findings of files, or else those of a hunt over the logs.
 *
 * @throws Problem as `huntFindings` and `savedFindings`
 */
export async function* findingsFor({ findings, ...hunt }: FindingSource): AsyncGenerator<Finding, void> {
  if (findings === undefined) {
    yield* huntFindings(hunt);
    return;
  }
  const { content: _, select, ...times } = hunt;
  const least = select?.minSeverity;
  for await (const finding of savedFindings({ ...times, files: findings })) {
    if (least === undefined || severityAtLeast(finding.severity, least)) yield finding;
  }
}
