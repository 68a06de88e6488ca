/** One thing wrong with the configuration, in the words of the person who has to mend it. */
export interface Fault {
  /** Where, as one would write it in the file: `workloads[1].bucketName`. */
  readonly path: string;
  /** What stands there; `undefined` where nothing does. */
  readonly value: unknown;
  /** What AWS or this product asks for. */
  readonly rule: string;
}

/** Raised while reading the configuration. Carries every fault, not only the first. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(
    readonly file: string,
    readonly faults: readonly Fault[],
    options?: ErrorOptions,
  ) {
    super(
      [headline(file, faults.length), ...faults.map((fault) => `  ${formatFault(fault)}`)].join(
        "\n",
      ),
      options,
    );
  }
}

function headline(file: string, count: number): string {
  return `${file}: ${count === 1 ? "1 fault" : `${count} faults`} in the configuration`;
}

/** `homeRegion: an AWS region such as us-east-1; got "us"` */
export function formatFault({ path, value, rule }: Fault): string {
  return `${path || "(file)"}: ${rule}${value === undefined ? "" : `; got ${JSON.stringify(value)}`}`;
}
