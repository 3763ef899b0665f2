import type { Risk } from '../../content/index.ts';
import type { Row } from '../../language/index.ts';
import type { TestOutcome } from './outcome.ts';
import { hasValue, tokensOf } from './verdict.ts';

/** Looks at the risk that the results of a detection would write, row by row. */
export interface RiskCheck {
  add(rows: readonly Row[]): void;
  /** What is wrong with it; empty where nothing is. */
  problems(): readonly string[];
}

/**
 * What an integration test of the publisher's tool looks at in Enterprise Security, as far as it depends on the data:
 * every risk event's message has its tokens filled in, and each risk object has a risk event at least. Names, scores,
 * types, stories and techniques of risk events are taken from the detection itself, and cannot differ.
 *
 * Source: contentctl, verdict of an integration test
 */
export function openRiskCheck({ message, riskObjects }: Risk): RiskCheck {
  const unfilled = new Map<string, number>();
  const matched = new Set<string>();
  let count = 0;
  return {
    add: (rows) => {
      for (const row of rows) {
        count++;
        const objects = riskObjects.filter(({ field }) => hasValue(row, field));
        for (const { field } of objects) matched.add(field);
        const messages = new Set([message, ...objects.map((one) => one.message)]);
        const tokens = [...messages].flatMap(tokensOf).filter((name) => !hasValue(row, name));
        for (const name of tokens) if (!unfilled.has(name)) unfilled.set(name, count);
      }
    },
    problems: () => [
      ...[...unfilled].map(([name, row]) => `the message of row ${row} has no value for $${name}$`),
      ...riskObjects
        .filter(({ field }) => !matched.has(field))
        .map(({ field, type }) => `no risk event has the risk object ${field} (${type})`),
    ],
  };
}

/** The integration test that belongs to a unit test. */
export function judgeIntegration(unit: TestOutcome, risk: RiskCheck): TestOutcome {
  const { detection, test } = unit;
  const outcome = (status: TestOutcome['status'], reason: string, notes: readonly string[] = []): TestOutcome => {
    return {
      detection,
      test,
      kind: 'integration',
      status,
      reason,
      notes,
      rows: unit.rows,
      events: null,
      seconds: NONE,
    };
  };
  const { type, risk: said } = detection;
  if (unit.status === 'skip') return outcome('skip', unit.reason);
  if (type === 'Hunting' || type === 'Correlation') return outcome('skip', `${type} detections write no risk`);
  if (test.expectedResults === 0) return outcome('skip', 'the test expects no results');
  if (unit.status !== 'pass') return outcome('fail', 'the unit test did not pass');
  if (said.riskObjects.length === 0) return outcome('skip', 'the detection has no risk objects');
  const [reason, ...notes] = risk.problems();
  return reason === undefined ? outcome('pass', '') : outcome('fail', reason, notes);
}

const NONE = { total: 0, search: 0 } as const;
