import { crc32, deflateRawSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A member of an archive made for a test. */
export interface MemberSpec {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Marked as encrypted, which it is not. */
  readonly isEncrypted?: boolean;
  /** What the zip says that the member expands to, in place of the truth. */
  readonly saidBytes?: number;
}

/** A zip with deflated members. Source: PKWARE's APPNOTE.TXT 4.3. */
export function writeZip(members: readonly MemberSpec[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const packed = deflateRawSync(member.bytes);
    const name = Buffer.from(member.name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800 | (member.isEncrypted === true ? 1 : 0), 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(member.bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(member.saidBytes ?? member.bytes.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, packed]);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([entry, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, central, end, Buffer.from(comment, 'latin1')]);
}

/** A tar of files. */
export async function writeTar(members: readonly MemberSpec[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, bytes } of members) archive.entry({ name }, Buffer.from(bytes));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** A zstd frame of raw blocks. Source: RFC 8878, 3.1.1. */
export function writeZstd(bytes: Uint8Array): Buffer {
  const blocks: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])];
  const sizes = Math.max(1, Math.ceil(bytes.length / 1000));
  for (let index = 0; index < sizes; index++) {
    const part = Buffer.from(bytes.subarray(index * 1000, index * 1000 + 1000));
    const head = Buffer.alloc(3);
    head.writeUIntLE((part.length << 3) | (index === sizes - 1 ? 1 : 0), 0, 3);
    blocks.push(head, part);
  }
  return Buffer.concat(blocks);
}

/** A skippable zstd frame. */
export function skippableFrame(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a53, 0);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}
