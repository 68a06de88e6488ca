import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findMoto } from "../../cli/prerequisites/moto";
import { packageRoot } from "../../config/package-root";
import { startEmulator } from "../../emulator";
import { providerOverride } from "../../emulator/provider-override";
import { type RealTerraform, realTerraform, validated } from "../support/real-terraform";

const MINUTES = 60_000;
const bootstrap = path.join(packageRoot(), "examples", "bootstrap");
const folder = mkdtempSync(path.join(tmpdir(), "warden-bootstrap-"));
const at = (...parts: string[]) => path.join(folder, ...parts);
let terraform: RealTerraform;

beforeAll(async () => {
  terraform = await realTerraform(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the bootstrap", () => {
  test.each(["account", "pipeline"])("%s is formatted, and valid", async (part) => {
    cpSync(path.join(bootstrap, part), at(part), { recursive: true });

    expect(await validated(terraform, at(part))).toMatchObject({ valid: true, diagnostics: [] });
    expect(await terraform(at(part), "fmt", "-check")).toBe("");
  });

  const ROLES = {
    apply_role_arn: "arn:aws:iam::111111111111:role/a",
    plan_role_arn: "arn:aws:iam::111111111111:role/p",
  };

  describe("applied to the emulator", () => {
    let emulator: Awaited<ReturnType<typeof startEmulator>>;

    beforeAll(async () => {
      const signal = AbortSignal.timeout(5 * MINUTES);
      const motoCommand = await findMoto({ folder: at("moto"), signal, say: () => undefined });
      emulator = await startEmulator({ motoCommand });
    }, 5 * MINUTES);

    afterAll(async () => {
      await emulator.stop();
    });

    test.each(["audit", "workload", "management"])(
      "gives an account of kind %s roles whose policies IAM has room for",
      async (kind) => {
        const here = at(`account-${kind}`);
        cpSync(path.join(bootstrap, "account"), here, { recursive: true });
        const override = providerOverride(emulator.url) as { provider: { aws: object[] } };
        const aws = override.provider.aws.map((one) => ({ ...one, region: "us-east-1" }));
        writeFileSync(
          path.join(here, "emulator_override.tf.json"),
          JSON.stringify({ provider: { aws } }),
        );
        const variables = {
          ...ROLES,
          kind,
          bucket_names: ["acme-claims-prod"],
          prefix: `acme-${kind}`,
        };
        writeFileSync(path.join(here, "x.auto.tfvars.json"), JSON.stringify(variables));
        await terraform(here, "init", "-input=false");
        await terraform(here, "plan", "-input=false", "-out=saved.tfplan");

        const { planned_values: planned } = JSON.parse(
          await terraform(here, "show", "-json", "saved.tfplan"),
        ) as { planned_values: { root_module: { resources: Planned[] } } };
        const { resources } = planned.root_module;
        const policiesOf = (type: string) =>
          resources.filter((one) => one.type === type).map(({ values }) => values.policy ?? "");
        const reading = policiesOf("aws_iam_role_policy");

        const sizes = policiesOf("aws_iam_policy").map(({ length }) => length);
        expect(sizes.length).toBeGreaterThan(0);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(6_144);
        expect(reading.join("").length).toBeLessThanOrEqual(10_240);
        expect(reading.join("")).not.toMatch(/:(Create|Put|Delete|Update|Attach|Pass)/);
      },
      2 * MINUTES,
    );
  });

  interface Planned {
    readonly type: string;
    readonly values: { readonly policy?: string };
  }
});
