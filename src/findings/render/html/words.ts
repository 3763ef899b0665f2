import { type Child, element, type Markup } from './markup.ts';

/** The first characters of a text; the rest is counted. */
export function shortened(text: string, most: number): string {
  const more = text.length - most;
  if (more <= 0) return text;
  // Half of a surrogate pair would be shown as an escape.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)} … and ${(text.length - end).toLocaleString('en-US')} more characters`;
}

/** Text that comes from logs or content, apart from what stands around it. */
export function quoted(text: string, most = 1000): Markup {
  return text === '' ? element('span', { class: 'quiet' }, '(empty)') : element('code', {}, shortened(text, most));
}

/** The name of a user, system or other object, which scripts compare. */
export function entityName(value: string): string {
  return shortened(value, 200);
}

/** A time in UTC; `no time` for null. */
export function timeMarkup(time: string | null): Markup {
  if (time === null) return element('span', { class: 'quiet' }, 'no time');
  return element('time', {}, time.replace('T', ' ').replace('Z', ''));
}

/** A span of time, once where both ends are the same. */
export function timesMarkup(first: string | null, last: string | null): readonly Child[] {
  return first === last ? [timeMarkup(first)] : [timeMarkup(first), ' to ', timeMarkup(last)];
}

/** A severity: the word always, the colour beside it. */
export function severityMarkup(severity: string): Markup {
  return element('span', { class: `severity ${severity}` }, severity);
}

/** What a list leaves out; nothing where it is whole. */
export function leftOut(count: number, what: string): Markup | undefined {
  if (count <= 0) return undefined;
  return element('p', { class: 'left-out' }, `${count.toLocaleString('en-US')} more ${what} not shown`);
}

/** A table whose first cell of a row names it. Wide ones are scrolled, never the page. */
export function table(head: readonly Child[], rows: readonly (readonly Child[])[], name?: string): Markup {
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      { class: name },
      element('thead', {}, element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, cell)))),
      element(
        'tbody',
        {},
        ...rows.map(([first, ...rest]) =>
          element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map((cell) => element('td', {}, cell))),
        ),
      ),
    ),
  );
}

/** Something that opens on demand. */
export function folded(title: Child, name: string, ...content: readonly Child[]): Markup {
  return element('details', { class: name }, element('summary', {}, title), ...content);
}
