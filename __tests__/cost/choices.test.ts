import { estateOf, type Estate } from "../../cost/estate";
import { inputsWith } from "../../cost/inputs";
import { emailsEach } from "../../cost/lines/working";
import { quietMonth } from "../../cost/month";
import { exampleConfig, exampleInput, manyWorkloads, organizationConfig } from "../support/example";
import { provenStacks } from "../support/proof";
import { synthesizedStack } from "../support/synthesized";
import { estateIn } from "./examples";

test("an alert is one e-mail, whether there is one topic or one for each severity", () => {
  const sent = (["one", "by-severity"] as const).map((topics) => {
    const { auditAccount } = exampleInput();
    const config = exampleConfig({ auditAccount: { ...auditAccount, topics } });
    const { json } = synthesizedStack(config, "audit");
    const estate = estateOf(config, (name) => (name === "audit" ? json : {}));
    return estate.places
      .slice(0, 1)
      .map((place) => emailsEach({ place, estate, inputs: inputsWith() }));
  });

  expect(sent).toEqual([[1], [1]]);
});

test("a region that only global events call for has alarms, and nothing else", () => {
  const { config, stacks } = provenStacks(exampleConfig({ homeRegion: "eu-west-1" }));
  const charges = quietMonth(estateIn({ config, stacks }), inputsWith(), 1);
  const items = charges.flatMap(({ item, place }) =>
    place.scope === "global-events" ? [item] : [],
  );

  expect(new Set(items)).toEqual(new Set(["Alarms"]));
});

describe("what is there once", () => {
  const quantities = (estate: Estate) =>
    quietMonth(estate, inputsWith(), 1)
      .filter(({ place }) => place.account === "audit")
      .map(({ item, quantity }) => [item, quantity]);
  const auditOf = (config: ReturnType<typeof exampleConfig>) => {
    const jsonOf = (name: string) =>
      name.startsWith("audit") ? synthesizedStack(config, name).json : {};
    return estateOf(config, jsonOf);
  };

  test.each([
    ["by invitation", exampleConfig],
    ["with an organization", organizationConfig],
  ])("doesn't grow with the workloads, %s", (_, configOf) => {
    const [few, many] = [1, 12].map((count) =>
      quantities(auditOf(configOf({ workloads: manyWorkloads(count) }))),
    );

    expect(few?.length).toBeGreaterThan(15);
    expect(many).toEqual(few);
  });
});
