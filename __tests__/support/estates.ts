import path from "node:path";
import { loadConfig } from "../../config/load";
import { packageRoot } from "../../config/package-root";
import { type Estate } from "../../rules/rule";
import { exampleConfig, exampleWorkload } from "./example";
import { synthesized } from "./synthesized";

interface NamedEstate {
  readonly title: string;
  readonly estate: Estate;
}

export const organizationExample = () =>
  loadConfig(path.join(packageRoot(), "examples", "organization", "warden.config.ts"));

/** Stacks of both kinds of membership, and of every choice that weakens or leaves something out. */
export const ESTATES: readonly NamedEstate[] = [
  { title: "by invitation", estate: synthesized(exampleConfig()) },
  {
    title: "by invitation, with every choice",
    estate: synthesized(
      exampleConfig({
        furtherRegions: ["eu-west-1"],
        workloads: [
          exampleWorkload({ monitoringAccess: "full", responseMode: "prevent" }),
          exampleWorkload({
            name: "claims",
            accountId: "333333333333",
            bucketName: "acme-claims",
            mfaDelete: "native",
            lifecycle: "none",
            state: "retiring",
          }),
        ],
      }),
    ),
  },
  {
    title: "with an organization",
    estate: synthesized(organizationExample()),
  },
];
