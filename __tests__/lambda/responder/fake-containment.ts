import { type Block } from "../../../lambda/responder/contain/block";
import { type ContainPorts } from "../../../lambda/responder/contain/contain";
import {
  type Denylist,
  denylistStatement,
  NOBODY,
} from "../../../lambda/responder/contain/denylist";
import { type DenylistChange } from "../../../lambda/responder/contain/denylist-item";
import { type GuardedBucket } from "../../../lambda/responder/contain/reconcile";
import { type RestorePorts } from "../../../lambda/responder/contain/restore";
import { BUCKET, settings } from "./fixtures";

export const guarded: GuardedBucket = {
  bucket: BUCKET,
  bucketArn: `arn:aws:s3:::${BUCKET}`,
  sparedArns: settings.sparedArns,
};

export const statementOf = (...userIds: readonly string[]) =>
  denylistStatement(guarded, [...userIds].sort());

export const policyWith = (...Statement: readonly unknown[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement });

export const statementsOf = (policy = "{}") =>
  (JSON.parse(policy) as { Statement?: unknown[] }).Statement ?? [];

type Ports = ContainPorts & RestorePorts;

/** Ledger and bucket policy in memory. */
export class FakeContainment {
  readonly sets = {
    userIds: new Set([NOBODY]),
    resting: new Set<string>(),
    waiting: new Set<string>(),
  };
  readonly blocks = new Map<string, Block>();
  readonly liftings = new Map<string, readonly string[]>();
  readonly pauses: number[] = [];
  /** Names of the ports in the order in which they were used. */
  readonly calls: string[] = [];
  /** Every policy that ever was, the last one in force. */
  readonly policies: (string | undefined)[] = [undefined];

  get policy(): string | undefined {
    return this.policies.at(-1);
  }

  get writes(): number {
    return this.calls.filter((call) => call === "writeBucketPolicy").length;
  }

  get denylist(): Required<Denylist> {
    const { userIds, resting, waiting } = this.sets;
    return { userIds: [...userIds], resting: [...resting], waiting: [...waiting] };
  }

  /** As if the block had been made before. */
  addBlock(userId: string, block: Partial<Block> = {}): void {
    this.sets.userIds.add(userId);
    const facts = { blockedAt: "2026-01-01T00:00:00.000Z", incident: "incident#0", who: userId };
    this.blocks.set(userId, { userId, ...facts, ...block });
  }

  /** The ports; those in `instead` replace the working ones. */
  ports(instead: Partial<Ports> = {}): Ports {
    const traced = Object.entries({ ...this.working(), ...instead }).map(([name, port]) => [
      name,
      (...args: unknown[]): unknown => {
        this.calls.push(name);
        return (port as (...args: unknown[]) => unknown)(...args);
      },
    ]);
    return Object.fromEntries(traced) as Ports;
  }

  private working(): Ports {
    return {
      readDenylist: async () => Promise.resolve(this.denylist),
      changeDenylist: async (_, change) => Promise.resolve(this.change(change)),
      readBlocks: async (_, userIds) =>
        Promise.resolve([...new Set(userIds)].flatMap((id) => this.blocks.get(id) ?? [])),
      recordBlock: async (_, block) => {
        const earlier = this.blocks.get(block.userId);
        if (!earlier || earlier.releasedAt) this.blocks.set(block.userId, block);
        return Promise.resolve();
      },
      readBucketPolicy: async () => Promise.resolve(this.policy),
      writeBucketPolicy: async (_, policy) => {
        this.policies.push(policy);
        return Promise.resolve("written");
      },
      pause: async (milliseconds) => {
        this.pauses.push(milliseconds);
        return Promise.resolve();
      },
      timeLeft: () => 30_000,
      recordLifting: async ({ id, lifted }) => {
        if (!this.liftings.has(id)) this.liftings.set(id, lifted);
        return Promise.resolve(this.liftings.get(id) ?? []);
      },
      readLifting: async (id) => Promise.resolve(this.liftings.get(id) ?? []),
      now: () => new Date("2026-01-01T12:00:10Z"),
    };
  }

  private change(change: DenylistChange): Denylist {
    const before = this.denylist;
    for (const name of ["userIds", "resting", "waiting"] as const) {
      const asked = change[name];
      if (!asked) continue;
      if ("add" in asked) asked.add.forEach((entry) => this.sets[name].add(entry));
      else asked.take.forEach((entry) => this.sets[name].delete(entry));
    }
    return before;
  }
}
