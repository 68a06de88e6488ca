import { providerOverride } from "../../emulator/provider-override";

test("the override says where the services are and leaves the account to the stack", () => {
  const override = providerOverride("http://127.0.0.1:4000");

  expect(override).toMatchObject({
    provider: {
      aws: { endpoints: [{ s3: "http://127.0.0.1:4000", sts: "http://127.0.0.1:4000" }] },
    },
  });
  expect(JSON.stringify(override)).not.toMatch(/assume_role|region"|allowed_account_ids/);
});
