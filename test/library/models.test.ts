import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explain, hunt, openSearcher, type Row, search, validate } from '../../src/library/index.ts';
import { PUBLISHER_OFF } from '../support/publisher-off.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'karst-models-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function detection(name: string, spl: string): string {
  const search = JSON.stringify(spl);
  return put(`content/detections/${name}.yml`, `name: ${name}\nid: ${name}\ntype: TTP\nsearch: ${search}\n`);
}

function baseline(name: string, spl: string): void {
  put(`content/baselines/${name}.yml`, `name: ${name}\ntype: Baseline\nsearch: ${JSON.stringify(spl)}\n`);
}

/** Mean 5, standard deviation 2: half of one per cent lies above 10.15. */
const BYTES = [2, 4, 4, 4, 5, 5, 7, 9];

function putLogs(...bytes: readonly number[]): string {
  const lines = bytes.map((value, index) => JSON.stringify({ timestamp: `2024-05-01T10:00:0${index}Z`, bytes: value }));
  return put('logs/web.jsonl', `${lines.join('\n')}\n`);
}

function run() {
  return hunt({
    logs: [path.join(folder, 'logs')],
    content: [path.join(folder, 'content')],
    now: '2024-05-02T00:00:00Z',
  });
}

const FIT = 'bytes=* | fit DensityFunction bytes dist=norm threshold=0.1 into app:bytes_model';
const APPLY = 'bytes=* | apply bytes_model | rename "IsOutlier(bytes)" as isOutlier | where isOutlier=1 | table bytes';

describe('a model that a baseline trains', () => {
  test('is trained over the same logs, before the detections that apply it', async () => {
    baseline('Train', FIT);
    detection('Apply', APPLY);
    detection('Summarise', '| summary bytes_model | table mean std cardinality');
    putLogs(...BYTES);
    const { findings, summary, notices } = await run();
    expect(summary.detections.errors).toEqual([]);
    const message = 'Train: the model was trained with fewer than 50 results and may not be accurate';
    expect(notices).toEqual([{ message, detections: ['Train'] }]);
    expect(findings.map((finding) => [finding.detection.name, { ...finding.result }])).toEqual([
      ['Apply', { bytes: '9' }],
      ['Summarise', { mean: 5, std: 2, cardinality: 8 }],
    ]);
  });

  test('may need the model of another baseline', async () => {
    baseline('First', FIT);
    baseline(
      'Second',
      'bytes=* | apply bytes_model as odd | where odd=0 | fit DensityFunction bytes dist=norm into usual_model',
    );
    detection('Summarise', '| summary usual_model | table max cardinality');
    putLogs(...BYTES);
    const { findings, summary } = await run();
    expect(summary.detections.errors).toEqual([]);
    expect(findings.map(({ result }) => ({ ...result }))).toEqual([{ max: 7, cardinality: 7 }]);
  });

  test('without data costs each detection that applies it, and says so', async () => {
    baseline('Train', `${FIT}`.replace('bytes=*', 'bytes=* nosuch=field'));
    detection('Apply', APPLY);
    detection('Apply Too', APPLY);
    putLogs(...BYTES);
    const { summary } = await run();
    const message = 'the model "bytes_model" has no training data';
    expect(summary.detections.errors).toEqual([
      expect.objectContaining({ name: 'Apply', code: 'SPL207', message }),
      expect.objectContaining({ name: 'Apply Too', code: 'SPL207', message }),
    ]);
    expect(summary.detections.ran).toBe(0);
  });

  test('is not to be had where its baseline cannot run', async () => {
    baseline('Train', 'bytes=* | fit KMeans bytes into bytes_model');
    detection('Apply', APPLY);
    putLogs(...BYTES);
    const { summary } = await run();
    expect(summary.detections.errors).toEqual([
      expect.objectContaining({
        code: 'SPL207',
        message:
          'the model "bytes_model" was not trained: the baseline "Train" cannot run: karst does not run the algorithm "KMeans"',
      }),
    ]);
  });

  test('baselines that need each other end in an error', async () => {
    baseline('First', 'bytes=* | apply two_model as odd | fit DensityFunction bytes into one_model');
    baseline('Second', 'bytes=* | apply one_model as odd | fit DensityFunction bytes into two_model');
    detection('Apply', '| summary one_model');
    putLogs(...BYTES);
    const { summary } = await run();
    expect(summary.detections.errors).toEqual([expect.objectContaining({ name: 'Apply', code: 'SPL207' })]);
  });

  test('is found by a detection that is named alone, in explain and in validate', async () => {
    baseline('Train', FIT);
    put('content/macros/one.yml', 'name: one\ndefinition: search *\n');
    const file = detection('Apply', APPLY);
    putLogs(...BYTES);
    const alone = await hunt({ logs: [path.join(folder, 'logs')], content: [file] });
    expect(alone.findings).toHaveLength(1);
    expect((await (await explain({ search: { file } })).sql()).length).toBeGreaterThan(0);
    const { files } = await validate({ paths: [file], levels: PUBLISHER_OFF });
    expect(files.map(({ status }) => status)).toEqual(['ok']);
  });
});

