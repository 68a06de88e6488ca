import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Organization } from "../organization";
import { text } from "../request";
import { type Call, type Gap, gapsOf, readJson, stringsOf } from "./gap";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

type Row = (call: Call, organization: Organization | undefined) => Answer | Promise<Answer>;

const nameIn = ({ request }: Call): string => {
  const { Name, TrailName, ResourceId, ResourceIdList, trailNameList } = request.parameters;
  const [listed] = [...stringsOf(ResourceIdList), ...stringsOf(trailNameList)];
  return text(Name) ?? text(TrailName) ?? text(ResourceId) ?? listed ?? "";
};

const accountIn = (arn: string): string | undefined => arn.split(":")[4];

/**
 * A trail of the organization belongs to the management account, whoever made it (CloudTrail user
 * guide, cloudtrail-delegated-administrator): there its administrator's calls are answered.
 */
function ownerOf(call: Call, organization: Organization | undefined): string {
  const { accountId } = call.caller;
  const named = accountIn(nameIn(call));
  const isForeign = named !== undefined && organization?.isManagement(named) === true;
  return isForeign && organization.mayAdminister(accountId, CLOUDTRAIL) ? named : accountId;
}

const atOwner: Row = (call, organization) => askOwner(call, ownerOf(call, organization));

const askOwner = (call: Call, owner: string, changed: Partial<Call["request"]> = {}) =>
  owner === call.caller.accountId
    ? call.forward(changed)
    : call.moto.send({ ...call.request, ...changed }, owner);

/** moto files a trail under its name and finds it by its ARN in some operations only. */
const byName: Row = (call, organization) => {
  const Name = nameIn(call).split(":trail/").at(-1);
  const body = Buffer.from(JSON.stringify({ ...call.request.parameters, Name }));
  return askOwner(call, ownerOf(call, organization), { body });
};

const rows: Readonly<Record<string, Row>> = {
  CreateTrail: createTrail,
  DescribeTrails: describeTrails,
  GetTrail: atOwner,
  GetTrailStatus: atOwner,
  UpdateTrail: atOwner,
  PutEventSelectors: atOwner,
  GetEventSelectors: atOwner,
  AddTags: atOwner,
  RemoveTags: atOwner,
  ListTags: atOwner,
  DeleteTrail: byName,
  StartLogging: byName,
  StopLogging: byName,
  RegisterOrganizationDelegatedAdmin: (call, organization) => {
    const account = String(call.request.parameters.MemberAccountId);
    const problem = problemWith(call, organization);
    if (problem !== undefined) return problem;
    organization?.delegate(account, CLOUDTRAIL);
    return jsonAnswer({});
  },
  DeregisterOrganizationDelegatedAdmin: (call, organization) => {
    const account = String(call.request.parameters.DelegatedAdminAccountId);
    const problem = problemWith(call, organization);
    if (problem !== undefined) return problem;
    organization?.revoke(account, CLOUDTRAIL);
    return jsonAnswer({});
  },
};

const refusals = {
  OrganizationsNotInUseException: "The account belongs to no organization.",
  NotOrganizationManagementAccountException: "Only the management account may do this.",
  NotOrganizationMasterAccountException:
    "Only the management account or a delegated administrator may make an organization trail.",
  CloudTrailAccessNotEnabledException:
    "Trusted access between CloudTrail and the organization isn't enabled.",
} as const;

const refuse = ({ request }: Call, code: keyof typeof refusals): Answer =>
  faultAnswer(request, { status: 400, code, message: refusals[code] });

function problemWith(call: Call, organization: Organization | undefined): Answer | undefined {
  if (organization?.has(call.caller.accountId) !== true)
    return refuse(call, "OrganizationsNotInUseException");
  if (!organization.isManagement(call.caller.accountId))
    return refuse(call, "NotOrganizationManagementAccountException");
  return organization.isTrusted(CLOUDTRAIL)
    ? undefined
    : refuse(call, "CloudTrailAccessNotEnabledException");
}

function createTrail(call: Call, organization: Organization | undefined) {
  const { accountId } = call.caller;
  if (call.request.parameters.IsOrganizationTrail !== true) return call.forward();
  if (organization?.has(accountId) !== true) return refuse(call, "OrganizationsNotInUseException");
  if (!organization.mayAdminister(accountId, CLOUDTRAIL))
    return refuse(call, "NotOrganizationMasterAccountException");
  if (!organization.isTrusted(CLOUDTRAIL))
    return refuse(call, "CloudTrailAccessNotEnabledException");
  return askOwner(call, organization.settings.managementAccountId);
}

/** moto lists all trails, whichever were asked for. */
async function describeTrails(call: Call, organization: Organization | undefined) {
  const answer = await atOwner(call, organization);
  const asked = stringsOf(call.request.parameters.trailNameList);
  if (answer.status !== 200 || asked.length === 0) return answer;
  const trails = readJson(answer).trailList as readonly Readonly<Record<string, unknown>>[];
  const trailList = trails.filter(({ Name, TrailARN }) =>
    [Name, TrailARN].some((name) => asked.includes(String(name))),
  );
  return jsonAnswer({ trailList });
}

/** Trails, those of the organization among them. */
export function cloudtrailGaps(organization: Organization | undefined): readonly Gap[] {
  const insights = new Map<string, unknown>();
  const insightRows: Readonly<Record<string, Row>> = {
    // moto adds the selectors to those that it has.
    PutInsightSelectors: (call) => {
      const { InsightSelectors } = call.request.parameters;
      insights.set(insightKey(call), InsightSelectors);
      return jsonAnswer({ InsightSelectors });
    },
    GetInsightSelectors: async (call, owner) => {
      const answer = await atOwner(call, owner);
      if (answer.status !== 200) return answer;
      const InsightSelectors = insights.get(insightKey(call)) ?? [];
      return jsonAnswer({ ...readJson(answer), InsightSelectors });
    },
  };
  return gapsOf(
    "cloudtrail",
    Object.fromEntries(
      Object.entries({ ...rows, ...insightRows }).map(([operation, row]) => [
        operation,
        (call: Call) => row(call, organization),
      ]),
    ),
  );
}

const insightKey = (call: Call): string => {
  const name = nameIn(call);
  const { caller, request } = call;
  return name.startsWith("arn:")
    ? name
    : `arn:aws:cloudtrail:${request.region}:${caller.accountId}:trail/${name}`;
};
