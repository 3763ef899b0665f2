import { type Content, type Detection, searchPlace } from '../../content/index.ts';
import { type Expansion, locate, nodesOf, type ParsedSearch } from '../../language/index.ts';
import { placeOf, type Span } from '../../shared/span.ts';
import type { WhyMacro, WhyPlace } from './result.ts';
import type { TracedStage } from './trace.ts';

/** Finds places of the expanded text in what the user wrote. */
export interface Placer {
  /** Undefined for a text that the search made itself. */
  placeOf(span: Span | undefined, expansion: Expansion): WhyPlace | undefined;
}

export function openPlacer(parsed: ParsedSearch, content: Content, detection: Detection | undefined): Placer {
  const macroOf = (name: string): WhyMacro => {
    const found = content.macros.find((macro) => macro.name === name);
    return { name, definition: found?.definition ?? '', ...(found?.file !== undefined && { file: found.file }) };
  };
  return {
    placeOf: (span, expansion) => {
      if (span === undefined || expansion !== parsed.expansion) return undefined;
      const { span: typed, macro } = locate(expansion, span);
      const place = detection ? searchPlace(detection, typed.start) : placeOf(expansion.source, typed.start);
      return {
        ...(detection && { file: detection.file }),
        ...place,
        ...(macro !== undefined && { macro: macroOf(macro) }),
      };
    },
  };
}

/** A command on one line, the pipelines inside it left out. */
export function textOfStage({ node, context }: TracedStage): string {
  const { text } = context.expansion;
  let shown = '';
  let at = node.span.start;
  for (const { kind, span } of nodesOf(node)) {
    if (kind !== 'Pipeline' || span.start < at || span.end > node.span.end) continue;
    shown += `${text.slice(at, span.start)} … `;
    at = span.end;
  }
  return `${shown}${text.slice(at, node.span.end)}`.replace(/\s+/g, ' ').trim();
}
