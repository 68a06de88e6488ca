import type { Invariant } from "../invariant";
import { eachStack, together, unless } from "../judging";
import { plannedIn } from "../places";
import { wholeJson } from "../whole-json";

export const providerPinned: Invariant = {
  id: "provider-pinned",
  title:
    "Every stack takes the AWS provider in the version of the configuration, and no other provider",
  why: "A newer provider reads the same JSON differently, and any other runs code of its own.",
  judge: (scope) => {
    const planned = new Set(plannedIn(scope).map(({ name }) => name));
    const ours = scope.own.filter(({ name }) => planned.has(name));
    return eachStack((stack) => {
      const { aws, ...others } = wholeJson(stack).requiredProviders;
      const { providerVersion } = scope.config;
      return together([
        unless(aws?.source === "hashicorp/aws", "the AWS provider isn't hashicorp/aws"),
        unless(aws?.version === providerVersion, `the AWS provider isn't ${providerVersion}`),
        unless(Object.keys(others).length === 0, `it takes ${Object.keys(others).join(", ")}`),
      ]);
    })({ ...scope, own: ours });
  },
};
