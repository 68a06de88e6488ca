import { providerOverride } from "../../emulator/provider-override";

const URL = "http://127.0.0.1:4000";

test("the override says where the services are and leaves the account to the stack", () => {
  const override = providerOverride(URL);

  expect(override).toMatchObject({
    provider: { aws: [{ endpoints: [{ s3: URL, sts: URL }] }] },
  });
  expect(JSON.stringify(override)).not.toMatch(/assume_role|region"|allowed_account_ids/);
});

test("a provider with an alias is pointed at the emulator too", () => {
  const override = providerOverride(URL, ["home"]);

  expect(override).toMatchObject({
    provider: { aws: [{}, { alias: "home", endpoints: [{ kms: URL }] }] },
  });
});
