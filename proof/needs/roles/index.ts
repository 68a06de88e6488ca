import { accountNames, auditNames, workloadNames } from "../../../config/names";
import { organizationNames } from "../../../config/organization-names";
import type { Workload } from "../../../config/schema";
import { planOf } from "../../plan";
import type { Scope } from "../../scope";
import type { DeclaredRole } from "../need";
import { keyBehind } from "../places";
import { configAggregator } from "./config-aggregator";
import { fileUploader } from "./file-uploader";
import { forwarder } from "./forwarder";
import { malwareScanner } from "./malware-scanner";
import { responder } from "./responder";
import { securityMonitoring } from "./security-monitoring";
import { organizationStreams, ownStreams, trailLogs } from "./trail-logs";

/** Every role that the configuration asks for, of the stacks that the scope answers for. */
export const declaredRoles = (scope: Scope): readonly DeclaredRole[] =>
  scope.workload ? ofWorkload(scope, scope.workload) : ofAudit(scope);

const homeStack = ({ config }: Scope, kind: string, workload?: Workload): string =>
  planOf(config).find(
    (stack) =>
      stack.kind === kind && stack.scope === "home" && stack.workload?.name === workload?.name,
  )?.name ?? "";

function ofAudit(scope: Scope): readonly DeclaredRole[] {
  const { config } = scope;
  const audit = auditNames(config);
  const organization = organizationNames(config);
  const { accountId } = audit.place;
  const own = forwarder(audit, audit.busArn, homeStack(scope, "audit"));
  if (!organization) {
    const { trailArn } = audit;
    const stack = homeStack(scope, "audit");
    return [own, trailLogs({ names: audit, stack, trailArn, streams: [ownStreams(accountId)] })];
  }
  const stack = homeStack(scope, "audit-organization");
  const { trailArn, managementAccountId, id } = organization;
  // Made by the delegated administrator, and the management account's: streams are named by either.
  const streams = [ownStreams(accountId), ownStreams(managementAccountId), organizationStreams(id)];
  return [
    own,
    trailLogs({ names: audit, stack, trailArn, streams }),
    configAggregator(audit, organization, stack),
  ];
}

function ofWorkload(scope: Scope, workload: Workload): readonly DeclaredRole[] {
  const { config, estate } = scope;
  const names = workloadNames(config, workload);
  const audit = auditNames(config);
  const stack = homeStack(scope, "workload", workload);
  const keyArn = keyBehind(estate, names.place, names.keyAlias);
  const topicKeyArn = keyBehind(estate, audit.place, audit.alertsKeyAlias);
  const { place, trailArn } = accountNames(config, workload.accountId);
  return [
    forwarder(names, audit.busArn, stack),
    trailLogs({ names, stack, trailArn, streams: [ownStreams(place.accountId)] }),
    responder({ names, audit, topicKeyArn, stack }),
    fileUploader(names, workload, { keyArn, stack }),
    securityMonitoring(names, audit, { access: workload.monitoringAccess, stack }),
    ...(workload.malwareProtection ? [malwareScanner(names, keyArn, stack)] : []),
  ];
}
