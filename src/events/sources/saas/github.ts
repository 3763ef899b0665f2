import { defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/** Hooks and audit logs of GitHub: searches ask for the names of the JSON. Source: Splunk Add-on for GitHub 3.0. */
export const github = defineSource({
  name: 'github',
  title: 'GitHub',
  basis: 'Splunk Add-on for GitHub 3.0; GitHub, webhook events and audit log',
  sourcetypes: ['aws:firehose:json', 'github:cloud:audit', 'github:enterprise:audit', 'httpevent'],
  source: 'github',
  recognise: (record) => {
    if (hasKeys(record, 'action', 'actor', '@timestamp') || hasKeys(record, 'action', '_document_id')) {
      return {
        sourcetype: 'github:cloud:audit',
        source: 'http:github',
        reason: 'an entry of an audit log with its action and actor',
      };
    }
    const isHook =
      hasKeys(record, 'repository', 'sender') ||
      hasKeys(record, 'workflow_run') ||
      hasKeys(record, 'alert', 'repository');
    return isHook ? { reason: 'an event that a hook of a repository sent' } : undefined;
  },
  timestamp: (event) =>
    [
      '@timestamp',
      'created_at',
      'workflow_run.created_at',
      'alert.created_at',
      'pull_request.updated_at',
      'head_commit.timestamp',
      'repository.pushed_at',
    ]
      .map((name) => event.text(name))
      .find((value) => value !== undefined),
});
