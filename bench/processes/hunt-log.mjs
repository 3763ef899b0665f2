// Hunts with the built package, as a process of its own: node hunt-log.mjs THREADS CONTENT LOG...
// stderr tells what reading and searching took, without loading and planning the content.
import { huntFindings } from '../../dist/index.js';

const [threads = '1', content = '', ...logs] = process.argv.slice(2);
let began;
const onProgress = ({ stage }) => {
  if (stage === 'reading' && began === undefined) began = { ms: performance.now(), cpu: process.cpuUsage() };
};
const options = { logs, content: content.split(','), threads: Number(threads), onProgress };
let findings = 0;
for await (const _ of huntFindings(options)) findings++;
if (began === undefined) throw new Error('nothing was read');
const { user, system } = process.cpuUsage(began.cpu);
const seconds = (performance.now() - began.ms) / 1000;
console.error(JSON.stringify({ findings, seconds, cpuSeconds: (user + system) / 1e6 }));
