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

export const policyJson = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A role's trust in one AWS service, for the given resources of one account only (no confused deputy). */
export function serviceTrust(
  service: string,
  conditions: Record<string, string | readonly string[]>,
): string {
  const { "aws:SourceArn": sourceArn, ...exact } = conditions;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: exact,
          ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn } }),
        },
      },
    ],
  });
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
