export { type DataModelDescription, type DatasetDescription, dataModels } from './cim/index.ts';
export { legacyDatasets, legacyModels } from './cim/membership.ts';
export { datasetRow } from './cim/row.ts';
export { unwrapRecord } from './envelopes.ts';
export type { FieldValue, LogEvent, TimeOrigin } from './event.ts';
export type { EventFields } from './fields.ts';
export { createNormaliser, type Draft, type Normaliser, openNormaliser, type RecordOrigin } from './normalise.ts';
export type { NormaliseOptions } from './options.ts';
