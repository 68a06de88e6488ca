import { canaryPorts, idIn } from "../../cli/doctor/canary/aws";
import { type Canary, flockOf } from "../../cli/doctor/canary/flock";
import { type CanaryPorts, fly } from "../../cli/doctor/canary/fly";
import { flightFindings } from "../../cli/doctor/canary/problems";
import { CANARY_SOURCE } from "../../config/findings/canary";
import { planStacks } from "../../config/stack-plan";
import { answering } from "../support/doctor";
import { exampleConfig } from "../support/example";

const config = exampleConfig({ furtherRegions: ["eu-west-1"] });
const bird = (id: string, severity: Canary["severity"] = "LOW"): Canary => ({
  ...{ stack: "workload-payments", accountId: "222222222222", region: "us-east-1" },
  ...{ severity, id },
});
const say = () => undefined;

describe("the flock", () => {
  const flock = (given = config) => flockOf(given, planStacks(given));

  test("starts on the bus of each account and region, and nowhere else", () => {
    const starts = planStacks(config).filter(({ kind }) => kind === "audit" || kind === "workload");
    expect(starts.length).toBeGreaterThanOrEqual(4);
    expect(flock().map(({ stack }) => stack)).toEqual(starts.map(({ name }) => name));
  });

  test("has one for each topic", () => {
    const { auditAccount } = config;
    const bySeverity = {
      ...config,
      auditAccount: { ...auditAccount, topics: "by-severity" },
    } as const;
    expect(new Set(flock().map(({ severity }) => severity))).toEqual(new Set(["LOW"]));
    expect(flock(bySeverity)).toHaveLength(flock().length * 4);
  });

  test("has an id for each", () => {
    expect(new Set(flock().map(({ id }) => id)).size).toBe(flock().length);
  });
});

/** Ports whose clock goes on by a second a look; `back` says what comes at each look. */
function portsOf(back: readonly (readonly string[])[], more: Partial<CanaryPorts> = {}) {
  let [clock, looks] = [0, 0];
  const ports: CanaryPorts = {
    now: () => clock,
    put: () => Promise.resolve(undefined),
    fetch: () => {
      clock += 1000;
      looks += 1;
      return Promise.resolve(back[looks - 1] ?? []);
    },
    deadLetter: () => Promise.resolve(undefined),
    ...more,
  };
  return { ports, looks: () => looks };
}

describe("a flight", () => {
  test("ends as soon as all are back, each with its time", async () => {
    const { ports, looks } = portsOf([["b"], [], ["a", "b"]]);

    const flights = await fly(ports, [bird("a"), bird("b")], { seconds: 60, say });

    expect(flights).toEqual([
      { canary: bird("a"), end: "back", seconds: 3 },
      { canary: bird("b"), end: "back", seconds: 1 },
    ]);
    expect(looks()).toBe(3);
    expect(flightFindings(flights)).toEqual([]);
  });

  test("isn't waited for when EventBridge refuses it, and the others are", async () => {
    const put = ({ id }: Canary) => Promise.resolve(id === "a" ? "AccessDenied: no" : undefined);
    const { ports } = portsOf([["b"]], { put });

    const flights = await fly(ports, [bird("a"), bird("b")], { seconds: 60, say });

    expect(flights[0]).toEqual({ canary: bird("a"), end: "refused", because: "AccessDenied: no" });
    expect(flights[1]).toMatchObject({ end: "back" });
    expect(flightFindings(flights)).toMatchObject([
      {
        ...{ check: "canary", stack: "workload-payments", subject: "LOW" },
        what: "EventBridge didn't take the event: AccessDenied: no",
        remedy: expect.stringContaining("events:PutEvents"),
      },
    ]);
  });

  test("that nobody sees the end of is given up in time", async () => {
    const { ports, looks } = portsOf([]);

    const flights = await fly(ports, [bird("a")], { seconds: 5, say });

    expect(looks()).toBe(5);
    expect(flights).toEqual([{ canary: bird("a"), end: "lost" }]);
    expect(flightFindings(flights)[0]?.what).toContain("it didn't come back, and no queue");
  });

  test("that ended in a queue of undeliverable events is told with rule, target and reason", async () => {
    const deadLetter = { stack: "audit", rule: "the-rule", target: "the-topic", because: "denied" };
    const { ports } = portsOf([], { deadLetter: () => Promise.resolve(deadLetter) });

    const [finding] = flightFindings(await fly(ports, [bird("a")], { seconds: 1, say }));

    expect(finding?.what).toBe("the-rule couldn't hand it to the-topic: denied");
    expect(finding?.remedy).toContain("workload-payments and audit");
  });
});

