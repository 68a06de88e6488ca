import { workloadNames } from "../../config/names";
import { list } from "../support/synthesized";
import { policyJson } from "../../policies/document";
import { GUARDRAIL_CHARACTERS, guardrailPolicy } from "../../policies/guardrails";
import { accountManagesKey } from "../../policies/keys";
import { exampleConfig } from "../support/example";
import { ask, type Asked, document, named } from "../support/policies";

const config = exampleConfig();
const names = workloadNames(config, { accountId: "222222222222", bucketName: "acme-payments" });
const AWS = {
  name: "FullAWSAccess",
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  },
};
const guardrails = document(guardrailPolicy(config));

/** Keys ask their own policy first: this one leaves it to IAM. */
const keyPolicy = document([accountManagesKey(names.rootArn)]);

/** An administrator whom IAM allows everything, below the guardrails, unless said otherwise. */
const attempt = (question: Asked) =>
  ask({
    ...(question.action.startsWith("kms:") && { resourcePolicy: keyPolicy }),
    principal: "arn:aws:sts::222222222222:assumed-role/Administrator/jane",
    controlPolicies: [
      { id: "r-ab12", policies: [AWS] },
      { id: "ou-ab12-workloads1", policies: [AWS, { name: "guardrails", policy: guardrails }] },
    ],
    ...question,
  });

const DEPLOYMENT = "arn:aws:sts::222222222222:assumed-role/BucketWardenDeployment/terraform";
const RESPONDER = "arn:aws:sts::222222222222:assumed-role/acme-responder/acme-responder";

const QUARANTINE = { "iam:PolicyARN": names.quarantinePolicyArn };
const TAGGED = { "aws:ResourceTag/bucket-warden": "workload-payments" };
const ALIASED = { "kms:ResourceAliases": "alias/acme" };
const KEY = "arn:aws:kms:us-east-1:222222222222:key/11111111-1111-1111-1111-111111111111";
const RULE = "arn:aws:config:us-east-1:222222222222:config-rule/config-rule-abc123";
const PLAN = "arn:aws:guardduty:us-east-1:222222222222:malware-protection-plan/abc";
const DETECTOR = "arn:aws:guardduty:us-east-1:222222222222:detector/abc";
const HUB = "arn:aws:securityhub:us-east-1:222222222222:hub/default";
const JANE = "arn:aws:iam::222222222222:user/jane";
const rule = (name: string, region = "us-east-1") =>
  `arn:aws:events:${region}:222222222222:rule/${name}`;
const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;

type Row = [what: string, action: string, resource: string, context?: Asked["context"]];

