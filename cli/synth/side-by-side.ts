import { availableParallelism } from "node:os";
import type { WardenConfig } from "../../config/schema";
import {
  buildResponderArchive,
  type ResponderArchive,
  reuseResponderArchive,
} from "../../constructs/responder-archive";
import {
  closed,
  type Synthesis,
  type SynthesisOptions,
  synthesisOf,
  type SynthesizedStack,
  writeStacks,
} from "../../stacks/synthesize";
import { inWorkers, type Work } from "../workers";

export interface SideBySide extends SynthesisOptions {
  /** Threads at a time. @default one for each processor, where there is work enough for two */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onWritten?: (written: number, of: number) => void;
}

/** A thread takes as long to start as to write so many stacks. */
const WORTH_A_THREAD = 60;

/** CDKTF keeps all tokens of a thread: so many stacks take about 300 MB. */
const STACKS_OF_A_THREAD = 500;

interface Share extends Synthesis {
  readonly archive: ResponderArchive;
}

/**
 * Writes stacks in several threads, each its share, as no stack needs another.
 * @returns those written, in the order in which they are first applied
 * @throws NoSuchStack for patterns that fit none
 */
export async function synthesizeSideBySide(
  config: WardenConfig,
  { workers, signal, onWritten, ...options }: SideBySide = {},
): Promise<readonly SynthesizedStack[]> {
  const synthesis = synthesisOf(config, options);
  const { stacks } = synthesis;
  let written = 0;
  const onTold = () => onWritten?.(++written, stacks.length);
  const atOnce = workers ?? threadsFor(stacks.length);
  if (atOnce > 1) {
    const jobs = shares(synthesis, atOnce);
    await inWorkers({ kind: "write stacks", jobs, atOnce, signal, onTold });
  } else {
    writeStacks(synthesis, onTold);
  }
  return closed(synthesis);
}

export const writeShare: Work<Share, string> = ({ archive, ...synthesis }, tell) => {
  reuseResponderArchive(archive);
  writeStacks(synthesis, ({ name }) => {
    tell(name);
  });
};

const threadsFor = (stacks: number): number =>
  Math.min(availableParallelism(), Math.floor(stacks / WORTH_A_THREAD));

function shares(synthesis: Synthesis, atOnce: number): Share[] {
  const { stacks } = synthesis;
  const size = Math.min(STACKS_OF_A_THREAD, Math.ceil(stacks.length / atOnce));
  const archive = buildResponderArchive();
  return Array.from({ length: Math.ceil(stacks.length / size) }, (_, index) => ({
    ...synthesis,
    stacks: stacks.slice(index * size, (index + 1) * size),
    archive,
  }));
}
