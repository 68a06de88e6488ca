import { type Message } from "../../../lambda/responder/alert";
import { CLAIM_LIFETIME_SECONDS, type Claim } from "../../../lambda/responder/alert-claim";
import { NOBODY } from "../../../lambda/responder/denylist";
import { type Ports } from "../../../lambda/responder/handler";
import { finishedSteps, recordUpdate } from "../../../lambda/responder/ledger";
import { type Version } from "../../../lambda/responder/remove";

/** What AWS would hold, kept in memory: the handler's ports without AWS. */
export class FakeAws {
  readonly deleted: Version[] = [];
  readonly denylist = new Set<string>([NOBODY]);
  readonly quarantined: string[] = [];
  readonly published: Message[] = [];
  readonly logged: Readonly<Record<string, unknown>>[] = [];
  /** Names of the ports in the order in which they were used. */
  readonly calls: string[] = [];
  bucketPolicy: string | undefined = undefined;
  policyWrites = 0;
  now = new Date("2026-01-01T12:00:10Z");

  private readonly items = new Map<string, Record<string, unknown>>();
  private readonly claims = new Map<string, { at: number; sent: boolean }>();

  /** The ports; those in `instead` replace the working ones. */
  ports(instead: Partial<Ports> = {}): Ports {
    const ports: Ports = { ...this.awsPorts(), ...this.ledgerPorts(), ...instead };
    const traced = Object.entries(ports).map(([name, port]) => [
      name,
      (...args: unknown[]): unknown => {
        this.calls.push(name);
        return (port as (...args: unknown[]) => unknown)(...args);
      },
    ]);
    return Object.fromEntries(traced) as Ports;
  }

  private awsPorts() {
    return {
      deleteVersion: async (version: Version) => {
        this.deleted.push(version);
        return Promise.resolve({ answer: "gone" } as const);
      },
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
      publish: async (message: Message) => {
        this.published.push(message);
        return Promise.resolve();
      },
      now: () => this.now,
      sleep: async () => Promise.resolve(),
      log: (entry: Readonly<Record<string, unknown>>) => void this.logged.push(entry),
    };
  }

  private ledgerPorts() {
    return {
      readDenylist: async () => Promise.resolve([...this.denylist]),
      addToDenylist: async (_bucket: string, userId: string) => {
        const isNew = !this.denylist.has(userId);
        this.denylist.add(userId);
        return Promise.resolve(isNew);
      },
      readFinished: async (id: string) => Promise.resolve(finishedSteps(this.items.get(id))),
      record: async (...[incident, now]: Parameters<Ports["record"]>) => {
        this.applyRecord(recordUpdate(incident, now));
        return Promise.resolve();
      },
      claimAlert: async (claim: Claim) => Promise.resolve(this.claim(claim)),
      markSent: async ({ id, stage, at }: Claim) => {
        this.claims.set(`${id} ${stage}`, { at: at.getTime(), sent: true });
        return Promise.resolve();
      },
      releaseClaim: async ({ id, stage }: Claim) => {
        this.claims.delete(`${id} ${stage}`);
        return Promise.resolve();
      },
    };
  }

  /** Obeys the two kinds of assignment that records are made of. */
  private applyRecord({ Key, UpdateExpression, ExpressionAttributeValues = {} }: RecordUpdate) {
    const item = this.items.get(Key.pk?.S ?? "") ?? {};
    for (const [placeholder, value] of Object.entries(ExpressionAttributeValues)) {
      const name = placeholder.slice(1);
      const keepsFirst = UpdateExpression.includes(`if_not_exists(#${name}, ${placeholder})`);
      if (!keepsFirst || !(name in item)) item[name] = value;
    }
    this.items.set(Key.pk?.S ?? "", item);
  }

  private claim({ id, stage, at }: Claim): boolean {
    const quarantined = this.claims.get(`${id} quarantined`);
    if (stage === "contained" && quarantined?.sent) return false;
    const held = this.claims.get(`${id} ${stage}`);
    const isStale = held && at.getTime() - held.at > CLAIM_LIFETIME_SECONDS * 1_000;
    if (held && (held.sent || !isStale)) return false;
    this.claims.set(`${id} ${stage}`, { at: at.getTime(), sent: false });
    return true;
  }
}

type RecordUpdate = ReturnType<typeof recordUpdate>;
