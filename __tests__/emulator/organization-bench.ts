import { type Answer, faultAnswer, jsonAnswer } from "../../emulator/answer";
import { type AwsRequest, parseRequest, type RawRequest } from "../../emulator/request";
import { bodyOf, gapsBench } from "./call";

export const MANAGEMENT = "999999999999";
export const AUDIT = "111111111111";
export const WORKLOAD = "222222222222";
export const STRANGER = "555555555555";
export const ORGANIZATION = {
  id: "o-exampleorg1",
  rootId: "r-abcd",
  managementAccountId: MANAGEMENT,
  accountIds: [AUDIT, WORKLOAD],
};

/** Keeps detectors and hubs as moto does, and echoes everything else with the account that it reached. */
function smallMoto() {
  const detectors = new Map<string, string>();
  const hubs = new Set<string>();
  const answer = (sent: AwsRequest, account: string): Answer => {
    const place = `${account}/${sent.region}`;
    const asked = `${sent.service} ${sent.method} ${sent.path}`;
    switch (asked) {
      case "guardduty POST /detector":
        detectors.set(place, "d1");
        return jsonAnswer({ detectorId: "d1" });
      case "guardduty GET /detector":
        return jsonAnswer({ detectorIds: detectors.has(place) ? ["d1"] : [] });
      case "securityhub POST /accounts":
        hubs.add(place);
        return jsonAnswer({});
      case "securityhub GET /accounts":
        return hubs.has(place)
          ? jsonAnswer({ HubArn: "hub" })
          : faultAnswer(sent, { status: 403, code: "InvalidAccessException", message: "" });
      default:
        return jsonAnswer({ reached: account, sent: sent.parameters });
    }
  };
  return {
    answer,
    detectorsOf: (account: string) =>
      [...detectors.keys()].filter((place) => place.startsWith(account)),
  };
}

export type Bench = ReturnType<typeof organizationBench>;

/** The gateway's gaps for the accounts of one organization, or for accounts that stand alone. */
export function organizationBench(settings: typeof ORGANIZATION | null = ORGANIZATION) {
  const { answer, detectorsOf } = smallMoto();
  const { ask } = gapsBench(answer, settings ?? undefined);
  const send = (raw: RawRequest, account = "") =>
    Promise.resolve(answer(parseRequest(raw), account));
  return {
    /** Where the account has a detector. */
    detectorsOf,
    /** `rest(AUDIT, "macie2 POST /macie", {})`, in us-east-1 unless said otherwise. */
    rest: (account: string, call: string, body?: object, region?: string) => {
      const [service = "", method = "", target = ""] = call.split(" ");
      const sketch = { service, method, target, body: body ?? "" };
      return ask(account, { ...sketch, ...(region !== undefined && { region }) }, { send });
    },
    /** `json(AUDIT, "organizations:ListRoots", {})` */
    json: (account: string, call: string, body: object = {}) => {
      const [service = "", operation = ""] = call.split(":");
      const headers = { "x-amz-target": `Any.${operation}` };
      return ask(account, { service, method: "POST", headers, body }, { send });
    },
  };
}

/** What an answer says: its body, or the name of its fault. */
export function said(answer: Answer): unknown {
  if (answer.status < 300) return bodyOf(answer);
  return (bodyOf(answer) as { __type: string }).__type;
}

const DELEGATIONS: Readonly<Record<string, readonly [call: string, field: string]>> = {
  guardduty: ["guardduty POST /admin/enable", "adminAccountId"],
  macie2: ["macie2 POST /admin", "adminAccountId"],
  securityhub: ["securityhub POST /organization/admin/enable", "AdminAccountId"],
};

/** What an account's call of a REST service is answered with. */
export const asked = async (bench: Bench, account: string, call: string, body?: object) =>
  said(await bench.rest(account, call, body));

/** The management account makes an account the service's administrator. */
export function designate(
  bench: Bench,
  service: string,
  { account = AUDIT, by = MANAGEMENT, region = "us-east-1" } = {},
): Promise<Answer> {
  const [call, field] = DELEGATIONS[service] ?? ["", ""];
  return bench.rest(by, call, { [field]: account }, region);
}
