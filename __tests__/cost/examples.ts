import { estateOf } from "../../cost/estate";
import { committed, type Proven, provenStacks } from "../support/proof";
import { exampleConfig, exampleWorkload } from "../support/example";

/** @param like only this workload */
export function estateIn({ config, stacks }: Proven, like?: string) {
  const jsons = new Map(stacks.map(({ name, json }) => [name, json]));
  return estateOf(config, (name) => jsons.get(name) ?? {}, like);
}

/** What docs/cost.md is computed from. */
export const EXAMPLES = {
  invitation: estateIn(committed("invitation"), "payments"),
  organization: estateIn(committed("organization"), "claims"),
  scanned: estateIn(committed("organization"), "payments"),
};

/** By invitation, with everything that can be chosen. */
const EVERY_CHOICE = provenStacks(
  exampleConfig({
    furtherRegions: ["eu-west-1"],
    workloads: [
      exampleWorkload({ monitoringAccess: "full", malwareProtection: true }),
      exampleWorkload({
        ...{ name: "claims", accountId: "333333333333", bucketName: "acme-claims" },
        ...{ mfaDelete: "native", lifecycle: "none", responseMode: "prevent" },
      }),
    ],
  }),
);

/** Every stack there is of the committed examples, and of every choice. */
export const ALL_STACKS = [
  committed("invitation"),
  committed("organization"),
  EVERY_CHOICE,
].flatMap(({ stacks }) => stacks);
