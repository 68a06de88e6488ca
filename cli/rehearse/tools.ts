import { findMoto } from "../prerequisites/moto";
import { findProvider, type ProviderSource } from "../prerequisites/provider";
import { findTerraform } from "../prerequisites/terraform";
import { loadEngine } from "../../decisions/judge";
import { type Say } from "../progress/progress";

/** What a rehearsal needs of the machine. */
export interface Tools {
  readonly terraformVersion: string;
  readonly provider: ProviderSource;
  readonly motoCommand: readonly string[];
}

export interface ToolsWanted {
  readonly providerVersion: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: Say;
}

/** @throws MissingPrerequisite or PolicyEngineMissing for the first thing that is neither there nor to be had */
export async function findTools(wanted: ToolsWanted): Promise<Tools> {
  await loadEngine();
  const { version, platform } = await findTerraform(wanted.signal);
  const motoCommand = await findMoto(wanted);
  const provider = findProvider({
    constraint: wanted.providerVersion,
    platform,
    folder: wanted.folder,
    env: process.env,
  });
  return { terraformVersion: version, provider, motoCommand };
}
