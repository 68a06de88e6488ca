import { type Answer, emptyAnswer, textAnswer } from "../../emulator/answer";
import { type AwsRequest } from "../../emulator/request";
import { gapsBench } from "./call";

const owner = "222222222222";
const target = "/prod?notification";
const written =
  "<NotificationConfiguration><CloudFunctionConfiguration/></NotificationConfiguration>";
const telling = written.replace(
  "</Not",
  "<EventBridgeConfiguration></EventBridgeConfiguration></Not",
);

/** A moto that forgets what is said about EventBridge. */
const moto = ({ method }: AwsRequest): Answer =>
  method === "PUT" ? emptyAnswer(200) : textAnswer("application/xml", written);

const put = (bench: ReturnType<typeof gapsBench>, body: string) =>
  bench.ask(owner, { service: "s3", method: "PUT", target, body });
const get = async (bench: ReturnType<typeof gapsBench>, bucket = "prod") =>
  (await bench.ask(owner, { service: "s3", target: `/${bucket}?notification` })).body.toString();

test("a bucket that tells EventBridge says so, beside its other notifications", async () => {
  const bench = gapsBench(moto);
  await put(bench, telling);

  expect(await get(bench)).toBe(written.replace("</Not", "<EventBridgeConfiguration/></Not"));
  expect(await get(bench, "another")).toBe(written);
});

test("a bucket that no longer does says nothing", async () => {
  const bench = gapsBench(moto);
  await put(bench, telling);
  await put(bench, written);

  expect(await get(bench)).toBe(written);
});

test("a configuration that was refused changes nothing", async () => {
  const refusing = (sent: AwsRequest) => (sent.method === "PUT" ? emptyAnswer(400) : moto(sent));
  const bench = gapsBench(refusing);
  await put(bench, telling);

  expect(await get(bench)).toBe(written);
});
