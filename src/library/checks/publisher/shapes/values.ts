import { THREAT_OBJECT_TYPES } from '../../../../content/index.ts';
import { choice, list, matching, type Shape, set } from './shape.ts';

/** Values that the publisher's tool allows. Source: contentctl 5.6.0 and 4.4.7, schemas of ESCU 6. */

export const DETECTION_TYPE = choice('TTP', 'Anomaly', 'Hunting', 'Correlation');

export const DETECTION_STATUS = choice('production', 'experimental', 'deprecated');

export const SETTLED_STATUS = choice('production', 'deprecated');

export const SECURITY_DOMAIN = choice('endpoint', 'network', 'threat', 'identity', 'access', 'audit');

export const RISK_OBJECT_TYPE = choice('system', 'user', 'other');

export const THREAT_OBJECT_TYPE = choice(...THREAT_OBJECT_TYPES);

export const OBSERVABLE_TYPE = choice(
  'Unknown',
  'Hostname',
  'IP Address',
  'MAC Address',
  'User Name',
  'Email Address',
  'URL String',
  'File Name',
  'File Hash',
  'Process Name',
  'Resource UID',
  'Endpoint',
  'User',
  'Email',
  'Uniform Resource Locator',
  'File',
  'Process',
  'Geo Location',
  'Container',
  'Registry Key',
  'Registry Value',
  'Other',
);

export const OBSERVABLE_ROLE = choice('Attacker', 'Victim');

/** Those that ESCU 6 kept. */
const ASSET_TYPES = [
  'Account',
  'Amazon EKS Kubernetes cluster',
  'Amazon EKS Kubernetes cluster Pod',
  'Amazon Elastic Container Registry',
  'AWS Account',
  'AWS Federated Account',
  'AWS Instance',
  'Azure Active Directory',
  'Azure Tenant',
  'CircleCI',
  'Cloud Compute Instance',
  'Cloud Instance',
  'Database Server',
  'DNS Servers',
  'EC2 Snapshot',
  'Endpoint',
  'GCP',
  'GCP Account',
  'GCP Kubernetes cluster',
  'GCP Storage Bucket',
  'GDrive',
  'GitHub',
  'Google Cloud Platform tenant',
  'GSuite',
  'Identity',
  'Infrastructure',
  'Kubernetes',
  'Network',
  'O365 Tenant',
  'Okta Tenant',
  'S3 Bucket',
  'Splunk Server',
  'VPN Appliance',
  'Web Application',
  'Web Proxy',
  'Web Server',
  'Windows',
];

export const ASSET_TYPE_V6 = choice(...ASSET_TYPES);

export const ASSET_TYPE = choice(
  ...ASSET_TYPES,
  'AWS EKS Kubernetes cluster',
  'Azure AKS Kubernetes cluster',
  'Domain Server',
  'GCP GKE EKS Kubernetes cluster',
  'GCP GKE Kubernetes cluster',
  'Instance',
  'Proxy',
);

const PRODUCTS = ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'];

export const PRODUCT_LIST = list(
  choice(...PRODUCTS, 'Splunk Security Analytics for AWS', 'Splunk Behavioral Analytics'),
  1,
);

/** All of the three, each once. */
export const PRODUCT_LIST_V6: Shape = { kind: 'list', of: choice(...PRODUCTS), min: 3, max: 3, isUnique: true };

export const STORY_PRODUCT_LIST_V6 = set(choice(...PRODUCTS, 'Splunk Behavioral Analytics'), 1);

export const STORY_CATEGORY = choice(
  'Abuse',
  'Adversary Tactics',
  'Best Practices',
  'Cloud Security',
  'Compliance',
  'Malware',
  'Uncategorized',
  'Vulnerability',
  'Account Compromise',
  'Data Destruction',
  'Lateral Movement',
  'Privilege Escalation',
  'Ransomware',
  'Unauthorized Software',
);

export const USE_CASE = choice(
  'Fraud Detection',
  'Compliance',
  'Application Security',
  'Security Monitoring',
  'Advanced Threat Detection',
  'Insider Threat',
  'Other',
);

export const UUID = matching(
  'a UUID such as 0b8a7c1e-7a54-4d3f-9f0e-3f2f6f1a2b3c',
  /^(?:urn:uuid:)?\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i,
);

/** The publisher's pattern has any character where a dot should be, and so has this one. */
export const TECHNIQUE = matching('a technique such as T1059 or T1059.001', /^T\d{4}(?:.\d{3})?$/);

export const CVE = matching('such as CVE-2024-12345', /^CVE-[1|2]\d{3}-\d+$/);

export const CVE_V6 = matching('such as CVE-2024-12345', /^CVE-\d{4}-\d{4,7}$/);

export const DATE: Shape = { kind: 'text', pattern: { form: 'a date such as 2026-01-31', fits: isDate } };

export const ADDRESS: Shape = {
  kind: 'text',
  pattern: { form: 'an address that begins with http:// or https://', fits: isAddress },
};

export const TIME_MODIFIER = matching(
  'a time such as -70m@m',
  /^[+-]\d+(?:s|m|h|d|w|mon|q|y)(?:@(?:s|m|h|d|w|mon|q|y))?$/,
);

/** Whether a text is `YYYY-MM-DD` and that day exists. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

const MAX_ADDRESS_LENGTH = 2083;

function isAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS_LENGTH || !/^\s*https?:/i.test(text)) return false;
  return URL.canParse(text);
}
