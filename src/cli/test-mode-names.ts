/** What may be tested, in the words of the publisher's tool. Apart, so that help loads no engine. */
export const TEST_MODE_NAMES = ['all', 'changes', 'selected'] as const;

export type TestModeName = (typeof TEST_MODE_NAMES)[number];
