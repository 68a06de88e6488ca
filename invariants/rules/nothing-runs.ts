import type { TerraformStack } from "../../proof/model/stack";
import type { Invariant } from "../invariant";
import { eachStack, unless } from "../judging";
import { wholeJson } from "../whole-json";

/** Data sources that run a program or fetch from anywhere, while Terraform plans. */
const DATA = ["external", "http"] as const;

const withProvisioner = ({ json }: TerraformStack): readonly string[] =>
  Object.entries(json.resource ?? {}).flatMap(([type, found]) =>
    Object.entries(found)
      .filter(([, given]) => given.provisioner !== undefined)
      .map(([id]) => `provisioner of ${type}.${id}`),
  );

export const nothingRuns: Invariant = {
  id: "nothing-runs",
  title: "No plan or apply runs a program or fetches from elsewhere",
  why: "It would run with the deployment role's rights, on whichever machine applies.",
  judge: eachStack((stack) => {
    const { data } = wholeJson(stack);
    const fetches = DATA.filter((type) => data[type] !== undefined).map((type) => `data.${type}`);
    const found = [...fetches, ...withProvisioner(stack)];
    return unless(found.length === 0, `it has ${found.join(", ")}`);
  }),
};
