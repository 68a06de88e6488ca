import {
  GetDetectorCommand,
  type GetDetectorCommandOutput,
  GetMalwareProtectionPlanCommand,
  type GuardDutyClient,
  ListMalwareProtectionPlansCommand,
  paginateListDetectors,
} from "@aws-sdk/client-guardduty";
import {
  DescribeClassificationJobCommand,
  GetMacieSessionCommand,
  paginateListClassificationJobs,
} from "@aws-sdk/client-macie2";
import {
  DescribeHubCommand,
  GetMembersCommand,
  paginateGetEnabledStandards,
} from "@aws-sdk/client-securityhub";
import { blocksOf, textOf } from "../../../proof/model/resource";
import { type Examined } from "../check";
import { asSynthesized, type Expectation } from "../expectation";

/** Where a service was switched off, what it watched is lost until it is on again. */
const inPlace = (): string => "GuardDuty";

/** A region has one detector, whatever its id. */
const detectorOf = ({ clients, once }: Examined): Promise<Partial<GetDetectorCommandOutput>> =>
  once("detector", async () => {
    for await (const { DetectorIds = [] } of paginateListDetectors(
      { client: clients.guardduty },
      {},
    )) {
      const [DetectorId] = DetectorIds;
      if (DetectorId) return clients.guardduty.send(new GetDetectorCommand({ DetectorId }));
    }
    return {};
  });

const detector: Expectation = {
  id: "detector",
  type: "aws_guardduty_detector",
  subject: inPlace,
  wanted: ({ resolved }) => ({
    Status: resolved.value("enable") === false ? "DISABLED" : "ENABLED",
    FindingPublishingFrequency: resolved.value("finding_publishing_frequency"),
  }),
  found: async (examined) => ({ ...(await detectorOf(examined)) }),
};

const feature: Expectation = {
  id: "detector-feature",
  type: "aws_guardduty_detector_feature",
  wanted: ({ resolved }) => ({ Status: resolved.value("status") }),
  found: async (examined) => {
    const { Features = [] } = await detectorOf(examined);
    const name = textOf(examined.resolved, "name");
    return { ...Features.find(({ Name }) => Name === name) };
  },
};

const protectedBucket = ({ resolved }: Examined): unknown =>
  [blocksOf(resolved, "protected_resource")[0]?.s3_bucket ?? {}]
    .flat()
    .map((bucket) => (bucket as { readonly bucket_name?: unknown }).bucket_name)[0];

const malwarePlan: Expectation = {
  id: "malware-protection",
  type: "aws_guardduty_malware_protection_plan",
  subject: (examined) => String(protectedBucket(examined)),
  wanted: ({ resolved }) => ({ Status: "ACTIVE", Role: resolved.value("role") }),
  found: async (examined) => {
    const client = examined.clients.guardduty;
    for await (const MalwareProtectionPlanId of planIds(client)) {
      const asked = new GetMalwareProtectionPlanCommand({ MalwareProtectionPlanId });
      const plan = await client.send(asked);
      if (plan.ProtectedResource?.S3Bucket?.BucketName === protectedBucket(examined))
        return { ...plan };
    }
    return {};
  },
};

/** The SDK has no paginator for them. */
async function* planIds(client: GuardDutyClient) {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListMalwareProtectionPlansCommand({ NextToken }));
    yield* (page.MalwareProtectionPlans ?? []).flatMap(
      (plan) => plan.MalwareProtectionPlanId ?? [],
    );
    NextToken = page.NextToken;
  } while (NextToken);
}

const macie: Expectation = {
  id: "macie",
  type: "aws_macie2_account",
  subject: () => "Macie",
  wanted: ({ resolved }) => ({
    status: resolved.value("status") ?? "ENABLED",
    findingPublishingFrequency: resolved.value("finding_publishing_frequency"),
  }),
  found: async ({ clients }) => ({
    ...(await clients.macie.send(new GetMacieSessionCommand({}))),
  }),
};

/** A job waits between its runs; whoever pauses or cancels it ends the search for sensitive data. */
const macieJob: Expectation = {
  id: "macie-job",
  type: "aws_macie2_classification_job",
  wanted: () => ({ works: true }),
  found: async ({ resolved, clients: { macie: client } }) => {
    const name = textOf(resolved, "name");
    for await (const { items = [] } of paginateListClassificationJobs({ client }, {})) {
      const found = items.find((item) => item.name === name);
      if (!found) continue;
      const { jobStatus = "" } = await client.send(
        new DescribeClassificationJobCommand({ jobId: found.jobId }),
      );
      return { works: ["IDLE", "RUNNING", "COMPLETE"].includes(jobStatus) || jobStatus };
    }
    return {};
  },
  remedies: {
    works:
      "in Macie's console resume the job; a cancelled one: terraform apply -replace of it in the stack",
  },
};

const hub: Expectation = {
  id: "security-hub",
  type: "aws_securityhub_account",
  subject: () => "Security Hub",
  wanted: ({ resolved }) => ({
    AutoEnableControls: resolved.value("auto_enable_controls") ?? true,
    ControlFindingGenerator: resolved.value("control_finding_generator"),
  }),
  found: async ({ clients }) => ({
    ...(await clients.securityhub.send(new DescribeHubCommand({}))),
  }),
};

const standard: Expectation = {
  id: "standard",
  type: "aws_securityhub_standards_subscription",
  subject: ({ resolved }) => (textOf(resolved, "standards_arn") ?? "").replace(/^.*::/, ""),
  // A standard that was just subscribed to is PENDING for a while.
  wanted: () => ({ isSubscribed: true }),
  found: async ({ resolved, clients: { securityhub: client }, once }) => {
    const arns = await once("standards", async () => {
      const found: string[] = [];
      for await (const { StandardsSubscriptions = [] } of paginateGetEnabledStandards(
        { client },
        {},
      ))
        found.push(
          ...StandardsSubscriptions.filter(
            ({ StandardsStatus }) => StandardsStatus !== "FAILED",
          ).map(({ StandardsArn = "" }) => StandardsArn),
        );
      return found;
    });
    return { isSubscribed: arns.includes(textOf(resolved, "standards_arn") ?? "") };
  },
};

const member: Expectation = {
  id: "security-hub-member",
  type: "aws_securityhub_member",
  subject: ({ resolved }) => textOf(resolved, "account_id") ?? "",
  wanted: () => ({ MemberStatus: "Enabled" }),
  found: async ({ resolved, clients: { securityhub } }) => {
    const AccountIds = [textOf(resolved, "account_id") ?? ""];
    const { Members = [] } = await securityhub.send(new GetMembersCommand({ AccountIds }));
    return { ...Members[0] };
  },
  remedies: {
    MemberStatus:
      "apply the workload's stack, which accepts the invitation; if it was applied before, find in " +
      "the trail who left",
  },
};

export const detectorChecks = [
  detector,
  feature,
  malwarePlan,
  macie,
  macieJob,
  hub,
  standard,
  member,
].map(asSynthesized);
