import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

test('the columns of the row stand at the top', () => {
  const row = {
    time: '2024-10-17T09:12:44.5Z',
    tenantId: 't',
    operationName: 'Publish',
    category: 'AdvancedHunting-AlertInfo',
    properties: { AlertId: 'a', SHA1: null, Severity: 'High', Title: 'T', More: '{"a":1}' },
  };
  const event = eventOf(JSON.stringify(row));
  expect(event).toMatchObject({ time: 1729156364.5, source: 'eventhub://windowsdefenderlogs' });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    AlertId: 'a',
    SHA1: 'null',
    TenantId: 't',
    Category: 'AdvancedHunting-AlertInfo',
    More: '{"a":1}',
    severity: 'high',
  });
  expect(event.fields.has('properties.AlertId')).toBe(false);
  expect(event.datasets).toContain('Alerts.Alerts');
});
