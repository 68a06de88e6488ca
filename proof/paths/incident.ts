import { RESPONDER_NEEDS } from "../../lambda/responder/needs";
import type { Path } from "../path";
import type { PathSource, WorkloadScope } from "../scope";
import { TOLD_SEVERITIES, tells } from "./incident/alert";
import { mayCall } from "./incident/calls";
import { CALLS_TO_TAKE } from "./incident/calls-to-take";
import { namesOf } from "./incident/function";
import { remembers } from "./incident/memory";
import { isSetUp } from "./incident/setup";
import { notified, sifted, swept, traced } from "./incident/triggers";

type Part = Pick<Path, "id" | "title" | "walk">;

/** An upload into the guarded bucket, from each trigger to the alert. */
export const incidentPaths: PathSource = {
  ofWorkload: (scope) => {
    const { accountId } = namesOf(scope).place;
    return [...triggers(scope), ...calls(scope), ...alerts(scope)].map(({ id, ...part }) => ({
      family: "incident",
      id: `incident/${accountId}/${id}`,
      ...part,
    }));
  },
};

function triggers(scope: WorkloadScope): readonly Part[] {
  const { bucket, responder, ledgerTable } = namesOf(scope);
  return [
    {
      id: "notification",
      title: `S3 notifies ${responder} of each new object in ${bucket}`,
      walk: () => notified(scope),
    },
    ...CALLS_TO_TAKE.map((call) => ({
      id: `trail/${call.id}`,
      title: `CloudTrail's ${call.name} (${call.about}) on ${bucket} reaches ${responder}`,
      walk: () => traced(scope, call),
    })),
    {
      id: "rule",
      title: `the rule that calls ${responder} takes those calls, and no others`,
      walk: () => sifted(scope),
    },
    {
      id: "schedule",
      title: `a schedule has ${responder} compare ${bucket}'s policy with the ledger`,
      walk: () => swept(scope),
    },
    {
      id: "function",
      title: `${responder} runs by its role and knows whom and what it guards`,
      walk: () => isSetUp(scope),
    },
    {
      id: "ledger",
      title: `${responder} has its memory in ${ledgerTable}`,
      walk: () => remembers(scope),
    },
  ];
}

const inId = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9:]+/g, "-");

const calls = (scope: WorkloadScope): readonly Part[] =>
  RESPONDER_NEEDS.map((need) => ({
    id: `call/${inId(need.call)}/${inId(need.action)}`,
    title: `${namesOf(scope).responder} may ${need.action} on each ${need.on}, to ${need.call}`,
    walk: () => mayCall(scope, need),
  }));

const alerts = (scope: WorkloadScope): readonly Part[] =>
  TOLD_SEVERITIES.map((severity) => ({
    id: `alert/${severity.toLowerCase()}`,
    title: `an alert of ${severity} from ${namesOf(scope).responder} reaches the team`,
    walk: () => tells(scope, severity),
  }));
