import { Enforcement } from "../../emulator/enforcement";

const caller = (arn: string) => ({ accountId: arn.split(":")[4] ?? "", arn, userId: "AIDAX" });
const deployment = "arn:aws:iam::222222222222:role/Deployment";

test.each<[string, boolean]>([
  ["arn:aws:iam::222222222222:user/eve", true],
  ["arn:aws:iam::222222222222:user/team/eve", true],
  ["arn:aws:sts::222222222222:assumed-role/Contractor/x", true],
  ["arn:aws:sts::222222222222:assumed-role/Deployment/x", false],
  // The same name in an account whose role isn't excepted.
  ["arn:aws:sts::333333333333:assumed-role/Deployment/x", true],
  // Of keys that nobody made.
  ["arn:aws:sts::123456789012:user/moto", false],
])("of all but the deployment role, %s is judged: %s", (arn, isJudged) => {
  const enforcement = new Enforcement();
  expect(enforcement.judges(caller(arn))).toBe(false);

  enforcement.enforceAllBut([deployment]);

  expect(enforcement.judges(caller(arn))).toBe(isJudged);
});

test("who is registered by name is judged although excepted", () => {
  const enforcement = new Enforcement();
  enforcement.enforceAllBut([deployment]);
  enforcement.enforce(deployment);

  expect(enforcement.judges(caller("arn:aws:sts::222222222222:assumed-role/Deployment/x"))).toBe(
    true,
  );
});
