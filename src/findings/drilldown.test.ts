import { describe, expect, test } from 'vitest';
import type { Detection, DrilldownSearch } from '../content/index.ts';
import { type DrilledFinding, drilldowns } from './drilldown.ts';

const DETECTION: Detection = {
  generation: 'v5',
  file: 'detections/x.yml',
  name: 'X',
  type: 'TTP',
  status: 'production',
  description: '',
  references: [],
  howToImplement: '',
  knownFalsePositives: '',
  drilldownSearches: [],
  search: 'index=main | rex "(?<a>x)$" | stats count by dest user\n',
  searchSource: { fileText: '', start: 0, end: 0, style: 'plain' },
  dataSources: [],
  analyticStories: [],
  mitreAttackIds: [],
  products: [],
  cves: [],
  tests: [],
  risk: {
    message: '',
    score: 80,
    severity: 'high',
    riskObjects: [
      { field: 'dest', type: 'system', score: 80, message: '' },
      { field: 'user', type: 'user', score: 80, message: '' },
    ],
    threatObjects: [],
    deploysRisk: true,
  },
};

const FINDING: DrilledFinding = {
  result: { dest: 'ws "07"', user: 'kim' },
  first_time: '2024-10-17T09:12:44Z',
  last_time: '2024-10-17T09:15:00Z',
};

const FIRST = Date.parse('2024-10-17T09:12:44Z') / 1000;
const LAST = Date.parse('2024-10-17T09:15:00Z') / 1000;

function only(drilldown: Partial<DrilldownSearch>, finding = FINDING, search = DETECTION.search) {
  const drilldownSearches = [{ name: 'N', search: 'search x', ...drilldown }];
  const [one] = drilldowns(finding, { ...DETECTION, drilldownSearches, search });
  return one;
}

describe('a drilldown', () => {
  test('has the values of the finding in its name and its search, and the detection as it is written', () => {
    const search = '%original_detection_search% | search dest = "$dest$" user = $user$';
    expect(only({ name: 'Results for "$dest$"', search })).toMatchObject({
      name: 'Results for "ws "07""',
      search: 'index=main | rex "(?<a>x)$" | stats count by dest user | search dest = "ws \\"07\\"" user = kim',
      missing: [],
    });
  });

  test('tells the fields that the finding does not have', () => {
    expect(only({ search: 'search a=$src$ b="$src$" c=$user$' })?.missing).toEqual(['src']);
  });

  const RANGE = { earliest: '$info_min_time$', latest: '$info_max_time$' };
  test('has the range of the finding, with an hour before and after it', () => {
    expect(only(RANGE)).toMatchObject({ earliest: FIRST - 3600, latest: LAST + 1 + 3600 });
  });

  test('has the range of its events, where all are known', () => {
    const events = [{ time: FIRST - 4.5 }, { time: LAST + 90.2 }];
    const finding = { ...FINDING, events, events_total: 2 };
    expect(only(RANGE, finding)).toMatchObject({ earliest: FIRST - 5, latest: LAST + 92 });
    expect(only(RANGE, { ...finding, events_total: 3 })).toMatchObject({ earliest: FIRST - 3605 });
  });

  test('ends where the time span ends that its detection puts events together in', () => {
    const finding = { ...FINDING, events: [], events_total: 0 };
    expect(only(RANGE, finding, 'tstats count by _time span=1h | bin span=5m _time')?.latest).toBe(LAST + 3600);
  });

  test('has the range as tokens of its search', () => {
    const finding = { ...FINDING, events: [], events_total: 0 };
    const search = 'search earliest=$info_min_time$ latest=$info_max_time$';
    expect(only({ search }, finding)?.search).toBe(`search earliest=${FIRST} latest=${LAST + 1}`);
  });

  test.each([
    ['7d', '0', -7 * 86_400, 0],
    ['7200', '3600', -7200, 3600],
    ['-2h', '+10m', -7200, 600],
  ])('takes %s and %s for what lies beyond it', (earliest, latest, before, after) => {
    const finding = { ...FINDING, events: [], events_total: 0 };
    expect(only({ earliest, latest }, finding)).toMatchObject({ earliest: FIRST + before, latest: LAST + 1 + after });
  });

  test('without offsets, or of a finding without a time, is of all time', () => {
    expect(only({})).toMatchObject({ earliest: null, latest: null });
    expect(only(RANGE, { ...FINDING, first_time: null, last_time: null })).toMatchObject({
      earliest: null,
      latest: null,
    });
  });
});

describe('a detection without drilldowns', () => {
  test('has those of its risk objects, as far as the finding has them', () => {
    const { result: _, ...times } = FINDING;
    const made = drilldowns({ ...times, result: { user: ['kim', 'ivo'], dest: 'ws-07' } }, DETECTION);
    expect(made.map(({ name }) => name)).toEqual([
      'View the detection results for - "ws-07" and "kim ivo"',
      'View risk events for the last 7 days for - "ws-07" and "kim ivo"',
    ]);
    expect(made[0]?.search).toBe(`${DETECTION.search.trim()} | search dest = "ws-07" (user="kim" OR user="ivo")`);
    expect(made[1]?.search).toContain('normalized_risk_object IN ("ws-07", "kim", "ivo")');
    expect(drilldowns({ ...times, result: { user: 'kim' } }, DETECTION)[0]?.search).toMatch(/ \| search user = "kim"$/);
  });

  test('and without risk objects shows its results', () => {
    const risk = { ...DETECTION.risk, riskObjects: [] };
    expect(drilldowns(FINDING, { ...DETECTION, risk })).toEqual([
      {
        name: 'View the detection results',
        search: DETECTION.search.trim(),
        earliest: FIRST - 3600,
        latest: LAST + 3601,
        missing: [],
      },
    ]);
  });
});
