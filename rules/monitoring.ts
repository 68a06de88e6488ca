import { resourcesOf, type StackJson } from "../stacks/read-stack";
import { type Estate, type Judge, type KeptRule, type Rule } from "./rule";

/** Every guarded account, by the stacks that it has in all regions. */
const accounts = (estate: Estate): ReadonlyMap<string, readonly StackJson[]> => {
  const guarded = estate.filter(({ kind }) => kind === "audit" || kind === "workload");
  return new Map(
    guarded.map(({ accountId }) => [
      accountId,
      guarded.filter((stack) => stack.accountId === accountId),
    ]),
  );
};

const patternsOf = (stacks: readonly StackJson[]): string =>
  stacks
    .flatMap((stack) => resourcesOf(stack, "aws_cloudwatch_event_rule"))
    .map(({ arguments: { event_pattern } }) => String(event_pattern))
    .join("\n");

/** Whether each account has rules on all of these, by CloudTrail's names of the calls. */
const watches =
  (...named: readonly string[]): Judge =>
  (estate) =>
    [...accounts(estate).values()].map((stacks) => {
      const where = stacks[0]?.name ?? "";
      const patterns = patternsOf(stacks);
      const missing = named.filter((name) => !patterns.includes(`"${name}"`));
      if (missing.length === 0) return { where };
      return { where, fault: `no rule on ${missing.join(", ")}` };
    });

const NOT_OURS = {
  of: /./,
  file: "constructs/finding-forwarder.ts",
  named: "CIS 4.1, 4.2, 4.4, 4.6 and 4.15",
  why: "Of the whole account, not of the guarded bucket. The trail records these calls and its log group keeps them: add the account's own filters there.",
};

type Watched = Pick<KeptRule, "asks" | "how" | "exceptions"> & {
  readonly named: readonly string[];
};

/** CIS 4.1 to 4.9 and 4.15; numbers are the same in 3.0 and 5.0. */
const WATCHED: Readonly<Record<string, Watched>> = {
  "4.1": {
    asks: "alert on refused calls",
    how: "refused uploads into the guarded bucket are counted and told by the responder",
    named: ["UnauthorizedOperation"],
    exceptions: [NOT_OURS],
  },
  "4.2": {
    asks: "alert on sign-ins without MFA",
    how: "-",
    named: ["MFAUsed"],
    exceptions: [NOT_OURS],
  },
  "4.3": {
    asks: "alert on use of root",
    how: "finding `root-use`",
    named: ["Root"],
  },
  "4.4": {
    asks: "alert on changes of IAM policies",
    how: "finding `tampering`, for the quarantine policy and the responder's role",
    named: ["CreateGroup"],
    exceptions: [NOT_OURS],
  },
  "4.5": {
    asks: "alert on changes of the trail",
    how: "finding `tampering`",
    named: ["StopLogging", "DeleteTrail", "UpdateTrail"],
  },
  "4.6": {
    asks: "alert on failed sign-ins",
    how: "root's are told (4.3)",
    named: ["Failed authentication"],
    exceptions: [NOT_OURS],
  },
  "4.7": {
    asks: "alert on keys disabled or about to be deleted",
    how: "finding `tampering`",
    named: ["DisableKey", "ScheduleKeyDeletion"],
  },
  "4.8": {
    asks: "alert on changes of bucket policies",
    how: "findings `foreign-change` and `tampering`, for the guarded bucket",
    named: ["PutBucketPolicy", "DeleteBucketPolicy"],
  },
  "4.9": {
    asks: "alert on changes of AWS Config",
    how: "finding `tampering`",
    named: ["StopConfigurationRecorder", "DeleteDeliveryChannel"],
  },
  "4.15": {
    asks: "alert on changes of the organization",
    how: "-",
    named: ["LeaveOrganization"],
    exceptions: [NOT_OURS],
  },
};

const NETWORK: Readonly<Record<string, string>> = {
  "4.10": "alert on changes of security groups",
  "4.11": "alert on changes of network ACLs",
  "4.12": "alert on changes of gateways",
  "4.13": "alert on changes of route tables",
  "4.14": "alert on changes of VPCs",
};

export const MONITORING_RULES: readonly Rule[] = [
  ...Object.entries(WATCHED).map(([number, { named, ...rule }]): Rule => ({
    ...{ id: `CIS ${number}`, cis3: number, cis5: number, ...rule },
    judge: watches(...named),
  })),
  ...Object.entries(NETWORK).map(([number, asks]): Rule => ({
    ...{ id: `CIS ${number}`, cis3: number, cis5: number, asks },
    notApplicable: "no networks",
    without: ["aws_vpc", "aws_security_group", "aws_network_acl", "aws_route_table"],
  })),
];
