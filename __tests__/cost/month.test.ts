import fc from "fast-check";
import { type Estate, type Place } from "../../cost/estate";
import { INPUT_NAMES, INPUTS, type Inputs, inputsWith } from "../../cost/inputs";
import { quietMonth, sumOf } from "../../cost/month";
import { costReport } from "../../cost/report";
import { EXAMPLES } from "./examples";

const { invitation, organization, scanned } = EXAMPLES;
const usd = (estate: Estate, given: Partial<Inputs> = {}, accounts = 1) =>
  sumOf(quietMonth(estate, inputsWith(given), accounts));
const quantityOf = (item: string, estate: Estate, given: Partial<Inputs> = {}) =>
  quietMonth(estate, inputsWith(given), 1)
    .filter((charge) => charge.item === item && charge.place.account === "workload")
    .reduce((sum, { quantity }) => sum + quantity, 0);

test.each(INPUT_NAMES)("more %s never makes a month cheaper", (name) => {
  const input = INPUTS[name];
  const most = "most" in input ? input.most : 1_000_000;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: most }),
      fc.integer({ min: 0, max: most }),
      fc.constantFrom(...Object.values(EXAMPLES)),
      (one, other, estate) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(usd(estate, { [name]: more })).toBeGreaterThanOrEqual(usd(estate, { [name]: less }));
      },
    ),
    { numRuns: 8 },
  );
});

test.each(INPUT_NAMES.filter((name) => !/incident|checksPerChange/.test(name)))(
  "%s matters to a month",
  (name) => {
    const { [name]: usual } = inputsWith();
    const changed = { [name]: usual === 0 ? 1 : usual / 2 };
    const months = Object.values(EXAMPLES).map((estate) => [usd(estate, changed), usd(estate)]);

    expect(months.some(([now, before]) => now !== before)).toBe(true);
  },
);

test("by invitation, each account more costs the same", () => {
  const { once, eachWorkload } = costReport(invitation, inputsWith(), 1).month;

  expect(usd(invitation, {}, 7)).toBeCloseTo(once + 7 * eachWorkload, 6);
});

test("the sum is that of its items", () => {
  const { month } = costReport(organization, inputsWith(), 30);

  expect(sumOf(month.items)).toBeCloseTo(month.usd, 6);
  expect(month.once + 30 * month.eachWorkload).toBeCloseTo(month.usd, 6);
});

test("accounts are like the configuration's workloads in turn", () => {
  const both = { ...scanned, places: [...scanned.places, ...own(organization)] };
  const [one, other] = [scanned, organization].map((estate) => ownUsd(estate));

  expect(ownUsd(both, 3)).toBeCloseTo(2 * (one ?? 0) + (other ?? 0), 6);
});

const own = ({ places }: Estate): readonly Place[] =>
  places.filter(({ account }) => account === "workload");
const ownUsd = (estate: Estate, accounts = 1) => {
  const { usd: whole, once } = costReport(estate, inputsWith(), accounts).month;
  return whole - once;
};

describe("what the organization switches on", () => {
  test.each([
    ["GuardDuty, S3 protection", 500_000],
    ["Macie's jobs", 10],
    ["Macie's watch over buckets", 2],
    ["Security Hub's checks", 3_300],
  ])("is charged in its accounts: %s", (item, quantity) => {
    expect(quantityOf(item, organization)).toBeCloseTo(quantity, 6);
  });

  test("is Security Hub in every enabled region, by invitation only where a hub is", () => {
    const item = "Security Hub's checks in idle regions";

    expect(quantityOf(item, organization, { hubRegions: 17, idleRegionChecks: 1 })).toBe(15);
    expect(quantityOf(item, invitation, { hubRegions: 17, idleRegionChecks: 1 })).toBe(0);
  });

  test("leaves a region idle in which only global events are watched", () => {
    const places = organization.places.map((place) => ({
      ...place,
      scope: place.scope === "everything" ? ("global-events" as const) : place.scope,
    }));
    const given = { hubRegions: 17, idleRegionChecks: 1 };

    expect(
      quantityOf("Security Hub's checks in idle regions", { ...organization, places }, given),
    ).toBe(16);
  });

  test("is a trail besides the workload's own, which records no event twice", () => {
    const files = { trailFiles: 100, otherFiles: 0 };

    expect(quantityOf("Archive, files delivered", organization, files)).toBe(200);
    expect(quantityOf("Archive, files delivered", invitation, files)).toBe(100);
    expect(quantityOf("CloudTrail's insights", organization, { managementEvents: 0 })).toBeCloseTo(
      quantityOf("CloudTrail's insights", invitation, { managementEvents: 0 }),
      6,
    );
  });
});

test("malware protection is charged only where it is on", () => {
  expect(quantityOf("Malware protection, objects", scanned)).toBe(100_000);
  expect(quantityOf("S3's events for malware protection", scanned)).toBe(100_000);
  expect(quantityOf("Malware protection, objects", organization)).toBe(0);
  expect(quantityOf("S3's events for malware protection", organization)).toBe(0);
});

test("what is kept is what arrives in as many months as the stacks keep it", () => {
  const given = { eventKilobytes: 0, logKilobytes: 1, compressedPercent: 100 };
  const [ingested, kept] = ["Logs, ingested", "Logs, kept"].map((item) =>
    quantityOf(item, invitation, given),
  );

  expect((kept ?? 0) / (ingested ?? 0)).toBeCloseTo(365 / (730 / 24), 6);
});

test("logs are in Standard for the stacks' 30 days, and in Glacier for the rest of 366", () => {
  const given = { otherGigabytes: 1, compressedPercent: 0, otherFiles: 0, trailFiles: 0 };

  expect(quantityOf("Archive, Standard", invitation, given)).toBeCloseTo(30 / (730 / 24), 6);
  expect(quantityOf("Archive, Glacier", invitation, given)).toBeCloseTo(336 / (730 / 24), 6);
});

test("each file asks for a data key, unless the archive has a bucket key", () => {
  const keyed = (place: Place): Place => ({
    ...place,
    all: (type) =>
      type === "aws_s3_bucket_server_side_encryption_configuration"
        ? [["TrailArchive_Encryption", { rule: [{ bucket_key_enabled: true }] }]]
        : place.all(type),
  });
  const given = { trailFiles: 100, otherFiles: 7 };

  expect(quantityOf("Archive, data keys", invitation, given)).toBe(107);
  expect(
    quantityOf(
      "Archive, data keys",
      { ...invitation, places: invitation.places.map(keyed) },
      given,
    ),
  ).toBe(0);
});

describe("the stacks", () => {
  const guarded = own(invitation)[0];

  test("have a function of the architecture whose price is taken", () => {
    const [[, responder] = []] = guarded?.all("aws_lambda_function") ?? [];

    expect(responder?.architectures).toEqual(["arm64"]);
  });

  test("have a schedule whose runs are known, and another one is refused", () => {
    const hourly = (place: Place): Place => ({
      ...place,
      all: (type) =>
        type === "aws_cloudwatch_event_rule"
          ? [["Sweep", { schedule_expression: "cron(0 * * * ? *)" }]]
          : place.all(type),
    });

    expect(quantityOf("Ledger", invitation)).toBe(12 * 730 * 6);
    expect(() => usd({ ...invitation, places: invitation.places.map(hourly) })).toThrow(
      "how often is cron(0 * * * ? *)?",
    );
  });
});
