import { type BusEvent } from "../../decisions/bus-event";
import { eventOf } from "../../emulator/events/envelope";
import { inputFor } from "../../decisions/input-transformer";

const origin = { accountId: "222222222222", region: "eu-west-1" };
const entry = {
  Source: "aws.guardduty",
  DetailType: "GuardDuty Finding",
  Detail: JSON.stringify({ title: 'says "hi" \\ bye', severity: 8, list: [{ id: "a" }] }),
  Resources: ["arn:aws:s3:::prod"],
  Time: 1_760_000_000.4,
};
const event = eventOf(entry, origin) as BusEvent;
const rule = { arn: "arn:aws:events:eu-west-1:222222222222:rule/r", name: "r" };

describe("an entry of PutEvents", () => {
  test("becomes an event of the caller's account and region, with an id of its own", () => {
    expect(event).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: "aws.guardduty",
      "detail-type": "GuardDuty Finding",
      account: "222222222222",
      region: "eu-west-1",
      time: "2025-10-09T08:53:20Z",
      resources: ["arn:aws:s3:::prod"],
      detail: JSON.parse(entry.Detail) as unknown,
    });
    expect((eventOf(entry, origin) as BusEvent).id).not.toBe(event.id);
  });

  test("without a time happened now, and names no resources unless told", () => {
    const bare = { ...entry, Time: undefined, Resources: undefined };
    const { time, resources } = eventOf(bare, origin) as BusEvent;

    expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(5_000);
    expect(resources).toEqual([]);
  });

  test.each([
    ["no source", { Source: undefined }, "InvalidArgument"],
    ["no detail type", { DetailType: undefined }, "InvalidArgument"],
    ["no detail", { Detail: undefined }, "MalformedDetail"],
    ["a detail that is no JSON", { Detail: "{" }, "MalformedDetail"],
    ["a detail that is no object", { Detail: "[1]" }, "MalformedDetail"],
  ])("with %s is refused", (_, change, code) => {
    expect(eventOf({ ...entry, ...change }, origin)).toMatchObject({ ErrorCode: code });
  });
});

describe("what a target gets", () => {
  const paths = { title: "$.detail.title", severity: "$.detail.severity", list: "$.detail.list" };
  const transformed = (InputTemplate: string, InputPathsMap: Record<string, string> = paths) =>
    inputFor({ InputTransformer: { InputPathsMap, InputTemplate } }, event, rule);

  test("is the event itself where nothing is said", () => {
    expect(JSON.parse(inputFor({}, event, rule))).toEqual(event);
  });

  test("is the fixed input, or the part of the event that the path names", () => {
    expect(inputFor({ Input: '{"a":1}' }, event, rule)).toBe('{"a":1}');
    expect(inputFor({ InputPath: "$.detail.severity" }, event, rule)).toBe("8");
    expect(inputFor({ InputPath: "$.detail.none" }, event, rule)).toBe("null");
  });

  test("has JSON values in place of bare placeholders, quoted and escaped", () => {
    const text = transformed('{"title": <title>, "severity": <severity>, "list": <list>}');

    expect(JSON.parse(text)).toEqual({
      title: 'says "hi" \\ bye',
      severity: 8,
      list: [{ id: "a" }],
    });
  });

  test("has plain values inside quotes, where a quote of the event's breaks the JSON", () => {
    const id = { id: "$.detail.list[0].id", ...paths };

    expect(transformed('{"text": "severity <severity>, id <id>"}', id)).toBe(
      '{"text": "severity 8, id a"}',
    );
    expect(transformed('{"text": "<title>"}')).toBe('{"text": "says "hi" \\ bye"}');
    expect(transformed('{"text": "a \\" <severity>", "next": <id>}', id)).toBe(
      '{"text": "a \\" 8", "next": "a"}',
    );
  });

  test("has structured values without their quotes inside a text", () => {
    expect(transformed('{"text": "<list>"}')).toBe('{"text": "[{id:a}]"}');
  });

  test("has an empty text where the event has nothing at the path", () => {
    expect(transformed('{"x": <x>, "y": "<x>"}', { x: "$.detail.absent.deep" })).toBe(
      '{"x": "", "y": ""}',
    );
  });

  test("is plain text where the template is", () => {
    expect(transformed('"<title> in <severity>"')).toBe('"says "hi" \\ bye in 8"');
  });

  test("has the rule's and the event's own fields by their reserved names", () => {
    const template =
      '{"by": <aws.events.rule-name>, "arn": <aws.events.rule-arn>, "at": <aws.events.event.ingestion-time>, "all": <aws.events.event.json>, "head": <aws.events.event>}';
    const head = JSON.parse(JSON.stringify({ ...event, detail: undefined })) as unknown;

    expect(JSON.parse(transformed(template))).toEqual({
      by: "r",
      arn: rule.arn,
      at: event.time,
      all: event,
      head,
    });
  });

  test("keeps a placeholder that nobody defined", () => {
    expect(transformed('{"x": "<other>"}')).toBe('{"x": "<other>"}');
  });

  test.each(["$.detail.list[*].id", "detail.title", "$..title"])(
    "isn't guessed where the path is %s",
    (path) => {
      expect(() => transformed('{"x": <x>}', { x: path })).toThrow(path);
    },
  );
});
