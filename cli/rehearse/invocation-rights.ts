import { GetPolicyCommand } from "@aws-sdk/client-lambda";
import { judge, type Policy } from "../../emulator";
import type { Place } from "../../config/names";
import { type Clients } from "./clients";

/** Whether a service may invoke the function for one of its resources. */
export type MayInvoke = (service: string, sourceArn: string) => Promise<boolean>;

/** Asks the function's own policy, as Lambda does before it takes an event. */
export async function invocationRights(
  { lambda }: Clients,
  functionArn: string,
  { accountId }: Place,
): Promise<MayInvoke> {
  const answer = await lambda.send(new GetPolicyCommand({ FunctionName: functionArn }));
  const resourcePolicy = JSON.parse(answer.Policy ?? "{}") as Policy;
  return async (service, sourceArn) => {
    const { allowed } = await judge({
      principal: service,
      action: "lambda:InvokeFunction",
      resource: functionArn,
      resourceAccount: accountId,
      context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountId },
      identityPolicies: [],
      resourcePolicy,
    });
    return allowed;
  };
}
