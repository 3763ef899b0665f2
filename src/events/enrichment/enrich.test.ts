import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventFields } from '../fields.ts';
import { openEnrichment } from './enrich.ts';
import { openRanges } from './ranges.ts';

const ENTITIES = {
  assets: [
    {
      ip: '10.1.2.3|10.1.2.4',
      nt_host: 'WS-07',
      dns: 'ws-07.corp',
      owner: 'kim',
      category: 'pci|laptop',
      priority: 'high',
    },
    { ip: '10.1.0.0/16', bunit: 'emea', priority: 'low' },
    { ip: '10.1.2.0-10.1.2.9', bunit: 'lab' },
    { nt_host: 'ws-07', owner: 'second' },
  ],
  identities: [
    { identity: 'kim|CORP\\kim', email: 'kim@corp.example', category: 'privileged', watchlist: 'true', first: 'Kim' },
  ],
};

function enriched(event: Readonly<Record<string, string | readonly string[]>>): Record<string, unknown> {
  const fields = new EventFields();
  for (const [name, value] of Object.entries(event)) fields.set(name, value);
  openEnrichment(ENTITIES)(fields);
  return Object.fromEntries(fields);
}

describe('context', () => {
  test('of an asset by any of its keys, whatever the case of letters', () => {
    for (const dest of ['10.1.2.4', 'ws-07', 'WS-07.CORP']) {
      expect(enriched({ dest })).toMatchObject({
        dest,
        dest_owner: 'kim',
        dest_priority: 'high',
        dest_category: ['pci', 'laptop'],
        dest_ip: ['10.1.2.3', '10.1.2.4'],
      });
    }
  });

  test('of the narrowest range around an address', () => {
    expect(enriched({ src: '10.1.2.5' })).toMatchObject({ src_bunit: 'lab' });
    expect(enriched({ dvc: '10.1.9.9' })).toMatchObject({ dvc_bunit: 'emea', dvc_priority: 'low' });
    expect(enriched({ dest: '10.2.0.1' })).toEqual({ dest: '10.2.0.1' });
  });

  test('of an identity, by its address too', () => {
    expect(enriched({ user: 'Kim', src_user: 'KIM@corp.example' })).toMatchObject({
      user_category: 'privileged',
      user_first: 'Kim',
      src_user_watchlist: 'true',
    });
  });

  test('keeps what is there, and takes the first value that is known', () => {
    expect(enriched({ dest: ['x', 'ws-07'], dest_owner: 'ann' })).toMatchObject({
      dest_owner: 'ann',
      dest_dns: 'ws-07.corp',
    });
  });
});

describe('ranges', () => {
  test.each([
    ['2001:db8::/32', '2001:db8:1::9', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['::ffff:10.0.0.0/104', '::ffff:10.9.9.9', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::1', false],
    ['10.0.0.5/30', '10.0.0.4', true],
    ['10.0.0.0/33', '10.0.0.0', false],
    ['10.0.0.1-::1', '10.0.0.1', false],
  ])('%s and %s: %s', (range, address, expected) => {
    expect(openRanges([[range, true]])(address) === true).toBe(expected);
  });

  test('any text: no failure', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (range, address) => {
        openRanges([[range, true]])(address);
        openRanges([[`${address}/8`, true]])(address);
      }),
    );
  });
});