/** What switches a part off, a row for each part. */
const SWITCHING_OFF: readonly Row[] = [
  ["stop the trail", "cloudtrail:StopLogging", names.trailArn],
  ["narrow the trail", "cloudtrail:PutEventSelectors", names.trailArn],
  ["stop the organization's trail", "cloudtrail:StopLogging", `${names.trailArn}-organization`],
  ["delete the detector", "guardduty:DeleteDetector", DETECTOR],
  ["leave the administrator of GuardDuty", "guardduty:DisassociateFromAdministratorAccount", "*"],
  ["leave the administrator of Macie", "macie2:DisassociateFromAdministratorAccount", "*"],
  ["switch Macie off", "macie2:DisableMacie", "*"],
  ["switch Security Hub off", "securityhub:DisableSecurityHub", HUB],
  ["leave the organization", "organizations:LeaveOrganization", "*"],
  ["stop the recorder", "config:StopConfigurationRecorder", "*"],
  ["delete the channel", "config:DeleteDeliveryChannel", "*"],
  ["delete a rule of AWS Config", "config:DeleteConfigRule", RULE, TAGGED],
  ["disown a rule of AWS Config", "config:UntagResource", RULE, TAGGED],
  ["disable the rule on uploads", "events:DisableRule", rule("acme-uploads")],
  ["disable the schedule", "events:DisableRule", rule("acme-sweep")],
  [
    "redirect findings of a further region",
    "events:PutTargets",
    rule("acme-forward-guardduty", "eu-west-1"),
  ],
  ["take a rule off the bus", "events:DeleteRule", rule("acme-security/acme-alert-config-HIGH")],
  [
    "delete the bus",
    "events:DeleteEventBus",
    "arn:aws:events:us-east-1:222222222222:event-bus/acme-security",
  ],
  ["replace the responder", "lambda:UpdateFunctionCode", names.responderArn],
  ["starve the responder", "lambda:PutFunctionConcurrency", names.responderArn],
  ["let somebody else invoke the responder", "lambda:AddPermission", names.responderArn],
  ["show the responder a made-up event", "lambda:InvokeFunction", names.responderArn],
  ["show it one and not wait", "lambda:InvokeAsync", names.responderArn],
  ["take the responder's rights", "iam:DeleteRolePolicy", names.responderRoleArn],
  ["deny the responder everything", "iam:AttachRolePolicy", names.responderRoleArn],
  ["fence the forwarder in", "iam:PutRolePermissionsBoundary", names.forwarderRoleArn],
  ["become the deployment role", "iam:UpdateAssumeRolePolicy", names.deploymentRoleArn],
  ["empty the quarantine", "iam:CreatePolicyVersion", names.quarantinePolicyArn],
  ["lift a quarantine", "iam:DetachUserPolicy", JANE, QUARANTINE],
  ["forge the ledger", "dynamodb:PutItem", names.ledgerTableArn],
  ["drop the ledger", "dynamodb:DeleteTable", names.ledgerTableArn],
  ["unprotect the ledger", "dynamodb:UpdateTable", names.ledgerTableArn],
  ["disable the key", "kms:DisableKey", KEY, ALIASED],
  ["hide the key", "kms:DeleteAlias", KEY, ALIASED],
];

test.each(SWITCHING_OFF)(
  "an administrator can't %s, and neither can root; the deployment role can",
  async (_, action, resource, context = {}) => {
    const question = { action, resource, context };

    await expect(attempt(question)).resolves.toContain("a service control policy");
    await expect(
      attempt({ ...question, principal: "arn:aws:iam::222222222222:root" }),
    ).resolves.toContain("a service control policy");
    await expect(attempt({ ...question, principal: DEPLOYMENT })).resolves.toBe("allowed");
  },
);

const RESPONDERS_WORK: readonly Row[] = [
  ["write its ledger", "dynamodb:UpdateItem", names.ledgerTableArn],
  ["attach the quarantine to a user", "iam:AttachUserPolicy", JANE, QUARANTINE],
  ["attach the quarantine to a role", "iam:AttachRolePolicy", role("intruder"), QUARANTINE],
  ["detach the quarantine", "iam:DetachUserPolicy", JANE, QUARANTINE],
];

test.each(RESPONDERS_WORK)("the responder may %s", async (_, action, resource, context = {}) => {
  await expect(attempt({ action, resource, context, principal: RESPONDER })).resolves.toBe(
    "allowed",
  );
});

test.each<Row>([
  ["replace itself", "lambda:UpdateFunctionCode", names.responderArn],
  ["drop its ledger", "dynamodb:DeleteTable", names.ledgerTableArn],
  ["widen its own role", "iam:AttachRolePolicy", names.responderRoleArn],
])("the responder can't %s", async (_, action, resource) => {
  await expect(attempt({ action, resource, principal: RESPONDER })).resolves.toContain(
    "a service control policy",
  );
});

test("a namesake of the deployment role in a path of its own is no deployment role", async () => {
  const principal = "arn:aws:iam::222222222222:user/BucketWardenDeployment";

  await expect(
    attempt({ action: "cloudtrail:StopLogging", resource: names.trailArn, principal }),
  ).resolves.toContain("a service control policy");
});

