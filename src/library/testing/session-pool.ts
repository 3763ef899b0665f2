import { openSessionSeries, type Session, type SessionOptions, type SessionSeries } from '../../engine/index.ts';

/** Databases that tests take turns with: as many as tests ever ran side by side. */
export interface SessionPool {
  /** Works with a session that knows nothing of any other. @throws as `openSession`, and what the work throws */
  use<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function openSessionPool(options: SessionOptions): SessionPool {
  const all: SessionSeries[] = [];
  const idle: SessionSeries[] = [];

  function open(): SessionSeries {
    const series = openSessionSeries(options);
    all.push(series);
    return series;
  }

  return {
    use: async (work) => {
      const series = idle.pop() ?? open();
      try {
        const session = await series.next();
        try {
          return await work(session);
        } finally {
          await session.close();
        }
      } finally {
        idle.push(series);
      }
    },
    close: async () => {
      for (const series of all) await series.close();
    },
  };
}
