import { NODE_ROWS } from "../../diagram/model/node-rows";
import { Owners } from "../../diagram/model/owners";
import { SETTING_ROWS } from "../../diagram/model/setting-rows";
import { EDGE_ROWS, MEMBERSHIP_ROWS } from "../../diagram/model/edge-rows";
import { Estate } from "../../proof/model/estate";
import { whereOf } from "../../proof/model/resource";
import { committed } from "../support/proof";

const estates = (["invitation", "organization"] as const).map(
  (membership) => new Estate(committed(membership).stacks),
);

const typesIn = ({ stacks }: Estate): readonly string[] =>
  stacks.flatMap(({ json: { resource = {}, data = {} } }) => [
    ...Object.keys(resource),
    ...Object.keys(data).map((type) => `data.${type}`),
  ]);

const types = [...new Set(estates.flatMap(typesIn))].sort();

test("every type of the committed configurations is a node or a setting", () => {
  expect(types.filter((type) => !NODE_ROWS[type] && !SETTING_ROWS[type])).toEqual([]);
});

test("every row is of a type that the committed configurations have", () => {
  const rows = [
    ...Object.keys(NODE_ROWS),
    ...Object.keys(SETTING_ROWS),
    ...[...EDGE_ROWS, ...MEMBERSHIP_ROWS].map(({ type }) => type),
  ];
  expect(rows.filter((type) => !types.includes(type))).toEqual([]);
});

test("only lookups and roles of services switched on elsewhere belong to no node", () => {
  const homeless = estates.flatMap((estate) => {
    const owners = new Owners(estate);
    return [...new Set(typesIn(estate))]
      .flatMap((type) => estate.resources(type))
      .filter((one) => {
        const top = owners.topOf(one);
        return !top || !NODE_ROWS[top.type];
      })
      .map((one) => whereOf(one).replace(/^\S+ |\.[^.]*$/g, ""));
  });
  expect([...new Set(homeless)].sort()).toEqual([
    "data.aws_kms_key",
    "data.aws_organizations_organization",
  ]);
});
