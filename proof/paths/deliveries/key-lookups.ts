import { auditNames, workloadNames } from "../../../config/names";
import { mayDo } from "../../hops";
import type { Hop, Path } from "../../path";
import type { PathSource, WorkloadScope } from "../../scope";
import { somebodyBy } from "../somebody";
import { arnOf, keyBehind } from "./keys";

/** A workload's plan begins with looking up the audit account's keys by their aliases. */
export const keyLookupPaths: PathSource = {
  ofWorkload: (scope) => [
    {
      family: "deliveries",
      id: `deliveries/key-lookups/${scope.workload.accountId}`,
      title: `Terraform of ${scope.workload.accountId} finds the audit account's keys`,
      walk: () => finds(scope),
    } satisfies Path,
  ],
};

async function* finds({ estate, config, workload }: WorkloadScope): AsyncGenerator<Hop> {
  const { place, logsKeyAlias, alertsKeyAlias } = auditNames(config);
  const { who, context } = somebodyBy(workloadNames(config, workload).deploymentRoleArn);
  for (const alias of [logsKeyAlias, alertsKeyAlias]) {
    const resource = arnOf(yield* keyBehind(estate, { alias, place }));
    yield mayDo(estate, { who, action: "kms:DescribeKey", resource, context });
  }
}
