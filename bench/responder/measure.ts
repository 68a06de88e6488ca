import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { packageRoot } from "../../config/package-root";
import { buildResponderArchive } from "../../constructs/responder-archive";
import { readSettings } from "../../lambda/responder/settings";
import { environmentOf } from "../stage/function";
import { type Stage } from "../stage/stage";
import { startOurs, startSeed } from "./handlers";
import { type Loading, loadTimes, NODE_LOADS, PYTHON_LOADS } from "./load";
import { type Bundle, plainBundle } from "./plain-bundle";
import { ownCodeMs } from "./own-time";
import { type ResponderReport } from "./report";
import { playScenarios } from "./scenarios";

export interface Bench {
  readonly stage: Stage;
  /** For the bundles to load. */
  readonly folder: string;
  /** Without it the seed's handler isn't measured. */
  readonly python: string | undefined;
}

type Environment = Readonly<Record<string, string>>;

const LOAD_ROUNDS = 21;
const EVENT_ROUNDS = 20;

/** A warning about Node's age takes time to print that is nobody's own. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

export async function measure({ stage, folder, python }: Bench): Promise<ResponderReport> {
  const bundle = unpackOurs(folder);
  const plain = plainBundle(folder);
  const { environment, ...ours } = await playOurs(stage);
  const seed = python === undefined ? undefined : await playSeed(stage, python);
  const loadings = [
    nodeLoads("ours", bundle.file, environment),
    nodeLoads("plain", plain.file, environment),
    ...(python && seed ? [pythonLoads(python, seed.environment)] : []),
  ];
  const loads = loadTimes(loadings, LOAD_ROUNDS);
  const weigh = (name: string, { bytes, zippedBytes }: Pick<Bundle, "bytes" | "zippedBytes">) => ({
    loadMs: loads.get(name) ?? NaN,
    bytes,
    zippedBytes,
  });
  const [one, other] = [weigh("ours", bundle), weigh("plain", plain)];
  return {
    machine: machine(),
    loadRatio: one.loadMs / other.loadMs,
    sizeRatio: one.bytes / other.bytes,
    zippedRatio: one.zippedBytes / other.zippedBytes,
    ownCodeMs: await ownCodeMs(readSettings(environment)),
    ours: { ...one, ...ours },
    plain: { ...other, missing: plain.missing },
    seed: seed
      ? {
          loadMs: loads.get("seed") ?? NaN,
          costs: seed.costs,
          holds: seed.holds,
          errors: seed.errors,
        }
      : null,
  };
}

const machine = () => ({
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

function unpackOurs(folder: string) {
  const archive = buildResponderArchive();
  const content = unzipSync(readFileSync(archive.path))["index.js"] ?? new Uint8Array();
  const file = path.join(folder, "ours.js");
  writeFileSync(file, content);
  return { file, bytes: content.length, zippedBytes: archive.bytes };
}

async function playOurs(stage: Stage) {
  const guarded = await stage.guard(0);
  const { responderRoleArn, responder } = guarded.names;
  const access = await stage.access(responderRoleArn, responder);
  const environment = { ...environmentOf({ audit: stage.audit, guarded }, access), ...QUIET };
  const handler = await startOurs(environment);
  const played = await playScenarios({ stage, guarded, handler, rounds: EVENT_ROUNDS });
  await handler.stop();
  return { environment, ...played };
}

/** With the rights of the account's operator: the seed asks for full access to S3 and SNS. */
async function playSeed(stage: Stage, python: string) {
  const guarded = await stage.guard(1);
  const { endpoint, region, credentials } = await stage.access(
    guarded.names.deploymentRoleArn,
    "seed",
  );
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
    SEED_TOPIC_ARN: stage.audit.names.alertsTopicArn,
  };
  const handler = startSeed(python, environment);
  const played = await playScenarios({ stage, guarded, handler, rounds: EVENT_ROUNDS });
  await handler.stop();
  return { environment, ...played };
}

const nodeLoads = (name: string, file: string, env: Environment): Loading => ({
  name,
  command: process.execPath,
  args: ["-e", NODE_LOADS, file],
  env,
});

const pythonLoads = (command: string, env: Environment): Loading => ({
  name: "seed",
  command,
  args: ["-c", PYTHON_LOADS, path.join(packageRoot(), "bench", "seed-handler.py")],
  env,
});
