// Hunts with the built package, as a process of its own: node hunt-log.mjs THREADS CONTENT LOG...
// stderr tells what reading and searching took, from the first log that is opened, with the content loaded and planned.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { huntFindings } from '../../dist/index.js';

const [threads = '1', content = '', ...logs] = process.argv.slice(2);

// Progress is told only when some was made: threads have started by then.
let began;
const open = fs.createReadStream;
fs.createReadStream = (path, ...options) => {
  if (logs.includes(path)) began ??= { ms: performance.now(), cpu: process.cpuUsage() };
  return open(path, ...options);
};
syncBuiltinESMExports();

let findings = 0;
for await (const _ of huntFindings({ logs, content: content.split(','), threads: Number(threads) })) findings++;
if (began === undefined) throw new Error('no log was opened');
const { user, system } = process.cpuUsage(began.cpu);
const seconds = (performance.now() - began.ms) / 1000;
console.error(JSON.stringify({ findings, seconds, cpuSeconds: (user + system) / 1e6 }));
