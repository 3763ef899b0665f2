import { fieldOf } from '../../fields.ts';
import { type Calculation, defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { lastPart, listOf } from '../values.ts';

/** The part of a resource's name behind its kind. */
function resource(pattern: RegExp): Calculation {
  return (event) => {
    return fieldOf(listOf(event, 'Resources{}.Id').flatMap((id) => pattern.exec(id)?.[1] ?? []));
  };
}

const instance = resource(/:instance\/([^/]+)$/);
const bucket = resource(/^arn:aws[\w-]*:s3:::([^/]+)/);
const accessKey = resource(/AccessKey:(.+)$/s);

/** Findings of AWS Security Hub. Source: Splunk Add-on for AWS 7, sourcetype aws:securityhub:finding. */
export const securityHub = defineSource({
  name: 'aws-security-hub',
  title: 'AWS Security Hub',
  basis: 'Splunk Add-on for AWS 7.7',
  sourcetypes: ['aws:securityhub:finding', 'aws:securityhub:firehose'],
  source: 'aws_securityhub_finding',
  recognise: (record) =>
    hasKeys(record, 'ProductArn', 'GeneratorId', 'AwsAccountId') ? { reason: 'a finding of Security Hub' } : undefined,
  timestamp: (event) => event.text('UpdatedAt') ?? event.text('CreatedAt'),
  aliases: [
    ['AwsAccountId', 'vendor_account'],
    ['Description', 'body'],
    ['Id', 'id'],
    ['GeneratorId', 'signature_id'],
    ['Severity.Normalized', 'severity_id'],
    ['Title', 'subject'],
    ['Title', 'signature'],
    ['Title', 'description'],
  ],
  calculated: {
    accesskey_extract: accessKey,
    app: (event) => event.text('ProductFields.aws/securityhub/ProductName') ?? lastPart(event.text('ProductArn'), '/'),
    dest: (event) => instance(event) ?? bucket(event) ?? accessKey(event) ?? event.get('Resources{}.Id'),
    dest_type: (event) => event.get('Resources{}.Type'),
    instance_extract: instance,
    s3bucket_extract: bucket,
    severity: (event) => event.text('Severity.Label')?.toLowerCase(),
    type: () => 'alert',
    user: (event) => event.get('Resources{}.Details.AwsIamAccessKey.PrincipalName'),
    vendor_region: (event) =>
      event.text('Region') ?? /^arn:[\w-]*:[\w-]*:([\w-]*):/.exec(event.text('ProductArn') ?? '')?.[1],
    vendor_product: () => 'AWS Security Hub',
  },
  eventTypes: [{ name: 'aws_securityhub_finding', tags: ['alert', 'cloud'] }],
});
