import type { LogEvent } from '../events/index.ts';
import { type Demand, LINEAGE } from '../language/index.ts';
import { type EventSource, type FoundRows, openEventRows, type Searches } from './event-rows.ts';
import { openRowWriter, type RowLines, type RowWriter } from './row-lines.ts';

/** The rows of one table. */
export interface EventBlock {
  readonly source: EventSource;
  readonly lines: RowLines;
}

/** What events left behind. Plain data: threads may send it to each other. */
export interface EventBlocks {
  readonly blocks: readonly EventBlock[];
  readonly found: FoundRows;
}

/** Makes of events what a session keeps of them, away from the session. */
export interface BlockMaker {
  /** Rows are numbered from `first` on, those of each table for themselves. */
  begin(first: number): void;
  /** @param idOf gives the id of the event; asked where a row of it stays. Default: rows have none */
  add(event: LogEvent, idOf?: (event: LogEvent) => string): void;
  /** Characters of what waits to be taken. */
  readonly characters: number;
  take(): EventBlocks;
}

/** @param demand what the session was prepared with, as are `searches`; undefined where it was not */
export function openBlockMaker(demand?: Demand, searches?: Searches): BlockMaker {
  const rows = openEventRows(demand, searches);
  const tables = new Map<string, BlockTable>();
  let first = 0;
  let characters = 0;

  function tableOf(source: EventSource): BlockTable {
    const name = source.kind === 'events' ? source.kind : `${source.model}.${source.dataset}`;
    const known = tables.get(name);
    if (known !== undefined) return known;
    const table = { source, writer: openRowWriter(), next: first };
    tables.set(name, table);
    return table;
  }

  return {
    begin: (number) => {
      first = number;
      for (const table of tables.values()) table.next = number;
    },
    add: (event, idOf) => {
      const kept = rows.rowsOf(event);
      const id = idOf && kept.length > 0 ? idOf(event) : undefined;
      for (const [source, plain] of kept) {
        const row = id === undefined ? plain : new Map(plain).set(LINEAGE, id);
        const table = tableOf(source);
        const before = table.writer.characters;
        table.writer.add(row, table.next++);
        characters += table.writer.characters - before;
      }
    },
    get characters() {
      return characters;
    },
    take: () => {
      const blocks: EventBlock[] = [];
      for (const { source, writer } of tables.values()) {
        if (writer.rows > 0) blocks.push({ source, lines: writer.take() });
      }
      characters = 0;
      return { blocks, found: rows.takeFound() };
    },
  };
}

interface BlockTable {
  readonly source: EventSource;
  readonly writer: RowWriter;
  next: number;
}
