import { existsSync } from 'node:fs';
import { Problem } from '../shared/problem.ts';
import type { Detection, DetectionTest } from './content.ts';
import { readContentFile } from './folder.ts';
import { testOf } from './objects.ts';
import { present } from './present.ts';
import { checkShape } from './shape.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

/**
 * A detection with what its sidecar says: `NAME.karst.yml` beside `NAME.yml`. The file exists for what the formats
 * before ESCU 6 have no keys for. An entry of `tests` that carries the name of a test of the detection says what of it
 * is otherwise; any other is one more test; `noise_budget` is for benign logs. A detection without the file stays as it is.
 *
 * @throws Problem CT001 to CT003 and CT005 for a sidecar that cannot be used.
 */
export function withSidecar(detection: Detection): Detection {
  const file = detection.file.replace(/\.ya?ml$/i, '.karst.yml');
  if (file === detection.file || !existsSync(file)) return detection;
  const yaml = parseYaml(readContentFile(file), file);
  const { tests: listed, noise_budget: noiseBudget } = checkShape('sidecar', yaml);
  const tests = listed ?? [];
  for (const [at, { name, attack_data: data }] of tests.entries()) {
    if (!data?.length && !detection.tests.some((one) => one.name === name)) throw withoutData(name, at, yaml);
  }
  const said = tests.map(testOf);
  const amended = detection.tests.map((test) => said.filter(({ name }) => name === test.name).reduce(amend, test));
  const added = said.filter(({ name }) => !detection.tests.some((test) => test.name === name));
  return { ...detection, tests: [...amended, ...added], ...present('noiseBudget', noiseBudget) };
}

/** What a sidecar leaves out stays as it was. */
function amend(test: DetectionTest, { type, expectedResults, attackData }: DetectionTest): DetectionTest {
  return {
    ...test,
    type: type === 'unit' ? test.type : type,
    ...(expectedResults !== undefined && { expectedResults }),
    ...(attackData.length > 0 && { attackData }),
  };
}

function withoutData(name: string, at: number, yaml: YamlFile): Problem {
  return new Problem('CT003', `the detection has no test "${name}", and the sidecar gives it no attack_data`, {
    file: yaml.file,
    text: yaml.text,
    span: yaml.spanOf(['tests', at, 'name']),
    hint: 'name a test of the detection, or list the attack_data of a new one',
  });
}
