import { type SampleFinding, sampleFindings } from "../../samples/sample-findings";
import type { Path } from "../path";
import type { PathSource, Scope, WorkloadScope } from "../scope";
import { reaches, reachesNobody } from "./findings/arrival";
import { rulePaths } from "./findings/rules";

/**
 * Every rule of the findings list; and every sample, from the bus where AWS puts it to the security
 * team.
 */
export const findingPaths: PathSource = {
  // What AWS puts on the audit account's buses is alike for each workload.
  shared: (scope) => {
    const [workload] = scope.config.workloads;
    const samples = workload ? pathsOf({ ...scope, workload }, isAtAudit(scope)) : [];
    return [...rulePaths(scope), ...samples];
  },
  ofWorkload: (scope) => [
    ...rulePaths(scope),
    ...pathsOf(scope, (sample) => !isAtAudit(scope)(sample)),
  ],
};

const isAtAudit =
  ({ config }: Scope) =>
  ({ account }: SampleFinding): boolean =>
    account === config.auditAccount.id;

function pathsOf(scope: WorkloadScope, isIn: (sample: SampleFinding) => boolean): Path[] {
  const counts = new Map<string, number>();
  const samples = sampleFindings(scope.config, scope.workload);
  return samples.filter(isIn).map((sample) => {
    const { source, severity, account, region, arrives } = sample;
    const name = `findings/${source}/${severity.toLowerCase()}/${account}/${region}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const about = `${subjectOf(sample)}, ${severity}, ${account}, ${region}`;
    return {
      family: "findings",
      id: `${name}/${count}`,
      title: `${source}: ${about} ${arrives ? "reaches the team" : "reaches nobody"}`,
      walk: () => (arrives ? reaches(scope, { sample, samples }) : reachesNobody(scope, sample)),
    };
  });
}

/** `AWS API Call via CloudTrail (StopLogging)`: many findings differ by the call alone. */
function subjectOf({ event }: SampleFinding): string {
  const { eventName } = event.detail;
  const call = typeof eventName === "string" ? ` (${eventName})` : "";
  return `${event["detail-type"]}${call}`;
}
