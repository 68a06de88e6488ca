import { blocksOf } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each } from "../judging";
import { keyFault } from "../keys";

export const macieResultsEncrypted: Invariant = {
  id: "macie-results-encrypted",
  title: "What Macie finds is encrypted under a key of the stacks",
  why: "It says in which object the sensitive data is, and of which kind.",
  judge: each("aws_macie2_classification_export_configuration", (results, scope) => {
    const [destination] = blocksOf(results, "s3_destination");
    return keyFault(scope, destination?.kms_key_arn, "kms_key_arn");
  }),
};
