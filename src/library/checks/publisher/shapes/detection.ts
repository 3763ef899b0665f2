import type { Generation } from '../../../../content/index.ts';
import { commonKeys } from './common.ts';
import { DEPLOYMENT_PARTS, DEPRECATION_INFO, SCHEDULE } from './deployment.ts';
import {
  ANY,
  choice,
  type KeyShape,
  list,
  type MappingShape,
  mapping,
  matching,
  opened,
  optional,
  present,
  required,
  type Shape,
  set,
  TEXT,
  TRUTH,
  text,
  whole,
} from './shape.ts';
import {
  ADDRESS,
  ASSET_TYPE,
  ASSET_TYPE_V6,
  CVE,
  CVE_V6,
  DETECTION_STATUS,
  DETECTION_TYPE,
  OBSERVABLE_ROLE,
  OBSERVABLE_TYPE,
  PRODUCT_LIST,
  PRODUCT_LIST_V6,
  RISK_OBJECT_TYPE,
  SECURITY_DOMAIN,
  TECHNIQUE,
  THREAT_OBJECT_TYPE,
  UUID,
} from './values.ts';

const THREAT_OBJECT = mapping({ field: required(text(1)), type: required(THREAT_OBJECT_TYPE) });

const RBA = mapping({
  message: required(TEXT),
  risk_objects: required(
    list(mapping({ field: required(TEXT), type: required(RISK_OBJECT_TYPE), score: required(whole(1, 100)) }), 1),
  ),
  threat_objects: required(list(mapping({ field: required(TEXT), type: required(THREAT_OBJECT_TYPE) }))),
});

const THROTTLING = mapping({
  fields: required(list(TEXT, 1)),
  period: required(matching('a period such as 30m', /^[0-9]+[smh]$/)),
});

/** What tags had in every generation that had any. */
const TAGS: Readonly<Record<string, KeyShape>> = {
  analytic_story: required(list(TEXT)),
  asset_type: required(ASSET_TYPE),
  group: optional(list(TEXT)),
  mitre_attack_id: optional(list(TECHNIQUE)),
  product: required(PRODUCT_LIST),
  throttling: optional(THROTTLING),
  security_domain: required(SECURITY_DOMAIN),
  cve: optional(list(CVE)),
  atomic_guid: optional(list(UUID)),
  research_site_url: optional(ADDRESS),
  event_schema: optional(TEXT),
  mappings: optional(list(ANY)),
  manual_test: optional(TEXT),
};

const OBSERVABLE = mapping({
  name: required(TEXT),
  type: required(OBSERVABLE_TYPE),
  role: required({ kind: 'list', of: OBSERVABLE_ROLE, min: 1, max: 1 }),
});

const TAGS_V4: Readonly<Record<string, KeyShape>> = {
  ...TAGS,
  confidence: required(whole(0, 100)),
  impact: required(whole(0, 100)),
  message: required(TEXT),
  observable: optional(list(OBSERVABLE)),
  required_fields: required(list(TEXT, 1)),
};

/** Published files have a bare 0 too. */
const OFFSET: Shape = { kind: 'either', shapes: [text(1), whole(0)] };

const DRILLDOWN = mapping({
  name: required(text(5)),
  search: required(text(1)),
  earliest_offset: present(OFFSET),
  latest_offset: present(OFFSET),
});

const TEST = mapping({
  name: required(TEXT),
  attack_data: required(
    list(
      mapping({
        data: required(TEXT),
        source: required(TEXT),
        sourcetype: required(TEXT),
        custom_index: optional(TEXT),
        host: optional(TEXT),
      }),
    ),
  ),
});

const TOP: Readonly<Record<string, KeyShape>> = {
  type: required(DETECTION_TYPE),
  status: required(DETECTION_STATUS),
  data_source: optional(list(TEXT)),
  search: required(TEXT),
  how_to_implement: required(text(4)),
  known_false_positives: required(text(4)),
  enabled_by_default: optional(TRUTH),
  deployment: optional(DEPLOYMENT_PARTS),
  drilldown_searches: optional(list(DRILLDOWN)),
  tests: optional(list(TEST)),
};

/** The longest name: the publisher's app adds its label and the kind of the search. */
const MAX_DETECTION_NAME = 67;

const DETECTION_V4 = opened(
  mapping({
    ...commonKeys('v4'),
    ...TOP,
    name: required(text(0, MAX_DETECTION_NAME)),
    tags: required(mapping(TAGS_V4)),
  }),
);

const DETECTION_V5 = mapping({
  ...commonKeys('v5'),
  ...TOP,
  name: required(text(0, MAX_DETECTION_NAME)),
  explanation: optional(TEXT),
  rba: optional(RBA),
  tags: required(mapping(TAGS)),
});

const ENTITY: Readonly<Record<string, KeyShape>> = {
  field: required(text(1)),
  type: required(RISK_OBJECT_TYPE),
  score: required(whole(0, 100)),
};

const TEST_DATA_V6 = mapping({
  data: required(TEXT),
  source: required(TEXT),
  sourcetype: required(TEXT),
  index: optional(TEXT),
});

/** A unit test needs data, an experimental one a description: `tests-there` says so. */
const TEST_V6 = mapping({
  test_type: required(choice('unit', 'experimental')),
  name: required(TEXT),
  description: optional(TEXT),
  attack_data: optional(list(TEST_DATA_V6)),
  expected_results: optional(whole(0)),
});

const DRILLDOWN_V6 = mapping({
  name: required(TEXT),
  search: required(text(1)),
  earliest_offset: required(TEXT),
  latest_offset: required(TEXT),
});

/** What detections and baselines of ESCU 6 have. */
export const SEARCH_KEYS_V6: Readonly<Record<string, KeyShape>> = {
  deprecation_info: optional(DEPRECATION_INFO),
  status: required(DETECTION_STATUS),
  search: required(text(1)),
  how_to_implement: required(TEXT),
  known_false_positives: required(TEXT),
  security_domain: required(SECURITY_DOMAIN),
  product: required(PRODUCT_LIST_V6),
  schedule: optional(TEXT),
  custom_schedule: optional(SCHEDULE),
  tests: optional(list(TEST_V6)),
};

const DETECTION_V6 = mapping({
  ...commonKeys('v6'),
  ...SEARCH_KEYS_V6,
  data_source: required(list(TEXT)),
  type: required(DETECTION_TYPE),
  analytic_story: required(set(TEXT, 1)),
  mitre_attack_id: required(set(TECHNIQUE)),
  asset_type: required(ASSET_TYPE_V6),
  category: required(choice('application', 'cloud', 'endpoint', 'network', 'web', 'deprecated')),
  cve: optional(set(CVE_V6)),
  atomic_guid: optional(list(UUID)),
  threat_group: optional(set(TEXT)),
  baselines: optional(list(TEXT)),
  drilldown_searches: optional(list(DRILLDOWN_V6)),
  finding: optional(mapping({ title: required(TEXT), entity: required(mapping(ENTITY)) })),
  intermediate_findings: optional(
    mapping({ entities: required(set(mapping({ ...ENTITY, message: required(TEXT) }), 1)) }),
  ),
  threat_objects: optional(set(THREAT_OBJECT)),
});

export const DETECTION: Readonly<Record<Generation, MappingShape>> = {
  v4: DETECTION_V4,
  v5: DETECTION_V5,
  v6: DETECTION_V6,
};
