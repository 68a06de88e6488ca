import { type Caller } from "./callers";
import { type Check, type JudgedCall } from "./checks";
import { checksByCall } from "./checks-all";
import { judge, type Verdict } from "./judge";
import { identityPolicies, kindAndName, resourcePolicy } from "./policies-in-force";
import { describeRequest } from "./request";

export interface Decision {
  readonly time: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly because: string;
}

/** Judges the calls of registered principals; everybody else is trusted. */
export class Enforcement {
  readonly decisions: Decision[] = [];
  private readonly principals = new Set<string>();

  enforce(roleOrUserArn: string): void {
    this.principals.add(roleOrUserArn);
  }

  /** Nothing where the call may pass; otherwise why it may not, as AWS would say it. */
  async refusal(call: JudgedCall): Promise<string | undefined> {
    const principal = [...this.principals].find((arn) => covers(arn, call.caller));
    if (principal === undefined) return undefined;
    const checksOf = checksByCall[describeRequest(call.request)];
    if (checksOf === undefined) return this.refuseUnknown(call);
    for (const check of await checksOf(call)) {
      const verdict = await judgeCheck(check, call, principal);
      const decision = this.record(call.caller, check, verdict);
      if (!verdict.allowed) return messageOf(decision);
    }
    return undefined;
  }

  private refuseUnknown({ caller, request }: JudgedCall): string {
    const because = "because the emulator doesn't know which permissions this call needs";
    const check = { action: describeRequest(request), resource: request.path };
    return messageOf(this.record(caller, check, { allowed: false, because }));
  }

  private record(
    caller: Caller,
    { action, resource }: Pick<Check, "action" | "resource">,
    verdict: Verdict,
  ): Decision {
    const decision = {
      time: new Date().toISOString(),
      principal: caller.arn,
      action,
      resource,
      ...verdict,
    };
    this.decisions.push(decision);
    return decision;
  }
}

const messageOf = ({ principal, action, resource, because }: Decision): string =>
  `User: ${principal} is not authorized to perform: ${action} on resource: "${resource}" ${because}`;

/** A role covers its sessions, whose ARNs carry the role's name without its path. */
export function covers(arn: string, caller: Pick<Caller, "arn">): boolean {
  if (arn === caller.arn) return true;
  const { kind, name, accountId } = kindAndName(arn);
  return (
    kind === "Role" && caller.arn.startsWith(`arn:aws:sts::${accountId}:assumed-role/${name}/`)
  );
}

async function judgeCheck(
  check: Check,
  { caller, buckets, moto }: JudgedCall,
  principal: string,
): Promise<Verdict> {
  const [{ policies, boundary }, policy] = await Promise.all([
    identityPolicies(moto, principal),
    resourcePolicy(moto, buckets, check.resource),
  ]);
  return judge({
    ...check,
    principal: caller.arn,
    context: { ...identityContext(caller, principal), ...check.context },
    identityPolicies: policies,
    ...(boundary === undefined ? {} : { boundary }),
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
  });
}

function identityContext(caller: Caller, principal: string): Record<string, string> {
  const { kind, name } = kindAndName(principal);
  return {
    "aws:userid": caller.userId,
    "aws:PrincipalArn": principal,
    "aws:PrincipalAccount": caller.accountId,
    "aws:PrincipalType": kind === "User" ? "User" : "AssumedRole",
    "aws:PrincipalIsAWSService": "false",
    "aws:ViaAWSService": "false",
    // Loopback stands for the TLS that every call to AWS has: a statement that wants it must be met.
    "aws:SecureTransport": "true",
    "aws:MultiFactorAuthPresent": "false",
    ...(kind === "User" ? { "aws:username": name } : {}),
  };
}
