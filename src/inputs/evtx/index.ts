export { type ChunkContent, type ChunkPlace, decodeChunk } from './chunk.ts';
export { isDirtyEvtx, isEvtx, readEvtx } from './file.ts';
export { CHUNK_BYTES, FILE_HEADER_BYTES } from './tokens.ts';
