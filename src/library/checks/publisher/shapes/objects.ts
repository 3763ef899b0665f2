import type { Generation } from '../../../../content/index.ts';
import { commonKeys, relaxedKeys } from './common.ts';
import { DEPLOYMENT_PARTS, DEPRECATION_INFO } from './deployment.ts';
import { SEARCH_KEYS_V6 } from './detection.ts';
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
  required,
  set,
  TEXT,
  TEXT_OR_NUMBER,
  TRUTH,
  text,
  whole,
} from './shape.ts';
import {
  CVE,
  CVE_V6,
  DETECTION_STATUS,
  PRODUCT_LIST,
  SECURITY_DOMAIN,
  SETTLED_STATUS,
  STORY_CATEGORY,
  STORY_PRODUCT_LIST_V6,
  USE_CASE,
} from './values.ts';

type Shapes = Readonly<Record<Generation, MappingShape>>;

const MACRO_KEYS = { definition: required(text(1)), arguments: optional(list(TEXT)) };

/** `iseval` is a key of Splunk's macros that karst reads too. */
const MACRO_V5 = mapping({
  ...relaxedKeys('v5'),
  ...MACRO_KEYS,
  status: optional(DETECTION_STATUS),
  iseval: optional(TRUTH),
});

export const MACRO: Shapes = {
  v4: opened(MACRO_V5),
  v5: MACRO_V5,
  v6: mapping({ ...commonKeys('v6'), ...MACRO_KEYS, iseval: optional(TRUTH) }),
};

const MATCHING: Readonly<Record<string, KeyShape>> = {
  min_matches: optional(whole(0)),
  max_matches: optional(whole(1, 1000)),
  case_sensitive_match: optional(TRUTH),
};

const MATCH_TYPE = list(matching('WILDCARD(field) or CIDR(field)', /(?:^WILDCARD|CIDR)\(.+\)$/));

const LOOKUP_KEYS: Readonly<Record<string, KeyShape>> = {
  lookup_type: required(choice('csv', 'kvstore', 'mlmodel')),
  default_match: optional({ kind: 'either', shapes: [TEXT, TRUTH] }),
  match_type: optional(MATCH_TYPE),
  fields: optional(list(TEXT, 1)),
  ...MATCHING,
};

export const LOOKUP: Shapes = {
  v4: opened(
    mapping({
      ...relaxedKeys('v4'),
      ...MATCHING,
      filename: optional(matching('the name of a .csv or .mlmodel file', /\.(?:csv|mlmodel)$/)),
      collection: optional(TEXT),
      fields_list: optional(TEXT),
      default_match: optional(TRUTH),
      match_type: optional(TEXT),
    }),
  ),
  v5: mapping({ ...commonKeys('v5'), ...LOOKUP_KEYS, status: optional(DETECTION_STATUS) }),
  v6: mapping({ ...commonKeys('v6'), ...LOOKUP_KEYS, lookup_type: optional(choice('csv', 'kvstore', 'mlmodel')) }),
};

const STORY_TAGS = mapping({
  category: required(list(STORY_CATEGORY, 1)),
  product: required(PRODUCT_LIST),
  usecase: required(USE_CASE),
  cve: optional(list(CVE)),
  group: optional(list(TEXT)),
});

const STORY_KEYS = { narrative: required(TEXT), tags: required(STORY_TAGS) };

export const STORY: Shapes = {
  v4: opened(mapping({ ...commonKeys('v4'), ...STORY_KEYS })),
  v5: mapping({ ...commonKeys('v5'), ...STORY_KEYS, status: required(SETTLED_STATUS) }),
  v6: mapping({
    ...commonKeys('v6'),
    deprecation_info: optional(DEPRECATION_INFO),
    status: required(SETTLED_STATUS),
    narrative: required(TEXT),
    category: required(list(STORY_CATEGORY, 1)),
    usecase: required(USE_CASE),
    threat_group: optional(list(TEXT)),
    product: required(STORY_PRODUCT_LIST_V6),
    cve: optional(set(CVE_V6)),
  }),
};

const BASELINE_TAGS: Readonly<Record<string, KeyShape>> = {
  analytic_story: required(list(TEXT)),
  detections: optional(list(TEXT)),
  product: required(PRODUCT_LIST),
  security_domain: required(SECURITY_DOMAIN),
};

const BASELINE_KEYS: Readonly<Record<string, KeyShape>> = {
  type: required(choice('Baseline')),
  search: required(text(4)),
  how_to_implement: required(text(4)),
  known_false_positives: required(text(4)),
  deployment: optional(DEPLOYMENT_PARTS),
};

export const BASELINE: Shapes = {
  v4: opened(
    mapping({
      ...commonKeys('v4'),
      ...BASELINE_KEYS,
      tags: required(
        mapping({ ...BASELINE_TAGS, detections: required(list(TEXT)), required_fields: required(list(TEXT, 1)) }),
      ),
    }),
  ),
  v5: mapping({
    ...commonKeys('v5'),
    ...BASELINE_KEYS,
    status: required(SETTLED_STATUS),
    tags: required(mapping(BASELINE_TAGS)),
  }),
  v6: mapping({
    ...commonKeys('v6'),
    ...SEARCH_KEYS_V6,
    // Not in the publisher's schema, and the only key that says that it is a baseline outside of its folder.
    type: optional(choice('Baseline')),
    data_source: optional(list(TEXT)),
  }),
};

/** What a data source has besides what every object has; the last two came with ESCU 6. */
const DATA_SOURCE_KEYS: Readonly<Record<string, KeyShape>> = {
  source: required(TEXT),
  sourcetype: required(TEXT),
  separator: optional(TEXT),
  separator_value: optional(TEXT_OR_NUMBER),
  configuration: optional(TEXT),
  supported_TA: optional(
    list(mapping({ name: required(TEXT), url: optional(TEXT), version: required(TEXT_OR_NUMBER) })),
  ),
  fields: optional(list(TEXT)),
  field_mappings: optional(
    list(
      mapping({
        data_model: required(choice('cim', 'ocsf', 'custom_cim')),
        data_set: optional(TEXT),
        mapping: required(ANY),
      }),
    ),
  ),
  convert_to_log_source: optional(list(mapping({ data_source: required(TEXT), mapping: required(ANY) }))),
  example_log: optional(TEXT),
  output_fields: optional(list(TEXT)),
  mitre_components: optional(list(TEXT)),
  logsource: optional(ANY),
};

const DATA_SOURCE_V5 = mapping({ ...commonKeys('v5'), ...DATA_SOURCE_KEYS, status: optional(DETECTION_STATUS) });

export const DATA_SOURCE: Shapes = {
  v4: opened(DATA_SOURCE_V5),
  v5: DATA_SOURCE_V5,
  v6: mapping({ ...commonKeys('v6'), ...DATA_SOURCE_KEYS }),
};

const DASHBOARD_V5 = mapping({
  ...commonKeys('v5'),
  status: optional(DETECTION_STATUS),
  theme: optional(choice('light', 'dark')),
});

export const DASHBOARD: Shapes = {
  v4: opened(DASHBOARD_V5),
  v5: DASHBOARD_V5,
  v6: mapping({ ...commonKeys('v6'), theme: optional(choice('light', 'dark')) }),
};
