/** What is worth knowing about a hunt and stopped none of its detections. */
export interface Notice {
  readonly message: string;
  /** The names of the detections that it is about; none where it is about the run. */
  readonly detections: readonly string[];
}

/** Collects notices: each message once, however many detections it is about. */
export interface NoticeSum {
  add(message: string, detection?: string): void;
  /** In the order in which they came first. */
  notices(): readonly Notice[];
}

export function openNoticeSum(): NoticeSum {
  const byMessage = new Map<string, Set<string>>();
  return {
    add: (message, detection) => {
      const names = byMessage.get(message) ?? new Set<string>();
      byMessage.set(message, detection === undefined ? names : names.add(detection));
    },
    notices: () => [...byMessage].map(([message, names]) => ({ message, detections: [...names] })),
  };
}
