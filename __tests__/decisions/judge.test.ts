import { judge, type NamedPolicy, type Question } from "../../decisions/judge";
import { covers } from "../../emulator/enforcement";

const uploads = { Effect: "Allow", Action: "s3:PutObject", Resource: "*" };
const tlsOnly = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "arn:aws:s3:::prod/*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const denylist = {
  Sid: "Denylist",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::prod/*",
  Condition: { StringLike: { "aws:userid": ["AROAINTRUDER:*"] } },
};
const allowing = (Action: string) => ({ Effect: "Allow", Action, Resource: "*" });
const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });

const question = (changes: Partial<Question> = {}): Question => ({
  principal: "arn:aws:sts::222222222222:assumed-role/app/session",
  action: "s3:PutObject",
  resource: "arn:aws:s3:::prod/k",
  resourceAccount: "222222222222",
  context: { "aws:userid": "AROAINTRUDER:session", "aws:SecureTransport": "true" },
  identityPolicies: [{ name: "uploads", policy: policy(uploads) }],
  ...changes,
});

describe("judge", () => {
  test("allows what an identity policy allows and names the statement", async () => {
    expect(await judge(question())).toEqual({
      allowed: true,
      because: "allowed by an identity-based policy uploads, statement 1",
    });
  });

  test("refuses a principal on the denylist by its user id, and names the statement", async () => {
    expect(await judge(question({ resourcePolicy: policy(tlsOnly, denylist) }))).toEqual({
      allowed: false,
      because: "with an explicit deny in a resource-based policy, statement Denylist",
    });
  });

  test("lets another principal pass the same denylist", async () => {
    const context = { "aws:userid": "AROAOTHER:session", "aws:SecureTransport": "true" };

    const { allowed } = await judge(
      question({ context, resourcePolicy: policy(tlsOnly, denylist) }),
    );

    expect(allowed).toBe(true);
  });

  test("refuses what nothing allows", async () => {
    expect(await judge(question({ identityPolicies: [] }))).toMatchObject({
      allowed: false,
      because: expect.stringContaining("no statement") as string,
    });
  });

  test("refuses what a permissions boundary doesn't reach", async () => {
    const readOnly = {
      name: "readers",
      policy: policy({ Effect: "Allow", Action: "s3:Get*", Resource: "*" }),
    };

    expect((await judge(question({ boundary: readOnly }))).allowed).toBe(false);
  });

  describe("service control policies", () => {
    const everything = { name: "FullAWSAccess", policy: policy(allowing("*")) };
    const level = (id: string, ...policies: NamedPolicy[]) => ({ id, policies });
    const root = level("r-abcd", everything);

    test("limit a principal at every level, and are named", async () => {
      const noUploads = {
        name: "guardrails",
        policy: policy({ ...uploads, Sid: "NoUploads", Effect: "Deny" }),
      };
      const controlPolicies = [root, level("222222222222", everything, noUploads)];

      expect(await judge(question({ controlPolicies }))).toEqual({
        allowed: false,
        because:
          "with an explicit deny in a service control policy guardrails, statement NoUploads",
      });
    });

    test("let pass what every level allows, and nothing that one of them doesn't", async () => {
      const reads = { name: "reads", policy: policy(allowing("s3:Get*")) };
      const account = (allowed: NamedPolicy) => [root, level("222222222222", allowed)];

      expect(await judge(question({ controlPolicies: account(everything) }))).toMatchObject({
        allowed: true,
      });
      expect(await judge(question({ controlPolicies: account(reads) }))).toMatchObject({
        allowed: false,
      });
    });
  });

  test("refuses another account's topic until its policy says otherwise", async () => {
    const topic = "arn:aws:sns:us-east-1:111111111111:alerts";
    const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topic };
    const asked = {
      action: "sns:Publish",
      resource: topic,
      resourceAccount: "111111111111",
      context: {},
      identityPolicies: [{ name: "publisher", policy: policy(publish) }],
    };
    const resourcePolicy = policy({
      ...publish,
      Principal: { AWS: "arn:aws:iam::222222222222:role/app" },
    });

    expect((await judge(question(asked))).allowed).toBe(false);
    expect((await judge(question({ ...asked, resourcePolicy }))).allowed).toBe(true);
  });

  test("says where a statement is missing: a service has none but the resource's", async () => {
    const resource = "arn:aws:sns:us-east-1:111111111111:alerts";
    const asked = { action: "sns:Publish", resource, resourceAccount: "111111111111", context: {} };
    const service = { ...asked, principal: "events.amazonaws.com", identityPolicies: [] };

    expect((await judge(question(service))).missingIn).toEqual(["resource"]);
    expect((await judge(question(asked))).missingIn).toEqual(["identity", "resource"]);
  });

  test("says of a pattern whether any part of it is allowed, and that it is one", async () => {
    const identityPolicies = [
      { name: "one", policy: policy({ ...uploads, Resource: "arn:aws:s3:::prod/in/k" }) },
    ];
    const resource = "arn:aws:s3:::prod/in/*";

    expect(await judge(question({ resource, identityPolicies }))).toMatchObject({
      allowed: true,
      ofPattern: true,
    });
  });

  test("refuses a question that the engine can't read", async () => {
    expect(await judge(question({ action: "s3:NoSuchAction" }))).toMatchObject({
      allowed: false,
      because: expect.stringContaining("the policy engine refuses the question") as string,
    });
  });
});

describe("covers", () => {
  const session = { arn: "arn:aws:sts::222222222222:assumed-role/app/anything" };

  test("a role covers its sessions, whatever its path", () => {
    expect(covers("arn:aws:iam::222222222222:role/app", session)).toBe(true);
    expect(covers("arn:aws:iam::222222222222:role/some/path/app", session)).toBe(true);
  });

  test.each([
    "arn:aws:iam::111111111111:role/app",
    "arn:aws:iam::222222222222:role/ap",
    "arn:aws:iam::222222222222:user/app",
  ])("%s doesn't cover another's session", (arn) => {
    expect(covers(arn, session)).toBe(false);
  });

  test("a user is covered by its own ARN alone", () => {
    expect(
      covers("arn:aws:iam::222222222222:user/ann", { arn: "arn:aws:iam::222222222222:user/ann" }),
    ).toBe(true);
    expect(
      covers("arn:aws:iam::222222222222:user/ann", { arn: "arn:aws:iam::222222222222:user/anna" }),
    ).toBe(false);
  });
});
