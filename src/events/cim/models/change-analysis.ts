import type { DataModel, Dataset } from '../model.ts';
import { change } from './change.ts';

/**
 * The predecessor of Change, which searches of old name: its root has the same fields, and takes in changes of files
 * and of the registry too.
 *
 * Source: Splunk Common Information Model add-on, release notes of 4.12, data model Change Analysis.
 */
export const changeAnalysis: DataModel = { name: 'Change_Analysis', datasets: change.datasets.map(withoutConstraint) };

function withoutConstraint({ where: _, ...dataset }: Dataset): Dataset {
  return dataset;
}
