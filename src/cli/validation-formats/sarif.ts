import { SARIF_SCHEMA, sarifText, sarifUri } from '../../findings/index.ts';
import { type CheckRule, checkRules, type ValidatedFile, type ValidationError } from '../../library/index.ts';
import { placeOf } from '../../shared/span.ts';
import type { ValidationFormat } from './format.ts';
import { fileOf } from './place.ts';

/**
 * A SARIF log: a rule for each code, a result for each finding.
 *
 * Source: OASIS SARIF 2.1.0.
 */
export const sarif: ValidationFormat = {
  summary: 'a SARIF 2.1.0 log',
  render: (files) => {
    const rules = checkRules();
    const indexes = new Map(rules.map(({ code }, at) => [code as string, at]));
    const results = files.flatMap((file) => file.errors.map((error) => resultOf(file, error, indexes)));
    const driver = { name: 'karst', rules: rules.map(ruleOf) };
    const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
    return `${JSON.stringify({ $schema: SARIF_SCHEMA, version: '2.1.0', runs: [run] }, null, 1)}\n`;
  },
};

function ruleOf({ code, check, severity, meaning, explanation, hint }: CheckRule): object {
  return {
    id: code,
    name: check,
    shortDescription: { text: sarifText(meaning) },
    fullDescription: { text: sarifText(explanation) },
    help: { text: sarifText(`What to do: ${hint}.`) },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(file: ValidatedFile, error: ValidationError, indexes: ReadonlyMap<string, number>): object {
  const { code, severity, message, hint } = error;
  const index = indexes.get(code);
  const region = regionOf(error);
  return {
    ruleId: code,
    ...(index !== undefined && { ruleIndex: index }),
    level: severity,
    message: { text: sarifText(hint === null ? message : `${message}. Hint: ${hint}`) },
    locations: [
      { physicalLocation: { artifactLocation: { uri: sarifUri(fileOf(file, error)) }, ...(region && { region }) } },
    ],
  };
}

function regionOf({ problem: { details } }: ValidationError): object | undefined {
  const { text, span } = details;
  if (text === undefined || span === undefined) return undefined;
  const start = placeOf(text, span.start);
  const end = placeOf(text, Math.max(span.start, span.end));
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
