import { type MotoClient } from "./moto-client";
import { xmlText } from "./xml";

/** Who signed a call. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  /** What policies see as `aws:userid`: `AIDA…` or `AROA…:session`. */
  readonly userId: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export type FindCaller = (accessKey: string | undefined) => Promise<Caller>;

const sts = { service: "sts", accountId: "" };

/** Keys never change hands, so an answer holds as long as the emulator runs. */
export function callerFinder(moto: MotoClient): FindCaller {
  const known = new Map<string, Promise<Caller>>();
  return (accessKey = "anonymous") => {
    const caller = known.get(accessKey) ?? identify(moto, accessKey);
    known.set(accessKey, caller);
    caller.catch(() => known.delete(accessKey));
    return caller;
  };
}

async function identify(moto: MotoClient, accessKey: string): Promise<Caller> {
  const xml = await moto.query({ ...sts, accessKey }, "GetCallerIdentity");
  const [accountId, arn, userId] = ["Account", "Arn", "UserId"].map(
    (name) => xmlText(xml, name) ?? "",
  );
  return { accountId: accountId ?? "", arn: arn ?? "", userId: userId ?? "" };
}

export async function assumeRole(
  moto: MotoClient,
  roleArn: string,
  sessionName: string,
): Promise<Credentials> {
  const accountId = roleArn.split(":")[4] ?? "";
  const xml = await moto.query({ ...sts, accountId }, "AssumeRole", {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
  });
  const [accessKeyId, secretAccessKey, sessionToken] = [
    "AccessKeyId",
    "SecretAccessKey",
    "SessionToken",
  ].map((name) => xmlText(xml, name) ?? "");
  return {
    accessKeyId: accessKeyId ?? "",
    secretAccessKey: secretAccessKey ?? "",
    sessionToken: sessionToken ?? "",
  };
}
