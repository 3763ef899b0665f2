import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow } from '../../index.ts';

const FLOW = '2 123456789012 eni-0b0f 10.0.1.30 10.0.1.1 47254 22 17 2 98 1697608042 1697608070 ACCEPT OK';

test('a flow', () => {
  const event = eventOf(FLOW);
  expect(event).toMatchObject({ time: 1697608042, sourcetype: 'aws:cloudwatchlogs:vpcflow' });
  expect(Object.fromEntries(event.fields)).toMatchObject({ duration: '28', transport: 'UDP', dvc: 'eni-0b0f' });
  expect(Object.fromEntries(datasetRow(event, 'Network_Traffic.All_Traffic'))).toMatchObject({
    action: 'allowed',
    dest: '10.0.1.1',
    dest_port: '22',
    src: '10.0.1.30',
    transport: 'udp',
    bytes: '98',
  });
});

test('a flow without data is no traffic', () => {
  const event = eventOf('2 123456789012 eni-0b0f - - - - - - - 1697608042 1697608070 - NODATA');
  expect(event.fields.get('src_ip')).toBe('unknown');
  expect(event.datasets).toEqual([]);
});

test('a cut flow keeps what it has', () => {
  const { fields } = eventOf('2 123456789012 eni-0b0f 10.0.1.30', { sourcetype: 'aws:cloudwatchlogs:vpcflow' });
  expect([fields.get('src'), fields.get('dest'), fields.get('duration')]).toEqual(['10.0.1.30', undefined, undefined]);
});

test('a finding of Security Hub', () => {
  const finding = {
    ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty',
    GeneratorId: 'g',
    AwsAccountId: '1',
    Title: 'T',
    Severity: { Label: 'LOW', Normalized: 20 },
    UpdatedAt: '2024-10-17T09:12:44Z',
    Resources: [{ Id: 'arn:aws:ec2:us-east-1:1:instance/i-9', Type: 'AwsEc2Instance' }, { Id: 'arn:aws:s3:::b' }],
  };
  const event = eventOf(JSON.stringify(finding));
  expect(event).toMatchObject({ time: 1729156364, source: 'aws_securityhub_finding' });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    severity: 'low',
    signature: 'T',
    dest: 'i-9',
    s3bucket_extract: 'b',
    app: 'guardduty',
    vendor_region: 'us-east-1',
  });
  expect(event.datasets).toContain('Alerts.Alerts');
});

test('a row of CloudFront', () => {
  const row =
    '2024-10-17\t09:12:44\tLAX1\t2390282\t192.0.2.202\tGET\td1.cloudfront.net\t/soccer/\t302\t-\tMozilla%2F5.0%20(x)\tid=1\t-\tMiss\tSOX4\twww.x.com\thttps\t210\t0.5';
  const event = eventOf(row);
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'aws:cloudfront:accesslogs' });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    src: '192.0.2.202',
    status: '302',
    url: 'https://www.x.com/soccer/?id=1',
    http_user_agent: 'Mozilla/5.0 (x)',
    bytes: '2390492',
  });
  expect(event.datasets).toContain('Web.Web');
});

test('an event of Security Lake keeps its names', () => {
  const event = eventOf(
    '{"class_uid":3005,"category_uid":3,"metadata":{"uid":"u"},"cloud":{"region":"r"},"time":1729156364000}',
  );
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'aws:cloudtrail:lake' });
  expect(event.fields.get('cloud.region')).toBe('r');
});

test('CloudFront: the columns of the standard log', () => {
  const cells = Array.from({ length: 33 }, (_, index) => `v${index + 1}`);
  cells.splice(0, 4, '2024-10-17', '09:12:44', 'LAX1', '1');
  const { fields } = eventOf(cells.join('\t'));
  expect(fields.get('x_edge_location')).toBe('LAX1');
  expect(fields.get('c_port')).toBe('v27');
  expect(fields.get('http_content_type')).toBe('v30');
  expect(fields.get('sc_range_end')).toBe('v33');
});
