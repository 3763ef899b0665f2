import { assertNever } from '../../shared/problem.ts';
import { escapeQuotes } from './escape.ts';
import type {
  Attribute,
  AttributeText,
  DataItem,
  Element,
  ElementText,
  EventText,
  Hole,
  Node,
  Pieces,
  Section,
  Template,
} from './tree.ts';
import { compileXmlProgram } from './xml-program.ts';

/** What a tree comes down to: text with holes, and where in it the parts of an event stand. */
export function compileTemplate(roots: readonly Node[]): Template {
  const pieces = piecesOf(roots);
  const references = new Map<number, number>();
  return {
    pieces,
    xmlProgram: once(() => compileXmlProgram(pieces)),
    sections: roots.flatMap(rootSections),
    literalLength: measure(pieces, references),
    widestHole: Math.max(0, ...pieces.holes.map((hole) => measureHole(hole, new Map()))),
    mostReferences: Math.max(1, ...references.values()),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A text under construction: literals that stand side by side become one. */
class PiecesBuilder {
  private readonly literals: string[] = [];
  private readonly holes: Hole[] = [];
  private tail = '';

  text(text: string): void {
    this.tail += text;
  }

  hole(hole: Hole): void {
    this.literals.push(this.tail);
    this.tail = '';
    this.holes.push(hole);
  }

  finish(): Pieces {
    return { literals: [...this.literals, this.tail], holes: this.holes };
  }
}

function piecesOf(nodes: readonly Node[]): Pieces {
  const builder = new PiecesBuilder();
  for (const node of nodes) addNode(builder, node);
  return builder.finish();
}

function addNode(builder: PiecesBuilder, node: Node): void {
  switch (node.kind) {
    case 'text':
      builder.text(node.text);
      break;
    case 'slot':
      builder.hole({ kind: 'value', slot: node.index, isAttribute: false });
      break;
    case 'embedded':
      builder.hole({ kind: 'embedded', instance: node.instance });
      break;
    case 'element':
      addElement(builder, node);
      break;
    default:
      assertNever(node);
  }
}

/**
 * An element around a slot and nothing else is left out with an optional value that is null, and repeated for an
 * array. Elsewhere an optional null takes nothing along: `<Event>` itself has an optional slot beside System.
 * Source: [MS-EVEN6] 3.1.4.7.2 and 3.1.4.7.5.
 */
function addElement(builder: PiecesBuilder, element: Element): void {
  const [slot, ...others] = element.content;
  if (slot?.kind !== 'slot' || others.length > 0) {
    addPlainElement(builder, element);
    return;
  }
  const { index, isOptional } = slot;
  const open = new PiecesBuilder();
  addStartTag(open, element);
  const { literals, holes } = open.finish();
  const before = literals[0];
  if (holes.length === 0 && before !== undefined) {
    const after = `</${element.name}>`;
    builder.hole({ kind: 'wrapped', slot: index, isOptional, isAttribute: false, before, after });
    return;
  }
  const whole = new PiecesBuilder();
  addPlainElement(whole, element);
  builder.hole({ kind: 'group', guards: isOptional ? [index] : [], repeat: index, pieces: whole.finish() });
}

function addPlainElement(builder: PiecesBuilder, element: Element): void {
  addStartTag(builder, element);
  if (element.isSelfClosed) return;
  for (const node of element.content) addNode(builder, node);
  builder.text(`</${element.name}>`);
}

function addStartTag(builder: PiecesBuilder, element: Element): void {
  builder.text(`<${element.name}`);
  for (const attribute of element.attributes) addAttribute(builder, attribute);
  builder.text(element.isSelfClosed ? '/>' : '>');
}

function addAttribute(builder: PiecesBuilder, { name, content }: Attribute): void {
  const [first, ...others] = content;
  const before = ` ${name}='`;
  if (first?.kind === 'slot' && others.length === 0) {
    const { index: slot, isOptional } = first;
    builder.hole({ kind: 'wrapped', slot, isOptional, isAttribute: true, before, after: "'" });
    return;
  }
  const inner = attributePieces(content);
  const guards = content.flatMap((node) => (node.kind === 'slot' && node.isOptional ? [node.index] : []));
  if (inner.holes.length === 0) {
    builder.text(`${before}${inner.literals[0] ?? ''}'`);
    return;
  }
  const literals = inner.literals.map(
    (text, i) => (i === 0 ? before : '') + text + (i === inner.holes.length ? "'" : ''),
  );
  builder.hole({ kind: 'group', guards, repeat: undefined, pieces: { literals, holes: inner.holes } });
}

/** An attribute's value: text and slots, with quotes escaped; nothing else can stand there. */
function attributePieces(content: readonly Node[]): Pieces {
  const builder = new PiecesBuilder();
  for (const node of content) {
    if (node.kind === 'text') builder.text(escapeQuotes(node.text));
    else if (node.kind === 'slot') builder.hole({ kind: 'value', slot: node.index, isAttribute: true });
  }
  return builder.finish();
}

/** Characters of all literals; counts into `references` how often each slot is used. */
function measure(pieces: Pieces, references: Map<number, number>): number {
  let length = 0;
  for (const literal of pieces.literals) length += literal.length;
  for (const hole of pieces.holes) length += measureHole(hole, references);
  return length;
}

function measureHole(hole: Hole, references: Map<number, number>): number {
  switch (hole.kind) {
    case 'value':
      references.set(hole.slot, (references.get(hole.slot) ?? 0) + 1);
      return 0;
    case 'wrapped':
      references.set(hole.slot, (references.get(hole.slot) ?? 0) + 1);
      return hole.before.length + hole.after.length;
    case 'group':
      return measure(hole.pieces, references);
    case 'embedded':
      return hole.instance.textLength;
    default:
      return assertNever(hole);
  }
}

function rootSections(root: Node): Section[] {
  return root.kind === 'element' && root.name === 'Event' ? root.content.flatMap(sectionsOf) : sectionsOf(root);
}

function sectionsOf(node: Node): Section[] {
  switch (node.kind) {
    case 'text':
      return [];
    case 'slot':
      return [{ kind: 'slot', index: node.index }];
    case 'embedded':
      return [node];
    case 'element':
      return elementSections(node);
    default:
      return assertNever(node);
  }
}

function elementSections(element: Element): Section[] {
  switch (element.name) {
    case 'System':
      return [systemSection(element)];
    case 'EventData':
      return element.content.flatMap(sectionsOf);
    case 'Data':
      return [{ kind: 'data', item: dataItem(element) }];
    case 'UserData':
      return [{ kind: 'userData', inner: piecesOf(element.content) }];
    case 'RenderingInfo':
      return [{ kind: 'renderingInfo', texts: elementsOf(element).map(elementText) }];
    default:
      return [];
  }
}

function systemSection(system: Element): Section {
  const children = elementsOf(system);
  return { kind: 'system', texts: children.map(elementText), attributes: children.flatMap(elementAttributes) };
}

function elementsOf(parent: Element): Element[] {
  return parent.content.filter((node) => node.kind === 'element');
}

function elementText(element: Element): ElementText {
  return { tag: element.name, ...eventText(element.content, piecesOf(element.content)) };
}

function elementAttributes(element: Element): AttributeText[] {
  return element.attributes.map(({ name, content }) => ({
    tag: element.name,
    attribute: name,
    ...eventText(content, attributePieces(content)),
  }));
}

function dataItem(element: Element): DataItem {
  const content = element.attributes.find((attribute) => attribute.name === 'Name')?.content ?? [];
  const { text: name } = eventText(content, attributePieces(content));
  return { name, ...eventText(element.content, piecesOf(element.content)) };
}

function eventText(content: readonly Node[], pieces: Pieces): EventText {
  const [slot, ...others] = content;
  if (slot?.kind === 'slot' && others.length === 0) return { text: slot.index, isOptional: slot.isOptional };
  return { text: pieces.holes.length === 0 ? pieces.literals.join('') : pieces, isOptional: false };
}
