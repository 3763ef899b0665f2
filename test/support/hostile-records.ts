import fc from 'fast-check';

/** Texts of records, good and hostile, of the formats that files hold one record behind another of. */
export type TextKind = 'json' | 'windows-xml' | 'text';

/** Texts that the format is recognised by, then anything. They may end in the middle of a record. */
export function hostileText(kind: TextKind): fc.Arbitrary<Buffer> {
  const piece = PIECES[kind];
  const few = fc.array(piece, { minLength: 1, maxLength: 4 }).map((texts) => texts.join(''));
  const rows = fc.tuple(few, fc.integer({ min: 1, max: 8 })).map(([text, count]) => text.repeat(count));
  const body = fc.array(fc.oneof(piece, piece, rows), { maxLength: 20 }).map((texts) => texts.join(''));
  return fc
    .tuple(fc.constantFrom(...HEADS[kind]), body, fc.option(fc.nat(2000), { freq: 4 }))
    .map(([head, text, cut]) => Buffer.concat([Buffer.from(head), Buffer.from(text).subarray(0, cut ?? undefined)]));
}

const SYSTEM = '<System><EventID>1</EventID></System>';
const NAMESPACE = "xmlns='http://schemas.microsoft.com/win/2004/08/events/event'";

const HEADS: Readonly<Record<TextKind, readonly string[]>> = {
  json: ['{"a":1}\n{"b":{"c":[1,2]}}\n', '[\n{"a":1},\n'],
  'windows-xml': [`${event('x')}\n${event('y')}\n`, `<?xml version="1.0"?><Events>${event('x')}`],
  text: ['type=CWD msg=audit(1617619800.1:7): cwd="/"\n', `time,user,note${'e'.repeat(100)}\n`, '#Fields: time user\n'],
};

function event(data: string): string {
  return `<Event ${NAMESPACE}>${SYSTEM}<EventData><Data Name='a'>${data}</Data></EventData></Event>`;
}

function repeated(text: string, min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((count) => text.repeat(count));
}

/** Longer than the longest record, now and then. */
const LONG = repeated('x', 100, 1200);
const BLANKS = repeated(' ', 1, 900);
const ANYWHERE = fc.constantFrom('\n', '\r\n', '\n\n', ' \t\n', '\0\0\0', '\uFEFF', 'é日😀\n', 'some words\n', ' ');
const LOG_LINES = fc.constantFrom(
  'a=1 09:12:44 x=2\n',
  '  a=1 09:12:44\n',
  '2024-10-17 09:12:44 hello\n',
  '\tand more\n',
);

const DEEP = `{"d":${'['.repeat(510)}${']'.repeat(510)}}`;

const OBJECTS = fc.constantFrom(
  '{"a":1}\n',
  '{"a":1}\r\n',
  '  {"a":1}\n',
  '\uFEFF{"a":1}\n',
  '{"é":"日😀","text":"{\\"a\\":1}"}\n',
  '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n',
  '{"a":1} {"b":2}\n',
  '{"a":1},{"b":2},\n',
  '[{"a":1},\n',
  ' {"b":1}]\n',
  `${DEEP}\n`,
  `${DEEP} {"b":1}\n`,
);
const BROKEN_OBJECTS = fc.constantFrom(
  '{"a":1}\u0001\n',
  '{"a":1} {"b":2}\u0001\n',
  '{"a":\n',
  '   {"a":\n   {"b":2}\n',
  '{"a":1,"b":{"c":[2,3\n',
  '{"a" 1}\n',
  '{"many":[\n{"b":\n1},\n{"c":2},\n',
  '{"a":01}\n',
  '{"a":"b\nc"}\n',
  ...['{', '}', '[', '"', '\\', '[\n', ']\n', ',\n', '}\n', '"a":1\n'],
);

const EVENTS = fc.constantFrom(
  `${event('x')}\n`,
  event('x &amp; y'),
  `${event('x').replaceAll('><', '>\n  <')}\n`,
  `Oct 17 09:12:44 host EvntSLog: ${event('x')}\r\n`,
  event(`<![CDATA[<Event ${NAMESPACE}> ]]>`),
  event('<!-- <Event> -->'),
  `<Event>${SYSTEM}<UserData><Event><A>1</A></Event></UserData></Event>\n`,
);
const BROKEN_EVENTS = fc.oneof(
  fc.constantFrom('<Events>\n', '</Events>\n', '<?xml version="1.0"?>\n', '<!--', '-->', '<![CDATA[', ']]>'),
  fc.constantFrom(
    `<Event>${SYSTEM}<UserData>`,
    '<UserData/>',
    '</UserData>',
    '<Event/>',
    '<Event>',
    '<Event\n',
    '<Event',
  ),
  fc.constantFrom('</Event>', '</Event   >', '<EventData>', '<', '>', '<System>', '<!-- <Event> -->\n'),
  fc.nat(80).map((length) => event('x').slice(0, length)),
  repeated(' ', 490, 520).map((blanks) => `</Event${blanks}>`),
  repeated(' ', 490, 520).map((blanks) => `<Event${blanks}>${blanks}<System>`),
);

const LINES = fc.constantFrom(
  'type=CWD msg=audit(1617619800.1:7): cwd="/"\n',
  'key=value\r\n',
  '10/17/2024 09:12:44 AM\nLogName=Security\nMessage=An\n\n\tAccount\n',
  '2024-10-17,kim,"a\nb"\n',
  '2024-10-18,lee,c\n',
  '1,2,"q""q"\n',
  ...['1,2,"open\n', '"', ',,,\n', '{"a":1} rest\n', '{ not json\n', `${event('x')}${event('y')} tail\n`, '#x\n'],
  ...['#fields\ta\tb\n', '#separator \\x09\n', '#Fields: time user\n', '#path\tconn\n'],
);

const PIECES: Readonly<Record<TextKind, fc.Arbitrary<string>>> = {
  json: fc.oneof(
    OBJECTS,
    OBJECTS,
    BROKEN_OBJECTS,
    ANYWHERE,
    LOG_LINES,
    BLANKS,
    LONG.map((text) => `{"a":"${text}"}\n`),
    LONG.map((text) => `{"a":"${text}`),
    BLANKS.map((blanks) => `{"a":1}${blanks}\n`),
    BLANKS.map((blanks) => `{"a":1 2}${blanks}\n`),
    repeated('1,\n', 1, 400).map((items) => `{"long":[\n${items}2]}\n`),
    repeated(' ', 4090, 4100).map((blanks) => `${blanks}{"a":1}\n`),
  ),
  'windows-xml': fc.oneof(EVENTS, EVENTS, BROKEN_EVENTS, ANYWHERE, LOG_LINES, BLANKS, LONG, LONG.map(event)),
  text: fc.oneof(
    LINES,
    LINES,
    OBJECTS,
    BROKEN_OBJECTS,
    EVENTS,
    BROKEN_EVENTS,
    ANYWHERE,
    LOG_LINES,
    LONG,
    LONG.map((text) => `a=${text}\n`),
    LONG.map((text) => `{"a":"${text}"}\n`),
    LONG.map((text) => `${event(text)}\n`),
    repeated('y\n', 1, 300),
  ),
};
