import { defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/**
 * Events of Amazon Security Lake, in the names of the Open Cybersecurity Schema Framework. Searches ask for these names
 * as they are.
 */
export const securityLake = defineSource({
  name: 'aws-security-lake',
  title: 'Amazon Security Lake',
  basis: 'Splunk Add-on for AWS 7.7; OCSF 1.1',
  sourcetypes: ['aws:cloudtrail:lake', 'aws:asl'],
  source: 'aws_asl',
  recognise: (record) =>
    hasKeys(record, 'class_uid', 'category_uid', 'metadata') && hasKeys(record, 'cloud')
      ? { reason: 'an event of the OCSF with the cloud it came from' }
      : undefined,
  timestamp: (event) => event.text('time'),
});
