/** Does `work` for every item, at most `size` at a time; answers what went wrong, in their order. */
export async function inPool<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<unknown[]> {
  const errors = new Map<number, unknown>();
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      try {
        await work(item);
      } catch (error) {
        errors.set(index, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  return [...errors].sort(([one], [other]) => one - other).map(([, error]) => error);
}
