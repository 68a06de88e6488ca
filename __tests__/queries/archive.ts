import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DAY, INCIDENT, type TrailRecord, UNRELATED } from "./records";

export const ACCOUNT = "222222222222";
export const OTHER_ACCOUNT = "333333333333";

interface File {
  /** Below `AWSLogs/`. */
  readonly owner: string;
  readonly kind: "CloudTrail" | "CloudTrail-Digest";
  readonly region: string;
  readonly records: readonly TrailRecord[];
}

/** Which calls each trail records, and below which folder, with and without an organization. */
const filesOf = (organizationId: string | undefined): File[] => {
  const isData = ({ eventCategory }: TrailRecord) => eventCategory === "Data";
  const inHome = ({ awsRegion }: TrailRecord) => awsRegion === "us-east-1";
  const files = (owner: string, records: readonly TrailRecord[]): File[] => [
    { owner, kind: "CloudTrail", region: "us-east-1", records: records.filter(inHome) },
    {
      owner,
      kind: "CloudTrail",
      region: "eu-west-1",
      records: records.filter((record) => !inHome(record)),
    },
  ];
  const digest = { owner: ACCOUNT, kind: "CloudTrail-Digest" as const, region: "us-east-1" };
  return [
    { ...digest, records: INCIDENT },
    ...(organizationId === undefined
      ? [...files(ACCOUNT, INCIDENT), ...files(OTHER_ACCOUNT, UNRELATED)]
      : [
          ...files(ACCOUNT, INCIDENT.filter(isData)),
          ...files(
            `${organizationId}/${ACCOUNT}`,
            INCIDENT.filter((record) => !isData(record)),
          ),
          ...files(`${organizationId}/${OTHER_ACCOUNT}`, UNRELATED),
        ]),
  ];
};

/** Lays the logs of one day out below `folder` as CloudTrail lays them out in a bucket. */
export function writeArchive(folder: string, organizationId: string | undefined): void {
  for (const { owner, kind, region, records } of filesOf(organizationId)) {
    const inside = path.join(folder, "AWSLogs", owner, kind, region, DAY);
    mkdirSync(inside, { recursive: true });
    const account = path.basename(owner);
    const name = `${account}_${kind}_${region}_${DAY.replaceAll("/", "")}T1200Z_Mx1.json.gz`;
    writeFileSync(path.join(inside, name), gzipSync(JSON.stringify({ Records: records })));
  }
}
