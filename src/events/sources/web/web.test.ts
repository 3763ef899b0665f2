import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';

const NGINX =
  'site="www.x.com" server="www.x.com" dest_port="443" dest_ip="192.0.2.1" src="198.51.100.1" user="-" time_local="17/Oct/2024:02:12:44 -0700" status="404" bytes_out="100" bytes_in="23" http_referer="-" http_user_agent="curl/8" uri_query="-" uri_path="/a" http_method="GET" category="text/html" https="on"';

test('NGINX: named values', () => {
  const event = eventOf(NGINX);
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'nginx:plus:kv', datasets: ['Web.Web'] });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    action: 'failure',
    bytes: '123',
    url: 'https://www.x.com/a',
    url_domain: 'www.x.com',
    url_length: '19',
    http_user_agent_length: '6',
    http_referer: '-',
    status_type: 'Client Error',
  });
  for (const name of ['user', 'uri_query', 'http_referrer']) expect(event.fields.has(name)).toBe(false);
});

test('the combined format', () => {
  const event = eventOf(
    '198.51.100.1 - kim [17/Oct/2024:09:12:44 +0000] "POST /a.php?x=1 HTTP/1.1" 200 512 "-" "Mozilla/5.0 (\\"x\\")" 0.1',
  );
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'access_combined', datasets: ['Web.Web'] });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    src: '198.51.100.1',
    user: 'kim',
    http_method: 'POST',
    uri_path: '/a.php',
    uri_query: 'x=1',
    status: '200',
    bytes: '512',
    http_user_agent: 'Mozilla/5.0 (\\"x\\")',
  });
});

test('the common format, with nothing where nothing was', () => {
  const { fields } = eventOf('::1 - - [17/Oct/2024:09:12:44 +0000] "GET / HTTP/1.0" 304 -');
  expect([fields.get('src'), fields.get('status'), fields.has('bytes'), fields.has('user')]).toEqual([
    '::1',
    '304',
    false,
    false,
  ]);
});

test('IIS', () => {
  const names =
    'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken'.split(
      ' ',
    );
  const event = eventOf(
    '2024-10-17 09:12:44 10.0.0.1 POST /owa/a.aspx - 443 - 198.51.100.1 curl+8 500 7',
    {},
    { kind: 'w3c', separator: ' ', names },
  );
  expect(event).toMatchObject({ time: 1729156364, sourcetype: 'ms:iis:auto', datasets: ['Web.Web'] });
  expect(Object.fromEntries(event.fields)).toMatchObject({
    cs_method: 'POST',
    http_method: 'POST',
    dest: '10.0.0.1',
    src: '198.51.100.1',
    http_user_agent: 'curl 8',
    status: '500',
    action: 'failure',
    url: 'https://10.0.0.1/owa/a.aspx',
  });
});

test("Splunk's audit trail", () => {
  const event = eventOf(
    'Audit:[timestamp=10-17-2024 09:12:44.500, user=admin, action=search, info=granted REST: /x, a]',
  );
  expect(event.time).toBe(1729156364.5);
  expect(Object.fromEntries(event.fields)).toMatchObject({ user: 'admin', action: 'search', info: 'granted REST: /x' });
});

test('whatever a request holds, nothing is thrown or hangs', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      eventOf(`::1 - - [17/Oct/2024:09:12:44 +0000] "${text}`);
      eventOf(`site="a" server="${text}`);
    }),
  );
});
