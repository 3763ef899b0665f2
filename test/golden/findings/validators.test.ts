import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** A Python with the validators of the publishers: see docs/outputs.md. Tests are skipped where it has none of them. */
const PYTHON = process.env['KARST_VALIDATORS_PYTHON'] ?? 'python3';

const VALIDATORS = [
  { format: 'markdown', golden: 'markdown.txt', module: 'markdown_it, linkify_it' },
  { format: 'html', golden: 'html.txt', module: 'html5lib' },
  { format: 'ocsf', golden: 'ocsf.jsonl', module: 'ocsf_json_schema' },
  { format: 'navigator', golden: 'navigator.json', module: 'mitreattack.navlayers' },
  { format: 'sarif', golden: 'sarif.json', module: 'jsonschema' },
  { format: 'stix', golden: 'stix.json', module: 'stix2validator' },
] as const;

/** The schema of OASIS, which no package of Python holds. */
const SARIF_SCHEMA = process.env['KARST_SARIF_SCHEMA'];

function hasModule(module: string): boolean {
  return spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;
}

describe.each(VALIDATORS)('$format', ({ format, golden, module }) => {
  const isMissing = (format === 'sarif' && SARIF_SCHEMA === undefined) || !hasModule(module);

  test.skipIf(isMissing)(`is valid by ${module}`, () => {
    const [script, file] = ['validators.py', golden].map((name) => fileURLToPath(new URL(name, import.meta.url)));
    const { status, stdout, stderr } = spawnSync(PYTHON, [script ?? '', format, file ?? ''], { encoding: 'utf8' });
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
  });
});
