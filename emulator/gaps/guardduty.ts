import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { askAs, type Call, gapsOf, readJson, Shelf, stringsOf } from "./gap";

export interface Feature {
  readonly name: string;
  readonly [setting: string]: unknown;
}

/** Detectors' features by name: moto keeps the last update only, and AWS adds each to the others. */
export class Features {
  private readonly shelf = new Shelf(() => new Map<string, Feature>());

  of({ caller, request }: Call): Map<string, Feature> {
    return this.shelf.of(caller.accountId, request.region);
  }

  merge(call: Call): void {
    const features = (call.request.parameters.features ?? []) as readonly Feature[];
    for (const feature of features) this.of(call).set(feature.name, feature);
  }

  all(call: Call): readonly Feature[] {
    return [...this.of(call).values()];
  }
}

const rejected = (call: Call, message: string): Answer =>
  faultAnswer(call.request, { status: 400, code: "BadRequestException", message });

export async function detectorOf(call: Call, accountId: string): Promise<string | undefined> {
  const listed = await askAs(call, accountId, { method: "GET", target: "/detector" });
  return stringsOf(readJson(listed).detectorIds)[0];
}

/** What GuardDuty does to an administrator and to members that have none: it makes a detector. */
export async function ensureDetector(call: Call, accountId: string): Promise<void> {
  if ((await detectorOf(call, accountId)) !== undefined) return;
  await askAs(call, accountId, { method: "POST", target: "/detector", body: { enable: true } });
}

/** One detector for each account and region, with all of its features. */
export function detectorGaps(administrators: Administrators) {
  const features = new Features();
  return gapsOf("guardduty", {
    "POST /detector": async (call) => {
      if ((await detectorOf(call, call.caller.accountId)) !== undefined) {
        const message = "because a detector already exists for the current account.";
        return rejected(call, `The request is rejected ${message}`);
      }
      features.merge(call);
      return call.forward();
    },
    "GET /detector/*/administrator": (call) => administrator(call, administrators),
    "GET /detector/*": async (call) => {
      const answer = await call.forward();
      if (call.rest.includes("/") || answer.status !== 200) return answer;
      return jsonAnswer({ ...readJson(answer), features: features.all(call) });
    },
    "POST /detector/*": (call) => {
      if (call.rest.includes("/")) return call.forward();
      features.merge(call);
      const others = { ...call.request.parameters, features: undefined };
      return call.forward({ body: Buffer.from(JSON.stringify(others)) });
    },
    "DELETE /detector/*": (call) => {
      if (call.rest.includes("/")) return call.forward();
      if (administrators.isCaller(call)) {
        const message = "the current account cannot delete detector while it has members.";
        return rejected(call, `The request is rejected because ${message}`);
      }
      features.of(call).clear();
      return call.forward();
    },
  });
}

function administrator(call: Call, administrators: Administrators): Answer {
  const accountId = administrators.above(call);
  return jsonAnswer(
    accountId === undefined ? {} : { administrator: { accountId, relationshipStatus: "Enabled" } },
  );
}
