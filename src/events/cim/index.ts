import type { DataModel, Dataset, Rule } from './model.ts';
import { alerts } from './models/alerts.ts';
import { authentication } from './models/authentication.ts';
import { certificates } from './models/certificates.ts';
import { change } from './models/change.ts';
import { changeAnalysis } from './models/change-analysis.ts';
import { email } from './models/email.ts';
import { endpoint } from './models/endpoint.ts';
import { eventSignatures } from './models/event-signatures.ts';
import { identityManagement } from './models/identity-management.ts';
import { intrusionDetection } from './models/intrusion-detection.ts';
import { malware } from './models/malware.ts';
import { networkResolution } from './models/network-resolution.ts';
import { networkSessions } from './models/network-sessions.ts';
import { networkTraffic } from './models/network-traffic.ts';
import { risk } from './models/risk.ts';
import { ueba } from './models/ueba.ts';
import { updates } from './models/updates.ts';
import { vulnerabilities } from './models/vulnerabilities.ts';
import { web } from './models/web.ts';

/** The data models, each in a file of its own. */
export const DATA_MODELS: readonly DataModel[] = [
  endpoint,
  web,
  change,
  networkTraffic,
  networkResolution,
  authentication,
  email,
  alerts,
  updates,
  vulnerabilities,
  intrusionDetection,
  certificates,
  networkSessions,
  malware,
  eventSignatures,
  risk,
];

/**
 * Models of earlier versions that searches still name. Their datasets are not listed among those of events, and events
 * are rows of them only where a search asks for them.
 */
export const LEGACY_MODELS: readonly DataModel[] = [changeAnalysis];

/** Models whose rows do not come from events. */
const FOREIGN_MODELS: readonly DataModel[] = [identityManagement, ueba];

/** Every data model that a search can name. */
export const ALL_MODELS: readonly DataModel[] = [...DATA_MODELS, ...LEGACY_MODELS, ...FOREIGN_MODELS];

/** A dataset as the planner's catalog shows it. */
export interface DatasetDescription {
  readonly name: string;
  /** The name of the dataset that it is a child of; undefined for a root. */
  readonly parent: string | undefined;
  /** Names from the root down to this dataset. */
  readonly path: readonly string[];
  /** Every field that exists for a search over the dataset, inherited ones first, names without prefix. */
  readonly fields: readonly string[];
}

export interface DataModelDescription {
  readonly model: string;
  /** Roots before their children. */
  readonly datasets: readonly DatasetDescription[];
}

/** The data models with their datasets and fields. */
export function dataModels(): readonly DataModelDescription[] {
  return DESCRIPTIONS;
}

const DESCRIPTIONS: readonly DataModelDescription[] = ALL_MODELS.map(({ name, datasets }) => ({
  model: name,
  datasets: flatten(datasets, undefined).map(({ path, fields }) => ({
    name: path.at(-1) ?? '',
    parent: path.at(-2),
    path,
    fields,
  })),
}));

/** A dataset with what it inherits. */
interface Inherited {
  readonly path: readonly string[];
  readonly fields: readonly string[];
  readonly calculations: readonly (readonly [field: string, rule: Rule])[];
}

/** Every dataset by `Model.Dataset`. */
export const DATASETS: ReadonlyMap<string, Inherited> = new Map(
  ALL_MODELS.flatMap(({ name, datasets }) =>
    flatten(datasets, undefined).map((dataset): [string, Inherited] => [`${name}.${dataset.path.at(-1)}`, dataset]),
  ),
);

function flatten(datasets: readonly Dataset[], parent: Inherited | undefined): Inherited[] {
  return datasets.flatMap((dataset) => {
    const inherited: Inherited = {
      path: [...(parent?.path ?? []), dataset.name],
      fields: [...new Set([...(parent?.fields ?? []), ...(dataset.fields ?? []), ...enrichments(dataset)])],
      calculations: [...(parent?.calculations ?? []), ...(dataset.calculations ?? [])],
    };
    return [inherited, ...flatten(dataset.children ?? [], inherited)];
  });
}

/** Fields that only Enterprise Security's assets and identities fill: they exist, and stay empty without it. */
function enrichments({ enriched = [] }: Dataset): string[] {
  if (enriched.length === 0) return [];
  return [
    'cim_entity_zone',
    ...enriched.flatMap((entity) => suffixesOf(entity).map((suffix) => `${entity}_${suffix}`)),
  ];
}

function suffixesOf(entity: string): readonly string[] {
  const identity = ['bunit', 'category', 'priority'];
  const isAsset = entity === 'dest' || entity === 'src';
  return isAsset ? [...identity, 'is_expected', 'requires_av', 'should_timesync', 'should_update'] : identity;
}
