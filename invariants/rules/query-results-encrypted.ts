import { blocksOf } from "../../proof/model/resource";
import { blocksIn } from "../blocks";
import type { Invariant } from "../invariant";
import { each, together, unless } from "../judging";
import { keyFault } from "../keys";

export const queryResultsEncrypted: Invariant = {
  id: "query-results-encrypted",
  title: "Results of queries are encrypted under a key of the stacks, whoever asks",
  why: "A client's own settings would put copies of the locked archive anywhere.",
  judge: each("aws_athena_workgroup", (workgroup, scope) => {
    const [given] = blocksOf(workgroup, "configuration");
    const [results] = blocksIn(given, "result_configuration");
    const [encryption] = blocksIn(results, "encryption_configuration");
    return together([
      unless(given?.enforce_workgroup_configuration === true, "clients may choose otherwise"),
      unless(encryption?.encryption_option === "SSE_KMS", "not by a key of KMS"),
      keyFault(scope, encryption?.kms_key_arn, "kms_key_arn"),
    ]);
  }),
};
