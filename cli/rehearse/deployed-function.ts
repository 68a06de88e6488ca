import { createHash } from "node:crypto";
import { GetFunctionCommand, type GetFunctionCommandOutput } from "@aws-sdk/client-lambda";
import { type LambdaProcess, startLambda } from "../../emulator";
import { type Backstage, type Guarded } from "./backstage";

/** The function as it was deployed, running. */
export interface DeployedFunction {
  readonly arn: string;
  invoke: LambdaProcess["invoke"];
  /** What it logged since the last look. */
  logged(): readonly string[];
  stop(): Promise<void>;
}

/** Everything but the credentials comes from what Lambda holds: archive, handler, environment. */
export async function startDeployed(
  backstage: Backstage,
  { names }: Guarded,
): Promise<DeployedFunction> {
  const { emulator, recorder, config } = backstage;
  const { lambda } = await backstage.operator(names.place.accountId);
  const found = await lambda.send(new GetFunctionCommand({ FunctionName: names.responder }));
  const deployed = found.Configuration ?? {};
  const archive = await fetchArchive(found);
  recorder.note(
    "The deployed archive is fetched back",
    `SHA-256 ${sha256(archive)}, ${archive.length} bytes`,
  );
  const role = deployed.Role ?? "";
  emulator.enforce(role);
  const credentials = await emulator.assume(role, names.responder);
  const lines: string[] = [];
  const running = await startLambda({
    archive,
    handler: deployed.Handler ?? "",
    functionName: names.responder,
    timeoutSeconds: deployed.Timeout ?? 3,
    environment: {
      ...deployed.Environment?.Variables,
      AWS_REGION: config.homeRegion,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      AWS_ENDPOINT_URL: emulator.url,
    },
    onLog: (line) => {
      lines.push(line);
    },
  });
  return {
    arn: names.responderArn,
    invoke: (event) => running.invoke(event),
    stop: () => running.stop(),
    logged: () => lines.splice(0),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");

/** Fetched back from Lambda, and the very bytes that it says it runs. */
async function fetchArchive({
  Code,
  Configuration,
}: GetFunctionCommandOutput): Promise<Uint8Array> {
  const location = new URL(Code?.Location ?? "");
  if (location.hostname !== "127.0.0.1") throw new Error(`not the emulator's: ${location.host}`);
  const archive = new Uint8Array(await (await fetch(location)).arrayBuffer());
  if (sha256(archive) === Configuration?.CodeSha256) return archive;
  throw new Error(
    `Lambda reports SHA-256 ${Configuration?.CodeSha256 ?? "none"}, and hands out ${sha256(archive)}`,
  );
}
