import { describe, expect, test } from 'vitest';
import type { Detection } from '../content/index.ts';
import { type DetectionSelection, selectDetections } from './selection.ts';

function detection(name: string, more: Partial<Detection> = {}, severity: Detection['risk']['severity'] = 'low') {
  const made: Detection = {
    generation: 'v5',
    file: `content/detections/endpoint/${name}.yml`,
    name,
    type: 'TTP',
    status: 'production',
    description: '',
    references: [],
    howToImplement: '',
    knownFalsePositives: '',
    drilldownSearches: [],
    search: '',
    searchSource: { fileText: '', start: 0, end: 0, style: 'plain' },
    dataSources: [],
    analyticStories: [],
    mitreAttackIds: [],
    products: [],
    cves: [],
    tests: [],
    risk: { message: '', score: 0, severity, riskObjects: [], threatObjects: [], deploysRisk: true },
    ...more,
  };
  return made;
}

const DETECTIONS = [
  detection('shell', { mitreAttackIds: ['T1059.001'], analyticStories: ['Remcos'], assetType: 'Endpoint' }, 'high'),
  detection('script', {
    type: 'Hunting',
    mitreAttackIds: ['T1059'],
    dataSources: ['Sysmon EventID 1 AND Sysmon EventID 11'],
  }),
  detection(
    'cloud',
    { type: 'Anomaly', file: 'content/cloud/aws.yml', id: 'b0a0', cves: ['CVE-2021-44228'] },
    'critical',
  ),
];

function named(selection: DetectionSelection): readonly string[] {
  return selectDetections(DETECTIONS, selection).map(({ name }) => name);
}

describe('selectDetections', () => {
  test.each<[string, DetectionSelection, readonly string[]]>([
    ['nothing asked for is all', {}, ['shell', 'script', 'cloud']],
    ['a severity and those above', { minSeverity: 'high' }, ['shell', 'cloud']],
    ['one of several types', { types: ['Hunting', 'Anomaly'] }, ['script', 'cloud']],
    ['a story in any letter case', { stories: ['REMCOS'] }, ['shell']],
    ['a technique with its sub-techniques', { techniques: ['t1059'] }, ['shell', 'script']],
    ['a sub-technique alone', { techniques: ['T1059.001'] }, ['shell']],
    ['a tag by its key', { tags: ['asset_type=endpoint'] }, ['shell']],
    ['a tag by its value alone', { tags: ['CVE-2021-*'] }, ['cloud']],
    ['each of the data sources of an entry', { tags: ['data_source=Sysmon EventID 11'] }, ['script']],
    ['one of the values of a key', { tags: ['cve=CVE-2021-44228', 'CVE-*', 'cve=CVE-2021-4422?'] }, ['cloud']],
    ['not a name', { exclude: ['Shell'] }, ['script', 'cloud']],
    ['not an id', { exclude: ['B0A0'] }, ['shell', 'script']],
    ['not a file', { exclude: ['cloud/aws.yml'] }, ['shell', 'script']],
    ['not the files of a folder', { exclude: ['endpoint/*'] }, ['cloud']],
    ['** goes into the folders below', { exclude: ['content/**/s*.yml'] }, ['cloud']],
    ['all at once', { techniques: ['T1059'], types: ['TTP'], minSeverity: 'low' }, ['shell']],
  ])('%s', (_, selection, expected) => {
    expect(named(selection)).toEqual(expected);
  });

  test.each<[DetectionSelection, string, string | undefined]>([
    [{ stories: ['Remco'] }, 'no detection has the story "Remco"', 'did you mean "Remcos"?'],
    [{ techniques: ['T9999'] }, 'no detection has the technique "T9999"', 'there are T1059, T1059.001'],
    [{ tags: ['asset_typ=x'] }, 'detections have no tag "asset_typ"', 'did you mean "asset_type"?'],
    [{ tags: ['product=Splunk'] }, 'no detection has the product "Splunk"', undefined],
    [
      { tags: ['asset_type=Endpoint', 'cve=CVE-2021-44228'] },
      'no detection is selected: none of 3 is left',
      'ask for less at once',
    ],
    [{ exclude: ['content/*.yml'] }, 'no detection has the name, id or file "content/*.yml"', undefined],
    [{ exclude: ['shel'] }, 'no detection has the name, id or file "shel"', 'did you mean "shell"?'],
    [
      { minSeverity: 'critical', types: ['TTP'] },
      'no detection is selected: none of 3 is left',
      'ask for less at once',
    ],
  ])('%j selects nothing: %s', (selection, message, hint) => {
    expect.assertions(1);
    try {
      named(selection);
    } catch (error) {
      expect(error).toMatchObject({ code: 'CT009', message, details: hint === undefined ? {} : { hint } });
    }
  });

  test('content without detections is not refused: the run says so', () => {
    expect(selectDetections([], { types: ['TTP'] })).toEqual([]);
  });
});
