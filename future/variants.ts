import { type Difference } from "./differences";

/** Another set of the packages that the stacks are built with; all others stay the project's own. */
export interface Variant {
  readonly name: string;
  readonly title: string;
  /** Package by npm's specifier. */
  readonly packages: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What its stacks may say otherwise, and must; all else is a fault. */
  readonly expected: readonly Difference[];
  /** Tests that can't hold there. */
  readonly skipped: readonly string[];
}

/** Of these a variant has its own copy. */
export const EXCHANGED = ["cdktf", "@cdktf/provider-aws", "constructs"] as const;

const BEFORE = "0.21.0";
const CDKTN = "0.24.0";

/** Each stack's notes and the manifest name the library's version. */
const libraryVersion: readonly Difference[] = ["//.metadata.version", "version"].map((path) => ({
  path,
  before: BEFORE,
  after: CDKTN,
}));

/** The bindings want a peer called cdktf, of 0.21. */
const overrides = { "@cdktf/provider-aws": { cdktf: "$cdktf" } };

/** Links the copy's folder of packages, which holds three; nothing of CDKTF is in it. */
const LINKED = ["__tests__/constructs/responder-archive.test.ts"];

/** Holds our layout against the library's, and cdktn writes `[]` on one line; values are the same. */
const LAYOUT = ["__tests__/stacks/synthesize.test.ts"];

export const VARIANTS: readonly Variant[] = [
  {
    name: "cdktn",
    title: `cdktn ${CDKTN} in place of cdktf, the same bindings`,
    packages: { cdktf: `npm:cdktn@${CDKTN}` },
    overrides,
    expected: libraryVersion,
    skipped: [...LINKED, ...LAYOUT],
  },
  {
    name: "provider-6",
    title: "bindings 21.22.1, the last for cdktf: AWS provider 6.25.0",
    packages: { "@cdktf/provider-aws": "21.22.1" },
    overrides: {},
    expected: [],
    skipped: LINKED,
  },
  {
    name: "cdktn-provider-6",
    title: `cdktn ${CDKTN} with its own bindings 25.7.0: AWS provider 6.66.0`,
    packages: {
      cdktf: `npm:cdktn@${CDKTN}`,
      "@cdktf/provider-aws": "npm:@cdktn/provider-aws@25.7.0",
    },
    overrides: {},
    expected: libraryVersion,
    skipped: [...LINKED, ...LAYOUT],
  },
];
