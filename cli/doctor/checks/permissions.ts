import { GetPolicyCommand } from "@aws-sdk/client-lambda";
import { functionPolicy } from "../../../proof/model/function-policy";
import { textOf } from "../../../proof/model/resource";
import { asSynthesized, named } from "../expectation";

/** Who may invoke the function: no service left out, nobody let in besides. */
export const functionPolicyCheck = asSynthesized({
  id: "function-policy",
  type: "aws_lambda_function",
  subject: named("function_name"),
  wanted: ({ estate, resolved }) => ({ policy: functionPolicy(estate, resolved)?.policy }),
  found: async ({ resolved, clients: { lambda } }) => {
    const FunctionName = textOf(resolved, "function_name");
    return { policy: (await lambda.send(new GetPolicyCommand({ FunctionName }))).Policy };
  },
});
