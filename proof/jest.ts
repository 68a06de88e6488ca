import { type AskedDelivery, toDeliver } from "./to-deliver";

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where jest's types are to be extended
  namespace jest {
    interface Matchers<R> {
      /** Of stacks, or of the folder into which they were synthesized: docs/proof.md. */
      toDeliver(asked: AskedDelivery): Promise<R>;
    }
  }
}

expect.extend({ toDeliver });
