import type { SourceId } from "../../../config/findings-schema";
import type { BusEvent } from "../../../decisions/bus-event";
import type { SampleFinding } from "../../../samples/sample-findings";

/** What a finding is about, read from its event as its service documents it. */
export interface Subject {
  readonly account: string;
  readonly region: string;
  readonly severity: string;
  /** Of which the alert's resource names one; nothing where the event says nothing sure. */
  readonly named: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
type About = (event: BusEvent) => Pick<Subject, "account" | "region">;

const envelope: About = ({ account, region }) => ({ account, region });

/** An administrator's bus has its own account in the envelope, and the finding's in the detail. */
const ofDetail: About = ({ detail }) => ({
  account: String(detail.accountId),
  region: String(detail.region),
});

const ofHub: About = ({ detail }) => {
  const [first = {}] = detail.findings as readonly Fields[];
  return { account: String(first.AwsAccountId), region: String(first.Region) };
};

/** GuardDuty, Macie and Security Hub guides: their formats of findings. */
const ABOUT: Readonly<Partial<Record<SourceId, About>>> = {
  guardduty: ofDetail,
  macie: ofDetail,
  "security-hub": ofHub,
};

export const subjectOf = ({ source, severity, event }: SampleFinding): Subject => ({
  ...(ABOUT[source] ?? envelope)(event),
  severity,
  named: namedIn(event),
});

/**
 * The parameters of a call that AWS took. What it refused, and what root did, may hold anything:
 * such an alert names the service.
 */
function namedIn({ detail }: BusEvent): readonly string[] {
  const { errorCode, requestParameters, userIdentity } = detail;
  const isRoot = (userIdentity as Fields | undefined)?.type === "Root";
  if (errorCode !== undefined || isRoot) return [];
  return Object.entries((requestParameters ?? {}) as Fields).flatMap(([name, value]) =>
    typeof value === "string" && !STATES.has(name) ? [value] : [],
  );
}

/** Of what an account has one of, such as Macie's session: a call on it names nothing. */
const STATES: ReadonlySet<string> = new Set(["status"]);

interface Alert {
  readonly account?: { readonly id?: unknown };
  readonly region?: unknown;
  readonly source?: unknown;
  readonly resource?: unknown;
  readonly text?: unknown;
}

/** What the alert doesn't say of its finding, or says otherwise. */
export function missingIn(document: unknown, source: SourceId, subject: Subject): string[] {
  const alert = document as Alert;
  const said = { account: alert.account?.id, region: alert.region, source: alert.source };
  const meant = { account: subject.account, region: subject.region, source };
  const wrong = Object.entries(meant).flatMap(([name, value]) => {
    const found = said[name as keyof typeof said];
    return found === value ? [] : [`its ${name} is ${String(found)} instead of ${value}`];
  });
  const text = String(alert.text);
  const unsaid = [subject.severity, subject.account, subject.region].filter(
    (value) => !text.includes(value),
  );
  const resource = String(alert.resource);
  const isNamed = subject.named.length === 0 || subject.named.some((one) => resource.includes(one));
  return [
    ...wrong,
    ...unsaid.map((value) => `its text doesn't say ${value}`),
    ...(isNamed ? [] : [`its resource, ${resource}, is none of ${subject.named.join(", ")}`]),
  ];
}
