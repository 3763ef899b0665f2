import type { WindowsEvent } from '../../../../inputs/index.ts';
import type { JsonObject } from './read.ts';

/** A way in which a shipper writes Windows events as JSON. */
export interface JsonShape {
  /** How it is called in the reason of a recognition. */
  readonly name: string;
  /** The event, or undefined where the object is not of this shape. */
  read(value: JsonObject): WindowsEvent | undefined;
}
