import { type Message } from "../../../lambda/responder/alert/alert";
import { readBlock, blockKey } from "../../../lambda/responder/contain/block";
import { denylistKey, NOBODY } from "../../../lambda/responder/contain/denylist";
import {
  blockUpdate,
  denylistUpdate,
  liftingUpdate,
  quarantinedUpdate,
  readDenylist,
  readLifted,
} from "../../../lambda/responder/contain/denylist-item";
import { type SecurityFinding } from "../../../lambda/responder/alert/finding";
import { type Ports } from "../../../lambda/responder/handler";
import { type Update } from "../../../lambda/responder/ledger/item";
import { FakeBucket } from "./fake-bucket";
import { FakeTable } from "./fake-table";
import { BUCKET } from "./fixtures";

/** What AWS would hold, kept in memory: the handler's ports without AWS. */
export class FakeAws {
  readonly bucket = new FakeBucket();
  readonly table = new FakeTable();
  readonly quarantined: string[] = [];
  readonly published: Message[] = [];
  readonly findings: SecurityFinding[] = [];
  readonly logged: Readonly<Record<string, unknown>>[] = [];
  /** Names of the ports in the order in which they were used. */
  readonly calls: string[] = [];
  bucketPolicy: string | undefined = undefined;
  policyWrites = 0;
  now = new Date("2026-01-01T12:00:10Z");

  constructor() {
    const pk = denylistKey(BUCKET);
    this.table.items.set(pk, { pk: { S: pk }, userIds: { SS: [NOBODY] } });
  }

  /** The entries that the policy is to hold, without the placeholder. */
  get denylist(): readonly string[] {
    const { userIds } = readDenylist(this.table.items.get(denylistKey(BUCKET)));
    return userIds.filter((userId) => userId !== NOBODY);
  }

  /** The ports; those in `instead` replace the working ones. */
  ports(instead: Partial<Ports> = {}): Ports {
    const ports: Ports = {
      ...this.bucket.ports(),
      ...this.awsPorts(),
      ...this.denylistPorts(),
      table: this.table,
      ...instead,
    };
    const traced = Object.entries(ports).map(([name, port]) => [
      name,
      typeof port === "function" ? this.trace(name, port as (...args: unknown[]) => unknown) : port,
    ]);
    return Object.fromEntries(traced) as Ports;
  }

  private trace =
    (name: string, port: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown => {
      this.calls.push(name);
      return port(...args);
    };

  private awsPorts() {
    return {
      listUploads: async () => Promise.resolve({ uploads: [] }),
      abortUpload: async () => Promise.resolve(),
      readBucketPolicy: async () => Promise.resolve(this.bucketPolicy),
      writeBucketPolicy: async (_bucket: string, policy: string) => {
        this.bucketPolicy = policy;
        this.policyWrites += 1;
        return Promise.resolve("written" as const);
      },
      attachQuarantine: async ({ kind, name }: { kind: string; name: string }) => {
        this.quarantined.push(`${kind} ${name}`);
        return Promise.resolve("attached" as const);
      },
      file: async (finding: SecurityFinding) => {
        this.findings.push(finding);
        return Promise.resolve("filed" as const);
      },
      publish: async (message: Message) => {
        this.published.push(message);
        return Promise.resolve();
      },
      now: () => this.now,
      pause: async () => Promise.resolve(),
      log: (entry: Readonly<Record<string, unknown>>) => void this.logged.push(entry),
    };
  }

  private denylistPorts() {
    const { items } = this.table;
    const update = (change: Update) => this.table.update(change);
    return {
      readDenylist: async (bucket: string) =>
        Promise.resolve(readDenylist(items.get(denylistKey(bucket)))),
      changeDenylist: async (...[bucket, change]: Parameters<Ports["changeDenylist"]>) => {
        const asked = denylistUpdate(bucket, change);
        return readDenylist(asked && (await update(asked)));
      },
      readBlocks: async (bucket: string, userIds: readonly string[]) =>
        Promise.resolve(
          userIds.flatMap((userId) => readBlock(items.get(blockKey(bucket, userId))) ?? []),
        ),
      recordBlock: async (...[bucket, block]: Parameters<Ports["recordBlock"]>) => {
        await update(blockUpdate(bucket, block));
      },
      markQuarantined: async (bucket: string, userIds: readonly string[], to: string) => {
        for (const userId of userIds) await update(quarantinedUpdate(bucket, userId, to));
      },
      readLifting: async (id: string) => Promise.resolve(readLifted(items.get(id))),
      recordLifting: async (lifting: Parameters<Ports["recordLifting"]>[0]) => {
        await update(liftingUpdate(lifting));
        return readLifted(items.get(lifting.id));
      },
    };
  }
}
