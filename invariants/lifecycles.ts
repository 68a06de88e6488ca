import { blocksOf, type Resource } from "../proof/model/resource";
import { type Block, blocksIn } from "./blocks";

/** Of a bucket's lifecycle the rules that are on and about every object. */
export const rulesOnAll = (setting: Resource): readonly Block[] =>
  blocksOf(setting, "rule").filter(
    (rule) =>
      rule.status === "Enabled" &&
      blocksIn(rule, "filter").every(
        (filter) => Object.keys(filter).join() === "prefix" && filter.prefix === "",
      ),
  );
