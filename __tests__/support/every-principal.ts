import { exampleConfig, exampleWorkload, PAYMENTS } from "./example";
import { provenStacks } from "./proof";

const iam = (resource: string) => `arn:aws:iam::${PAYMENTS}:${resource}`;

/** A bucket that only its uploaders write to, with every kind of principal that can be named; and one that is only observed, and whose versions only root deletes. */
export const everyPrincipal = () =>
  provenStacks(
    exampleConfig({
      workloads: [
        exampleWorkload({
          responseMode: "prevent",
          allowedUploaders: [
            iam("user/team/ingest"),
            iam("role/team/ingest"),
            `arn:aws:sts::${PAYMENTS}:assumed-role/AWSReservedSSO_Upload_0123456789abcdef/eva@example.com`,
          ],
          breakGlass: [
            iam("role/team/break-glass"),
            `arn:aws:sts::${PAYMENTS}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/eva@example.com`,
          ],
          replicationRoles: [iam("role/replication"), "AROAEXAMPLEFOREIGN1"],
          uploaderTrust: [iam("role/pipeline"), iam("user/operator")],
        }),
        exampleWorkload({
          name: "claims",
          accountId: "333333333333",
          bucketName: "acme-claims",
          responseMode: "observe",
          mfaDelete: "native",
          lifecycle: "none",
          monitoringAccess: "full",
        }),
      ],
    }),
  );
