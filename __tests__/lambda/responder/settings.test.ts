import {
  readSettings,
  type ResponderSettings,
  toEnvironment,
} from "../../../lambda/responder/settings";

const settings: ResponderSettings = {
  bucket: "acme-payments",
  accountId: "222222222222",
  accountName: "payments",
  ledgerTable: "acme-ledger",
  alertsTopicArn: "arn:aws:sns:us-east-1:111111111111:acme-alerts",
  quarantinePolicyArn: "arn:aws:iam::222222222222:policy/acme-quarantine",
  responseMode: "observe",
  ownUserId: "AROARESPONDER:*",
  allowedUserIds: ["AROAUPLOADER:*", "AROASSO:jane+ops@example.com"],
  neverBlockedUserIds: [],
  sparedArns: ["arn:aws:iam::222222222222:role/acme-responder"],
  deniedAttemptsThreshold: 25,
};

test("the function reads back what the stack wrote", () => {
  expect(readSettings(toEnvironment(settings))).toEqual(settings);
});

test("a function without its settings doesn't start, and says which are missing", () => {
  const { WARDEN_BUCKET, WARDEN_ALLOWED_USERIDS, ...rest } = toEnvironment(settings);

  expect([WARDEN_BUCKET, WARDEN_ALLOWED_USERIDS]).not.toContain(undefined);
  expect(() => readSettings(rest)).toThrow(
    "missing in the environment: WARDEN_BUCKET, WARDEN_ALLOWED_USERIDS",
  );
});
