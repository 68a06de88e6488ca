import type { PathSource } from "../scope";
import { findingPaths } from "./findings";
import { incidentPaths } from "./incident";
import { deadLetterPaths } from "./dead-letters";
import { alarmPaths } from "./alarms";
import { deliveryPaths } from "./deliveries";
import { uploadPaths } from "./uploads";
import { blockPaths } from "./blocks";
import { strangerPaths } from "./strangers";
import { privilegePaths } from "./least-privilege";

/** Everything that is proved, family by family. */
export const PATH_SOURCES: readonly PathSource[] = [
  findingPaths,
  incidentPaths,
  deadLetterPaths,
  alarmPaths,
  deliveryPaths,
  uploadPaths,
  blockPaths,
  strangerPaths,
  privilegePaths,
];
