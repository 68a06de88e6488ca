import type { WardenConfig, Workload } from "../config/schema";
import { foreignChangeSamples, rootSamples } from "./calls";
import { guardDutySamples, macieSamples, malwareSamples } from "./detectors";
import { type SampleFinding, sceneOf } from "./place";
import { alarmSamples, canarySamples, configSamples, hubSamples } from "./posture";
import { isSuppressed } from "./suppressed";
import { tamperingSamples } from "./tampering";

export type { SampleFinding } from "./place";

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
  canarySamples,
];

/** Findings of every source, about one workload and the audit account, told and untold. */
export function sampleFindings(config: WardenConfig, workload: Workload): SampleFinding[] {
  const scene = sceneOf(config, workload);
  return SOURCES.flatMap((samples) => samples(scene)).map((sample) =>
    isSuppressed(sample, config) ? { ...sample, arrives: false } : sample,
  );
}
