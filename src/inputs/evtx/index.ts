export { type ChunkContent, type ChunkPlace, decodeChunk } from './chunk.ts';
export { Decoder } from './decoder.ts';
export { isEvtx, readEvtx } from './file.ts';
