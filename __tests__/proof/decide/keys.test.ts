import type { Asked } from "../../../proof/decide/asker";
import { Estate } from "../../../proof/model/estate";
import { keyArnOf } from "../../../proof/model/keys";
import type { Blocks } from "../../../proof/model/stack";
import { allowing, HERE, policyText, REGION, stackOf } from "../../support/hand-stacks";
import { eva, ROLE, role, verdictOf } from "./asked";

const place = { accountId: HERE, region: REGION };
const root = allowing("kms:*", "*", { Principal: { AWS: `arn:aws:iam::${HERE}:root` } });
const named = allowing("kms:Decrypt", "*", { Principal: { AWS: ROLE } });

function estateWith(more: Blocks, key: object = {}): Estate {
  const keys = {
    aws_kms_key: { K: { tags: { shelf: "top" }, ...key } },
    aws_kms_alias: { A: { name: "alias/ours", target_key_id: "${aws_kms_key.K.key_id}" } },
  };
  return new Estate([stackOf("here", { ...keys, ...more })]);
}

const decrypts = (estate: Estate, given: Partial<Asked> = {}) =>
  verdictOf(estate, {
    action: "kms:Decrypt",
    resource: keyArnOf(estate, "alias/ours", place) ?? "",
    ...given,
  });

describe("a key", () => {
  const uses = allowing("kms:Decrypt");

  test.each([
    ["leaves it to IAM where its policy names the account", "allowed", [uses], [root]],
    ["or has no policy of its own", "allowed", [uses], undefined],
    ["lets a role in by name alone", "allowed", [], [named]],
    [
      "lets nobody in who isn't named, whatever IAM says",
      "refused",
      [uses],
      [allowing("kms:Encrypt", "*", { Principal: { AWS: ROLE } })],
    ],
  ])("%s: %s", async (_, verdict, mine, policy) => {
    const estate = estateWith(role(mine), policy && { policy: policyText(...policy) });

    expect(await decrypts(estate)).toBe(verdict);
  });

  test("is meant by its alias", async () => {
    const resource = `arn:aws:kms:${REGION}:${HERE}:alias/ours`;
    const byArn = allowing("kms:Decrypt", "${aws_kms_key.K.arn}");

    expect(await decrypts(estateWith(role([byArn])), { resource })).toBe("allowed");
    expect(
      await decrypts(estateWith(role([allowing("kms:Decrypt", resource)])), { resource }),
    ).toBe("refused");
    expect(
      await decrypts(estateWith(role([uses])), { resource: resource.replace("ours", "aws/s3") }),
    ).toBe("unknown");
  });

  test.each([
    [
      "kms:ResourceAliases",
      { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/ours" } },
      "allowed",
    ],
    [
      "kms:ResourceAliases",
      { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/theirs" } },
      "refused",
    ],
    ["kms:CallerAccount", { StringEquals: { "kms:CallerAccount": HERE } }, "allowed"],
    ["kms:CallerAccount", { StringEquals: { "kms:CallerAccount": "1" } }, "refused"],
    ["aws:ResourceTag", { StringEquals: { "aws:ResourceTag/shelf": "top" } }, "allowed"],
    ["aws:ResourceTag", { StringEquals: { "aws:ResourceTag/shelf": "low" } }, "refused"],
    ["aws:ResourceTag", { Null: { "aws:ResourceTag/drawer": "true" } }, "allowed"],
    ["aws:ResourceAccount", { StringEquals: { "aws:ResourceAccount": HERE } }, "allowed"],
    ["aws:PrincipalType", { StringEquals: { "aws:PrincipalType": "AssumedRole" } }, "allowed"],
    ["aws:RequestedRegion", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, "refused"],
    ["aws:SourceIp", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "unknown"],
    ["aws:CurrentTime", { DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }, "unknown"],
    [
      "kms:ViaService",
      { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      "refused",
    ],
  ])("judges a condition on %s, %j: %s", async (_, Condition, verdict) => {
    expect(await decrypts(estateWith(role([allowing("kms:Decrypt", "*", { Condition })])))).toBe(
      verdict,
    );
  });

  test("knows the caller's name of a user, and that a role has none", async () => {
    const Condition = { StringEquals: { "aws:username": "eva" } };
    const policy = policyText(allowing("kms:Decrypt", "*", { Principal: "*", Condition }));
    const estate = estateWith(role([]), { policy });

    expect(await decrypts(estate, { who: eva })).toBe("allowed");
    expect(await decrypts(estate)).toBe("refused");
  });
});
