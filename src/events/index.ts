export { type DataModelDescription, type DatasetDescription, dataModels } from './cim/index.ts';
export { legacyDatasets, legacyModels } from './cim/membership.ts';
export { datasetRow } from './cim/row.ts';
export { unwrapRecord } from './envelopes.ts';
export type { FieldValue, LogEvent, NormaliseOptions } from './event.ts';
export { createNormaliser } from './normalise.ts';
