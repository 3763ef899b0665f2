import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, jsonLines, karst, scratchFolder } from './karst.ts';

const scratch = scratchFolder('report');
const FINDINGS = path.join(scratch.path, 'findings.jsonl');
const SUMMARY = path.join(scratch.path, 'summary.json');
const NOW = ['--now', '2025-01-01T00:00:00Z'];

beforeAll(async () => {
  await ensureBuilt();
  const ran = await karst(['hunt', 'examples/', ...NOW, '--output', FINDINGS, '--summary', SUMMARY]);
  expect(ran.exitCode).toBe(0);
});

afterAll(() => scratch.remove());

/** One that is for people, one that streams, and those that tell most of the run. */
const FORMATS = ['table', 'jsonl', 'markdown', 'html', 'sarif'];

describe('karst report', () => {
  test.each(FORMATS)('writes what the hunt itself writes as %s', async (format) => {
    const [saved, hunted] = await Promise.all([
      karst(['report', FINDINGS, '--summary', SUMMARY, '--content', 'content', '--format', format, ...NOW]),
      karst(['hunt', 'examples/', '--format', format, ...NOW]),
    ]);
    expect(saved.exitCode).toBe(0);
    expect(saved.stdout).toBe(hunted.stdout);
  });

  test('takes the format from the name of the output', async () => {
    const output = path.join(scratch.path, 'report.MD');
    const { exitCode, stdout, stderr } = await karst(['report', FINDINGS, '-o', output]);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(readFileSync(output, 'utf8')).toMatch(/^# Findings of karst\n/);
  });

  test('takes it as the hunt does', async () => {
    const [saved, hunted] = ['saved.html', 'hunted.html'].map((name) => path.join(scratch.path, name));
    const summary = ['--summary', SUMMARY, '--content', 'content'];
    const runs = await Promise.all([
      karst(['report', FINDINGS, ...summary, '-o', saved ?? '', ...NOW]),
      karst(['hunt', 'examples/', '-o', hunted ?? '', '-q', ...NOW]),
    ]);
    expect(runs).toEqual([0, 1].map(() => expect.objectContaining({ exitCode: 0, stdout: '', stderr: '' })));
    const text = readFileSync(hunted ?? '', 'utf8');
    expect(text).toMatch(/^<!DOCTYPE html>\n/);
    expect(readFileSync(saved ?? '', 'utf8')).toBe(text);
  });

  test('refuses fields that the format of the output does not have', async () => {
    const output = path.join(scratch.path, 'fields.html');
    const { exitCode, stderr } = await karst(['hunt', 'examples/', '--fields', 'message', '-o', output]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--fields does not go with the format html, whose fields are fixed');
    expect(existsSync(output)).toBe(false);
  });

  test('says how many lines are no finding', async () => {
    const file = path.join(scratch.path, 'mixed.jsonl');
    writeFileSync(file, `${readFileSync(FINDINGS, 'utf8')}{}\nx\n{}\n{}\n`);
    const { exitCode, stdout, stderr } = await karst(['report', file]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).length).toBe(3);
    expect(stderr.match(/is not a finding/g)?.length).toBe(3);
    expect(stderr).toMatch(/warning 4 lines passed over: no finding\n$/);
  });

  test('does not write over what it reads', async () => {
    const before = readFileSync(FINDINGS, 'utf8');
    const { exitCode, stderr } = await karst(['report', FINDINGS, '--output', FINDINGS]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`--output names a file that is read: ${FINDINGS}`);
    expect(readFileSync(FINDINGS, 'utf8')).toBe(before);
  });

  test('leaves nothing where the input is no file of findings', async () => {
    const output = path.join(scratch.path, 'none.md');
    const { exitCode, stderr } = await karst(['report', SUMMARY, '--output', output]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('IN014');
    expect(existsSync(output)).toBe(false);
  });
});

describe('karst hunt --webhook', () => {
  async function huntTo(status: number) {
    const bodies: string[] = [];
    const tokens = new Set<string | undefined>();
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      bodies.push(body);
      tokens.add(request.headers.authorization);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const ran = await karst(['hunt', 'examples/', '--webhook', url], { KARST_WEBHOOK_TOKEN: 'hidden' });
    server.closeAllConnections();
    server.close();
    return { ...ran, bodies, tokens: [...tokens] };
  }

  test('posts what it prints', async () => {
    const { exitCode, stdout, bodies, tokens } = await huntTo(200);
    expect(exitCode).toBe(0);
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ schema: 1, findings: jsonLines(stdout) }]);
    expect(tokens).toEqual(['Bearer hidden']);
  });

  test('prints all, and says what was not taken', async () => {
    const { exitCode, stdout, stderr } = await huntTo(403);
    expect(exitCode).toBe(2);
    expect(jsonLines(stdout).length).toBe(3);
    expect(stderr).toMatch(/CLI003/);
    expect(stderr).toMatch(/took 0 of 3 findings: it answered 403/);
    expect(stderr).not.toContain('hidden');
  });
});
