import { faultsOf } from "../../cli/rehearse/finding-faults";
import { type AlertRecord } from "../../cli/rehearse/record";
import { toAlert } from "../../cli/rehearse/inbox";
import { type SampleFinding } from "../../samples/sample-findings";
import { type Route } from "../../emulator";

const sample = { source: "guardduty", severity: "HIGH", arrives: true } as SampleFinding;
const document = {
  schema: "bucket-warden/alert/1",
  kind: "finding",
  incident: "5e1f1d0a",
  severity: "HIGH",
  source: "guardduty",
  title: "Odd",
  account: { id: "222222222222", name: "payments" },
  region: "us-east-1",
  resource: "prod",
  time: "2026-11-22T03:00:00Z",
  nextStep: "Look.",
  commands: [],
  links: [{ title: "GuardDuty", url: "https://console.aws.amazon.com/guardduty" }],
  text: "Odd",
};

const alert = (change: object = {}, topic = "warden-alerts"): AlertRecord =>
  toAlert(
    JSON.stringify({
      TopicArn: `arn:aws:sns:us-east-1:111111111111:${topic}`,
      Message: JSON.stringify({ ...document, ...change }),
    }),
  );

const refused: Route = {
  eventId: "e",
  bus: "b",
  rule: "forward",
  target: "t",
  outcome: "refused",
  because: "no statement allows it",
};

const faults = (alerts: readonly AlertRecord[], more: object = {}) =>
  faultsOf(sample, { alerts, routes: [], topics: "one", ...more });

test("an alert that tells everything has no faults", () => {
  expect(faults([alert()])).toEqual([]);
});

test("a finding that comes twice, or not at all, is a fault", () => {
  expect(faults([])).toEqual(["0 alerts instead of 1"]);
  expect(faults([alert(), alert()])).toEqual(["2 alerts instead of 1"]);
});

test("a finding below the threshold must not come", () => {
  const low = { ...sample, arrives: false };
  expect(faultsOf(low, { alerts: [], routes: [], topics: "one" })).toEqual([]);
  expect(faultsOf(low, { alerts: [alert()], routes: [], topics: "one" })).toEqual([
    "1 alerts instead of 0",
  ]);
});

test.each([
  ["title", { title: "" }],
  ["account", { account: { id: "", name: "" } }],
  ["region", { region: "" }],
  ["resource", { resource: "" }],
  ["time", { time: "" }],
  ["nextStep", { nextStep: "" }],
  ["link", { links: [] }],
])("an alert without a %s is a fault", (name, change) => {
  expect(faults([alert(change)])).toEqual([`no ${name}`]);
});

test("another severity than the finding's is a fault", () => {
  expect(faults([alert({ severity: "MEDIUM" })])).toEqual(["severity MEDIUM"]);
});

test("a link that is no address is a fault", () => {
  const links = [{ title: "x", url: "console" }];
  expect(faults([alert({ links })])).toEqual(["the link console is broken"]);
});

test("what the schema doesn't know is a fault, with the place", () => {
  expect(faults([alert({ nextStep: 5 })]).join()).toContain("nextStep");
});

test("a message that is no JSON is kept as it came, and is a fault", () => {
  const text = toAlert(JSON.stringify({ TopicArn: "a:b", Message: '{"title": "says "hi""}' }));

  expect(text).toMatchObject({ message: '{"title": "says "hi""}', topic: "b" });
  expect(text.document).toBeUndefined();
  expect(faults([text])[0]).toBe("not by the alert's schema");
});

test("a rule that couldn't deliver is a fault, even where another one did", () => {
  expect(faults([alert()], { routes: [refused] })).toEqual([
    "not delivered by forward: no statement allows it",
  ]);
});

test("with topics by severity the alert must come by its own", () => {
  const topics = "by-severity";
  expect(faults([alert({}, "warden-alerts-high")], { topics })).toEqual([]);
  expect(faults([alert({}, "warden-alerts-low")], { topics })).toEqual([
    "came by warden-alerts-low",
  ]);
});
