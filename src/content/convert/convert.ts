import { isMap, parseDocument } from 'yaml';
import { assertNever, Problem } from '../../shared/problem.ts';
import type { ContentKind, Generation } from '../content.ts';
import { kindOf } from '../kind.ts';
import { detectionOf } from '../objects.ts';
import { parseYaml } from '../yaml.ts';
import { detectionToV5 } from './detection-v5.ts';
import { detectionToV6 } from './detection-v6.ts';
import { type ConvertDecision, editMapping, type MappingEditor } from './edit.ts';
import { lookupToV5, lookupToV6 } from './lookup.ts';
import { macroToV6, storyToV6 } from './others.ts';

export interface Converted {
  readonly kind: ContentKind;
  readonly from: Generation;
  readonly to: Generation;
  /** The file as it should be; as it was where nothing had to be done. */
  readonly text: string;
  /** In the order in which they were taken; empty where nothing had to be done. */
  readonly decisions: readonly ConvertDecision[];
}

export interface ConvertInput {
  readonly text: string;
  readonly file: string;
  /** The folders that the file lies in, outermost first. */
  readonly folders: readonly string[];
  readonly to: 'v5' | 'v6';
  /** `YYYY-MM-DD`, for files that have no date. */
  readonly today: string;
}

/**
 * A content file in the form of a later generation: what the forms share stays as it is written, comments and all.
 *
 * @throws Problem CT002, CT003 and CT005 for a file that cannot be read; CT030 for one that cannot be converted: an earlier
 * generation than its own, or a kind that has no such form.
 */
export function convertContent({ text, file, folders, to, today }: ConvertInput): Converted {
  const yaml = parseYaml(text, file);
  const kind = kindOf(yaml.data, folders);
  const document = parseDocument(text, { uniqueKeys: false });
  if (!isMap(document.contents)) throw new Problem('CT003', 'not a mapping of keys', { file });
  const mapping = editMapping(document.contents, document);
  const decisions: ConvertDecision[] = [];
  const render = (from: Generation): Converted => {
    const isSame = decisions.length === 0 && from === to;
    return {
      kind,
      from,
      to,
      text: isSame ? text : document.toString({ lineWidth: 0, indent: indentOf(text) }),
      decisions,
    };
  };
  switch (kind) {
    case 'detection': {
      const { generation, risk } = detectionOf(yaml);
      refuseBackwards(generation, to, file);
      if (generation === to) return render(generation);
      if (generation === 'v4') detectionToV5(mapping, risk, decisions);
      if (to === 'v6') detectionToV6(mapping, folders, decisions);
      return render(generation);
    }
    case 'macro':
      return render(convertOther(mapping, to, (one) => macroToV6(one, today, decisions)));
    case 'story':
      return render(convertOther(mapping, to, (one) => storyToV6(one, today, decisions)));
    case 'lookup': {
      if (mapping.has('modification_date')) return render('v6');
      const isOld = mapping.has('filename') || mapping.has('collection');
      if (isOld) lookupToV5(mapping, file, decisions);
      if (to === 'v6') lookupToV6(mapping, today, decisions);
      return render(isOld ? 'v4' : 'v5');
    }
    case 'baseline':
    case 'data_source':
    case 'deployment':
    case 'source':
    case 'dashboard':
    case 'other':
      throw new Problem('CT030', `a ${kind.replace('_', ' ')} cannot be converted`, {
        file,
        hint: 'detections, lookups, macros and stories can',
      });
    default:
      return assertNever(kind);
  }
}

/** The columns by which the file indents its first nested line. */
function indentOf(text: string): number {
  const blanks = /:[ \t]*\r?\n( +)\S/.exec(text)?.[1]?.length ?? 2;
  return Math.min(blanks, 8);
}

function refuseBackwards(from: Generation, to: Generation, file: string): void {
  if (from <= to) return;
  throw new Problem('CT030', `the detection is of the form ${from} already`, {
    file,
    hint: 'only later forms can be made',
  });
}

/** Macros and stories are the same in v4 and v5. */
function convertOther(mapping: MappingEditor, to: 'v5' | 'v6', toV6: (mapping: MappingEditor) => void): Generation {
  if (mapping.has('modification_date')) return 'v6';
  if (to === 'v5') return 'v5';
  toV6(mapping);
  return 'v5';
}
