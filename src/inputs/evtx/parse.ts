import type { Chunk } from './chunk-bytes.ts';
import { damaged } from './damage.ts';
import { escapeText } from './escape.ts';
import type { NameUse } from './template-cache.ts';
import { MORE, TOKEN, TYPE } from './tokens.ts';
import type { Element, Instance, Node } from './tree.ts';

/** Elements in one another; what Windows writes has three or four. */
const MAX_ELEMENT_DEPTH = 100;

export interface ParseOptions {
  /** The bytes end too early: keep what is there instead of failing. */
  readonly isCut: boolean;
  /**
   * Reads the template instance at an offset; gives it and the offset behind it. Absent in template definitions,
   * whose elements have a dependency id that others lack.
   */
  readonly instanceAt?: (at: number) => { readonly instance: Instance; readonly next: number };
}

export interface ParsedTree {
  readonly roots: readonly Node[];
  readonly at: number;
  /** The uses of names, as they come. */
  readonly names: readonly NameUse[];
}

/** The tree of the binary XML in a range of the chunk, up to its end token, and the offset where that stands. */
export function parseTree(chunk: Chunk, start: number, end: number, options: ParseOptions): ParsedTree {
  const parser = new TreeParser(chunk, start, end, options);
  try {
    parser.run();
  } catch (error) {
    if (!options.isCut) throw error;
  }
  return parser;
}

class TreeParser {
  readonly roots: Node[] = [];
  readonly names: NameUse[] = [];
  private readonly start: number;
  private readonly chunk: Chunk;
  at: number;
  private readonly end: number;
  private readonly options: ParseOptions;
  private readonly open: Element[] = [];
  /** Where content goes: the roots, an attribute or an element. */
  private sink: Node[] = this.roots;

  constructor(chunk: Chunk, start: number, end: number, options: ParseOptions) {
    this.chunk = chunk;
    this.start = start;
    this.at = start;
    this.end = end;
    this.options = options;
  }

  run(): void {
    while (this.at < this.end) {
      const token = this.chunk.u8(this.at, this.end);
      if (token === TOKEN.END) break;
      this.token(token);
    }
    if (this.open.length > 0) throw damaged('an element that is not closed', this.at);
  }

  private token(token: number): void {
    switch (token & ~MORE) {
      case TOKEN.OPEN_ELEMENT:
        this.openElement((token & MORE) !== 0);
        break;
      case TOKEN.CLOSE_START:
        this.sink = this.top().content;
        this.at += 1;
        return;
      case TOKEN.CLOSE_EMPTY:
        this.top().isSelfClosed = true;
        this.closeElement();
        break;
      case TOKEN.END_ELEMENT:
        this.closeElement();
        break;
      case TOKEN.VALUE:
        this.value();
        break;
      case TOKEN.ATTRIBUTE:
        this.attribute();
        break;
      case TOKEN.CDATA:
        this.cdata();
        break;
      case TOKEN.CHARACTER_REFERENCE:
        this.text(`&#${this.chunk.u16(this.at + 1, this.end)};`);
        this.at += 3;
        return;
      case TOKEN.ENTITY_REFERENCE:
        this.at += 1;
        this.text(`&${this.name()};`);
        break;
      case TOKEN.PI_TARGET:
        this.at += 1;
        this.text(`<?${this.name()} `);
        break;
      case TOKEN.PI_DATA:
        this.text(`${this.counted(1).replaceAll('?>', '? >')}?>`);
        break;
      case TOKEN.TEMPLATE_INSTANCE:
        this.templateInstance();
        break;
      case TOKEN.SUBSTITUTION:
        this.slot(false);
        break;
      case TOKEN.OPTIONAL_SUBSTITUTION:
        this.slot(true);
        break;
      case TOKEN.FRAGMENT_HEADER:
        this.at += 4;
        return;
      default:
        throw damaged(`an unknown token 0x${token.toString(16)}`, this.at);
    }
  }

  private openElement(hasAttributes: boolean): void {
    if (this.open.length >= MAX_ELEMENT_DEPTH) throw damaged('elements nested too deep', this.at);
    // Token, dependency id, size of the rest (not needed).
    this.at += this.options.instanceAt === undefined ? 7 : 5;
    const name = this.name();
    if (hasAttributes) this.at += 4;
    const element: Element = { kind: 'element', name, attributes: [], content: [], isSelfClosed: false };
    (this.open.at(-1)?.content ?? this.roots).push(element);
    this.open.push(element);
    this.sink = element.content;
  }

  private closeElement(): void {
    this.top();
    this.open.pop();
    this.sink = this.open.at(-1)?.content ?? this.roots;
    this.at += 1;
  }

  private attribute(): void {
    const element = this.top();
    this.at += 1;
    const attribute = { name: this.name(), content: [] };
    element.attributes.push(attribute);
    this.sink = attribute.content;
  }

  private value(): void {
    const type = this.chunk.u8(this.at + 1, this.end);
    if (type !== TYPE.STRING) throw damaged(`a literal of type 0x${type.toString(16)}, expected a string`, this.at);
    this.text(escapeText(this.counted(2)));
  }

  private cdata(): void {
    const text = this.counted(1);
    // `]]>` cannot stand in one section: it goes over two.
    this.text(`<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
  }

  private templateInstance(): void {
    const { instanceAt } = this.options;
    if (instanceAt === undefined) throw damaged('a template instance inside a template definition', this.at);
    const { instance, next } = instanceAt(this.at);
    this.sink.push({ kind: 'embedded', instance });
    this.at = next;
  }

  private slot(isOptional: boolean): void {
    this.sink.push({ kind: 'slot', index: this.chunk.u16(this.at + 1, this.end), isOptional });
    this.at += 4;
  }

  private text(text: string): void {
    this.sink.push({ kind: 'text', text });
  }

  /** The name that the offset here points at. Where it points right behind itself, the name stands in line. */
  private name(): string {
    const place = this.at;
    const offset = this.chunk.u32(place, this.end);
    const { text, bytes } = this.chunk.name(offset);
    const isInLine = offset === place + 4;
    this.at = place + 4 + (isInLine ? bytes : 0);
    this.names.push({ at: place - this.start, text, isInLine });
    return text;
  }

  /** A text behind its length in characters, which stands `skip` bytes ahead; goes past it. */
  private counted(skip: number): string {
    const start = this.at + skip + 2;
    const wanted = start + 2 * this.chunk.u16(this.at + skip, this.end);
    if (wanted > this.end && !this.options.isCut) throw damaged('a text longer than what holds it', this.at);
    this.at = Math.min(wanted, this.end);
    return this.chunk.utf16(start, this.at);
  }

  private top(): Element {
    const element = this.open.at(-1);
    if (element === undefined) throw damaged('a token outside of any element', this.at);
    return element;
  }
}
