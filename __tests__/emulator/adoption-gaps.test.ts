import { jsonAnswer } from "../../emulator/answer";
import { type AwsRequest } from "../../emulator/request";
import { bodyOf, gapsBench } from "./call";

const ACCOUNT = "222222222222";
const DETECTOR = `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d`;
const PLAN = `arn:aws:guardduty:us-east-1:${ACCOUNT}:malware-protection-plan/p`;

describe("a detector's tags", () => {
  const bench = () => gapsBench(() => jsonAnswer({ status: "ENABLED", tags: { first: "1" } }));
  const tagsOf = async ({ ask }: ReturnType<typeof bench>, account = ACCOUNT) =>
    (
      bodyOf(await ask(account, { service: "guardduty", target: "/detector/d" })) as {
        tags: object;
      }
    ).tags;
  const tag = ({ ask }: ReturnType<typeof bench>, arn: string) =>
    ask(ACCOUNT, {
      service: "guardduty",
      method: "POST",
      target: `/tags/${arn}`,
      body: { tags: { later: "2" } },
    });

  test("given after it was made are told with the first ones, and taken away again", async () => {
    const emulated = bench();

    expect((await tag(emulated, DETECTOR)).status).toBe(204);
    expect(await tagsOf(emulated)).toEqual({ first: "1", later: "2" });

    const gone = { service: "guardduty", method: "DELETE" };
    await emulated.ask(ACCOUNT, { ...gone, target: `/tags/${DETECTOR}?tagKeys=later` });
    expect(await tagsOf(emulated)).toEqual({ first: "1" });
  });

  test("are the account's own", async () => {
    const emulated = bench();
    await tag(emulated, DETECTOR);

    expect(await tagsOf(emulated, "333333333333")).toEqual({ first: "1" });
  });

  test("go with it", async () => {
    const emulated = bench();
    await tag(emulated, DETECTOR);

    const gone = { service: "guardduty", method: "DELETE", target: "/detector/d" };
    await emulated.ask(ACCOUNT, gone);

    expect(await tagsOf(emulated)).toEqual({ first: "1" });
  });

  test("aren't a malware protection plan's", async () => {
    const emulated = bench();

    expect((await tag(emulated, PLAN)).status).toBe(404);
    expect(await tagsOf(emulated)).toEqual({ first: "1" });
  });
});

describe("a recorder that is put", () => {
  const put = async (recordingGroup: object): Promise<unknown> => {
    const sent: AwsRequest[] = [];
    const { ask } = gapsBench((asked) => {
      sent.push(asked);
      return jsonAnswer({});
    });
    await ask(ACCOUNT, {
      service: "config",
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "StarlingDoveService.PutConfigurationRecorder",
      },
      body: { ConfigurationRecorder: { name: "r", recordingGroup } },
    });
    return JSON.parse(sent[0]?.body.toString() ?? "") as unknown;
  };
  const group = (recordingGroup: object) => ({
    ConfigurationRecorder: { name: "r", recordingGroup },
  });

  test("excludes nothing by an empty list", async () => {
    const sent = await put({ allSupported: true, exclusionByResourceTypes: {} });

    expect(sent).toEqual(group({ allSupported: true }));
  });

  test.each([
    { allSupported: true },
    { exclusionByResourceTypes: { resourceTypes: ["AWS::EC2::Volume"] } },
  ])("reaches moto as it came: %j", async (recordingGroup) => {
    expect(await put(recordingGroup)).toEqual(group(recordingGroup));
  });
});
