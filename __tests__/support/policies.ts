import { judge, type Question } from "../../decisions/judge";
import { type Statement } from "../../policies/document";

export const document = (statements: readonly Statement[]) => ({
  Version: "2012-10-17",
  Statement: [...statements],
});
export const named = (statements: readonly Statement[]) => ({
  name: "test",
  policy: document(statements),
});
export const allow = (Action: string, Resource: string): Statement => ({
  Sid: "Allow",
  Effect: "Allow",
  Action,
  Resource,
});

export type Asked = Partial<Question> &
  Pick<Question, "action" | "resource"> & {
    /** Keys that every caller has but this one. */
    readonly withoutContext?: readonly string[];
  };

/** Who asks is jane of the workload account, whom IAM lets, unless the question says otherwise. */
export const ask = async ({ withoutContext = [], ...question }: Asked) => {
  const principal = question.principal ?? "arn:aws:iam::222222222222:user/jane";
  const context = {
    "aws:SecureTransport": "true",
    "aws:userid": "AIDAJANE",
    "aws:PrincipalArn": principal.replace(
      /:sts::(\d+):assumed-role\/([^/]+)\/.*/,
      ":iam::$1:role/$2",
    ),
    "aws:PrincipalAccount": "222222222222",
    ...question.context,
  };
  const asked: Question = {
    principal,
    resourceAccount: "222222222222",
    identityPolicies: [named([allow(question.action, question.resource)])],
    ...question,
    context: Object.fromEntries(
      Object.entries(context).filter(([name]) => !withoutContext.includes(name)),
    ),
  };
  const { allowed, because } = await judge(asked);
  return allowed ? "allowed" : because;
};
