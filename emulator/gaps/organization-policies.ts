import { randomBytes } from "node:crypto";
import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import {
  type ControlPolicies,
  type ControlPolicy,
  FULL_ACCESS,
  SERVICE_CONTROL_POLICY,
} from "../control-policies";
import { type Organization } from "../organization";
import { text } from "../request";
import { type Call, type Gap, gapsOf, stringsOf } from "./gap";
import { arnIn } from "./organizations";

/** Characters of a service control policy (Organizations user guide, quotas). */
const MAXIMUM_CHARACTERS = 5120;
/** Policies of one type at one root, unit or account (the same page). */
const MAXIMUM_ATTACHED = 5;

const refusals = {
  AccessDeniedException: "You don't have permissions to access this resource.",
  ConstraintViolationException: "The policy is longer than 5120 characters.",
  DuplicatePolicyAttachmentException: "The policy is attached to this target already.",
  DuplicatePolicyException: "A policy with this name exists already.",
  MalformedPolicyDocumentException: "The provided policy document does not meet the requirements.",
  PolicyInUseException: "The policy is attached: detach it from all targets first.",
  PolicyNotAttachedException: "The policy isn't attached to this target.",
  PolicyNotFoundException: "You specified a policy that doesn't exist.",
  PolicyTypeNotEnabledException: "The policy type isn't enabled in this root.",
  TargetNotFoundException: "You specified a root, unit or account that doesn't exist.",
} as const;
type Refusal = keyof typeof refusals;

const refuse = ({ request }: Call, code: Refusal, message: string = refusals[code]): Answer =>
  faultAnswer(request, { status: 400, code, message });

const parameter = ({ request }: Call, name: string): string | undefined =>
  text(request.parameters[name]);

const tagsOf = (call: Call): Record<string, string> =>
  Object.fromEntries(
    ((call.request.parameters.Tags ?? []) as readonly { Key: string; Value: string }[]).map(
      ({ Key, Value }) => [Key, Value],
    ),
  );

function problemWith(content: string): Refusal | undefined {
  if (content.length > MAXIMUM_CHARACTERS) return "ConstraintViolationException";
  try {
    const document: unknown = JSON.parse(content);
    const shaped = typeof document === "object" && document !== null && "Statement" in document;
    return shaped ? undefined : "MalformedPolicyDocumentException";
  } catch {
    return "MalformedPolicyDocumentException";
  }
}

type Row = (call: Call, organization: Organization) => Answer;
type PolicyRow = (call: Call, policy: ControlPolicy, organization: Organization) => Answer;

const named =
  (row: PolicyRow): Row =>
  (call, organization) => {
    const id = parameter(call, "PolicyId") ?? parameter(call, "ResourceId") ?? "";
    const policy = organization.policies.find(id);
    return policy === undefined
      ? refuse(call, "PolicyNotFoundException")
      : row(call, policy, organization);
  };

const describe = (policy: ControlPolicy, organization: Organization): Answer =>
  jsonAnswer({
    Policy: { PolicySummary: summary(policy, organization), Content: policy.content },
  });

const store: PolicyRow = (call, before, organization) => {
  const { policies } = organization;
  const name = parameter(call, "Name") ?? before.name;
  const description = parameter(call, "Description") ?? before.description;
  const content = parameter(call, "Content") ?? before.content;
  const stored = { ...before, name, description, content };
  const problem = problemWith(content);
  if (problem !== undefined) return refuse(call, problem);
  if (policies.all().some((other) => other.name === name && other.id !== before.id))
    return refuse(call, "DuplicatePolicyException");
  policies.put(stored);
  return describe(stored, organization);
};