describe("by AWS", () => {
  test("the event has its source and id, and what the forwarding rule looks for", async () => {
    const asked: unknown[] = [];
    const PutEvents = ({ Entries: [entry] }: { Entries: readonly { Detail: string }[] }) => {
      asked.push(entry);
      return { Entries: [{ EventId: "1" }] };
    };
    const clients = answering({ PutEvents });
    const ports = canaryPorts(config, () => Promise.resolve(clients));

    expect(await ports.put(bird("a"))).toBeUndefined();
    expect(asked).toMatchObject([{ Source: CANARY_SOURCE }]);
    expect(JSON.parse((asked[0] as { Detail: string }).Detail)).toEqual({
      ...{ alarmName: `${config.prefix}-canary`, state: { value: "ALARM" } },
      ...{ severity: "LOW", canary: "a" },
    });
  });

  test.each([
    [{ Entries: [{ ErrorCode: "InternalFailure", ErrorMessage: "later" }] }, "later"],
    [{}, "EventBridge says nothing"],
  ])("%j is a refusal", async (PutEvents, because) => {
    const clients = answering({ PutEvents });
    expect(await canaryPorts(config, () => Promise.resolve(clients)).put(bird("a"))).toBe(because);
  });

  test("a canary of its own is taken out of the queue, and another's left to whom it belongs", async () => {
    const removed: unknown[] = [];
    const clients = answering({
      GetQueueUrl: { QueueUrl: "q" },
      ReceiveMessage: {
        Messages: [
          { Body: '{"canary":"mine"}', ReceiptHandle: "1" },
          { Body: '{"canary":"theirs"}', ReceiptHandle: "2" },
          { Body: "no JSON", ReceiptHandle: "3" },
        ],
      },
      DeleteMessage: ({ ReceiptHandle }: { ReceiptHandle: string }) => {
        removed.push(ReceiptHandle);
        return {};
      },
    });

    const ports = canaryPorts(config, () => Promise.resolve(clients));
    expect(await ports.fetch(new Set(["mine", "another"]))).toEqual(["mine"]);
    expect(removed).toEqual(["1"]);
  });

  test("a dead letter is found by the id in the event, told, and removed", async () => {
    const removed: unknown[] = [];
    const Body = JSON.stringify({ detail: { canary: "a" } });
    const said = (StringValue: string) => ({ DataType: "String", StringValue });
    const MessageAttributes = {
      RULE_ARN: said("rule"),
      TARGET_ARN: said("bus"),
      ERROR_CODE: said("NO_PERMISSIONS"),
      ERROR_MESSAGE: said("denied"),
    };
    const clients = answering({
      GetQueueUrl: { QueueUrl: "q" },
      ReceiveMessage: {
        Messages: [
          { Body: '{"detail":{}}', ReceiptHandle: "alert" },
          { Body, MessageAttributes, ReceiptHandle: "canary" },
        ],
      },
      DeleteMessage: ({ ReceiptHandle }: { ReceiptHandle: string }) => removed.push(ReceiptHandle),
    });

    expect(await canaryPorts(config, () => Promise.resolve(clients)).deadLetter(bird("a"))).toEqual(
      {
        ...{ stack: "workload-payments", rule: "rule", target: "bus" },
        because: "NO_PERMISSIONS: denied",
      },
    );
    expect(removed).toEqual(["canary"]);
  });

  test("an alert's id stands at its top", () => {
    expect(idIn({ Body: '{"canary":"a","detail":{"canary":"b"}}' })).toBe("a");
    expect(idIn({})).toBe("");
  });
});
