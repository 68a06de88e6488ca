import {
  bucketLink,
  eventLink,
  findingLink,
  principalLinks,
  versionsLink,
} from "../../../../lambda/responder/alert/alert-links";
import { roleSession, user } from "../fixtures";

const REGION = "eu-west-1";
const CONSOLE = "https://console.aws.amazon.com";
const urls = (...of: Parameters<typeof principalLinks>) =>
  principalLinks(...of).map(({ url }) => url);

describe("links into the console", () => {
  test("lead to the object's versions, whatever its key", () => {
    expect(versionsLink(REGION, "b", "a b/ü&tab=x#\n").url).toBe(
      `${CONSOLE}/s3/object/b?region=eu-west-1&prefix=a%20b%2F%C3%BC%26tab%3Dx%23%0A&tab=versions`,
    );
  });

  test("lead to a user, and to what it did otherwise", () => {
    expect(urls(REGION, user)).toEqual([
      `${CONSOLE}/iam/home#/users/details/mallory`,
      `${CONSOLE}/cloudtrailv2/home?region=eu-west-1#/events?Username=mallory`,
    ]);
  });

  test("lead to a role, and to what the session did otherwise", () => {
    expect(urls(REGION, roleSession)).toEqual([
      `${CONSOLE}/iam/home#/roles/details/reporting`,
      `${CONSOLE}/cloudtrailv2/home?region=eu-west-1#/events?Username=laptop`,
    ]);
  });

  test("lead to the user that issued a federated session", () => {
    expect(urls(REGION, { kind: "federated", userId: "1:bob", issuer: user })).toEqual(
      urls(REGION, user),
    );
  });

  test("lead nowhere for a caller whose page is not in this account", () => {
    expect(urls(REGION, { kind: "account", userId: "AIDA1", accountId: "9" })).toEqual([]);
    expect(urls(REGION, { kind: "user", userId: "AIDA1" })).toEqual([]);
  });

  test("lead to one event and to one finding", () => {
    expect(eventLink(REGION, "e/1").url).toBe(
      `${CONSOLE}/cloudtrailv2/home?region=eu-west-1#/events/e%2F1`,
    );
    expect(findingLink(REGION, "eu/1#2").url).toBe(
      `${CONSOLE}/securityhub/home?region=eu-west-1#/findings?search=` +
        "Id%3D%255Coperator%255C%253AEQUALS%255C%253Aeu%252F1%25232",
    );
  });

  test.each([
    ["cn-north-1", "console.amazonaws.cn"],
    ["us-gov-west-1", "console.amazonaws-us-gov.com"],
    ["us-east-1", "console.aws.amazon.com"],
  ])("of the partition of %s are on %s", (region, host) => {
    expect(new URL(bucketLink(region, "b").url).host).toBe(host);
  });
});