const tagRows: Readonly<Record<string, Row>> = {
  ListTagsForResource: named((_, { tags }) =>
    jsonAnswer({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  ),
  TagResource: named((call, policy, { policies }) => {
    policies.put({ ...policy, tags: { ...policy.tags, ...tagsOf(call) } });
    return jsonAnswer({});
  }),
  UntagResource: named((call, policy, { policies }) => {
    const gone = stringsOf(call.request.parameters.TagKeys);
    const tags = Object.entries(policy.tags).filter(([key]) => !gone.includes(key));
    policies.put({ ...policy, tags: Object.fromEntries(tags) });
    return jsonAnswer({});
  }),
};

const rows: Readonly<Record<string, Row>> = {
  ...tagRows,
  CreatePolicy: (call, organization) =>
    store(call, { ...blank(), tags: tagsOf(call) }, organization),
  UpdatePolicy: named(store),
  DescribePolicy: named((_, policy, organization) => describe(policy, organization)),
  DeletePolicy: named((call, { id }, { policies }) => {
    if (policies.targetsOf(id).length > 0) return refuse(call, "PolicyInUseException");
    policies.remove(id);
    return jsonAnswer({});
  }),
  ListPolicies: (_, organization) =>
    jsonAnswer({
      Policies: organization.policies.all().map((policy) => summary(policy, organization)),
    }),
  ListTargetsForPolicy: named((_, { id }, { policies }) =>
    jsonAnswer({ Targets: policies.targetsOf(id).map((TargetId) => ({ TargetId })) }),
  ),
  ListPoliciesForTarget: (call, organization) => {
    const ids = organization.policies.at(parameter(call, "TargetId") ?? "");
    if (ids === undefined) return refuse(call, "TargetNotFoundException");
    const found = organization.policies.all().filter(({ id }) => ids.has(id));
    return jsonAnswer({ Policies: found.map((policy) => summary(policy, organization)) });
  },
  AttachPolicy: named((call, policy, { policies }) => attach(call, policies, policy)),
  DetachPolicy: named((call, policy, { policies }) => detach(call, policies, policy)),
};

/** Service control policies and where they are attached; only the management account may touch them. */
export const organizationPolicyGaps = (organization: Organization): readonly Gap[] =>
  gapsOf(
    "organizations",
    Object.fromEntries(
      Object.entries(rows).map(([operation, row]) => [
        operation,
        (call: Call) =>
          organization.isManagement(call.caller.accountId)
            ? row(call, organization)
            : refuse(call, "AccessDeniedException"),
      ]),
    ),
  );

const summary = ({ id, name, description }: ControlPolicy, organization: Organization) => {
  const kind = `policy/${organization.settings.id}/service_control_policy/${id}`;
  return {
    Id: id,
    Arn: id === FULL_ACCESS.id ? fullAccessArn(id) : arnIn(organization, kind),
    Name: name,
    Description: description,
    Type: SERVICE_CONTROL_POLICY,
    AwsManaged: id === FULL_ACCESS.id,
  };
};

const blank = (): ControlPolicy => {
  const id = `p-${randomBytes(4).toString("hex")}`;
  return { id, name: "", description: "", content: "", tags: {} };
};

const fullAccessArn = (id: string) =>
  `arn:aws:organizations::aws:policy/service_control_policy/${id}`;

function attach(call: Call, policies: ControlPolicies, { id }: ControlPolicy): Answer {
  const attached = policies.at(parameter(call, "TargetId") ?? "");
  if (attached === undefined) return refuse(call, "TargetNotFoundException");
  if (!policies.areEnabled) return refuse(call, "PolicyTypeNotEnabledException");
  if (attached.has(id)) return refuse(call, "DuplicatePolicyAttachmentException");
  if (attached.size >= MAXIMUM_ATTACHED) {
    const message = `A target takes ${MAXIMUM_ATTACHED} policies of one type.`;
    return refuse(call, "ConstraintViolationException", message);
  }
  attached.add(id);
  return jsonAnswer({});
}

function detach(call: Call, policies: ControlPolicies, { id }: ControlPolicy): Answer {
  const attached = policies.at(parameter(call, "TargetId") ?? "");
  if (attached === undefined) return refuse(call, "TargetNotFoundException");
  if (!attached.has(id)) return refuse(call, "PolicyNotAttachedException");
  if (attached.size === 1) {
    const message = "A target keeps at least one policy of each type that is enabled.";
    return refuse(call, "ConstraintViolationException", message);
  }
  attached.delete(id);
  return jsonAnswer({});
}
