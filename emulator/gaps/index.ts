import { bucketGaps, type Buckets } from "./buckets";
import { cloudtrailGaps } from "./cloudtrail";
import { dynamodbGaps } from "./dynamodb";
import { type Gap } from "./gap";
import { lambdaGaps } from "./lambda";
import { macieGaps } from "./macie";
import { objectGaps } from "./objects";
import { securityHubGaps } from "./security-hub";
import { securityHubMemberGaps } from "./security-hub-members";

export { type Buckets } from "./buckets";
export { type Call, type Gap, matchRoute } from "./gap";

/** All gaps of moto that the stacks meet, with fresh state. */
export function allGaps(): { readonly gaps: readonly Gap[]; readonly buckets: Buckets } {
  const { gaps, buckets } = bucketGaps();
  return {
    gaps: [
      ...gaps,
      ...cloudtrailGaps(),
      ...dynamodbGaps(),
      ...lambdaGaps(),
      ...macieGaps(),
      ...objectGaps(),
      ...securityHubGaps(),
      ...securityHubMemberGaps(),
    ],
    buckets,
  };
}
