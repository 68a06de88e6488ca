import type { Arguments } from "../../proof/model/stack";
import type { Invariant } from "../invariant";
import { eachStack, together, unless } from "../judging";
import { plannedIn } from "../places";
import { wholeJson } from "../whole-json";

const tagsOf = ({ default_tags: given }: Arguments): Arguments =>
  Object.assign({}, ...[given ?? []].flat().map((one) => (one as Arguments).tags)) as Arguments;

export const tagged: Invariant = {
  id: "tagged",
  title: "Whatever takes tags has those of the configuration and its stack's name",
  why: "Whoever finds a resource in an account wants to know whose it is and what made it.",
  judge: (scope) => {
    const planned = new Set(plannedIn(scope).map(({ name }) => name));
    const ours = scope.own.filter(({ name }) => planned.has(name));
    return eachStack((stack, { config }) => {
      const wanted = Object.entries({ "bucket-warden": stack.name, ...config.tags });
      const providers = wholeJson(stack).awsProviders;
      const missing = wanted.filter(([tag, value]) =>
        providers.some((provider) => tagsOf(provider)[tag] !== value),
      );
      return together([
        unless(providers.length > 0, "no provider has default tags"),
        ...missing.map(([tag, value]) => `a provider's default_tags lack ${tag} = ${value}`),
      ]);
    })({ ...scope, own: ours });
  },
};
