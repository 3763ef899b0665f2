import { expect, test } from 'vitest';
import type { SearchNames } from '../../library/index.ts';
import { complete } from './complete.ts';

const NAMES: SearchNames = {
  fields: ['EventCode', 'Image', 'host', 'process_name', 'user'],
  macros: ['security_content_ctime(', 'sysmon'],
  lookups: ['lolbas', 'privileged_accounts'],
  indexes: ['main'],
  sourcetypes: ['XmlWinEventLog'],
  models: [
    {
      model: 'Endpoint',
      datasets: [
        { name: 'Processes', parent: undefined, path: ['Processes'], fields: ['process_name', 'user'] },
        { name: 'Filesystem', parent: undefined, path: ['Filesystem'], fields: ['file_name'] },
      ],
    },
  ],
};

/** What completes a text, and what part of it. */
test.each([
  ['index=main | sta', ['stats'], 'sta'],
  ['Image=x [ever', [], 'ever'],
  ['a | join host [sear', ['search', 'searchtxn'], 'sear'],
  ['Even', ['EventCode'], 'Even'],
  ['even', ['EventCode'], 'even'],
  ['| stats dc(us', ['user'], 'us'],
  ['| stats val', ['values('], 'val'],
  ['| stats cou', ['count'], 'cou'],
  ['| eval x=low', ['lower('], 'low'],
  ['| where isnotn', ['isnotnull('], 'isnotn'],
  ['| table proc', ['process_name'], 'proc'],
  ['| timechart sp', ['sparkline(', 'span='], 'sp'],
  ['a `sys', ['sysmon'], 'sys'],
  ['a `sysmon` | `sec', ['security_content_ctime('], 'sec'],
  ['| inputlookup lol', ['lolbas'], 'lol'],
  ['| lookup pri', ['privileged_accounts'], 'pri'],
  ['| lookup lolbas proc', ['process_name'], 'proc'],
  ['| tstats count from datamodel=Endpoint.Pro', ['Endpoint.Processes'], 'Endpoint.Pro'],
  ['| tstats count from datamodel=Endpoint.Processes by Processes.u', ['Processes.user'], 'Processes.u'],
  ['index=', ['main'], ''],
  ['sourcetype=xml', ['XmlWinEventLog'], 'xml'],
  [':fo', [':format'], ':fo'],
])('%s', (text, candidates, fragment) => {
  expect(complete(text, NAMES)).toEqual([candidates, fragment]);
});
