import { gzipSync } from 'node:zlib';
import { readBytes } from '../../src/inputs/index.ts';
import { file, nxlog, process, winlogbeat, xml } from '../seed/events.ts';
import { type MemberSpec, skippableFrame, writeTar, writeZip, writeZstd } from '../support/archive-writer.ts';
import { sampleFiles } from '../support/evtx-samples.ts';
import { type Dice, seededDice } from '../support/examples/dice.ts';
import { type FuzzTarget, withinTime } from './fuzz-target.ts';

const EVENTS = [process(), file(), process({ user: '' }), file({ user: null, path: 'C:\\a&amp;b\\x.dll' })];
const XML = EVENTS.map((event, index) => xml(event, index + 1));
const XML_TEXTS = [
  XML.join('\n'),
  `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<Events>\n${XML.join('').replaceAll('><', '>\n  <')}\n</Events>`,
  XML.map((text) => `Oct 17 09:12:44 host EvntSLog: ${text}`).join('\r\n'),
  `${XML[0]}<!-- <Event> --><Event xmlns='x'><System><EventID>1</EventID></System><UserData><Event>1</Event></UserData></Event>`,
];
const JSON_TEXTS = [
  EVENTS.map((event) => nxlog(event)).join('\n'),
  JSON.stringify(
    EVENTS.map((event) => JSON.parse(winlogbeat(event))),
    null,
    2,
  ),
  EVENTS.map((event) => JSON.stringify(JSON.parse(winlogbeat(event)), null, 1)).join('\n'),
  '{"a":{"__proto__":[{"b":[1,2,{"c":"\\ud800"}]}]}}\n[]\n{}\n',
];
/** Small bounds, so that they are reached. */
const LIMITS = {
  maxRecordBytes: 4000,
  maxExpandedBytes: 200_000,
  expansionGraceBytes: 20_000,
  maxNestedZipBytes: 50_000,
};

/** The readers of text and of archives, each on texts and archives of its own that a seed damages. */
export const inputsTargets: readonly FuzzTarget[] = [
  target('xml', async (dice) => encoded(dice, dice.pick(XML_TEXTS))),
  target('json', async (dice) => encoded(dice, dice.pick(JSON_TEXTS))),
  target('gzip', async (dice) => gzipSync(content(dice))),
  target('zip', async (dice) => writeZip(members(dice), dice.chance(20) ? 'comment' : '')),
  target('tar', async (dice) => writeTar(members(dice))),
  target('zstd', async (dice) => Buffer.concat([skippableFrame(Buffer.from('note')), writeZstd(content(dice))])),
  target('archives in one another', nested),
  target('any bytes', async (dice) => Buffer.from(dice.hex(dice.between(0, 4000)), 'hex')),
];

function target(name: string, make: (dice: Dice) => Promise<Buffer>): FuzzTarget {
  return {
    name,
    run: (seed) =>
      withinTime(async () => {
        const dice = seededDice(seed);
        const bytes = damaged(dice, await make(dice));
        for await (const { records, skipped } of readBytes(bytes, 'fuzz', LIMITS)) {
          // Bytes in memory can be read: this is how an error of the reader itself is told.
          const fault = skipped.find(({ reason }) => reason === 'unreadable file');
          if (fault !== undefined) throw new Error(fault.message);
          for (const record of records) if (record.kind === 'windows-event') record.event.xml();
        }
      }),
  };
}

function content(dice: Dice): Buffer {
  if (dice.chance(20)) return Buffer.alloc(dice.between(1, 300_000));
  if (dice.chance(25)) return Buffer.from(dice.pick(sampleFiles()));
  return encoded(dice, dice.pick([...XML_TEXTS, ...JSON_TEXTS]));
}

function members(dice: Dice): readonly MemberSpec[] {
  const names = ['a.log', '../../etc/passwd', '/abs', 'C:\\x', 'd/', '__MACOSX/._a', 'n\0ul', 'x/../y', 'é\u202E.json'];
  return Array.from({ length: dice.between(0, 3) }, () => ({
    name: dice.pick(names),
    bytes: content(dice),
    ...(dice.chance(10) && { isEncrypted: true }),
    ...(dice.chance(10) && { saidBytes: dice.between(0, 2 ** 31) }),
  }));
}

async function nested(dice: Dice): Promise<Buffer> {
  let bytes = content(dice);
  for (let depth = dice.between(1, 9); depth > 0; depth--) {
    const member = [{ name: `m${depth}`, bytes }];
    const wrap = [
      async () => gzipSync(bytes),
      async () => writeZip(member),
      () => writeTar(member),
      async () => writeZstd(bytes),
    ];
    bytes = await dice.pick(wrap)();
  }
  return bytes;
}

function encoded(dice: Dice, text: string): Buffer {
  const little = Buffer.from(text, 'utf16le');
  return dice.pick([Buffer.from(text), Buffer.from(text), little, Buffer.from(little).swap16()]);
}

/** Left whole, cut, flipped, a part taken out or doubled, or with noise in it. */
function damaged(dice: Dice, bytes: Buffer): Buffer {
  if (bytes.length === 0 || dice.chance(10)) return bytes;
  const at = dice.between(0, bytes.length - 1);
  const to = Math.min(bytes.length, at + dice.between(1, 500));
  const steps = [
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]),
    () => Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]),
    () => flipped(dice, bytes),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.pick(NOISE)), bytes.subarray(at)]),
  ];
  return dice.pick(steps)();
}

const NOISE = [
  '<Event ',
  '</Event>',
  '<',
  '>',
  '&',
  '{',
  '}',
  '[',
  '"',
  '\\',
  ']]>',
  '<![CDATA[',
  '<!--',
  '\0',
  '\n\n',
  '<Event/>',
  '<UserData>',
];

function flipped(dice: Dice, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = dice.between(1, 20); i > 0; i--) copy.writeUInt8(dice.between(0, 255), dice.between(0, copy.length - 1));
  return copy;
}
