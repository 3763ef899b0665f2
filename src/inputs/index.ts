export { unzip } from './archives/zip.ts';
export { type ChunkContent, type ChunkPlace, decodeChunk, isEvtx, readEvtx } from './evtx/index.ts';
export { type FoundFile, type FoundLogs, findLogs } from './find-logs.ts';
export type { ReadOptions } from './options.ts';
export type { FilePart, PartContent, PartEnd } from './part.ts';
export { correctedPart, partsOf } from './parts.ts';
export { readBytes, readLogs } from './read-logs.ts';
export { readPart } from './read-part.ts';
export { readRecord } from './read-record.ts';
export type { ReadBatch } from './read-source.ts';
export type { LogFormat } from './read-stream.ts';
export type {
  JsonRecord,
  LogRecord,
  Skip,
  SkipReason,
  TableHeader,
  TextRecord,
  WindowsEvent,
  WindowsEventRecord,
} from './record.ts';
export type { TextLayout } from './text/layout.ts';
