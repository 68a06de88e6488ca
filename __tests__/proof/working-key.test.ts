import { mayDo } from "../../proof/hops";
import { Estate } from "../../proof/model/estate";
import { altered, committed } from "../support/proof";
import { type Change, setTo } from "../support/walked";

const invitation = committed("invitation");
const KEY = ["aws_kms_key", "AlertsKey"] as const;
const who = { service: "cloudwatch.amazonaws.com", sourceAccount: "111111111111" };

const ALIAS = "arn:aws:kms:us-east-1:111111111111:alias/acme-warden-alerts";

/** What becomes of a request on the alerts' key. */
async function using(action: string, change?: Change, name?: string) {
  const { stacks } = change ? altered(invitation, "audit", change) : invitation;
  const estate = new Estate(stacks);
  const [key] = estate.resources("aws_kms_key").filter(({ address }) => address.includes(KEY[1]));
  const resource = name ?? String(key?.value("arn"));
  const { verdict, because, mend } = await mayDo(estate, { who, action, resource });
  const said = mend?.map(({ argument, add }) => ({ argument, add }));
  return { verdict, because, mend: said };
}

test("a key that works may be used by whom its policy lets in", async () => {
  expect(await using("kms:GenerateDataKey")).toMatchObject({ verdict: "holds" });
});

test.each([
  ["is switched off", "is_enabled", false, true],
  ["signs", "key_usage", "SIGN_VERIFY", "ENCRYPT_DECRYPT"],
  ["is a pair of keys", "customer_master_key_spec", "RSA_4096", "SYMMETRIC_DEFAULT"],
])("a key that %s is of no use, whatever its policy says", async (_, argument, value, add) => {
  const found = await using("kms:GenerateDataKey", setTo(...KEY, argument, value));

  expect(found).toMatchObject({ verdict: "broken", mend: [{ argument, add }] });
  expect(found.because).toContain(`its ${argument} is ${JSON.stringify(value)}`);
});

test("what isn't encryption, a key that works otherwise does", async () => {
  const signs = setTo(...KEY, "key_usage", "SIGN_VERIFY");
  expect(await using("kms:DescribeKey", signs)).toEqual(await using("kms:DescribeKey"));
});

test("by its alias it is the same key", async () => {
  const signs = setTo(...KEY, "key_usage", "SIGN_VERIFY");
  expect(await using("kms:Decrypt", undefined, ALIAS)).toMatchObject({ verdict: "holds" });
  expect(await using("kms:Decrypt", signs, ALIAS)).toMatchObject({ verdict: "broken" });
});
