import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { DataAwsIamUser } from "@cdktf/provider-aws/lib/data-aws-iam-user";
import { Construct } from "constructs";

/**
 * Looks up, at plan time, the unique ids behind ARNs: an ARN is only a name, and whoever recreates
 * a deleted role under it would inherit its rights.
 */
export class KnownPrincipals extends Construct {
  /** `aws:userid` patterns: `AIDA…` of a user, `AROA…:*` of a role, `AROA…:session` of one session. */
  readonly userIds: readonly string[];

  constructor(scope: Construct, id: string, arns: readonly string[]) {
    super(scope, id);
    const roles = new Map<string, DataAwsIamRole>();
    const roleId = (name: string): string => {
      const role = roles.get(name) ?? new DataAwsIamRole(this, `Role-${name}`, { name });
      roles.set(name, role);
      return role.uniqueId;
    };
    this.userIds = [...new Set(arns)].map((arn) => {
      // A role of another account can't be looked up: its unique id is given.
      if (!arn.startsWith("arn:")) return `${arn}:*`;
      const [kind, ...path] = arn.split(":").slice(5).join(":").split("/");
      const last = path.at(-1) ?? "";
      if (kind === "user")
        return new DataAwsIamUser(this, `User-${last}`, { userName: last }).userId;
      if (kind === "role") return `${roleId(last)}:*`;
      return `${roleId(path[0] ?? "")}:${last}`;
    });
  }
}
