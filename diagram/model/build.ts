import type { WardenConfig } from "../../config/schema";
import { Estate } from "../../proof/model/estate";
import type { Resource } from "../../proof/model/resource";
import type { TerraformStack } from "../../proof/model/stack";
import { assumptionsOf } from "../../proof/scope";
import type { Diagram, DiagramBox, DiagramNode } from "./diagram";
import { edgesOf } from "./edges";
import { namesOf } from "./names";
import { constructOf, NODE_ROWS } from "./node-rows";
import { Owners } from "./owners";
import { argumentsOf, type LineOf, partOf } from "./parts";
import { linesOfArguments } from "./lines-of-arguments";
import { linesOfKeys, linesOfPolicies } from "./lines-of-policies";
import { type Fold, type Places, placesOf } from "./places";
import { textsAt } from "./arguments";
import { titleOf } from "./titles";
import { counted } from "./words";

export interface DiagramOptions {
  /** Names of stacks to draw in full; see `placesOf`. */
  readonly chosen?: readonly string[];
  /** @default addresses without lines */
  readonly lineOf?: LineOf;
}

/** What is drawn of a configuration's stacks. */
export function diagramOf(
  config: WardenConfig,
  stacks: readonly TerraformStack[],
  { chosen, lineOf = () => undefined }: DiagramOptions = {},
): Diagram {
  const estate = new Estate(stacks, assumptionsOf(config));
  const places = placesOf(config, chosen);
  const all = everyResource(estate);
  const members = membersOf(all, new Owners(estate), places);
  const part = (one: Resource) => partOf(one, lineOf);
  const drawn = { all, named: namesOf(all.filter(({ type }) => NODE_ROWS[type])) };
  const lines = [
    ...linesOfArguments(drawn),
    ...linesOfPolicies(drawn, estate),
    ...linesOfKeys(drawn, argumentsOf),
  ];
  return {
    boxes: places.boxes.map((box) => ({ ...box, parts: (members.get(box.id) ?? []).map(part) })),
    nodes: [
      ...places.folds.map((fold) => foldedNode(fold, places)),
      ...[...members].flatMap(([id, found]) => drawnNode({ id, found, places, part })),
    ],
    edges: edgesOf(lines, idsIn(members), places),
  };
}

function everyResource(estate: Estate): readonly Resource[] {
  const types = estate.stacks.flatMap(({ json }) => [
    ...Object.keys(json.resource ?? {}),
    ...Object.keys(json.data ?? {}).map((type) => `data.${type}`),
  ]);
  return [...new Set(types)].sort().flatMap((type) => estate.resources(type));
}

/** By the id of the node, box or fold that it is a part of; who gives the name comes first. */
type Members = ReadonlyMap<string, readonly Resource[]>;

function membersOf(all: readonly Resource[], owners: Owners, places: Places): Members {
  const found = new Map<string, Resource[]>();
  const add = (id: string, one: Resource) => {
    found.set(id, [...(found.get(id) ?? []), one]);
  };
  const tops = all.map((one) => ({ one, top: owners.topOf(one) }));
  const own = tops.filter(({ one, top }) => one === top);
  for (const { one } of own) add(idOf(one, places), one);
  for (const { one, top } of tops)
    if (one !== top) add(top ? idOf(top, places) : (places.of.get(one.stack.name) ?? ""), one);
  return found;
}

const isBox = (id: string, { boxes }: Places): boolean => boxes.some((box) => box.id === id);

/** `audit aws_s3_bucket.X`, `audit watch`; the box of what isn't drawn, the fold of what is folded. */
function idOf(top: Resource, places: Places): string {
  const place = places.of.get(top.stack.name) ?? "";
  const row = NODE_ROWS[top.type];
  if (!row || !isBox(place, places)) return place;
  return row.group ? `${place} ${row.group(top)}` : `${top.stack.name} ${top.address}`;
}

const idsIn = (members: Members): ReadonlyMap<Resource, string> =>
  new Map([...members].flatMap(([id, found]) => found.map((one): [Resource, string] => [one, id])));

interface Found {
  readonly id: string;
  readonly found: readonly Resource[];
  readonly places: Places;
  readonly part: (one: Resource) => ReturnType<typeof partOf>;
}

function drawnNode({ id, found, places, part }: Found): DiagramNode[] {
  const [first] = found;
  if (!first) return [];
  const row = NODE_ROWS[first.type];
  const box = places.of.get(first.stack.name) ?? "";
  if (!row || id === box) return [];
  const naming = found.find(({ type }) => type === row.namedBy);
  const alike = found.filter(({ type }) => type === first.type).length;
  const name = row.many && alike > 1 ? counted(alike, row.many) : awsName(naming ?? first);
  const title = row.title ?? titleOf(constructOf(first), alike);
  return [{ id, box, title, name, icon: row.icon, parts: found.map(part) }];
}

const NAMING = ["bucket", "function_name", "endpoint", "alarm_name", "name"];

const awsName = (resource: Resource): string =>
  NAMING.flatMap((name) => textsAt(resource, name))[0] ?? "";

const FOLD_ICON = "architecture-group/AWSAccount";

const foldedNode = ({ id, title, name, stacks }: Fold, places: Places): DiagramNode => ({
  ...{ id, title, name, stacks, icon: FOLD_ICON, parts: [] },
  box: boxBeside(id, places),
});

/** Further regions stand in the account's box; other accounts in none. */
const boxBeside = (id: string, { boxes }: Places): string =>
  boxes.find(({ place }: Pick<DiagramBox, "place">) => id === `fold-${place.accountId}`)?.id ?? "";
