import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SOURCES } from "../../config/findings-schema";
import { type Route } from "../../emulator";
import { deliver } from "./deliver";
import { faultsOf } from "./finding-faults";
import { type Play } from "./play";
import { type AlertRecord, type FindingRecord } from "./record";
import { type SampleFinding } from "../../samples/sample-findings";

/** Each finding on the bus where AWS would put it: read once by the security team, or not at all. */
export async function playFindings(play: Play, samples: readonly SampleFinding[]): Promise<void> {
  const { recorder } = play;
  for (const source of SOURCES) {
    const found: FindingRecord[] = [];
    for (const sample of samples.filter((one) => one.source === source))
      found.push(await playFinding(play, sample));
    recorder.record.findings.push(...found);
    recorder.check(`Findings of ${source} reach the security team, each once`, {
      ok: isProof(found),
      expected: "one readable alert for each that is to be told, none for the others",
      found: summaryOf(found),
    });
  }
  const [first] = recorder.record.findings.flatMap(({ alerts }) => alerts);
  if (first) recorder.note("An alert on a finding reads", first.message);
}

const isProof = (found: readonly FindingRecord[]): boolean =>
  found.length > 0 && found.every(({ faults }) => faults.length === 0);

function summaryOf(found: readonly FindingRecord[]): string {
  const told = found.filter(({ alerts }) => alerts.length > 0).length;
  return [`${told} of ${found.length} told`, ...found.map(lineOf)].join("\n");
}

function lineOf({ severity, accountId, region, event, alerts, faults }: FindingRecord): string {
  const told = alerts.length === 0 ? "nobody is told" : alerts.map(titleOf).join("; ");
  const finding = `${severity}, ${accountId}, ${region}: ${event["detail-type"]}`;
  return `${finding}: ${faults.join("; ") || told}`;
}

const titleOf = ({ document, message }: AlertRecord): string =>
  (document as { readonly title?: string } | undefined)?.title ?? message;

async function playFinding(play: Play, sample: SampleFinding): Promise<FindingRecord> {
  const { source, severity, account: accountId, region, arrives } = sample;
  const { event, routes } = await put(play, sample);
  await runFunctions(play, event, routes);
  const alerts = await play.inbox.read();
  const faults = faultsOf(sample, { alerts, routes, topics: play.config.auditAccount.topics });
  return { source, severity, accountId, region, arrives, event, routes, alerts, faults };
}

/** AWS keeps `aws.*` to its services; in the emulator the operator may stand for them. */
async function put(play: Play, { account, region, event }: SampleFinding) {
  const { events } = await play.operator(account, region);
  const before = play.emulator.routes.length;
  const entry = {
    Source: event.source,
    DetailType: event["detail-type"],
    Detail: JSON.stringify(event.detail),
    Resources: [...event.resources],
    Time: new Date(event.time),
  };
  const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  const [{ EventId: id = "", ErrorMessage: because = "" } = {}] = Entries;
  if (id === "") throw new Error(`the event of ${event.source} was refused: ${because}`);
  return { event: { ...event, id }, routes: play.emulator.routes.slice(before) };
}

/** Changes of the bucket's policy are told to the responder too, which finds its blocks in place. */
async function runFunctions(play: Play, event: unknown, routes: readonly Route[]): Promise<void> {
  for (const { target, rule } of routes) {
    if (target !== play.deployed.arn) continue;
    const delivery = { trigger: "trail" as const, by: rule, event };
    await deliver(play, play.deployed, { delivery, about: "a finding's event" });
  }
}
