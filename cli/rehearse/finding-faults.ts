import { type AuditAccount } from "../../config/audit-account-schema";
import { type Route } from "../../emulator";
import { alertSchema } from "../alert-schema";
import { type AlertRecord } from "./record";
import { type SampleFinding } from "../../samples/sample-findings";

export interface Arrived {
  readonly alerts: readonly AlertRecord[];
  readonly routes: readonly Route[];
  readonly topics: AuditAccount["topics"];
}

/** What is wrong with the way that a finding came, or didn't; nothing where all is right. */
export function faultsOf(sample: SampleFinding, { alerts, routes, topics }: Arrived): string[] {
  const expected = sample.arrives ? 1 : 0;
  return [
    ...(alerts.length === expected ? [] : [`${alerts.length} alerts instead of ${expected}`]),
    ...routes.flatMap(({ outcome, rule, because }) =>
      outcome === "refused" ? [`not delivered by ${rule}: ${because}`] : [],
    ),
    ...alerts.flatMap((alert) => unreadable(alert, sample)),
    ...alerts.flatMap(({ topic }) => misdirected(topic, sample, topics)),
  ];
}

/** What a person needs to know and to do must stand in the message, and machines must read it. */
function unreadable({ document }: AlertRecord, { severity }: SampleFinding): string[] {
  const { data: alert, error } = alertSchema.safeParse(document);
  if (error) {
    const issues = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return ["not by the alert's schema", ...issues];
  }
  if (alert.kind !== "finding") return [`an alert of the kind ${alert.kind}`];
  const { title, account, region, resource, time, nextStep, links } = alert;
  const urls = links.map(({ url }) => url);
  const told = { title, account: account.id, region, resource, time, nextStep, link: urls.join() };
  const blank = Object.entries(told).flatMap(([name, value]) =>
    value === "" ? [`no ${name}`] : [],
  );
  const broken = urls.filter((url) => !URL.canParse(url)).map((url) => `the link ${url} is broken`);
  const graded = alert.severity === severity ? [] : [`severity ${alert.severity}`];
  return [...graded, ...blank, ...broken];
}

const misdirected = (
  topic: string,
  { severity }: SampleFinding,
  topics: AuditAccount["topics"],
): string[] =>
  topics === "one" || topic.endsWith(`-${severity.toLowerCase()}`) ? [] : [`came by ${topic}`];
