import type { Generation } from '../../../../content/index.ts';
import { commonKeys, relaxedKeys } from './common.ts';
import {
  ANY,
  choice,
  list,
  type MappingShape,
  mapping,
  matching,
  opened,
  optional,
  required,
  set,
  TEXT,
  TRUTH,
} from './shape.ts';
import { TIME_MODIFIER } from './values.ts';

/** When a search runs, as ESCU 6 has it. */
export const SCHEDULE = mapping({
  cron_schedule: required(TEXT),
  schedule_window: required(matching('auto or a number of minutes', /^(?:auto|\d+)$/)),
  earliest_time: required(TIME_MODIFIER),
  latest_time: required(TIME_MODIFIER),
});

export const DEPRECATION_INFO = mapping({
  reason: required(TEXT),
  removed_in_version: required(TEXT),
  replacement_content: optional(set(TEXT)),
});

const SCHEDULING = mapping({
  cron_schedule: required(TEXT),
  earliest_time: required(TEXT),
  latest_time: required(TEXT),
  schedule_window: required(TEXT),
});

/** E-mail, Slack and Phantom are taken, and refused where the app is built. */
const ALERT_ACTION = mapping({
  notable: optional(
    mapping({ rule_description: required(TEXT), rule_title: required(TEXT), nes_fields: required(list(TEXT)) }),
  ),
  rba: optional(mapping({ enabled: optional(TRUTH) })),
  email: optional(ANY),
  slack: optional(ANY),
  phantom: optional(ANY),
});

/** A deployment that stands in a detection or baseline. */
export const DEPLOYMENT_PARTS = mapping({ scheduling: required(SCHEDULING), alert_action: optional(ALERT_ACTION) });

const DEPLOYMENT_V5 = mapping({
  ...relaxedKeys('v5'),
  status: optional(TEXT),
  type: required(choice('TTP', 'Anomaly', 'Hunting', 'Correlation', 'Baseline', 'Embedded')),
  scheduling: required(SCHEDULING),
  alert_action: optional(ALERT_ACTION),
});

export const DEPLOYMENT: Readonly<Record<Generation, MappingShape>> = {
  v4: opened(DEPLOYMENT_V5),
  v5: DEPLOYMENT_V5,
  v6: mapping({ ...commonKeys('v6'), ...SCHEDULE.keys }),
};
