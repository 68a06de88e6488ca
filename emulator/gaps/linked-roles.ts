import { type Answer, faultAnswer } from "../answer";
import { text } from "../request";
import { type Call, type Gap, gapsOf } from "./gap";

/** Names that the services give to their roles; moto makes them up from the services' own. */
const ROLES: Readonly<Record<string, string>> = {
  "config.amazonaws.com": "AWSServiceRoleForConfig",
  "guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDuty",
  "macie.amazonaws.com": "AWSServiceRoleForAmazonMacie",
  "malware-protection.guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDutyMalwareProtection",
  "securityhub.amazonaws.com": "AWSServiceRoleForSecurityHub",
};

/** A service-linked role exists once in an account, under the name that AWS gives it. */
export const linkedRoleGaps = (): readonly Gap[] =>
  gapsOf("iam", {
    CreateServiceLinkedRole: createLinkedRole,
    DeleteServiceLinkedRole: deleteLinkedRole,
  });

/** AWS's task ids tell the role: whoever asks about the task needs the permission on it. */
async function deleteLinkedRole(call: Call): Promise<Answer> {
  const answer = await call.forward();
  const name = text(call.request.parameters.RoleName) ?? "";
  const [service = "unknown"] = Object.entries(ROLES).find(([, role]) => role === name) ?? [];
  return changed(answer, (body) =>
    body.replace("<DeletionTaskId>", `<DeletionTaskId>task/aws-service-role/${service}/${name}/`),
  );
}

async function createLinkedRole(call: Call): Promise<Answer> {
  const service = text(call.request.parameters.AWSServiceName) ?? "";
  const name = ROLES[service];
  const answer = await (name === undefined
    ? call.forward()
    : call.forward({ body: plainRole(call, { service, name }) }));
  if (answer.status < 300) return underItsOwnName(answer);
  if (!answer.body.includes("EntityAlreadyExists")) return answer;
  const message = `Service role name ${name ?? service} has been taken in this account, please try a different suffix.`;
  return faultAnswer(call.request, { status: 400, code: "InvalidInput", message });
}

interface LinkedRole {
  readonly service: string;
  readonly name: string;
}

function plainRole({ request }: Call, { service, name }: LinkedRole): Buffer {
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
  const form = new URLSearchParams({
    Action: "CreateRole",
    Version: "2010-05-08",
    RoleName: name,
    Path: `/aws-service-role/${service}/`,
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    Description: text(request.parameters.Description) ?? "",
  });
  return Buffer.from(form.toString());
}

const underItsOwnName = (answer: Answer): Answer =>
  changed(answer, (body) =>
    body.replace(/CreateRole(Response|Result)\b/g, "CreateServiceLinkedRole$1"),
  );

function changed(answer: Answer, change: (body: string) => string): Answer {
  const body = Buffer.from(change(answer.body.toString()));
  return { ...answer, headers: { ...answer.headers, "content-length": body.length }, body };
}
