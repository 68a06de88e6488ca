import { exampleConfig, exampleWorkload } from "../support/example";
import { committed, type Proven, provenStacks } from "../support/proof";

/** Every setting that changes which resources or statements there are, at least once. */
const everyChoice = () =>
  provenStacks(
    exampleConfig({
      workloads: [
        exampleWorkload({
          allowedUploaders: [
            "arn:aws:iam::222222222222:role/team/ingest",
            "arn:aws:iam::222222222222:user/etl",
            "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Uploader_0123/jane@example.com",
          ],
          breakGlass: ["arn:aws:iam::222222222222:role/break-glass"],
        }),
        exampleWorkload({
          name: "claims",
          accountId: "333333333333",
          bucketName: "acme-claims",
          monitoringAccess: "full",
          mfaDelete: "native",
          lifecycle: "none",
          responseMode: "prevent",
        }),
      ],
    }),
  );

/** Both committed configurations, and one with every choice that they don't make. */
export const CONFIGURATIONS = {
  "by invitation": () => committed("invitation"),
  "with an organization": () => committed("organization"),
  "with every choice": everyChoice,
} as const satisfies Readonly<Record<string, () => Proven>>;

export type Title = keyof typeof CONFIGURATIONS;

export const TITLES = Object.keys(CONFIGURATIONS) as readonly Title[];
