import path from "node:path";

/** What a synth is measured beside. */
export const ANCHORS = ["template", "cdktf", "floor"] as const;
export type Anchor = (typeof ANCHORS)[number];

/** Each writes all stacks into `outdir`. */
export const PROGRAMS = {
  /** What `npm run synth` runs. */
  ours: () => ["node", "script/start.mjs", "main.ts"],
  template: () => ["npx", "--no", "ts-node", "bench/synth/template-main.cts"],
  cdktf: (outdir: string) => ["npx", "--no", "cdktf", "synth", "--output", outdir],
} as const satisfies Record<string, (outdir: string) => readonly string[]>;

export type Program = keyof typeof PROGRAMS;

/** All of them read the same configuration by this very Node, and none asks its makers for news. */
export const environmentOf = (config: string, outdir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
  WARDEN_CONFIG: config,
  CDKTF_OUTDIR: outdir,
  WARDEN_DEBUG: "",
  CHECKPOINT_DISABLE: "1",
  DISABLE_VERSION_CHECK: "1",
  NO_UPDATE_NOTIFIER: "1",
  CI: "1",
});
