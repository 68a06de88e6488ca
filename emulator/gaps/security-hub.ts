import { randomUUID } from "node:crypto";
import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Call, type Gap, gapsOf, readJson, Shelf, stringsOf } from "./gap";

/** Settings of a hub, its standards and its aggregator; membership has a file of its own. */
export function securityHubGaps(): readonly Gap[] {
  return [...gapsOf("securityhub", { ...hubRows(), ...standardRows(), ...aggregatorRows() })];
}

function hubRows() {
  const settings = new Shelf(() => new Map<string, unknown>());
  const settingsOf = ({ caller, request }: Call) => settings.of(caller.accountId, request.region);
  return {
    "PATCH /accounts": (call: Call): Answer => {
      for (const [name, value] of Object.entries(call.request.parameters))
        settingsOf(call).set(name, value);
      return jsonAnswer({});
    },
    "GET /accounts": async (call: Call): Promise<Answer> => {
      const answer = await call.forward();
      if (answer.status !== 200) return answer;
      return jsonAnswer({ ...readJson(answer), ...Object.fromEntries(settingsOf(call)) });
    },
    "DELETE /accounts": (call: Call): Promise<Answer> => {
      settingsOf(call).clear();
      return call.forward();
    },
  };
}

interface Subscription {
  readonly StandardsArn: string;
  readonly StandardsSubscriptionArn: string;
  readonly StandardsInput: object;
  readonly StandardsStatus: "READY";
}

const subscription = ({ caller, request }: Call, StandardsArn: string): Subscription => {
  const name = StandardsArn.replace(/^.*?(standards|ruleset)\//, "");
  const StandardsSubscriptionArn = `arn:aws:securityhub:${request.region}:${caller.accountId}:subscription/${name}`;
  return { StandardsArn, StandardsSubscriptionArn, StandardsInput: {}, StandardsStatus: "READY" };
};

function standardRows() {
  const shelf = new Shelf(() => new Map<string, Subscription>());
  const subscriptionsOf = ({ caller, request }: Call) => shelf.of(caller.accountId, request.region);

  const asked = ({ request }: Call): readonly string[] =>
    stringsOf(request.parameters.StandardsSubscriptionArns);

  const listed = (call: Call): readonly Subscription[] => {
    const arns = asked(call);
    const all = [...subscriptionsOf(call).values()];
    return arns.length === 0
      ? all
      : all.filter(({ StandardsSubscriptionArn: arn }) => arns.includes(arn));
  };

  return {
    "POST /standards/register": (call: Call): Answer => {
      const requests = call.request.parameters.StandardsSubscriptionRequests as {
        readonly StandardsArn: string;
      }[];
      const made = requests.map(({ StandardsArn }) => subscription(call, StandardsArn));
      for (const item of made) subscriptionsOf(call).set(item.StandardsSubscriptionArn, item);
      return jsonAnswer({ StandardsSubscriptions: made });
    },
    "POST /standards/get": (call: Call): Answer =>
      jsonAnswer({ StandardsSubscriptions: listed(call) }),
    "POST /standards/deregister": (call: Call): Answer => {
      const gone = listed(call);
      for (const arn of asked(call)) subscriptionsOf(call).delete(arn);
      return jsonAnswer({ StandardsSubscriptions: gone });
    },
  };
}

interface Aggregator {
  readonly FindingAggregatorArn: string;
  readonly FindingAggregationRegion: string;
  readonly RegionLinkingMode: unknown;
  readonly Regions: unknown;
}

const newAggregatorArn = ({ caller, request }: Call): string =>
  `arn:aws:securityhub:${request.region}:${caller.accountId}:finding-aggregator/${randomUUID()}`;

const aggregator = ({ request }: Call, FindingAggregatorArn: string): Aggregator => ({
  FindingAggregatorArn,
  FindingAggregationRegion: request.region,
  RegionLinkingMode: request.parameters.RegionLinkingMode,
  Regions: request.parameters.Regions ?? [],
});

function aggregatorRows() {
  const shelf = new Shelf(() => new Map<string, Aggregator>());
  const aggregatorsOf = ({ caller, request }: Call) => shelf.of(caller.accountId, request.region);

  const store = (call: Call, arn: string): Answer => {
    const stored = aggregator(call, arn);
    aggregatorsOf(call).set(arn, stored);
    return jsonAnswer(stored);
  };

  const read = (call: Call): Answer => {
    const found = aggregatorsOf(call).get(call.rest);
    const missing = {
      status: 404,
      code: "ResourceNotFoundException",
      message: `There is no aggregator ${call.rest}`,
    };
    return found === undefined ? faultAnswer(call.request, missing) : jsonAnswer(found);
  };

  return {
    "POST /findingAggregator/create": (call: Call): Answer => store(call, newAggregatorArn(call)),
    "PATCH /findingAggregator/update": (call: Call): Answer =>
      store(call, String(call.request.parameters.FindingAggregatorArn)),
    "GET /findingAggregator/list": (call: Call): Answer =>
      jsonAnswer({
        FindingAggregators: [...aggregatorsOf(call).keys()].map((FindingAggregatorArn) => ({
          FindingAggregatorArn,
        })),
      }),
    "GET /findingAggregator/get/*": read,
    "DELETE /findingAggregator/delete/*": (call: Call): Answer => {
      aggregatorsOf(call).delete(call.rest);
      return jsonAnswer({});
    },
  };
}