test('an unknown model costs its detection', async () => {
  detection('Apply', APPLY);
  putLogs(...BYTES);
  const { summary } = await run();
  expect(summary.detections.errors).toEqual([
    expect.objectContaining({ code: 'SPL206', message: 'unknown model "bytes_model"' }),
  ]);
});

test('a model that is the address of a container costs its detection', async () => {
  put('content/lookups/__mlspl_far.yml', 'name: __mlspl_far\nfilename: __mlspl_far.mlmodel\n');
  put('content/lookups/__mlspl_far.mlmodel', 'algo,model,options\nMLTKContainer,{},{}\n');
  detection('Apply', 'bytes=* | apply far');
  putLogs(...BYTES);
  const { summary } = await run();
  expect(summary.detections.errors).toEqual([
    expect.objectContaining({
      code: 'SPL306',
      message: 'karst cannot use the model "far": it is the address of a container of the Deep Learning Toolkit',
    }),
  ]);
});

test('a damaged model file costs its detection', async () => {
  put('content/lookups/__mlspl_bad.yml', 'name: __mlspl_bad\nfilename: __mlspl_bad.mlmodel\n');
  put('content/lookups/__mlspl_bad.mlmodel', 'algo,model,options\nLinearRegression,{},{}\n');
  detection('Apply', 'bytes=* | apply bad');
  putLogs(...BYTES);
  const { summary } = await run();
  expect(summary.detections.errors).toEqual([expect.objectContaining({ name: 'Apply', code: 'CT003' })]);
});

test('a searcher keeps models from one search to the next', async () => {
  const searcher = await openSearcher({ logs: [putLogs(...BYTES)], content: [] });
  const rowsOf = async (spl: string): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for await (const row of searcher.run(spl)) rows.push({ ...row });
    return rows;
  };
  try {
    await rowsOf(FIT);
    expect(await rowsOf(APPLY)).toEqual([{ bytes: '9' }]);
    await expect(rowsOf('bytes=* | apply other_model')).rejects.toMatchObject({ code: 'SPL206' });
  } finally {
    await searcher.close();
  }
});

const PUBLISHED = path.join(import.meta.dirname, '../../../shared/content');

describe.skipIf(!existsSync(PUBLISHED))('the published model of command lines', () => {
  test('scores as its coefficients say', async () => {
    // intercept + for + 2 * http + system, by NumPy.
    const features = ['for=1', 'http=2', 'system=1'].map((one) => `unusual_cmdline_feature_${one}`);
    const all = `| makeresults | eval ${features.join(', ')} | apply unusual_commandline_detection`;
    const rows: Row[] = [];
    for await (const row of search({ spl: `${all} | table predicted*`, content: [path.join(PUBLISHED, 'lookups')] }))
      rows.push({ ...row });
    expect(rows).toEqual([
      {
        'predicted(unusual_cmdline_logits)': expect.closeTo(
          -1.2124304031951825 + 0.5577594727472052 - 2 * 3.724998838781757 + 0.7462017591151368,
          12,
        ),
      },
    ]);
  });
});
