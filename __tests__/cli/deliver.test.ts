import { type Actor } from "../../cli/rehearse/actor";
import { guardedOf } from "../../cli/rehearse/backstage";
import { clientsFor } from "../../cli/rehearse/clients";
import { deliveriesFor, type Wiring } from "../../cli/rehearse/deliver";
import { type PutCall } from "../../cli/rehearse/upload";
import { parseConfig } from "../../config/load";
import example from "../../warden.config";

const guarded = guardedOf(parseConfig("warden.config.ts", example));
const { responderArn, bucket } = guarded.names;
const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
const actor: Actor = {
  title: "An intruder",
  arn: "arn:aws:iam::222222222222:user/eve",
  callerArn: "arn:aws:iam::222222222222:user/eve",
  userId: "AIDAEVE",
  clients: clientsFor({ endpoint: "http://127.0.0.1:9", region: "us-east-1", credentials }),
};
const accepted: PutCall = {
  actor,
  bucket,
  key: "a.csv",
  size: 1,
  at: new Date(0),
  requestId: "REQUEST",
  outcome: { status: "accepted", versionId: "v1", etag: "e1" },
};
const pattern = (bucketName: string) =>
  JSON.stringify({
    source: ["aws.s3"],
    detail: { requestParameters: { bucketName: [bucketName] } },
  });
const wired: Wiring = {
  notifications: [
    { Id: "responder", LambdaFunctionArn: responderArn, Events: ["s3:ObjectCreated:*"] },
  ],
  rules: [
    {
      rule: { Name: "uploads", State: "ENABLED", EventPattern: pattern(bucket) },
      targets: [{ Id: "responder", Arn: responderArn }],
    },
  ],
};
const triggers = (call: PutCall, wiring: Wiring) =>
  deliveriesFor(call, wiring, guarded).map(({ trigger, by }) => `${trigger} by ${by}`);
const withRule = (rule: Partial<Wiring["rules"][number]["rule"]>): Wiring => ({
  notifications: [],
  rules: wired.rules.map(({ rule: whole, targets }) => ({ rule: { ...whole, ...rule }, targets })),
});

test("an upload is told by the notification first and by the trail's rule second", () => {
  expect(triggers(accepted, wired)).toEqual(["notification by responder", "trail by uploads"]);
});

test("a refused upload is told by the trail alone", () => {
  const refused: PutCall = { ...accepted, outcome: { status: "refused", because: "no" } };
  expect(triggers(refused, wired)).toEqual(["trail by uploads"]);
});

test.each<[string, Wiring]>([
  ["nothing is wired up", { notifications: [], rules: [] }],
  ["the rule is disabled", withRule({ State: "DISABLED" })],
  ["the rule is about another bucket", withRule({ EventPattern: pattern("another") })],
  [
    "other functions are the targets",
    {
      notifications: [{ LambdaFunctionArn: "arn:other", Events: ["s3:ObjectCreated:*"] }],
      rules: wired.rules.map(({ rule }) => ({ rule, targets: [{ Id: "x", Arn: "arn:other" }] })),
    },
  ],
  [
    "the notification is about deletions",
    {
      rules: [],
      notifications: [{ LambdaFunctionArn: responderArn, Events: ["s3:ObjectRemoved:Delete"] }],
    },
  ],
])("the function hears nothing when %s", (_, wiring) => {
  expect(triggers(accepted, wiring)).toEqual([]);
});
