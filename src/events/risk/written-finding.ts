/** A finding as a hunt writes it, and as far as risk follows from it. */
export interface WrittenFinding {
  readonly detection: { readonly name: string; readonly type: string };
  readonly severity: string;
  readonly risk_objects: readonly {
    readonly type: string;
    readonly value: string;
    readonly score: number;
    readonly message: string;
  }[];
  readonly threat_objects: readonly { readonly type: string; readonly value: string }[];
  readonly mitre_attack_id: readonly string[];
  readonly analytic_story: readonly string[];
  /** ISO 8601; null where the finding tells no time. */
  readonly first_time: string | null;
  readonly last_time: string | null;
  readonly result: Readonly<Record<string, unknown>>;
}

/** The finding that a JSON object is; undefined for anything else. Of what is malformed in it only that is left out. */
export function writtenFinding(value: Readonly<Record<string, unknown>>): WrittenFinding | undefined {
  const { schema, detection, risk_objects, threat_objects, result } = value;
  if (schema !== 1 || !isObject(detection) || !Array.isArray(risk_objects) || !isObject(result)) return undefined;
  const { name, type } = detection;
  if (typeof name !== 'string' || typeof type !== 'string') return undefined;
  return {
    detection: { name, type },
    severity: textOf(value['severity']) ?? '',
    risk_objects: risk_objects.filter(isRiskObject),
    threat_objects: Array.isArray(threat_objects) ? threat_objects.filter(isThreatObject) : [],
    mitre_attack_id: textsOf(value['mitre_attack_id']),
    analytic_story: textsOf(value['analytic_story']),
    first_time: textOf(value['first_time']) ?? null,
    last_time: textOf(value['last_time']) ?? null,
    result,
  };
}

function isRiskObject(value: unknown): value is WrittenFinding['risk_objects'][number] {
  return isThreatObject(value) && 'score' in value && 'message' in value && isScoreAndMessage(value);
}

function isScoreAndMessage({ score, message }: { score: unknown; message: unknown }): boolean {
  return typeof score === 'number' && Number.isFinite(score) && typeof message === 'string';
}

function isThreatObject(value: unknown): value is WrittenFinding['threat_objects'][number] {
  return isObject(value) && typeof value['type'] === 'string' && typeof value['value'] === 'string';
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
