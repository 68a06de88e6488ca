import { workloadNames, workloadStack } from "../../config/names";
import { blocksOf, textOf, whereOf } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { judged, ofWorkload, ownResources, together, unless } from "../judging";

export const ledgerProtected: Invariant = {
  id: "ledger-protected",
  title: "The ledger can be restored to any minute, and not be deleted unless its workload retires",
  why: "It holds who is blocked: without it the next apply would let everybody in again.",
  judge: ofWorkload((scope) => {
    const { config, workload } = scope;
    const { ledgerTable } = workloadNames(config, workload);
    const stack = workloadStack(workload);
    const table = ownResources(scope, "aws_dynamodb_table").find(
      (one) => textOf(one, "name") === ledgerTable && one.stack.name === stack,
    );
    if (!table) return [{ where: stack, fault: `it has no table ${ledgerTable}` }];
    const recovery = blocksOf(table, "point_in_time_recovery").map(({ enabled }) => enabled);
    const isKept = table.value("deletion_protection_enabled") === true;
    return [
      judged(whereOf(table), () =>
        together([
          unless(recovery.join() === "true", "it can't be restored to a point in time"),
          unless(isKept || workload.state === "retiring", "it can be deleted"),
        ]),
      ),
    ];
  }),
};
