import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { readBytes } from '../../../inputs/index.ts';
import { createNormaliser, datasetRow, type LogEvent } from '../../index.ts';

const TRACKING = [
  '#Software: Microsoft Exchange Server',
  '#Version: 15.02.1118.007',
  '#Log-type: Message Tracking Log',
  '#Date: 2024-03-05T09:00:00.000Z',
  '#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source,event-id,message-id,recipient-address,total-bytes,message-subject,sender-address',
  '2024-03-05T09:18:29.123Z,10.0.0.7,pc,10.0.0.2,EX1,STOREDRIVER,DELIVER,<1@x>,kim@example.test;lee@example.test,2048,"Hello, you",ann@other.test',
].join('\r\n');

async function eventsOf(text: string): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  const normalise = createNormaliser({});
  for await (const { records } of readBytes(Buffer.from(text), 'x.log')) {
    for (const record of records) events.push(normalise(record, 'x.log'));
  }
  return events;
}

describe('message tracking of Exchange', () => {
  test('a delivery is a row of Email', async () => {
    const [event] = await eventsOf(TRACKING);
    if (event === undefined) throw new Error('no event');
    expect(event).toMatchObject({
      sourcetype: 'MSExchange:2013:MessageTracking',
      host: 'EX1',
      time: Date.UTC(2024, 2, 5, 9, 18, 29, 123) / 1000,
    });
    expect(event.datasets).toContain('Email.Delivery');
    expect(Object.fromEntries(datasetRow(event, 'Email.All_Email'))).toMatchObject({
      action: 'delivered',
      src: '10.0.0.7',
      src_user: 'ann@other.test',
      recipient: ['kim@example.test', 'lee@example.test'],
      subject: 'Hello, you',
      message_id: '<1@x>',
    });
    expect(Object.fromEntries(event.fields)).toMatchObject({
      source_id: 'STOREDRIVER',
      recipient_domain: 'example.test',
      src_user_domain: 'other.test',
    });
  });

  test('a row that is cut keeps the cells that are there', async () => {
    const [event] = await eventsOf(TRACKING.slice(0, TRACKING.indexOf(',STOREDRIVER')));
    expect(event?.fields.get('server_hostname')).toBe('EX1');
  });

  test('the first columns are known where the log does not say them', () => {
    const event = eventOf('2024-03-05T09:18:29.123Z,10.0.0.7', { sourcetype: 'MSExchange:2013:MessageTracking' });
    expect(event.fields.get('client_ip')).toBe('10.0.0.7');
  });
});

describe('message trace of Microsoft 365', () => {
  const trace = {
    MessageTraceId: 't',
    MessageId: '<1@x>',
    Received: '2024-03-05T09:18:29.123Z',
    SenderAddress: 'ann@other.test',
    RecipientAddress: 'kim@example.test',
    Subject: 'Hello',
    Status: 'FilteredAsSpam',
    FromIP: '10.0.0.7',
    Size: 2048,
  };

  test('is a row of Email', () => {
    const event = eventOf(JSON.stringify(trace));
    expect(event).toMatchObject({ sourcetype: 'o365:reporting:messagetrace', time: 1709630309.123 });
    expect(Object.fromEntries(datasetRow(event, 'Email.All_Email'))).toMatchObject({
      action: 'blocked',
      src: '10.0.0.7',
      src_user: 'ann@other.test',
      recipient: 'kim@example.test',
      message_id: '<1@x>',
      subject: 'Hello',
    });
  });

  test('with values of any kind nothing is thrown', () => {
    const keys = Object.keys(trace);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        expect(eventOf(JSON.stringify({ ...trace, [key]: value })).sourcetype).toBe('o365:reporting:messagetrace');
      }),
    );
  });
});
