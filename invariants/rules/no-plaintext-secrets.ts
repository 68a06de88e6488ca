import { blocksOf } from "../../proof/model/resource";
import type { Invariant } from "../invariant";
import { each, unless } from "../judging";

const SECRET_NAME = /SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIAL/i;

/** Access keys of AWS, tokens of GitHub and Slack, private keys, URLs with a password. */
const SECRET_VALUE =
  /\b(A3T[A-Z0-9]|AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[opsu]_\w{36}\b|\bxox[abpr]-\w{10,}|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^/\s:@]+:[^/\s@]+@/;

export const noPlaintextSecrets: Invariant = {
  id: "no-plaintext-secrets",
  title: "No function's environment holds a secret",
  why: "Whoever may read the function's settings, the plan or the state would have it.",
  judge: each("aws_lambda_function", (handler) => {
    const variables = blocksOf(handler, "environment").flatMap(({ variables: given }) =>
      Object.entries((given ?? {}) as Readonly<Record<string, unknown>>),
    );
    const secret = variables.filter(
      ([name, value]) => SECRET_NAME.test(name) || SECRET_VALUE.test(String(value)),
    );
    return unless(secret.length === 0, `holds ${secret.map(([name]) => name).join(", ")}`);
  }),
};
