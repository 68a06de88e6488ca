/** Runs `work` for all items, a few at a time; waits for those under way when one fails. */
export async function atATime<T>(
  count: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: count }, worker));
  const failed = ended.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
