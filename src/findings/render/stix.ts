import { createHash } from 'node:crypto';
import { techniqueOf } from '../../events/index.ts';
import type { Finding } from '../finding.ts';
import { KARST_NAMESPACE, openFindingIds, uuidOf } from '../identity.ts';
import { visible } from './display.ts';
import type { FindingFormat, FindingRenderer, RenderOptions } from './format.ts';
import { type Instants, instantsOf, isoMilliseconds } from './instants.ts';
import { observablesOf, type StixObject } from './stix-objects.ts';

/**
 * A STIX bundle: of each finding a note with its message and row, the data that was observed, and a sighting of each
 * technique. Objects are written as they come, each once; the id of the bundle, which stands for them all, comes last.
 *
 * Source: OASIS STIX 2.1.
 */
export const stix: FindingFormat = {
  summary: 'a STIX 2.1 bundle',
  findings: renderBundle,
};

function renderBundle(options: RenderOptions): FindingRenderer {
  const idOf = openFindingIds();
  const written = new Set<string>();
  const hash = createHash('sha1');

  /** The text of those objects that were not written before. */
  function textOf(objects: readonly StixObject[]): string {
    return objects.map(pieceOf).join('');
  }

  function pieceOf(object: StixObject): string {
    if (written.has(object.id)) return '';
    const before = written.size === 0 ? '{"type":"bundle","objects":[' : ',';
    written.add(object.id);
    const text = JSON.stringify(object);
    hash.update(text);
    return `${before}\n${text}`;
  }

  return {
    write: (finding) => textOf([PRODUCER, ...objectsOf(finding, idOf(finding), instantsOf(finding, options))]),
    end: () => {
      const producer = textOf([PRODUCER]);
      return `${producer}\n],"id":"bundle--${uuidOf(KARST_NAMESPACE, hash.digest('hex'))}"}\n`;
    },
  };
}

/** When the objects came to be that are the same in every bundle: the day of ATT&CK 18. */
const CONSTANT = '2025-10-28T00:00:00.000Z';

const PRODUCER = {
  type: 'identity',
  spec_version: '2.1',
  id: `identity--${uuidOf(KARST_NAMESPACE, 'karst')}`,
  created: CONSTANT,
  modified: CONSTANT,
  name: 'karst',
  identity_class: 'system',
} as const satisfies StixObject;

function objectsOf(finding: Finding, id: string, instants: Instants): readonly StixObject[] {
  const things = [...finding.risk_objects, ...finding.threat_objects].flatMap(observablesOf);
  const observables = [...new Map(things.map((object) => [object.id, object])).values()];
  const patterns = [...new Set(finding.mitre_attack_id)].filter((one) => TECHNIQUE_ID.test(one)).map(attackPattern);
  const common = commonOf(id, instants);
  const data = observedData(common, observables, finding);
  const sightings = patterns.map((pattern) => sighting(common, pattern, data, finding));
  const about = [...data, ...patterns].map((object) => object.id);
  return [...observables, ...data, ...patterns, ...sightings, noteOf(common, about, finding)];
}

const TECHNIQUE_ID = /^T\d{4}(?:\.\d{3})?$/;

/** What the objects of a finding are made with. */
interface Common {
  readonly first: string;
  readonly last: string;
  make(type: string, part: string, properties: Readonly<Record<string, unknown>>): StixObject;
}

function commonOf(finding: string, { first, last }: Instants): Common {
  const [firstTime, lastTime] = [isoMilliseconds(first), isoMilliseconds(last)];
  return {
    first: firstTime,
    last: lastTime,
    make: (type, part, properties) => ({
      type,
      spec_version: '2.1',
      // An object keeps its time of creation: what is found again at another time is another one.
      id: `${type}--${uuidOf(KARST_NAMESPACE, JSON.stringify([finding, type, part, lastTime]))}`,
      created_by_ref: PRODUCER.id,
      created: lastTime,
      modified: lastTime,
      ...properties,
    }),
  };
}

/** Nothing where a finding names nothing that can be observed. */
function observedData(
  { first, last, make }: Common,
  observables: readonly StixObject[],
  finding: Finding,
): readonly StixObject[] {
  if (observables.length === 0) return [];
  return [
    make('observed-data', '', {
      first_observed: first,
      last_observed: last,
      number_observed: Math.max(1, finding.events_total ?? 1),
      object_refs: observables.map(({ id }) => id),
    }),
  ];
}

/** The catalogue of ATT&CK has ids of its own for techniques; here they follow from the number. */
function attackPattern(techniqueId: string): StixObject {
  const technique = techniqueOf(techniqueId);
  const phases = technique?.tactics.map(({ name }) => ({ kill_chain_name: 'mitre-attack', phase_name: name })) ?? [];
  return {
    type: 'attack-pattern',
    spec_version: '2.1',
    id: `attack-pattern--${uuidOf(KARST_NAMESPACE, techniqueId)}`,
    created_by_ref: PRODUCER.id,
    created: CONSTANT,
    modified: CONSTANT,
    name: technique?.name ?? techniqueId,
    ...(phases.length > 0 ? { kill_chain_phases: phases } : {}),
    external_references: [
      {
        source_name: 'mitre-attack',
        external_id: techniqueId,
        url: `https://attack.mitre.org/techniques/${techniqueId.replace('.', '/')}`,
      },
    ],
  };
}

function sighting(
  { first, last, make }: Common,
  pattern: StixObject,
  data: readonly StixObject[],
  { message }: Finding,
): StixObject {
  return make('sighting', pattern.id, {
    ...(message === '' ? {} : { description: visible(message) }),
    first_seen: first,
    last_seen: last,
    count: 1,
    sighting_of_ref: pattern.id,
    ...(data.length > 0 ? { observed_data_refs: data.map(({ id }) => id) } : {}),
  });
}

function noteOf({ make }: Common, about: readonly string[], finding: Finding): StixObject {
  const { detection, message, severity, risk_score, analytic_story, result } = finding;
  return make('note', '', {
    abstract: `${detection.name} (${severity}, risk score ${risk_score})`,
    content: [visible(message), JSON.stringify(result)].filter((part) => part !== '').join('\n\n'),
    ...(analytic_story.length > 0 ? { labels: analytic_story } : {}),
    object_refs: about.length > 0 ? about : [PRODUCER.id],
  });
}
