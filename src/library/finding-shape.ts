import type { Finding, Summary } from '../findings/index.ts';

/** Whether an object that was read from a file is a finding, and where it is not. */
export function asFinding(value: unknown): { readonly finding: Finding } | { readonly wrong: string } {
  const wrong = FINDING(value, '');
  return wrong === undefined ? { finding: value as Finding } : { wrong };
}

/** The same for the summary of a hunt. */
export function asSummary(value: unknown): { readonly summary: Summary } | { readonly wrong: string } {
  const wrong = SUMMARY(value, '');
  return wrong === undefined ? { summary: value as Summary } : { wrong };
}

/** What is wrong with a value that stands at a path; undefined where nothing is. */
type Check = (value: unknown, path: string) => string | undefined;

function check(what: string, test: (value: unknown) => boolean): Check {
  return (value, path) => (test(value) ? undefined : `${path === '' ? 'it' : path} must be ${what}`);
}

function object(shape: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return `${path === '' ? 'it' : path} must be an object`;
    for (const [name, of] of Object.entries(shape)) {
      const wrong = of(Object.hasOwn(value, name) ? value[name] : undefined, path === '' ? name : `${path}.${name}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** An object of any keys. */
function record(of: Check): Check {
  return (value, path) => {
    if (!isObject(value)) return `${path} must be an object`;
    return firstOf(Object.entries(value).map(([name, item]) => of(item, `${path}.${name}`)));
  };
}

function list(of: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} must be a list`;
    return firstOf(value.map((item, index) => of(item, `${path}[${index}]`)));
  };
}

function orNull(of: Check): Check {
  return (value, path) => (value === null ? undefined : of(value, path));
}

function optional(of: Check): Check {
  return (value, path) => (value === undefined ? undefined : of(value, path));
}

function oneOf(...values: readonly unknown[]): Check {
  return check(`one of ${values.join(', ')}`, (value) => values.includes(value));
}

function firstOf(wrong: readonly (string | undefined)[]): string | undefined {
  return wrong.find((one) => one !== undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text = check('a text', (value) => typeof value === 'string');
const number = check('a number', (value) => typeof value === 'number' && Number.isFinite(value));
const texts = list(text);
const time = check(
  'a time in ISO 8601',
  (value) => typeof value === 'string' && /^[+-]?\d{4,6}-[\dT:.-]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
);
const field = check('a text, a number or a list of texts', (value) => {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string');
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
});

const EVENT = object({
  file: orNull(text),
  record: number,
  time: number,
  host: text,
  source: text,
  sourcetype: text,
  raw: text,
});

const FINDING = object({
  schema: oneOf(1),
  detection: object({
    name: text,
    id: orNull(text),
    version: orNull(number),
    type: oneOf('TTP', 'Anomaly', 'Hunting', 'Correlation'),
    file: text,
    security_domain: optional(orNull(text)),
  }),
  severity: oneOf('informational', 'low', 'medium', 'high', 'critical'),
  risk_score: number,
  risk_objects: list(object({ field: text, type: text, value: text, score: number, message: text })),
  threat_objects: list(object({ field: text, type: text, value: text })),
  message: text,
  mitre_attack_id: texts,
  analytic_story: texts,
  first_time: orNull(time),
  last_time: orNull(time),
  result: record(field),
  events_total: optional(number),
  events: optional(list(EVENT)),
});

const WHAT_IF = object({
  threshold: number,
  window_seconds: orNull(number),
  entities: list(object({ type: text, value: text, score: number, first_reached: orNull(time) })),
  timeless: number,
  beyond: number,
});

const SUMMARY = object({
  files: number,
  bytes: number,
  events: number,
  sourcetypes: record(number),
  skipped: record(number),
  cut: number,
  timeless: number,
  timeless_from: object({ previous: number, file: number, run: number }),
  detections: object({
    loaded: number,
    ran: number,
    without_candidates: number,
    errors: list(object({ file: text, name: text, code: text, message: text })),
  }),
  findings: number,
  unrecognised: optional(number),
  throttled: optional(number),
  suppressed: optional(number),
  suppressions: optional(list(object({ detection: text, where: text, reason: text, expires: text, state: text }))),
  what_if: optional(list(WHAT_IF)),
  seconds: object({ read: number, detect: number, total: number }),
  peak_rss_mb: number,
});
