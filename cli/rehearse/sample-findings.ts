import type { WardenConfig, Workload } from "../../config/schema";
import { foreignChangeSamples, rootSamples } from "./samples/calls";
import { guardDutySamples, macieSamples, malwareSamples } from "./samples/detectors";
import { type SampleFinding, sceneOf } from "./samples/place";
import { alarmSamples, configSamples, hubSamples } from "./samples/posture";
import { tamperingSamples } from "./samples/tampering";

export type { SampleFinding } from "./samples/place";

const SOURCES = [
  guardDutySamples,
  macieSamples,
  hubSamples,
  configSamples,
  malwareSamples,
  tamperingSamples,
  foreignChangeSamples,
  rootSamples,
  alarmSamples,
];

/** Findings of every source, about one workload and the audit account, told and untold. */
export function sampleFindings(config: WardenConfig, workload: Workload): SampleFinding[] {
  const scene = sceneOf(config, workload);
  return SOURCES.flatMap((samples) => samples(scene));
}
