import { createServer, request } from "node:http";
import { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Distance {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Stands before `url` as a network does: a call takes `milliseconds` longer, half of them on its
 * way there, half on the way back. Any number of calls wait at the same time.
 */
export async function startDistance(url: string, milliseconds: number): Promise<Distance> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const travel = () => sleep(milliseconds / 2);
    const onward = request(`${url}${incoming.url ?? "/"}`, { method, headers }, (answer) => {
      void travel().then(() => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
    });
    onward.on("error", () => outgoing.destroy());
    void travel().then(() => incoming.pipe(onward));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
