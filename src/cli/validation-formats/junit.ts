import type { ContentKind, ValidatedFile, ValidationError } from '../../library/index.ts';
import { xmlAttribute } from '../xml.ts';
import type { ValidationFormat } from './format.ts';

/** For build servers: a suite for each kind of content, a case for each file. A case fails by its errors alone. */
export const junit: ValidationFormat = {
  summary: 'JUnit XML',
  render: (files) => {
    const kinds = [...new Set(files.map(({ kind }) => kind))];
    const suites = kinds.map((kind) =>
      suiteOf(
        kind,
        files.filter((file) => file.kind === kind),
      ),
    );
    const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="karst validate"${countsOf(files)}>\n`;
    return `${head}${suites.join('')}</testsuites>\n`;
  },
};

function countsOf(files: readonly ValidatedFile[]): string {
  const failures = files.filter(({ status }) => status === 'error').length;
  return ` tests="${files.length}" failures="${failures}" errors="0" skipped="0"`;
}

function suiteOf(kind: ContentKind, files: readonly ValidatedFile[]): string {
  return `<testsuite name="${kind}"${countsOf(files)}>\n${files.map(caseOf).join('')}</testsuite>\n`;
}

function caseOf({ file, name, kind, errors }: ValidatedFile): string {
  const attributes = `name=${xmlAttribute(name ?? file)} classname="${kind}" file=${xmlAttribute(file)}`;
  const failures = errors.filter(({ severity }) => severity === 'error').map(failureOf);
  const warnings = errors.filter(({ severity }) => severity === 'warning').map(lineOf);
  const told = warnings.length === 0 ? [] : [`    <system-out>${xmlText(warnings.join('\n'))}</system-out>\n`];
  const body = [...failures, ...told].join('');
  return body === '' ? `  <testcase ${attributes}/>\n` : `  <testcase ${attributes}>\n${body}  </testcase>\n`;
}

function failureOf(error: ValidationError): string {
  return `    <failure message=${xmlAttribute(lineOf(error))} type="${error.code}"/>\n`;
}

function lineOf({ code, message, line, column, hint }: ValidationError): string {
  const place = line === null ? '' : `line ${line}, column ${column}: `;
  return `${code} ${place}${message}${hint === null ? '' : ` (${hint})`}`;
}

/** What an attribute may hold, a text may hold as well. */
function xmlText(text: string): string {
  return xmlAttribute(text).slice(1, -1);
}
