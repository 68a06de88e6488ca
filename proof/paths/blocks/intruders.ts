import { iamArn, type WorkloadNames } from "../../../config/names";
import {
  ANYBODY,
  federatedUser,
  root,
  seenFromAbroad,
  session,
  type Somebody,
  user,
} from "../somebody";

/** One kind of principal that may turn out to be an intruder. */
export interface Intruder {
  /** Part of a path's id. */
  readonly kind: string;
  readonly uploads: Somebody;
  /** The same under another name: whoever chooses it would come back so. @default they can't */
  readonly comesBackAs?: Somebody;
  /** Who looks alike, and isn't to be hit. */
  readonly bystander: Somebody;
  /** Its own account's policies don't let it in: a statement beside ours has to. */
  readonly letInAs?: Readonly<Record<string, string>> | "*";
}

/** Ids of accounts are given out by AWS; this one stands for any that isn't ours. */
const FOREIGN = "123412341234";

const SSO = "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ProofSet_0123456789abcdef";

/**
 * Every form of `aws:userid` (IAM guide, reference_policies_variables, principal key values), under
 * names that no configuration is likely to have.
 */
export function intruders({ place }: WorkloadNames): readonly Intruder[] {
  const at = (resource: string) => iamArn(place, resource);
  const abroad = (resource: string) => iamArn({ ...place, accountId: FOREIGN }, resource);
  const letInAs = { AWS: abroad("root") };
  const web = { webIdFederationData: { federatedProvider: at("oidc-provider/token.example.com") } };
  const bystander = user(at("user/proof-bystander"));
  return [
    { kind: "user", uploads: user(at("user/team/proof-intruder")), bystander },
    {
      kind: "role-session",
      uploads: session(at("role/team/proof-intruders"), "overtime"),
      comesBackAs: session(at("role/team/proof-intruders"), "under-another-name"),
      bystander: session(at("role/proof-bystanders"), "overtime"),
    },
    {
      kind: "identity-center",
      uploads: session(at(SSO), "proof-intruder@example.com"),
      bystander: session(at(SSO), "proof-bystander@example.com"),
    },
    {
      kind: "web-identity",
      uploads: session(at("role/proof-pipeline"), "build-1", web),
      comesBackAs: session(at("role/proof-pipeline"), "build-2", web),
      bystander: session(at("role/proof-other-pipeline"), "build-1", web),
    },
    {
      kind: "federated-user",
      uploads: federatedUser(at("user/proof-issuer"), "intruder-for-a-day"),
      // The name is free: whoever has the issuing user's keys takes another.
      comesBackAs: user(at("user/proof-issuer")),
      bystander: federatedUser(at("user/proof-issuer"), "bystander-for-a-day"),
    },
    { kind: "root", uploads: root(place.partition, place.accountId), bystander },
    {
      kind: "foreign-user",
      uploads: seenFromAbroad(user(abroad("user/proof-intruder"))),
      bystander: seenFromAbroad(user(abroad("user/proof-bystander"))),
      letInAs,
    },
    {
      kind: "foreign-role",
      uploads: seenFromAbroad(session(abroad("role/proof-intruders"), "overtime")),
      comesBackAs: seenFromAbroad(session(abroad("role/proof-intruders"), "under-another-name")),
      bystander: seenFromAbroad(session(abroad("role/proof-bystanders"), "overtime")),
      letInAs,
    },
    {
      kind: "foreign-root",
      uploads: seenFromAbroad(root(place.partition, FOREIGN)),
      bystander: seenFromAbroad(user(abroad("user/proof-bystander"))),
      letInAs,
    },
    { kind: "anonymous", uploads: ANYBODY, bystander, letInAs: "*" },
  ];
}
