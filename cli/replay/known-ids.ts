import { type Principal } from "../../lambda/responder/events/upload";
import { literalUserId } from "../../lambda/responder/decide/user-id";
import { BadInput } from "../bad-input";

const NAMED =
  /^arn:aws[a-z-]*:(?:iam|sts)::(?<account>\d{12}):(?<kind>user|role|assumed-role)\/(?<path>.+)$/;

/** A unique id. */
const ID = /^(?:AIDA|AROA)\w+$/;

interface Identity {
  /** The same for a role and its sessions, with path or without: names are unique in an account. */
  readonly name: string;
  readonly kind: "user" | "role";
  readonly session?: string;
}

/** The user, or the role with or without one session, that an ARN names. */
function identityOf(arn: string): Identity | undefined {
  const { account, kind, path } = NAMED.exec(arn)?.groups ?? {};
  const segments = path?.split("/") ?? [];
  const [first = "", last = ""] = [segments[0], segments.at(-1)];
  if (!account || !kind) return undefined;
  if (kind === "user") return { kind, name: `${account}:user/${last}` };
  if (kind === "role") return { kind, name: `${account}:role/${last}` };
  return { kind: "role", name: `${account}:role/${first}`, session: last };
}

/** The unique ids behind ARNs, which nobody tells who is offline. */
export class KnownIds {
  private readonly ids = new Map<string, Set<string>>();

  /** Remembers what an event of CloudTrail's tells: both an id and an ARN. */
  learn(principal: Principal): void {
    if (principal.kind === "user") this.add(principal.arn, principal.userId);
    if (principal.kind === "role-session") this.add(principal.roleArn, principal.roleId);
    if (principal.kind === "identity-center") this.add(principal.arn, principal.roleId);
    if (principal.kind === "federated" && principal.issuer) this.learn(principal.issuer);
  }

  add(arn: string | undefined, id: string): void {
    const identity = identityOf(arn ?? "");
    if (!identity) return;
    const known = this.ids.get(identity.name) ?? new Set();
    this.ids.set(identity.name, known.add(id));
  }

  /**
   * The `aws:userid` patterns of a principal as the configuration names it: by ARN or, a role of
   * another account, by its id. None when the id behind the ARN is unknown.
   */
  patternsOf(named: string): string[] {
    if (ID.test(named)) return [`${named}:*`];
    const identity = identityOf(named);
    const ids = [...(this.ids.get(identity?.name ?? "") ?? [])];
    if (identity?.kind !== "role") return ids.map(literalUserId);
    return ids.map((id) => `${id}:${identity.session ? literalUserId(identity.session) : "*"}`);
  }
}

/** What people told with `--user-id ARN=ID`; an ARN may hold equals signs itself. */
export function toldIds(told: readonly string[]): KnownIds {
  const known = new KnownIds();
  for (const text of told) {
    const at = text.lastIndexOf("=");
    const [arn, id] = [text.slice(0, at), text.slice(at + 1).replace(/:\*$/, "")];
    if (at < 0 || !identityOf(arn) || !ID.test(id)) {
      throw new BadInput(
        `--user-id takes ARN=ID, the ARN of a user or role and its unique id AIDA… or AROA…: ${JSON.stringify(text)}`,
      );
    }
    known.add(arn, id);
  }
  return known;
}