/** The account's own work, as near to the module's parts as can be. */
const UNRELATED: readonly Row[] = [
  [
    "stop another trail",
    "cloudtrail:StopLogging",
    "arn:aws:cloudtrail:us-east-1:222222222222:trail/acme-billing",
  ],
  ["read the trail's state", "cloudtrail:GetTrailStatus", names.trailArn],
  ["write a rule of its own", "events:PutRule", rule("acme-nightly")],
  [
    "deploy a function of its own",
    "lambda:UpdateFunctionCode",
    "arn:aws:lambda:us-east-1:222222222222:function:acme-invoices",
  ],
  ["look at the responder", "lambda:GetFunctionConfiguration", names.responderArn],
  [
    "invoke a function of its own",
    "lambda:InvokeFunction",
    "arn:aws:lambda:us-east-1:222222222222:function:acme-invoices",
  ],
  ["give a role of its own rights", "iam:PutRolePolicy", role("payments-ingest")],
  [
    "detach another policy",
    "iam:DetachUserPolicy",
    JANE,
    { "iam:PolicyARN": "arn:aws:iam::222222222222:policy/other" },
  ],
  ["read the ledger", "dynamodb:GetItem", names.ledgerTableArn],
  [
    "write a table of its own",
    "dynamodb:PutItem",
    "arn:aws:dynamodb:us-east-1:222222222222:table/acme-orders",
  ],
  ["delete a rule of its own", "config:DeleteConfigRule", RULE],
  ["disable a key of its own", "kms:DisableKey", KEY, { "kms:ResourceAliases": "alias/orders" }],
  ["upload to the bucket", "s3:PutObject", `${names.bucketArn}/x`],
];

test.each(UNRELATED)("an administrator may %s", async (_, action, resource, context = {}) => {
  await expect(attempt({ action, resource, context })).resolves.toBe("allowed");
});

/** A resource of each kind, where the guardrails name none. */
const ANY_KIND = [
  "*",
  DETECTOR,
  PLAN,
  HUB,
  RULE,
  KEY,
  JANE,
  role("x"),
  JANE.replace("user", "group"),
];
const here = (pattern: string) =>
  pattern.replace(/^(arn:aws:[a-z]+):\*:/, "$1:us-east-1:").replace(":*:", ":222222222222:");

const denials = guardrailPolicy(config).flatMap(({ Sid, Action, Resource }) =>
  list(Action).map((action) => ({
    sid: Sid,
    action,
    resources: list(Resource).flatMap((arn) => (arn === "*" ? ANY_KIND : here(arn))),
  })),
);

test.each(denials)("$sid denies $action on a resource that IAM knows it by", async (denial) => {
  const context = { ...QUARANTINE, ...TAGGED, ...ALIASED };
  const { action } = denial;

  const verdicts = await Promise.all(
    denial.resources.map((resource) => attempt({ action, resource, context })),
  );

  expect(verdicts.filter((verdict) => verdict.includes(`statement ${denial.sid}`))).not.toEqual([]);
});

test("denies no action by a pattern", () => {
  expect(denials.filter(({ action }) => action.includes("*"))).toEqual([]);
});

test("fits Organizations' limit with the longest names, in the partition with the longest ARNs", () => {
  const longest = {
    ...config,
    prefix: "p".repeat(24),
    deploymentRole: "r".repeat(64),
    homeRegion: "us-gov-west-1",
  };

  expect(policyJson(guardrailPolicy(longest)).length).toBeLessThanOrEqual(GUARDRAIL_CHARACTERS);
});

test("is the same for one account and for a thousand", () => {
  const twice = { ...config, workloads: [...config.workloads, ...config.workloads] };

  expect(guardrailPolicy(twice)).toEqual(guardrailPolicy(config));
  expect(named(guardrailPolicy(config)).policy.Statement).not.toHaveLength(0);
});
