/**
 * One Windows event as its `<Event>` element holds it, whatever format it was read from.
 * All text is XML source text: entities are written, not decoded (`&amp;` stays `&amp;`), since that is what
 * Splunk keeps in fields.
 */
export interface WindowsEvent {
  /** Child elements of System that hold text, in document order: ['EventID', '1'], ['Channel', 'Security'] … */
  readonly system: readonly (readonly [tag: string, text: string])[];
  /** Attributes of System's children, in document order: ['Provider', 'Name', 'Microsoft-Windows-Sysmon'] … */
  readonly attributes: readonly (readonly [tag: string, attribute: string, value: string])[];
  /** `<Data Name='x'>` items of EventData, in order; an item without a Name has the name ''. */
  readonly data: readonly (readonly [name: string, text: string])[];
  /** The inner XML of UserData, verbatim; absent without one. */
  readonly userData?: string | undefined;
  /** Child elements of RenderingInfo that hold text; absent without one. */
  readonly renderingInfo?: readonly (readonly [tag: string, text: string])[] | undefined;
  /** The `<Event>` element as Splunk would hold it in `_raw`. Rendered when asked for, not kept. */
  xml(): string;
}

/** What every record says about itself. */
interface RecordBase {
  /** Where the record starts, in bytes of the decompressed file. */
  readonly offset: number;
  /** The record is not whole: it ends before its format says it should, or is damaged; what could be read is here. */
  readonly isCut: boolean;
}

export type WindowsEventRecord = RecordBase & { readonly kind: 'windows-event'; readonly event: WindowsEvent };

/** A JSON object, one line or pretty-printed or an element of a top-level array. */
export type JsonRecord = RecordBase & {
  readonly kind: 'json';
  /** The source text of the object. */
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
};

/** What the lines before an event say of its columns. */
export interface TableHeader {
  readonly kind: 'delimited' | 'w3c' | 'zeek';
  readonly separator: string;
  readonly names: readonly string[];
  /** What Zeek calls the log: `conn`, `dns` … */
  readonly log?: string;
}

/** A line of text, or the lines that make one event. */
export type TextRecord = RecordBase & {
  readonly kind: 'text';
  /** Without the line break at its end. */
  readonly text: string;
  /** Present where the text is a row of a table. */
  readonly header?: TableHeader;
};

export type LogRecord = WindowsEventRecord | JsonRecord | TextRecord;

/** Why something was not read, as the summary counts it. */
export type SkipReason =
  | 'unreadable file'
  | 'empty file'
  | 'not recognised'
  | 'damaged file'
  | 'damaged chunk'
  | 'damaged record'
  | 'damaged archive'
  | 'unsafe archive entry'
  | 'archive too large'
  | 'archive too deep'
  | 'record too long';

/** Something that was not read, or only in part. It never ends the run. */
export interface Skip {
  readonly reason: SkipReason;
  /** The file as it is shown: an archive member is `archive.zip/member.evtx`. */
  readonly path: string;
  readonly byteOffset?: number;
  readonly message: string;
}
