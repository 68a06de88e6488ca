import { createHash } from "node:crypto";
import { ALL_INVARIANTS } from "../../invariants";
import { FAMILIES } from "../../proof/path";
import { SHOWS } from "./families";
import { located } from "./located";
import type { ScopeReport, ToldInvariant } from "./report";
import type { Place, ToldHop, ToldPath } from "./told";

/** What of SARIF 2.1.0 is written (OASIS, sarif-v2.1.0). */
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: { readonly startLine: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

interface Result {
  readonly ruleId: string;
  readonly level: "error";
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly (Location & {
    readonly id: number;
    readonly message: { readonly text: string };
  })[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

/** Everything of a scope that isn't proved. */
export function sarifResults({ paths, invariants, files }: ScopeReport): readonly Result[] {
  const [fallback = "cdktf.out"] = files;
  return [
    ...paths.filter(({ verdict }) => verdict !== "holds").map((path) => pathResult(path, fallback)),
    ...invariants
      .filter(({ verdict }) => verdict === "violating")
      .map((one) => invariantResult(one, fallback)),
  ];
}

/** The document for code scanning: a rule a family, and one for each invariant that has a result. */
export function sarifDocument(results: readonly Result[]): object {
  const known = new Set<string>(FAMILIES);
  const broken = [...new Set(results.map(({ ruleId }) => ruleId))].filter((id) => !known.has(id));
  return {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "bucket-warden",
            rules: [
              ...FAMILIES.map((id) => ({ id, shortDescription: { text: SHOWS[id] } })),
              ...broken.map((id) => ({ id, shortDescription: { text: titleOf(id) } })),
            ],
          },
        },
        results,
      },
    ],
  };
}

/** Of a rule of ours; those of the standards are known by their names. */
const titleOf = (id: string): string =>
  ALL_INVARIANTS.find((rule) => rule.id === id)?.title ?? `${id} is kept`;

function pathResult({ id, family, title, verdict, hops }: ToldPath, fallback: string): Result {
  const last = hops.at(-1);
  const said = last
    ? `${last.what}: ${last.because}${missing(last)}`
    : "nothing was shown: the path has no step";
  const text = `${title}. ${verdict === "unknown" ? "Not known" : "Broken"}: ${said}`;
  return {
    ruleId: family,
    level: "error",
    message: { text },
    ...locationsOf(placeIn(hops, fallback)),
    ...fingerprints(id),
  };
}

/** Where the broken hop stands or is to be mended; else the last place that the path came by. */
function placeIn(hops: readonly ToldHop[], file: string): Place {
  const last = hops.at(-1);
  const places = [last, ...(last?.mend ?? []), ...hops.toReversed()];
  const found = places.find((place) => place?.where !== undefined && place.file !== undefined);
  return found ? { ...found, where: found.where ?? "" } : { where: "", file };
}

const missing = ({ mend = [] }: ToldHop): string =>
  mend
    .map(
      ({ where, argument, add }) => `\nMissing in ${argument} of ${where}: ${JSON.stringify(add)}`,
    )
    .join("");

function invariantResult(one: ToldInvariant, fallback: string): Result {
  const { rule, where, because = "it isn't kept" } = one;
  return {
    ruleId: rule,
    level: "error",
    message: { text: `${where}: ${because}` },
    ...locationsOf({ file: fallback, ...one }),
    ...fingerprints(`${rule} ${where}`),
  };
}

function locationsOf({
  where,
  file = "",
  source,
}: Place): Pick<Result, "locations" | "relatedLocations"> {
  const { line, file: found } = located(file, where);
  const location = {
    physicalLocation: {
      artifactLocation: { uri: uriOf(found) },
      ...(line !== undefined && { region: { startLine: line } }),
    },
    ...(where !== "" && { logicalLocations: [{ fullyQualifiedName: where }] }),
  };
  if (source === undefined) return { locations: [location] };
  const physicalLocation = { artifactLocation: { uri: uriOf(source) } };
  const message = { text: "the file that writes it" };
  return { locations: [location], relatedLocations: [{ id: 1, physicalLocation, message }] };
}

const uriOf = (file: string): string => encodeURI(file.replaceAll("\\", "/"));

/** GitHub knows an alert again by `primaryLocationLineHash`: ours stays where lines move. */
const fingerprints = (id: string): Pick<Result, "partialFingerprints"> => ({
  partialFingerprints: {
    primaryLocationLineHash: `${createHash("sha256").update(id).digest("hex").slice(0, 16)}:1`,
    "bucketWardenPath/v1": id,
  },
});
