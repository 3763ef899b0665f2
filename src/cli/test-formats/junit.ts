import { hasFailed, type TestedDetection, type TestOutcome, type TestReport } from '../../library/index.ts';
import { xmlAttribute } from '../xml.ts';
import { type TestFormat, titleOf, wholeReason } from './format.ts';

/** For build servers: a suite for each detection with tests, and one for files that cannot be used. */
export const junit: TestFormat = {
  summary: 'JUnit XML',
  open: () => ({ write: () => '', end: render }),
};

function render({ detections, problems, seconds }: TestReport): string {
  const tested = detections.filter(({ outcomes }) => outcomes.length > 0);
  const outcomes = tested.flatMap((one) => one.outcomes);
  const counts = countsOf(outcomes, problems.length);
  const content = problems.map(({ message, code, details: { file = '' } }) => {
    const body = `    <error message=${xmlAttribute(message)} type=${xmlAttribute(code)}/>\n`;
    return `  <testcase name=${xmlAttribute(file)} classname="content" time="0">\n${body}  </testcase>\n`;
  });
  const suite =
    content.length === 0
      ? ''
      : `<testsuite name="content"${countsOf([], content.length)}>\n${content.join('')}</testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="karst test"${counts} time="${seconds.toFixed(3)}">\n${suite}${tested.map(suiteOf).join('')}</testsuites>\n`;
}

function countsOf(outcomes: readonly TestOutcome[], problems = 0): string {
  const count = (status: TestOutcome['status']): number => outcomes.filter((one) => one.status === status).length;
  const tests = outcomes.length + problems;
  return ` tests="${tests}" failures="${count('fail')}" errors="${count('error') + problems}" skipped="${count('skip')}"`;
}

function suiteOf({ detection, outcomes }: TestedDetection): string {
  const time = outcomes.reduce((sum, { seconds }) => sum + seconds.total, 0).toFixed(3);
  const attributes = `name=${xmlAttribute(detection.name)}${countsOf(outcomes)} time="${time}" file=${xmlAttribute(detection.file)}`;
  return `<testsuite ${attributes}>\n${outcomes.map(caseOf).join('')}</testsuite>\n`;
}

function caseOf(outcome: TestOutcome): string {
  const { detection, seconds } = outcome;
  const attributes = `name=${xmlAttribute(titleOf(outcome))} classname=${xmlAttribute(detection.name)} file=${xmlAttribute(detection.file)}`;
  const start = `  <testcase ${attributes} time="${seconds.total.toFixed(3)}"`;
  const body = bodyOf(outcome);
  return body === '' ? `${start}/>\n` : `${start}>\n    ${body}\n  </testcase>\n`;
}

function bodyOf(outcome: TestOutcome): string {
  const message = xmlAttribute(wholeReason(outcome));
  if (outcome.status === 'skip') return `<skipped message=${message}/>`;
  if (!hasFailed(outcome)) return '';
  return outcome.status === 'fail'
    ? `<failure message=${message} type="verdict"/>`
    : `<error message=${message} type=${xmlAttribute(outcome.problem?.code ?? '')}/>`;
}
