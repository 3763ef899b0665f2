// Decodes one EVTX file with the built package, as a process of its own: node evtx-decode.mjs FILE fields|xml
import { createReadStream } from 'node:fs';
import { readEvtx } from '../src/inputs/evtx/index.ts';

const [file = '', what = 'fields'] = process.argv.slice(2);
let characters = 0;
for await (const { records } of readEvtx(createReadStream(file, { highWaterMark: 1 << 20 }), file)) {
  for (const { event } of records) {
    for (const [, text] of event.system) characters += text.length;
    for (const [, , text] of event.attributes) characters += text.length;
    for (const [, text] of event.data) characters += text.length;
    if (what === 'xml') characters += event.xml().length;
  }
}
if (characters === 0) throw new Error(`${file} holds no events`);
