/**
 * A file of one event for each source of `SOURCES`, by the source's name: the shortest that shows what it is told by.
 * Addresses and names are those kept for documentation.
 */
export const SOURCE_EXAMPLES: Readonly<Record<string, string>> = {
  'aws-cloudtrail': json({
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      userName: 'kim',
      accountId: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/kim',
    },
    eventTime: '2024-10-17T09:12:44Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.0',
    requestParameters: { userName: 'lee' },
    responseElements: { user: { userName: 'lee' } },
    recipientAccountId: '123456789012',
  }),
  'aws-security-hub': json({
    ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty',
    GeneratorId: 'generator',
    AwsAccountId: '123456789012',
    UpdatedAt: '2024-10-17T09:12:44.000Z',
    Title: 'Unusual call',
    Severity: { Label: 'HIGH', Normalized: 70 },
    Resources: [{ Type: 'AwsEc2Instance', Id: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0abc' }],
  }),
  'aws-security-lake': json({
    class_uid: 6003,
    category_uid: 6,
    metadata: { product: { name: 'CloudTrail' } },
    cloud: { region: 'us-east-1' },
    time: 1729156364000,
    api: { operation: 'CreateUser' },
    actor: { user: { uid: 'AIDA' } },
  }),
  'aws-vpc-flow':
    '2 123456789012 eni-0b0f0b0f 198.51.100.7 192.0.2.1 51000 443 6 10 840 1729156364 1729156424 ACCEPT OK',
  'aws-cloudfront':
    '2024-10-17\t09:12:44\tFRA2-C1\t1045\t198.51.100.7\tGET\td1.cloudfront.net\t/a.html\t200\t-\tcurl/8\tb=1\t-\tHit\tid1\twww.example.com\thttps\t300\t0.002\t-\tTLSv1.3\tTLS_AES_128\tHit\tHTTP/2.0\t-\t-\t51000\t0.002\tHit\ttext/html\t1045\t-\t-',
  'defender-advanced-hunting': json({
    time: '2024-10-17T09:12:44Z',
    tenantId: 't1',
    operationName: 'Publish',
    category: 'AdvancedHunting-AlertInfo',
    properties: { AlertId: 'a1', Title: 'Suspicious command', Severity: 'High' },
  }),
  'office-365': json({
    CreationTime: '2024-10-17T09:12:44',
    Id: 'id1',
    Operation: 'UserLoginFailed',
    OrganizationId: 'o1',
    RecordType: 15,
    ResultStatus: 'Failed',
    UserId: 'kim@example.com',
    UserType: 0,
    Workload: 'AzureActiveDirectory',
    ClientIP: '198.51.100.7:51000',
    ExtendedProperties: [{ Name: 'UserAgent', Value: 'curl/8' }],
    LogonError: 'InvalidUserNameOrPassword',
  }),
  'azure-entra-id': json({
    time: '2024-10-17T09:12:44Z',
    resourceId: '/tenants/t1/providers/Microsoft.aadiam',
    operationName: 'Add member to role',
    category: 'AuditLogs',
    tenantId: 't1',
    properties: {
      category: 'RoleManagement',
      result: 'success',
      initiatedBy: { user: { userPrincipalName: 'kim@example.com', ipAddress: '198.51.100.7' } },
      targetResources: [
        { id: 'u1', type: 'User', userPrincipalName: 'lee@example.com' },
        { id: 'r1', type: 'Role', displayName: 'Administrator' },
      ],
    },
  }),
  'azure-activity': json({
    authorization: { action: 'Microsoft.Compute/virtualMachines/write' },
    caller: 'kim@example.com',
    eventTimestamp: '2024-10-17T09:12:44Z',
    httpRequest: { clientIpAddress: '198.51.100.7' },
    operationName: { value: 'Microsoft.Compute/virtualMachines/write', localizedValue: 'Create machine' },
    resourceUri: '/subscriptions/s1/resourceGroups/g1/providers/Microsoft.Compute/virtualMachines/vm1',
    status: { value: 'Succeeded' },
  }),
  okta: json({
    actor: { id: 'a1', type: 'User', alternateId: 'kim@example.com', displayName: 'Kim' },
    client: { ipAddress: '198.51.100.7', userAgent: { rawUserAgent: 'curl/8' } },
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
    published: '2024-10-17T09:12:44.000Z',
    target: [{ id: 't1', type: 'User', alternateId: 'lee@example.com', displayName: 'Lee' }],
  }),
  'google-workspace': json({
    kind: 'admin#reports#activity',
    id: { time: '2024-10-17T09:12:44Z', applicationName: 'login', customerId: 'C1' },
    actor: { email: 'kim@example.com', profileId: '7' },
    ipAddress: '198.51.100.7',
    event: { type: 'login', name: 'login_failure', parameters: [{ name: 'login_type', value: 'saml' }] },
  }),
  'google-cloud-audit': json({
    logName: 'projects/p1/logs/cloudaudit.googleapis.com%2Factivity',
    timestamp: '2024-10-17T09:12:44Z',
    protoPayload: {
      serviceName: 'iam.googleapis.com',
      methodName: 'google.iam.admin.v1.CreateServiceAccount',
      resourceName: 'projects/p1',
      authenticationInfo: { principalEmail: 'kim@example.com' },
      requestMetadata: { callerIp: '198.51.100.7' },
    },
    resource: { type: 'service_account', labels: { project_id: 'p1' } },
  }),
  gsuite: json({
    type: 'access',
    name: 'edit',
    parameters: { doc_title: 'Plan' },
    email: 'kim@example.com',
    unique_id: 'u1',
    time: '2024-10-17T09:12:44Z',
  }),
  'kubernetes-audit': json({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    stage: 'ResponseComplete',
    verb: 'create',
    user: { username: 'system:serviceaccount:a:b', groups: ['system:authenticated'] },
    sourceIPs: ['198.51.100.7'],
    objectRef: { resource: 'pods', namespace: 'a' },
    stageTimestamp: '2024-10-17T09:12:44.123456Z',
  }),
  pingid: json({
    source: 'PINGID',
    recorded: '2024-10-17T09:12:44.123Z',
    action: { type: 'AUTHENTICATION' },
    result: { status: 'SUCCESS' },
  }),
  suricata: json({
    timestamp: '2024-10-17T09:12:44.500000+0000',
    flow_id: 1,
    event_type: 'http',
    src_ip: '198.51.100.7',
    src_port: 51000,
    dest_ip: '192.0.2.1',
    dest_port: 80,
    proto: 'TCP',
    http: { hostname: 'www.example.com', url: '/a?b=1', http_method: 'GET', http_user_agent: 'curl/8', status: 200 },
  }),
  'splunk-stream': json({
    endtime: '2024-10-17T09:12:44.500000Z',
    timestamp: '2024-10-17T09:12:44.400000Z',
    protocol_stack: 'ip:tcp:http',
    src_ip: '198.51.100.7',
    dest_ip: '192.0.2.1',
    site: 'www.example.com:8080',
    uri_path: '/a',
    http_method: 'GET',
  }),
  zeek: [
    '#separator \\x09',
    '#path\tconn',
    '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\torig_bytes\tresp_bytes\tconn_state',
    '1729156364.500000\tC1\t198.51.100.7\t51000\t192.0.2.1\t443\ttcp\tssl\t840\t3000\tSF',
  ].join('\n'),
  circleci: json({
    build_num: 7,
    project_slug: 'github/a/b',
    workflows: { workflow_name: 'w' },
    job_time: '2024-10-17T09:12:44Z',
  }),
  github: json({
    action: 'created',
    alert: { number: 1, created_at: '2024-10-17T09:12:44Z' },
    repository: { full_name: 'a/b' },
    sender: { login: 'kim' },
  }),
  nginx:
    'site="www.example.com" server="192.0.2.1" dest_port="443" dest_ip="192.0.2.1" src="198.51.100.7" src_ip="198.51.100.7" user="-" time_local="17/Oct/2024:09:12:44 +0000" protocol="HTTP/1.1" status="200" bytes_out="300" bytes_in="120" http_referer="-" http_user_agent="curl/8" http_method="GET" uri_query="b=1" uri_path="/a" cookie="-"',
  iis: [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken',
    '2024-10-17 09:12:44 192.0.2.1 GET /a.aspx b=1 443 - 198.51.100.7 curl/8 200 15',
  ].join('\n'),
  splunk: 'Audit:[timestamp=10-17-2024 09:12:44.123, user=kim, action=search, info=granted, search_id=s1][n/a]',
  'windows-admon':
    '10/17/2024 09:12:44.123\ndcName=dc1.example.com\nadmonEventType=Update\nNames:\n\tdistinguishedName=CN=kim,DC=example,DC=com\n\tdisplayName=kim',
  'windows-dns-debug':
    '10/17/2024 9:12:44 AM 0C58 PACKET  00000000028F2E10 UDP Rcv 198.51.100.7    5b7e   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
  'powershell-inputs': 'name="evil" image="C:\\inetpub\\evil.dll" preCondition="bitness64"',
  'o365-message-trace': json({
    MessageTraceId: 't1',
    MessageId: '<1@example.com>',
    Received: '2024-10-17T09:12:44.123Z',
    SenderAddress: 'kim@example.com',
    RecipientAddress: 'lee@example.com',
    Subject: 'Hello',
    Status: 'Delivered',
    FromIP: '198.51.100.7',
    Size: 2048,
  }),
  'exchange-tracking': [
    '#Software: Microsoft Exchange Server',
    '#Fields: date-time,client-ip,server-hostname,source,event-id,message-id,recipient-address,total-bytes,message-subject,sender-address',
    '2024-10-17T09:12:44.123Z,198.51.100.7,EX1,SMTP,DELIVER,<1@example.com>,lee@example.com,2048,"Hello, you",kim@example.com',
  ].join('\n'),
  zscaler:
    '2024-10-17 09:12:44\treason=Blocked\taction=Blocked\turlcategory=Malware\tserverip=192.0.2.1\trequestmethod=GET\tuseragent=curl/8\tClientIP=198.51.100.7\tuser=kim\turl=www.example.com/a\tthreatname=Coinminer\tdeviceowner=kim',
  'cisco-firewall':
    'Oct 17 2024 09:12:44 fw1 : %ASA-6-302013: Built outbound TCP connection 17 for outside:192.0.2.1/443 (192.0.2.1/443) to inside:198.51.100.7/51000 (198.51.100.7/51000)',
  'cisco-isovalent': json({
    process_exec: {
      process: {
        exec_id: 'e1',
        pid: 4242,
        uid: 0,
        cwd: '/',
        binary: '/usr/bin/curl',
        arguments: 'https://www.example.com/a',
        pod: { namespace: 'shop', name: 'cart-1' },
      },
      parent: { exec_id: 'e0', pid: 1, binary: '/bin/sh' },
    },
    node_name: 'node1',
    time: '2024-10-17T09:12:44.123456789Z',
  }),
  'cisco-sdwan':
    'Oct 17 09:12:44 vedge1 VDAEMON_0[1234]: %Viptela-vedge1-vdaemon_0-6-INFO-1400002: Notification: control-connection-state-change severity-level:major host-name:"vedge1" peer-type:vmanage peer-system-ip:192.0.2.9 public-ip:198.51.100.7 public-port:12346 new-state:up',
  'cisco-ios':
    'Oct 17 2024 09:12:44 sw1: %PM-4-ERR_DISABLE: psecure-violation error detected on Gi1/0/1, putting Gi1/0/1 in err-disable state',
  'cisco-duo': json({
    access_device: { ip: '198.51.100.7' },
    application: { name: 'VPN' },
    factor: 'duo_push',
    result: 'success',
    reason: 'user_approved',
    txid: 't1',
    user: { name: 'kim' },
    timestamp: 1729156364,
  }),
  'cisco-umbrella':
    '"2024-10-17 09:12:44","kim","kim","198.51.100.7","203.0.113.1","Blocked","1 (A)","NOERROR","www.example.com.","Malware","AD Users","AD Users","Malware"',
  'ivanti-vtm':
    '[17/Oct/2024:09:12:44 +0000]\tUSER=kim\tGROUP=admin\tAUTH=local\tIP=198.51.100.7\tOPERATION=adduser\tMODUSER=lee\tMODGROUP=admin',
  crushftp:
    'SESSION|10/17/2024 09:12:44.123|[HTTPS:169_52326_sMa:anonymous:198.51.100.7] READ: *POST /WebInterface/function/?command=zip HTTP/1.1*',
  'moveit-sftp':
    '2024-10-17 09:12:44.123 #07 z10 UserAuthRequestHandler: SftpPublicKeyAuthenticator: Attempted to authenticate empty public key fingerprint',
  'f5-bigip':
    'Oct 17 09:12:44 bigip1 info httpd[123]: [ssl_acc] 198.51.100.7 - kim [17/Oct/2024:09:12:44 +0000] "/tmui/login.jsp" "GET /tmui/login.jsp HTTP/1.1" 200 10',
  'palo-alto':
    '1,2024/10/17 09:12:44,0011,THREAT,url,0,2024/10/17 09:12:44,198.51.100.7,192.0.2.1,0.0.0.0,0.0.0.0,rule1,kim,,web-browsing,vsys1,in,out,e1,e2,log,,1,1,51000,80,0,0,0x0,tcp,alert,"www.example.com/a?b=1",(9999),computers,informational,client-to-server',
  osquery: json({
    name: 'process_events',
    hostIdentifier: 'host1',
    unixTime: 1729156364,
    columns: { path: '/usr/bin/curl', pid: '7', parent: '1', cwd: '"/root"', uid: '0', cmdline: 'curl x' },
    action: 'added',
  }),
  'linux-auditd': 'type=EXECVE msg=audit(1729156364.123:456): argc=2 a0="sh" a1=2D632069640A',
  falco:
    '09:12:44.123456789: Notice A shell was spawned (user=root container_image=docker.io/library/a command=bash -il)',
  'linux-secure':
    'Oct 17 09:12:44 host1 sshd[77]: Failed password for invalid user kim from 198.51.100.7 port 51000 ssh2',
  'web-access':
    '198.51.100.7 - kim [17/Oct/2024:09:12:44 +0000] "GET /a?b=1 HTTP/1.1" 200 300 "http://www.example.com/" "curl/8"',
  'linux-syslog': 'Oct 17 09:12:44 host1 cron[7]: (root) CMD (run-parts /etc/cron.hourly)',
  'karst-findings':
    '1729156364, search_name="ESCU - Test - Rule", risk_object="kim", risk_object_type="user", risk_score="40", risk_message="kim ran \\"whoami\\""',
  crowdstrike: json({
    event_simpleName: 'ProcessRollup2',
    aid: 'a1',
    ComputerName: 'host1',
    timestamp: '1729156364123',
    event_platform: 'Win',
    CommandLine: 'cmd.exe /c whoami',
    ImageFileName: '\\Device\\HarddiskVolume2\\Windows\\System32\\cmd.exe',
    ParentBaseFileName: 'explorer.exe',
    IntegrityLevel: '8192',
    UserSid: 'S-1-5-18',
  }),
};

function json(value: object): string {
  return JSON.stringify(value);
}
