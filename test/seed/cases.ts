import { type EventSpec, file, GUID, HOST, OTHER_GUID, other, process } from './events.ts';

/** What the seed detection must make of some events. Rows are given by the fields that the case is about. */
export interface SeedCase {
  readonly name: string;
  readonly events: readonly EventSpec[];
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** The row of `process()` and `file()` as they come. Times are cut to whole seconds, as `by _time` does. */
const ROW = {
  dest: HOST,
  process_name: 'wscript.exe',
  process_guid: GUID,
  file_name: 'dynwrapx.dll',
  file_path: 'C:\\Users\\kim\\dynwrapx.dll',
  file_create_time: '2024-10-17 09:12:44.250',
  user: 'kim',
  count: 1,
  firstTime: '2024-10-17T09:12:44',
  lastTime: '2024-10-17T09:12:44',
};

const reversed = (event: EventSpec): EventSpec => ({ ...event, data: [...event.data].reverse() });
const withGuid = (event: EventSpec, guid: string): EventSpec => ({
  ...event,
  data: event.data.map(([name, text]) => (name === 'ProcessGuid' ? [name, guid] : [name, text])),
});

export const SEED_CASES: readonly SeedCase[] = [
  { name: 'a process and the file it wrote', events: [process(), file()], rows: [ROW] },
  {
    name: 'the file name in another case',
    events: [process(), file({ path: 'C:\\Users\\kim\\DynWrapX.DLL' })],
    rows: [{ ...ROW, file_name: 'DynWrapX.DLL', file_path: 'C:\\Users\\kim\\DynWrapX.DLL' }],
  },
  {
    // The model fills `unknown`, and join lets the inner row's user win over the process's.
    name: 'a file event without User (Sysmon before 13.30)',
    events: [process(), file({ user: null })],
    rows: [{ ...ROW, user: 'unknown' }],
  },
  {
    name: 'a file event with an empty User',
    events: [process(), file({ user: '' })],
    rows: [{ ...ROW, user: 'unknown' }],
  },
  {
    name: 'a file event whose User is a hyphen',
    events: [process(), file({ user: '-' })],
    rows: [{ ...ROW, user: '-' }],
  },
  {
    name: 'a process event without a user',
    events: [process({ user: '' }), file()],
    rows: [ROW],
  },
  { name: 'a longer name', events: [process(), file({ path: 'C:\\Users\\kim\\dynwrapx.dll.bak' })], rows: [] },
  { name: 'a name that ends alike', events: [process(), file({ path: 'C:\\Users\\kim\\xdynwrapx.dll' })], rows: [] },
  { name: 'a folder of that name', events: [process(), file({ path: 'C:\\dynwrapx.dll\\a.txt' })], rows: [] },
  { name: 'another process', events: [process({ guid: OTHER_GUID }), file()], rows: [] },
  { name: 'the process event missing', events: [file()], rows: [] },
  { name: 'the file event missing', events: [process()], rows: [] },
  {
    name: 'the file written before the process event',
    events: [file({ time: '2024-10-17T09:12:39.000' }), process()],
    rows: [
      {
        ...ROW,
        file_create_time: '2024-10-17 09:12:39.000',
        firstTime: '2024-10-17T09:12:39',
        lastTime: '2024-10-17T09:12:39',
      },
    ],
  },
  {
    // join keeps one match for each outer row: the smallest by the inner search's BY fields, so the earliest.
    name: 'the same file written several times by one process',
    events: [process(), file({ time: '2024-10-17T09:13:10.000' }), file(), file({ time: '2024-10-17T09:12:50.000' })],
    rows: [ROW],
  },
  {
    name: 'the file written to two folders at the same second',
    events: [
      process(),
      file({ path: 'C:\\Users\\kim\\z\\dynwrapx.dll' }),
      file({ path: 'C:\\Users\\kim\\a\\dynwrapx.dll' }),
    ],
    rows: [{ ...ROW, file_path: 'C:\\Users\\kim\\a\\dynwrapx.dll' }],
  },
  {
    name: 'two processes',
    events: [
      process(),
      process({ guid: OTHER_GUID, image: 'C:\\Windows\\System32\\cscript.exe', id: '5000' }),
      file({ guid: OTHER_GUID, time: '2024-10-17T09:20:00.000' }),
      file(),
    ],
    rows: [
      {
        ...ROW,
        process_name: 'cscript.exe',
        process_guid: OTHER_GUID,
        file_create_time: '2024-10-17 09:20:00.000',
        firstTime: '2024-10-17T09:20:00',
        lastTime: '2024-10-17T09:20:00',
      },
      ROW,
    ],
  },
  {
    name: 'two hosts',
    events: [
      process({ computer: 'ws-02.corp.example', guid: OTHER_GUID }),
      file({ computer: 'ws-02.corp.example', guid: OTHER_GUID }),
      process(),
      file(),
    ],
    rows: [{ ...ROW, dest: 'ws-02.corp.example', process_guid: OTHER_GUID }, ROW],
  },
  {
    // Events 5, 7, 17 and 18 are rows of Endpoint.Processes too: each joins the same file row, stats counts them.
    name: 'one guid in several process events',
    events: [process(), other(7, '2024-10-17T09:12:41.000', GUID), file(), other(5, '2024-10-17T09:14:00.000', GUID)],
    rows: [{ ...ROW, count: 3 }],
  },
  {
    // Two events of one second with equal BY fields are one row of the outer tstats.
    name: 'the same process event twice',
    events: [process(), process(), file()],
    rows: [ROW],
  },
  {
    name: 'one guid under two images',
    events: [process(), process({ image: 'C:\\Windows\\System32\\cscript.exe' }), file()],
    rows: [{ ...ROW, process_name: 'cscript.exe' }, ROW],
  },
  { name: 'fields in the other order', events: [reversed(process()), reversed(file())], rows: [ROW] },
  {
    name: 'a guid without braces, in small letters',
    events: [withGuid(process(), GUID.slice(1, -1).toLowerCase()), withGuid(file(), GUID.slice(1, -1).toLowerCase())],
    rows: [ROW],
  },
  {
    name: 'a guid spelled differently in the two events',
    events: [process(), withGuid(file(), GUID.toLowerCase())],
    rows: [ROW],
  },
];
