import { type DuckDBConnection, DuckDBInstance, type DuckDBResult } from '@duckdb/node-api';
import type { Problem } from '../../shared/problem.ts';
import { duckdb } from '../../sql/index.ts';
import type { FunctionServices } from '../functions/index.ts';
import { type FunctionHost, registerFunctions } from './functions.ts';
import { databaseProblem } from './problems.ts';

export interface DatabaseOptions {
  readonly folder: string;
  readonly memoryMb: number;
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly services?: FunctionServices;
}

/** An open database. Statements of loading go one after the other; each query has a connection of its own. */
export interface Database {
  /**
   * Runs a statement that gives no rows.
   *
   * @throws Problem EN001, EN002; the signal's reason once it is aborted.
   */
  execute(sql: string): Promise<void>;
  /** Runs a query; its chunks come as they are asked for. @throws as `execute`, and EN003. */
  query<T>(sql: string, read: (result: DuckDBResult) => AsyncGenerator<T>): AsyncGenerator<T>;
  /** Plans a query without running it: names, types and all that is constant are worked out. @throws as `execute` */
  check(sql: string): Promise<void>;
  /** Ends what runs now; it throws. */
  interrupt(): void;
  /** Ends what runs, waits until it has, and closes the database. */
  close(): Promise<void>;
}

/**
 * Opens a database in memory that spills into the folder, in the state that emitted SQL needs, and locks its settings.
 * A database file would hold the same data twice for a while, and takes in half as many rows in a second.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:');
  const main = await instance.connect();
  const host: FunctionHost = { problems: new Map() };
  const running = new Set<DuckDBConnection>();
  /** Opening one costs as much as a small query. */
  const idle: DuckDBConnection[] = [];
  let isOpen = true;
  const done = (): undefined => undefined;
  let last: Promise<undefined> = Promise.resolve(undefined);
  const interrupt = (): void => {
    for (const connection of running) connection.interrupt();
  };
  options.signal?.addEventListener('abort', interrupt);

  async function guard<T>(connection: DuckDBConnection, sql: string, work: () => Promise<T>): Promise<T> {
    options.signal?.throwIfAborted();
    running.add(connection);
    try {
      return await work();
    } catch (error) {
      options.signal?.throwIfAborted();
      throw functionProblem(error, host) ?? databaseProblem(error, sql, options);
    } finally {
      running.delete(connection);
      if (running.size === 0) host.problems.clear();
    }
  }

  const database: Database = {
    execute: async (sql) => {
      const turn = last.then(() => guard(main, sql, () => main.run(sql)));
      last = turn.then(done, done); // what went wrong is told to who asked for it
      await turn;
    },
    check: async (sql) => {
      const connection = idle.pop() ?? (await instance.connect());
      try {
        await guard(connection, sql, async () => (await connection.prepare(sql)).destroySync());
      } finally {
        if (isOpen) idle.push(connection);
        else connection.closeSync();
      }
    },
    async *query(sql, read) {
      const connection = idle.pop() ?? (await instance.connect());
      let isFinished = false;
      try {
        const rows = read(await guard(connection, sql, () => streamed(connection, sql)));
        for (;;) {
          const next = await guard(connection, sql, () => rows.next());
          isFinished = next.done === true;
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        // One that was left in the middle may still work.
        if (isFinished && isOpen) idle.push(connection);
        else connection.closeSync();
      }
    },
    interrupt,
    close: async () => {
      // A connection that is closed at work takes the process with it.
      interrupt();
      await last;
      options.signal?.removeEventListener('abort', interrupt);
      isOpen = false;
      for (const connection of idle) connection.closeSync();
      main.closeSync();
      instance.closeSync();
    },
  };
  try {
    registerFunctions(main, host, options.services);
    // All at once: one by one they take twice as long.
    await database.execute([...duckdb.statements.prelude, ...duckdb.statements.settings(options)].join(';\n'));
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** What a function of the search ended with, where that is what the database says. */
function functionProblem(error: unknown, { problems }: FunctionHost): Problem | undefined {
  const said = error instanceof Error ? error.message : '';
  return [...problems].find(([message]) => said.includes(message))?.[1];
}

/**
 * Prepares one statement and runs it. The connection's own `stream` looks for several of them first: it parses the
 * text on this thread, and a second time on another.
 */
async function streamed(connection: DuckDBConnection, sql: string): Promise<DuckDBResult> {
  const prepared = await connection.prepare(sql);
  try {
    return await prepared.stream();
  } finally {
    prepared.destroySync();
  }
}
