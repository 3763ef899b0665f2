import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { datasetRow, type LogEvent } from '../../index.ts';

function fields(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(event.fields);
}

describe('Zscaler', () => {
  const web = [
    '2024-03-05 09:18:29',
    'reason=Blocked',
    'event_id=7',
    'action=Blocked',
    'requestsize=10',
    'responsesize=20',
    'urlcategory=Malicious Content',
    'serverip=203.0.113.9',
    'requestmethod=GET',
    'refererURL=None',
    'useragent=Mozilla/5.0 (X11; a=b)',
    'ClientIP=10.0.0.7',
    'status=403',
    'user=kim@example.test',
    'url=evil.example/x?a=1',
    'hostname=evil.example',
    'threatname=Win32.Coinminer.X',
    'threatclass=Virus',
    'deviceowner=kim',
  ].join('\t');

  test('a download that was blocked', () => {
    const event = eventOf(web);
    expect(event).toMatchObject({
      source: 'zscaler',
      sourcetype: 'zscalernss-web',
      time: Date.UTC(2024, 2, 5, 9, 18, 29) / 1000,
    });
    expect(fields(event)).toMatchObject({
      action: 'blocked',
      vendor_action: 'Blocked',
      deviceowner: 'kim',
      user: 'kim@example.test',
      urlcategory: 'Malicious Content',
      url: 'evil.example/x?a=1',
      src: '10.0.0.7',
      dest: '203.0.113.9',
      threatname: 'Win32.Coinminer.X',
      http_user_agent: 'Mozilla/5.0 (X11; a=b)',
    });
    expect(event.fields.has('http_referrer')).toBe(false);
    expect(event.datasets).toEqual(expect.arrayContaining(['Web.Proxy', 'Malware.Malware_Attacks']));
  });

  test('a connection through the firewall', () => {
    const event = eventOf(
      'datetime=Tue Mar 05 09:18:29 2024\tuser=kim\tcdport=443\tcsport=50123\tcsip=10.0.0.7\tcdip=203.0.113.9\taction=Allow\tnwapp=https\tproto=TCP\tinbytes=20\toutbytes=10\trulelabel=All',
    );
    expect(event).toMatchObject({ sourcetype: 'zscalernss-fw', time: Date.UTC(2024, 2, 5, 9, 18, 29) / 1000 });
    expect(Object.fromEntries(datasetRow(event, 'Network_Traffic.All_Traffic'))).toMatchObject({
      src: '10.0.0.7',
      dest: '203.0.113.9',
      dest_port: '443',
      transport: 'tcp',
      action: 'allowed',
      rule: 'All',
      app: 'https',
    });
  });

  test('cut anywhere', () => {
    for (let end = 0; end < web.length; end += 7) eventOf(web.slice(0, end), { sourcetype: 'zscalernss-web' });
  });
});

test('Ivanti: what is absent is said to be', () => {
  const event = eventOf(
    '[19/Aug/2024:19:41:22 +0000]\tUSER=!!ABSENT!!\tGROUP=!!ABSENT!!\tAUTH=!!ABSENT!!\tIP=!!ABSENT!!\tOPERATION=adduser\tMODUSER=newadmin\tMODGROUP=admin',
  );
  expect(event).toMatchObject({ source: 'ivanti_vtm', sourcetype: 'ivanti_vtm_audit', time: 1724096482 });
  expect(fields(event)).toMatchObject({ USER: '!!ABSENT!!', OPERATION: 'adduser', MODGROUP: 'admin' });
});

test('F5: a request to the management interface', () => {
  const event = eventOf(
    'Mar  5 09:18:29 bigip1 info httpd[123]: [ssl_acc] 10.0.0.7 - kim [05/Mar/2024:09:18:29 +0000] "/tmui/login.jsp" "GET /tmui/login.jsp/..;/x HTTP/1.1" 200 10',
  );
  expect(event.sourcetype).toBe('f5:bigip:syslog');
  expect(fields(event)).toMatchObject({ url: '/tmui/login.jsp/..;/x', http_method: 'GET', status: '200' });
  expect(event.datasets).toContain('Web.Web');
});

test('any text under these sourcetypes: nothing is thrown', () => {
  const sourcetype = fc.constantFrom('zscalernss-web', 'zscalernss-fw', 'ivanti_vtm_audit', 'f5:bigip:rogue');
  fc.assert(
    fc.property(
      sourcetype,
      fc.array(fc.oneof(fc.string(), fc.constantFrom('\t', '=', 'action=', '"GET '))),
      (given, parts) => {
        expect(eventOf(`x${parts.join('')}`, { sourcetype: given }).sourcetype).toBe(given);
      },
    ),
  );
});
