import { assertNever } from '../../shared/problem.ts';
import type { WindowsEvent } from '../record.ts';
import { escapeQuotes } from './escape.ts';
import { renderPieces, renderValue } from './render.ts';
import type {
  AttributeText,
  DataItem,
  ElementText,
  EventText,
  Fragment,
  Instance,
  Section,
  TextSource,
  Value,
} from './tree.ts';
import { writeXml } from './xml-writer.ts';

type Pair = readonly [name: string, text: string];

interface Parts {
  readonly system: Pair[];
  readonly attributes: (readonly [tag: string, attribute: string, value: string])[];
  readonly data: Pair[];
  userData: string | undefined;
  renderingInfo: Pair[] | undefined;
}

/** The event that a record's fragment holds. Its parts are put together when one of them is asked for. */
export function eventOf(fragment: Fragment): WindowsEvent {
  return new FragmentEvent(fragment);
}

class FragmentEvent implements WindowsEvent {
  private readonly fragment: Fragment;
  private known: Parts | undefined;

  constructor(fragment: Fragment) {
    this.fragment = fragment;
    this.known = undefined;
  }

  get system(): Parts['system'] {
    return this.parts().system;
  }

  get attributes(): Parts['attributes'] {
    return this.parts().attributes;
  }

  get data(): Parts['data'] {
    return this.parts().data;
  }

  get userData(): string | undefined {
    return this.parts().userData;
  }

  get renderingInfo(): Parts['renderingInfo'] {
    return this.parts().renderingInfo;
  }

  xml(): string {
    return writeXml(this.fragment) ?? renderValue(this.fragment);
  }

  private parts(): Parts {
    this.known ??= partsOf(this.fragment);
    return this.known;
  }
}

function partsOf(fragment: Fragment): Parts {
  const parts: Parts = { system: [], attributes: [], data: [], userData: undefined, renderingInfo: undefined };
  addFragment(parts, fragment);
  return parts;
}

function addFragment(parts: Parts, fragment: Fragment): void {
  for (const instance of fragment.instances) addInstance(parts, instance);
}

function addInstance(parts: Parts, { template, values }: Instance): void {
  for (const section of template.sections) addSection(parts, section, values);
}

function addSection(parts: Parts, section: Section, values: readonly Value[]): void {
  switch (section.kind) {
    case 'system':
      addTexts(parts.system, section.texts, values);
      addAttributes(parts.attributes, section.attributes, values);
      break;
    case 'data':
      addData(parts.data, section.item, values);
      break;
    case 'userData':
      parts.userData = (parts.userData ?? '') + renderPieces(section.inner, values);
      return;
    case 'renderingInfo':
      parts.renderingInfo ??= [];
      addTexts(parts.renderingInfo, section.texts, values);
      break;
    case 'slot': {
      const value = values[section.index];
      if (isFragment(value)) addFragment(parts, value);
      return;
    }
    case 'embedded':
      addInstance(parts, section.instance);
      break;
    default:
      assertNever(section);
  }
}

function addTexts(into: Pair[], texts: readonly ElementText[], values: readonly Value[]): void {
  for (const element of texts) {
    const text = textOf(element.text, values);
    if (text !== '') into.push([element.tag, text]);
  }
}

function addAttributes(
  into: Parts['attributes'],
  attributes: readonly AttributeText[],
  values: readonly Value[],
): void {
  for (const attribute of attributes) {
    if (isLeftOut(attribute, values)) continue;
    into.push([attribute.tag, attribute.attribute, escapeQuotes(textOf(attribute.text, values))]);
  }
}

/** One item, or one for each element of an array, as the elements are repeated in the XML. */
function addData(into: Parts['data'], item: DataItem, values: readonly Value[]): void {
  if (isLeftOut(item, values)) return;
  const name = textOf(item.name, values);
  const value = typeof item.text === 'number' ? values[item.text] : undefined;
  if (Array.isArray(value) && value.length > 0) for (const text of value) into.push([name, text]);
  else into.push([name, textOf(item.text, values)]);
}

function isLeftOut({ isOptional, text }: EventText, values: readonly Value[]): boolean {
  return isOptional && typeof text === 'number' && (values[text] ?? null) === null;
}

function textOf(source: TextSource, values: readonly Value[]): string {
  if (typeof source === 'number') return renderValue(values[source]);
  return typeof source === 'string' ? source : renderPieces(source, values);
}

function isFragment(value: Value | undefined): value is Fragment {
  return value !== null && typeof value === 'object' && 'kind' in value;
}
