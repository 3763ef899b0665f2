import { defineSource } from '../define.ts';
import { hasKeys } from '../recognise.ts';

/** Activities in Drive and Gmail as exports of G Suite hold them: searches ask for the names of the JSON. */
export const gsuite = defineSource({
  name: 'gsuite',
  title: 'G Suite Drive and Gmail',
  basis: 'Splunk Add-on for Google Workspace 2.8',
  sourcetypes: ['gsuite:drive:json', 'gsuite:gmail:bigquery', 'gsuite:calendar:json'],
  source: 'http:gsuite',
  recognise: (record) => {
    if (hasKeys(record, 'type', 'name', 'parameters', 'email', 'unique_id')) {
      return { sourcetype: 'gsuite:drive:json', reason: 'an activity of Drive with its parameters' };
    }
    const isMail = hasKeys(record, 'event_info', 'message_info') || hasKeys(record, 'gmail');
    return isMail
      ? { sourcetype: 'gsuite:gmail:bigquery', reason: 'a message of Gmail as BigQuery exports it' }
      : undefined;
  },
  timestamp: (event) => event.text('event_info.timestamp_usec') ?? event.text('time') ?? event.text('event_time'),
});
