import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, Testing } from "cdktf";

/** Synthesizes what `build` composes, with cdktf's own validations on. */
export const synth = (build: (stack: TerraformStack) => void): string =>
  Testing.synthScope((scope) => {
    const stack = scope as TerraformStack;
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
  });
