import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Administrators } from "./administrators";
import { type Call, type Gap, gapsOf, readJson, Shelf, stringsOf } from "./gap";

/** Settings of a hub and its standards; aggregators and membership have files of their own. */
export function securityHubGaps(administrators: Administrators): readonly Gap[] {
  return gapsOf("securityhub", { ...hubRows(administrators), ...standardRows() });
}

function hubRows(administrators: Administrators) {
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
    "POST /accounts": async (call: Call): Promise<Answer> => {
      const { status } = await call.forward({ method: "GET", body: Buffer.alloc(0) });
      const message = "Account is already subscribed to Security Hub";
      const conflict = { status: 409, code: "ResourceConflictException", message };
      return status === 200 ? faultAnswer(call.request, conflict) : call.forward();
    },
    "DELETE /accounts": (call: Call): Answer | Promise<Answer> => {
      const message = "Cannot disable Security Hub on the Security Hub administrator";
      const refused = { status: 400, code: "InvalidInputException", message };
      if (administrators.isCaller(call)) return faultAnswer(call.request, refused);
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
