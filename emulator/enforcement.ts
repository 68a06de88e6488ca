import { type Caller } from "./callers";
import { type Check, type JudgedCall } from "./checks";
import { checksByCall } from "./checks-all";
import { deploymentChecks } from "./deployment";
import { judge, type Policy, type Verdict } from "../decisions/judge";
import { type Organization } from "./organization";
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

/** Who asks: a caller, and the role or user whose policies speak for it. */
export type Asker = Omit<JudgedCall, "request"> & { readonly principal: string };
type ServiceAsker = Pick<JudgedCall, "buckets" | "moto"> & { readonly service: string };

/** Judges the calls of registered principals, or of all but some; everybody else is trusted. */
export class Enforcement {
  readonly decisions: Decision[] = [];
  private readonly principals = new Set<string>();
  private trusted: readonly string[] | undefined;

  constructor(private readonly organization?: Organization) {}

  /** @param principalArn of a role with all its sessions, of one session, or of a user */
  enforce(principalArn: string): void {
    this.principals.add(principalArn);
  }

  /** Judges every role and user from now on; keys that no IAM of an account gave out stay trusted. */
  enforceAllBut(roleArns: readonly string[]): void {
    this.trusted = roleArns;
  }

  judges(caller: Caller): boolean {
    return this.judged(caller) !== undefined;
  }

  private judged(caller: Caller): string | undefined {
    const registered = [...this.principals].find((arn) => covers(arn, caller));
    if (registered !== undefined) return ownerOf({ arn: registered }) ?? registered;
    if (this.trusted === undefined) return undefined;
    return this.trusted.some((arn) => covers(arn, caller)) ? undefined : ownerOf(caller);
  }

  /** Nothing where the call may pass; otherwise why it may not, as AWS would say it. */
  async refusal(call: JudgedCall): Promise<string | undefined> {
    const principal = this.judged(call.caller);
    if (principal === undefined) return undefined;
    const { request } = call;
    const checksOf = checksByCall[describeRequest(request)] ?? deploymentChecks(request);
    if (checksOf === undefined) return this.refuseUnknown(call);
    for (const check of await checksOf(call)) {
      const decision = await this.decide(check, { ...call, principal });
      if (!decision.allowed) return messageOf(decision);
    }
    return undefined;
  }

  /** Judges one permission of a role or user, registered or not. */
  async decide(check: Check, asker: Asker): Promise<Decision> {
    return this.record(asker.caller, check, await judgeCheck(check, asker, this.organization));
  }

  /**
   * Judges one permission of a service that acts on its own behalf: resource policies decide.
   * What the service says about its source is in the check's context.
   */
  async decideForService(check: Check, { service, buckets, moto }: ServiceAsker) {
    const policy = await resourcePolicy(moto, buckets, check.resource);
    const verdict = await judge({
      ...check,
      principal: service,
      context: { ...this.sourceContext(check), ...serviceContext(service), ...check.context },
      identityPolicies: [],
      ...(policy === undefined ? {} : { resourcePolicy: policy }),
    });
    return this.record({ arn: service }, check, verdict);
  }

  private sourceContext({ context = {} }: Check) {
    const source = context["aws:SourceAccount"] ?? context["aws:SourceArn"]?.split(":")[4];
    return source === undefined ? {} : this.organization?.sourceContextOf(source);
  }

  private refuseUnknown({ caller, request }: JudgedCall): string {
    const because = "because the emulator doesn't know which permissions this call needs";
    const check = { action: describeRequest(request), resource: request.path };
    return messageOf(this.record(caller, check, { allowed: false, because }));
  }

  private record(
    caller: Pick<Caller, "arn">,
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

/** The user, or the role of a session; nothing for what is neither. */
function ownerOf({ arn }: Pick<Caller, "arn">): string | undefined {
  const [, accountId = "", role = ""] =
    /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role !== "") return `arn:aws:iam::${accountId}:role/${role}`;
  return /^arn:aws:iam::\d+:user\//.test(arn) ? arn : undefined;
}

async function judgeCheck(
  check: Check,
  { caller, buckets, moto, principal }: Asker,
  organization: Organization | undefined,
): Promise<Verdict> {
  const [{ policies, boundary }, policy] = await Promise.all([
    identityPolicies(moto, principal),
    check.policyToBe === undefined
      ? resourcePolicy(moto, buckets, check.resource)
      : (JSON.parse(check.policyToBe) as Policy),
  ]);
  const { accountId } = caller;
  const { resourceAccount } = check;
  return judge({
    ...check,
    principal: caller.arn,
    context: {
      ...identityContext(caller, principal),
      ...organization?.contextOf({ accountId, resourceAccount }),
      ...check.context,
    },
    identityPolicies: policies,
    controlPolicies: organization?.limitsOf({ accountId, arn: principal }) ?? [],
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

const serviceContext = (service: string): Record<string, string> => ({
  "aws:PrincipalIsAWSService": "true",
  "aws:PrincipalServiceName": service,
  "aws:SecureTransport": "true",
});
