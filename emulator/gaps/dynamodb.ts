import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Call, type Gap, gapsOf, readJson, Shelf } from "./gap";

type Parameters = Readonly<Record<string, unknown>>;

/**
 * moto checks a condition and writes without a lock: of two writers side by side both may be told
 * that theirs held. So writes go one at a time. Its transactions copy whole tables, and one that is
 * refused puts an old copy back, with it undoing what others wrote meanwhile.
 */
export function dynamodbGaps(): readonly Gap[] {
  const turns = new Shelf(() => ({ last: Promise.resolve<unknown>(undefined) }));
  const inTurn = (answer: Gap["answer"]) => (call: Call) => {
    const turn = turns.of(call.caller.accountId, call.request.region);
    const mine = turn.last.then(() => answer(call));
    turn.last = mine.catch(() => undefined);
    return mine;
  };
  const write = inTurn((call) => call.forward());
  return gapsOf("dynamodb", {
    PutItem: write,
    UpdateItem: write,
    DeleteItem: write,
    TransactWriteItems: inTurn(transact),
  });
}

interface Transacted {
  readonly Update?: Parameters;
}

/** Update by update; what was done is undone when one is refused. Other kinds are moto's. */
async function transact(call: Call): Promise<Answer> {
  const items = call.request.parameters.TransactItems as readonly Transacted[];
  const updates = items.flatMap(({ Update }): readonly Parameters[] =>
    Update === undefined ? [] : [Update],
  );
  if (updates.length < items.length) return call.forward();
  const undo: (() => Promise<Answer>)[] = [];
  for (const update of updates) {
    const { TableName, Key } = update;
    const answer = await ask(call, "UpdateItem", { ...update, ReturnValues: "ALL_OLD" });
    if (answer.status >= 300) {
      for (const step of undo.reverse()) await step();
      return canceled(call, { answer, index: undo.length, of: updates.length });
    }
    const { Attributes: Item } = readJson(answer);
    undo.push(() =>
      Item === undefined
        ? ask(call, "DeleteItem", { TableName, Key })
        : ask(call, "PutItem", { TableName, Item }),
    );
  }
  return jsonAnswer({});
}

const ask = (call: Call, operation: string, parameters: Parameters) =>
  call.forward({
    headers: { ...call.request.headers, "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(parameters)),
  });

interface Refusal {
  readonly answer: Answer;
  /** The update that was refused, of how many. */
  readonly index: number;
  readonly of: number;
}

function canceled({ request }: Call, { answer, index, of }: Refusal): Answer {
  const refused = readJson(answer);
  const type = String(refused.__type).replace(/^.*#/, "");
  if (type !== "ConditionalCheckFailedException") return answer;
  const codes = Array.from({ length: of }, (_, at) =>
    at === index ? "ConditionalCheckFailed" : "None",
  );
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`;
  const fault = { status: 400, code: "TransactionCanceledException", message };
  const { status, headers } = faultAnswer(request, fault);
  const CancellationReasons = codes.map((Code) => ({ Code }));
  const body = { __type: fault.code, Message: message, message, CancellationReasons };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}
