import type { Detection } from '../content/index.ts';
import type { Session } from '../engine/index.ts';
import { createNormaliser, riskRecords } from '../events/index.ts';
import type { Finding } from '../findings/index.ts';
import { countDropped, countWritten, type Tally } from './tally.ts';
import type { Times } from './times.ts';

/** Writes findings to the risk index of a session, where detections read them. */
export interface RiskWriter {
  write(detection: Detection, findings: readonly Finding[]): Promise<void>;
  /** Makes what was written searchable. */
  finish(): Promise<void>;
}

/** Risk events are what reading the findings from a file would give, and say of the search what a file does not. */
export function openRiskWriter(session: Session, { timezone, ...search }: Times, tally: Tally): RiskWriter {
  const normalise = createNormaliser({ timezone, now: search.now });
  return {
    write: async ({ description, securityDomain, name }, findings) => {
      const context = { description, search, ...(securityDomain !== undefined && { securityDomain }) };
      for (const record of riskRecords(findings, context)) {
        const event = normalise(record, name);
        countWritten(tally, event);
        await session.load([event]);
      }
    },
    finish: async () => {
      await session.finishLoading();
      countDropped(tally, session.droppedValues());
    },
  };
}
