import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow } from '../../index.ts';

const HEADER = '<14>1 2024-10-17T09:12:44Z fw - - - - ';
const TRAFFIC =
  '1,2024/10/17 09:12:44,0128,TRAFFIC,end,2305,2024/10/17 09:12:44,10.0.0.1,192.0.2.1,0.0.0.0,0.0.0.0,Out,,,ssl,vsys1,Trust,Untrust,e1,e2,fwd,,14,1,50624,443,0,0,0x0,tcp,deny,7419,6609,810,25,2024/10/17 09:12:00,44,any';

test('traffic', () => {
  const event = eventOf(HEADER + TRAFFIC);
  expect(event).toMatchObject({ time: 1729156364, source: 'pan:traffic', sourcetype: 'pan:traffic' });
  expect(Object.fromEntries(datasetRow(event, 'Network_Traffic.All_Traffic'))).toMatchObject({
    action: 'blocked',
    src: '10.0.0.1',
    dest_port: '443',
    bytes: '7419',
    rule: 'Out',
    user: 'unknown',
  });
});

test('a threat of the kind url is web traffic', () => {
  const items = TRAFFIC.replace('TRAFFIC,end', 'THREAT,url').split(',').slice(0, 31);
  items[30] = 'alert';
  items[31] = '"x.com/a,b"';
  items[32] = 'Name(9999)';
  items[34] = 'informational';
  items[63] = 'get';
  const event = eventOf(Array.from(items, (item) => item ?? '').join(','));
  expect(event).toMatchObject({ sourcetype: 'pan:threat', datasets: ['Web.Web', 'Web.Proxy'] });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    url: 'x.com/a,b',
    http_method: 'GET',
    action: 'allowed',
    threat_id: '9999',
    severity: 'informational',
  });
});

test('a cut line keeps its items', () => {
  const { fields } = eventOf(TRAFFIC.slice(0, 80));
  expect([fields.get('src'), fields.has('dest_port')]).toEqual(['10.0.0.1', false]);
});
