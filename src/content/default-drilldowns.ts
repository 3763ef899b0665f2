import type { DrilldownSearch } from './content.ts';

/**
 * The two drilldowns that a detection gets from its risk objects: its own results for the values of a finding, and what
 * else wrote risk for them in the seven days before.
 *
 * @param fields of the risk objects, at least one
 * Source: contentctl 5.6, the drilldowns that it makes of risk objects.
 */
export function defaultDrilldowns(fields: readonly string[]): readonly DrilldownSearch[] {
  const tokens = [...new Set(fields)].map((field) => ({ field, token: `"$${field}$"` }));
  const named = tokens.map(({ token }) => token).join(' and ');
  const range = { earliest: '$info_min_time$', latest: '$info_max_time$' };
  return [
    {
      name: `View the detection results for - ${named}`,
      search: `%original_detection_search% | search ${tokens.map(({ field, token }) => `${field} = ${token}`).join(' ')}`,
      ...range,
    },
    {
      name: `View risk events for the last 7 days for - ${named}`,
      search:
        `| from datamodel Risk.All_Risk | search normalized_risk_object IN (${tokens.map(({ token }) => token).join(', ')}) ` +
        'starthoursago=168 | stats count min(_time) as firstTime max(_time) as lastTime values(search_name) as detections ' +
        'values(risk_message) as messages values(analyticstories) as stories by normalized_risk_object ' +
        '| `security_content_ctime(firstTime)` | `security_content_ctime(lastTime)`',
      ...range,
    },
  ];
}
