/** One statement of an IAM or resource policy, in IAM's own words. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A value that only Terraform knows and that is no string: it stands in the JSON unquoted. */
export const terraformValue = (expression: string): string =>
  `<terraform>${expression}</terraform>`;

/** The document as JSON text, ready for a `policy` argument. */
export function policyJson(statements: readonly Statement[]): string {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return text.replace(
    /"<terraform>(.*?)<\/terraform>"/g,
    (_, expression: string) => `\${jsonencode(${expression})}`,
  );
}

/** A role's trust in one AWS service; the condition, where the service sends a source, names it. */
export function serviceTrust(service: string, condition?: Statement["Condition"]): string {
  const principal = { Service: service };
  const trust = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
  const statement = condition === undefined ? trust : { ...trust, Condition: condition };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A role's trust in principals by ARN. */
export const principalTrust = (arns: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: arns }, Action: "sts:AssumeRole" }],
  });

/** Refuses every request that doesn't come by TLS. */
export const tlsOnly = (actions: string, resources: readonly string[]): Statement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: actions,
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
