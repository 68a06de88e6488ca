import type { Resource } from "../../proof/model/resource";
import { textsAt } from "./arguments";
import {
  CALLS,
  EDGE_ROWS,
  type EdgeRow,
  EVENT_SOURCES,
  MEMBERSHIP_ROWS,
  type MembershipRow,
} from "./edge-rows";
import type { Drawn, Line } from "./lines";

const isRule = ({ type }: Resource) => type === "aws_cloudwatch_event_rule";

/** Lines by what arguments name: targets, archives, topics, accounts, sources of events. */
export const linesOfArguments = (drawn: Drawn): readonly Line[] =>
  drawn.all.flatMap((resource) => [
    ...EDGE_ROWS.filter(({ type }) => type === resource.type).flatMap((row) =>
      named(drawn, resource, row),
    ),
    ...MEMBERSHIP_ROWS.filter(({ type }) => type === resource.type).flatMap((row) =>
      joined(drawn, resource, row),
    ),
    ...(isRule(resource) ? heard(drawn, resource) : []),
  ]);

const named = ({ named: find }: Drawn, resource: Resource, row: EdgeRow): Line[] =>
  textsAt(resource, row.path).flatMap((text) => {
    const other = find(text);
    const { kind, label, quiet = false } = row;
    const labels = typeof label === "string" ? [label] : label(resource);
    const ends = row.reversed ? { from: other, to: resource } : { from: resource, to: other };
    const { from, to } = ends;
    return from && to ? [{ from, to, kind, labels, quiet }] : [];
  });

function joined({ all }: Drawn, resource: Resource, row: MembershipRow): Line[] {
  if (row.when && !row.when(resource)) return [];
  const [account] = textsAt(resource, row.account);
  const there = all.filter((one) => one.type === row.to && one.place.accountId === account);
  const to = there.find((one) => one.place.region === resource.place.region) ?? there[0];
  return to ? [{ from: resource, to, kind: "membership", labels: [row.label] }] : [];
}

interface Pattern {
  readonly source?: readonly unknown[];
  readonly "detail-type"?: readonly unknown[];
}

/** From the services of the rule's own account and region, whose events its bus hears. */
function heard({ all }: Drawn, rule: Resource): Line[] {
  if (textsAt(rule, "event_bus_name").length > 0) return [];
  const { source = [], "detail-type": detailTypes = [] } = patternOf(rule);
  const isCall = detailTypes.some((one) => String(one).includes(CALLS.detailType));
  const sources = isCall ? [CALLS] : source.flatMap((one) => EVENT_SOURCES[String(one)] ?? []);
  return sources.flatMap(({ type, label }) => {
    const from = all.find((one) => one.type === type && isBeside(one, rule));
    return from ? [{ from, to: rule, kind: "event", labels: [label] }] : [];
  });
}

const isBeside = ({ place }: Resource, other: Resource): boolean =>
  place.accountId === other.place.accountId && place.region === other.place.region;

function patternOf(rule: Resource): Pattern {
  const [text = "{}"] = textsAt(rule, "event_pattern");
  try {
    return JSON.parse(text) as Pattern;
  } catch {
    return {};
  }
}
