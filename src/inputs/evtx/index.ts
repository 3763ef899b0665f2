export { type ChunkContent, type ChunkPlace, decodeChunk } from './chunk.ts';
export { isEvtx, readEvtx } from './file.ts';
