import type { TerraformStack } from "../../proof/model/stack";
import type { Invariant } from "../invariant";
import { eachStack, unless } from "../judging";
import { textsIn } from "../whole-json";

const ADDRESS = /\b(data\.)?(aws_[a-z0-9_]+)\.([\w-]+)/g;

/** In expressions, and bare where Terraform takes nothing else. */
const addressesIn = (stack: TerraformStack): readonly string[] =>
  [...textsIn(stack.json)]
    .filter(([text, key]) => key === "depends_on" || text.includes("${"))
    .flatMap(([text]) => [...text.matchAll(ADDRESS)].map(([address]) => address));

const declaredIn = ({ json }: TerraformStack): ReadonlySet<string> =>
  new Set(
    [["", json.resource ?? {}] as const, ["data.", json.data ?? {}] as const].flatMap(
      ([mode, blocks]) =>
        Object.entries(blocks).flatMap(([type, found]) =>
          Object.keys(found).map((id) => `${mode}${type}.${id}`),
        ),
    ),
  );

export const referencesDeclared: Invariant = {
  id: "references-declared",
  title: "Every reference is to something of the same stack",
  why: "Each stack plans alone: accounts are deployed by different runs, at different times.",
  judge: eachStack((stack) => {
    const declared = declaredIn(stack);
    const strange = addressesIn(stack).filter((address) => !declared.has(address));
    return unless(strange.length === 0, `it has no ${[...new Set(strange)].join(", ")}`);
  }),
};
