import { type Call, type Gap, gapsOf } from "./gap";

interface Recorder {
  readonly recordingGroup?: { readonly exclusionByResourceTypes?: object };
}

/**
 * A recorder that is changed: the provider repeats an empty list of excluded types as `{}`, which
 * AWS takes for what it is, and moto for a contradiction to `allSupported`.
 */
export const configurationRecorderGaps = (): readonly Gap[] =>
  gapsOf("config", {
    PutConfigurationRecorder: (call: Call) => {
      const { ConfigurationRecorder, ...others } = call.request.parameters;
      const recorder = ConfigurationRecorder as Recorder;
      const { exclusionByResourceTypes: excluded, ...group } = recorder.recordingGroup ?? {};
      if (excluded === undefined || Object.keys(excluded).length > 0) return call.forward();
      const changed = { ...others, ConfigurationRecorder: { ...recorder, recordingGroup: group } };
      return call.forward({ body: Buffer.from(JSON.stringify(changed)) });
    },
  });
