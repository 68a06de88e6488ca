import {
  GetTrailCommand,
  GetTrailStatusCommand,
  type GetTrailStatusResponse,
} from "@aws-sdk/client-cloudtrail";
import { arn } from "../../../config/names";
import { type Check, type Examined, text } from "../check";
import { type Problem } from "../finding";

/** What AWS says it couldn't deliver, and where to look; each is empty on a healthy trail. */
const DELIVERIES = {
  LatestDeliveryError: ["log files don't reach the bucket", "the bucket's and the key's policy"],
  LatestDigestDeliveryError: ["digest files don't reach the bucket", "the bucket's policy"],
  LatestCloudWatchLogsDeliveryError: ["events don't reach the log group", "the trail's logs role"],
} as const satisfies Partial<Record<keyof GetTrailStatusResponse, readonly [string, string]>>;

export const trailCheck: Check = {
  id: "trail",
  type: "aws_cloudtrail",
  subject: ({ resource }) => text(resource, "name"),
  examine: async (examined) => {
    const { resource, clients } = examined;
    const { cloudtrail } = clients;
    const Name = nameOf(examined);
    const { Trail } = await cloudtrail.send(new GetTrailCommand({ Name }));
    const status = await cloudtrail.send(new GetTrailStatusCommand({ Name }));
    const problems = trailProblems(Name, status);
    if (Trail?.LogFileValidationEnabled) return problems;
    return [
      ...problems,
      {
        what: "log file validation is off: log files could be changed unnoticed",
        remedy: `apply the stack ${resource.stack.name}, and find in the trail who switched it off`,
      },
    ];
  },
};

/** Calls about an organization's trail name it by its ARN, which is the management account's. */
function nameOf({ resource, place, config: { organization } }: Examined): string {
  const name = text(resource, "name");
  if (resource.arguments.is_organization_trail !== true || !organization) return name;
  const owner = { ...place, accountId: organization.managementAccountId };
  return arn("cloudtrail", owner, `trail/${name}`);
}

export function trailProblems(name: string, status: GetTrailStatusResponse): readonly Problem[] {
  const failed = Object.entries(DELIVERIES).flatMap(([field, [what, where]]) => {
    const error = status[field as keyof typeof DELIVERIES];
    if (!error) return [];
    return [{ what: `${what}: ${error}`, remedy: `mend ${where}; CloudTrail tries again` }];
  });
  if (status.IsLogging) return failed;
  const remedy = `aws cloudtrail start-logging --name ${name}, and find out who stopped it`;
  return [{ what: "it doesn't log", remedy }, ...failed];
}
