import type { Invariant } from "../invariant";
import { unless } from "../judging";
import { accountsOf } from "../places";
import { eachGrant, principalsOf } from "../statements";

/** `arn:aws:iam::222222222222:root`, or the account's id alone, which means the same. */
const accountIn = (principal: string): string | undefined =>
  /^(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1];

export const knownAccounts: Invariant = {
  id: "known-accounts",
  title: "Every principal that a policy names is of an account of the configuration",
  why: "Whoever is let in from elsewhere is let in by whoever administers that account.",
  judge: eachGrant(({ statement }, { config, workload }) => {
    const accounts = accountsOf(config);
    const trusted = workload?.uploaderTrust ?? [];
    const strangers = [
      ...principalsOf(statement, "AWS").filter(
        (name) => name !== "*" && !accounts.has(accountIn(name) ?? "") && !trusted.includes(name),
      ),
      ...principalsOf(statement, "Federated"),
      ...principalsOf(statement, "CanonicalUser"),
    ];
    return unless(strangers.length === 0, `lets in ${strangers.join(", ")}`);
  }),
};
