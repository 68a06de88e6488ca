/** Id of a control level that may bear on the account or not. */
export const openLevel = (id: string): string => `perhaps ${id}`;

/** What is open about a level; nothing where it bears on the account for certain. */
export const opennessOf = (level: string): string | undefined => {
  const [, id] = /^perhaps (.+)$/.exec(level) ?? [];
  return id === undefined ? undefined : `which accounts ${id} holds`;
};
