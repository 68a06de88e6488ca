import "../support/cdktf-matchers";
import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Macie2ClassificationExportConfiguration } from "@cdktf/provider-aws/lib/macie2-classification-export-configuration";
import { Macie2ClassificationJob } from "@cdktf/provider-aws/lib/macie2-classification-job";
import { SecurityhubMember } from "@cdktf/provider-aws/lib/securityhub-member";
import { ConfigurationRecorder, S3_RULES } from "../../constructs/configuration-recorder";
import { SecurityHub } from "../../constructs/security-hub";
import { SecurityMonitoringRole } from "../../constructs/security-monitoring-role";
import { SensitiveDataDiscovery } from "../../constructs/sensitive-data-discovery";
import { ServiceLinkedRoles } from "../../constructs/service-linked-roles";
import { synth } from "../support/scope";

const place = { partition: "aws", region: "us-east-1", accountId: "222222222222" };

test("the recorder is started after its channel, and the rules come after the recorder", () => {
  const json = synth((stack) => {
    new ConfigurationRecorder(stack, "Recorder", {
      prefix: "acme",
      roleArn: "arn:aws:iam::222222222222:role/config",
      archiveBucket: "archive",
      archiveKeyArn: "arn:aws:kms:us-east-1:111111111111:key/k",
      globalResources: true,
      rules: S3_RULES,
    });
  });

  expect(json).toHaveResourceWithProperties(ConfigDeliveryChannel, {
    depends_on: [expect.stringMatching(/^aws_config_configuration_recorder\./)],
  });
  expect(json).toHaveResourceWithProperties(ConfigConfigurationRecorderStatus, {
    depends_on: [expect.stringMatching(/^aws_config_delivery_channel\./)],
  });
  expect(json).toHaveResourceWithProperties(ConfigConfigRule, {
    name: "acme-s3-bucket-public-read-prohibited",
    depends_on: [expect.stringMatching(/^aws_config_configuration_recorder_status\./)],
  });
});

const results = {
  bucket: "acme-macie-111111111111",
  keyArn: "arn:aws:kms:us-east-1:111111111111:key/1",
};

test.each([
  [{ every: "day" } as const, { daily_schedule: true }],
  [{ every: "week", on: "MONDAY" } as const, { weekly_schedule: "MONDAY" }],
  [{ every: "month", on: 15 } as const, { monthly_schedule: 15 }],
])("Macie scans the bucket by the schedule %j", (schedule, expected) => {
  const json = synth((stack) => {
    new SensitiveDataDiscovery(stack, "Macie", {
      accountId: "222222222222",
      dependsOn: [],
    }).scan({ prefix: "acme", bucket: "box", schedule, results });
  });

  expect(json).toHaveResourceWithProperties(Macie2ClassificationJob, {
    schedule_frequency: expected,
    s3_job_definition: { bucket_definitions: [{ account_id: "222222222222", buckets: ["box"] }] },
    depends_on: [
      expect.stringMatching(/^aws_macie2_account\./),
      expect.stringMatching(/^aws_macie2_classification_export_configuration\./),
    ],
  });
});

test("Macie's results are kept in the audit account, unless the session is left to its owner", () => {
  const scan = (existing?: "leave") =>
    synth((stack) => {
      new SensitiveDataDiscovery(stack, "Macie", {
        accountId: "222222222222",
        dependsOn: [],
        ...(existing && { existing }),
      }).scan({ prefix: "acme", bucket: "box", schedule: { every: "day" }, results });
    });

  expect(scan()).toHaveResourceWithProperties(Macie2ClassificationExportConfiguration, {
    s3_destination: { bucket_name: "acme-macie-111111111111", kms_key_arn: results.keyArn },
  });
  expect(scan("leave")).not.toHaveResource(Macie2ClassificationExportConfiguration);
  expect(scan("leave")).toHaveResource(Macie2ClassificationJob);
});

test("a member is invited once: what AWS forgets after that is no change", () => {
  const json = synth((stack) => {
    new SecurityHub(stack, "Hub", { place, dependsOn: [] }).administer([
      { accountId: "222222222222" },
    ]);
  });

  expect(json).toHaveResourceWithProperties(SecurityhubMember, {
    invite: true,
    lifecycle: { ignore_changes: ["invite", "email"] },
  });
});

const monitoringRole = (access: "triage" | "full") =>
  synth((stack) => {
    new SecurityMonitoringRole(stack, "Role", {
      place,
      trustedArns: ["arn:aws:iam::111111111111:root"],
      bucketArn: "arn:aws:s3:::box",
      access,
    });
  });

test("the security team gets triage rights, AWS's full-access policies only by choice", () => {
  expect(monitoringRole("triage")).not.toHaveResource(IamRolePolicyAttachment);
  expect(monitoringRole("full")).toHaveResourceWithProperties(IamRolePolicyAttachment, {
    policy_arn: "arn:aws:iam::aws:policy/AmazonGuardDutyFullAccess_v2",
  });
});

test("asking for a service-linked role that isn't there names the construct", () => {
  const build = () =>
    synth((stack) => {
      const roles = { place, services: ["config"], existing: {} } as const;
      new ServiceLinkedRoles(stack, "Roles", roles).of("macie");
    });

  expect(build).toThrow("stack/Roles: no service-linked role for macie was asked for");
});
