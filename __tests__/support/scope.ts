import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { quickly } from "../../stacks/quickly";

/** Synthesizes what `build` composes, with cdktf's own validations on. */
export function synth(build: (stack: TerraformStack) => void): string {
  return quickly(() => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
    return Testing.synth(stack, true);
  });
}
