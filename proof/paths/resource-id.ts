/**
 * `s3/acme-trail-1…`, `sqs/2…/us-east-1/acme-dead-letters`: the part of a path's id that says which
 * resource it is about; lasting, since names are.
 * @param name where the ARN's last part is random. @default the ARN's last part
 */
export function resourceId(arn: string, name?: string): string {
  const [, , service, region, accountId, ...rest] = arn.split(":");
  const last = name ?? rest.join(":").split(/[/:]/).at(-1);
  return [service, accountId, region, last]
    .filter((part) => part !== undefined && part !== "")
    .join("/")
    .toLowerCase();
}
