import type { PathSource } from "../scope";
import { accessLogPaths } from "./deliveries/access-logs";
import { aggregatorPaths } from "./deliveries/aggregator";
import { configRulePaths } from "./deliveries/config-rules";
import { keyLookupPaths } from "./deliveries/key-lookups";
import { logGroupPaths } from "./deliveries/log-groups";
import { macieResultPaths } from "./deliveries/macie";
import { macieReadingPaths } from "./deliveries/macie-reading";
import { malwareScannerPaths } from "./deliveries/malware-scanner";
import { recorderPaths } from "./deliveries/recorders";
import { trailPaths } from "./deliveries/trails";

const SOURCES: readonly PathSource[] = [
  trailPaths,
  logGroupPaths,
  recorderPaths,
  configRulePaths,
  aggregatorPaths,
  macieResultPaths,
  macieReadingPaths,
  accessLogPaths,
  malwareScannerPaths,
  keyLookupPaths,
];

/** Everything that must arrive in an archive does, each with its key. */
export const deliveryPaths: PathSource = {
  shared: (scope) => SOURCES.flatMap(({ shared }) => shared?.(scope) ?? []),
  ofWorkload: (scope) => SOURCES.flatMap(({ ofWorkload }) => ofWorkload?.(scope) ?? []),
};
