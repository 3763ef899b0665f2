import { parseArgs } from 'node:util';
import { searchesOf } from '../detections.ts';
import { TELEMETRY_FORMATS, type TelemetryFormat, writeTelemetry } from './write.ts';

const USAGE = `node --import tsx bench/telemetry/main.ts --out FILE [--events N] [--format ${TELEMETRY_FORMATS.join('|')}]
  [--seed N] [--planted SHARE --content FOLDER]

Writes a log of made-up Windows telemetry. The same options give the same bytes.
--planted is the share of events, from 0 to 1, that are made to meet the filters of the detections in the folder.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '10000' },
      format: { type: 'string', default: 'xml' },
      seed: { type: 'string', default: '1' },
      planted: { type: 'string', default: '0' },
      content: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [events, seed, share] = [Number(values.events), Number(values.seed), Number(values.planted)];
  const isSound = Number.isInteger(events) && events > 0 && Number.isInteger(seed) && share >= 0 && share <= 1;
  if (values.out === undefined || !isFormat(values.format) || !isSound || (share > 0 && values.content === undefined)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const searches = values.content === undefined ? [] : await searchesOf(values.content);
  const planted = share > 0 ? { planted: { share, searches } } : {};
  const bytes = await writeTelemetry(values.out, values.format, { events, seed, ...planted });
  console.log(`${values.out}: ${events} events, ${bytes} bytes`);
  return 0;
}

function isFormat(text: string): text is TelemetryFormat {
  return TELEMETRY_FORMATS.some((format) => format === text);
}

process.exitCode = await main();
