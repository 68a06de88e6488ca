import { randomUUID } from "node:crypto";
import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Call, gapsOf, Shelf } from "./gap";
import { type HubOrganization } from "./security-hub-organization";

interface Aggregator {
  readonly FindingAggregatorArn: string;
  readonly FindingAggregationRegion: string;
  readonly RegionLinkingMode: unknown;
  readonly Regions: unknown;
}

const newArn = ({ caller, request }: Call): string =>
  `arn:aws:securityhub:${request.region}:${caller.accountId}:finding-aggregator/${randomUUID()}`;

/** The finding aggregators of all accounts. */
export class Aggregators {
  private readonly shelf = new Shelf(() => new Map<string, Aggregator>());

  of({ caller, request }: Call): Map<string, Aggregator> {
    return this.shelf.of(caller.accountId, request.region);
  }

  store(call: Call, FindingAggregatorArn: string): Answer {
    const { region, parameters } = call.request;
    const stored = {
      FindingAggregatorArn,
      FindingAggregationRegion: region,
      RegionLinkingMode: parameters.RegionLinkingMode,
      Regions: parameters.Regions ?? [],
    };
    this.of(call).set(FindingAggregatorArn, stored);
    return jsonAnswer(stored);
  }
}

const refuse = ({ request }: Call, message: string): Answer =>
  faultAnswer(request, { status: 400, code: "InvalidInputException", message });

export function aggregatorGaps(aggregators: Aggregators, organization: HubOrganization) {
  return gapsOf("securityhub", {
    "POST /findingAggregator/create": (call) => {
      if (organization.administrators.above(call) !== undefined)
        return refuse(call, "A finding aggregator cannot be created by a member account");
      return aggregators.store(call, newArn(call));
    },
    "PATCH /findingAggregator/update": (call) =>
      aggregators.store(call, String(call.request.parameters.FindingAggregatorArn)),
    "GET /findingAggregator/list": (call) =>
      jsonAnswer({
        FindingAggregators: [...aggregators.of(call).keys()].map((FindingAggregatorArn) => ({
          FindingAggregatorArn,
        })),
      }),
    "GET /findingAggregator/get/*": (call) => {
      const found = aggregators.of(call).get(call.rest);
      const message = `There is no aggregator ${call.rest}`;
      const missing = { status: 404, code: "ResourceNotFoundException", message };
      return found === undefined ? faultAnswer(call.request, missing) : jsonAnswer(found);
    },
    "DELETE /findingAggregator/delete/*": (call) => {
      if (organization.administrators.isCaller(call) && organization.isCentral(call))
        return refuse(call, "Central configuration needs the finding aggregator");
      aggregators.of(call).delete(call.rest);
      return jsonAnswer({});
    },
  });
}
