import { openGround, type Session, type SessionGround, type SessionOptions, sessionOver } from './session.ts';
import { openTables } from './tables.ts';

/** Sessions that follow one another over the same database: to open one takes longer than a small search. */
export interface SessionSeries {
  /**
   * A session that knows nothing of those before it. One at a time: the one before must be closed.
   *
   * @throws as `openSession`
   */
  next(): Promise<Session>;
  /** Closes the database and removes its folder. Twice is fine. */
  close(): Promise<void>;
}

/** Opens a series; its database is opened with the first session. */
export function openSessionSeries(options: SessionOptions): SessionSeries {
  let ground: SessionGround | undefined;

  async function close(): Promise<void> {
    const before = ground;
    ground = undefined;
    await before?.close();
  }

  return {
    next: async () => {
      ground ??= await openGround(options);
      const { database, folder } = ground;
      const tables = await openTables(database, folder, options.eventIds);
      const session: Session = sessionOver(database, tables, folder, options, async () => {
        try {
          await session.dropStages();
          await tables.drop();
        } catch {
          await close(); // It does not work any more, or was ended: the next session has another one.
        }
      });
      return session;
    },
    close,
  };
}
