import { type MotoClient } from "./moto-client";
import { type AwsRequest } from "./request";

export interface Remembered {
  /** Asks moto the same question once, and not of objects: they come and go. */
  readonly moto: MotoClient;
  /** Forgets all answers when this call, now answered, may have changed one. */
  readonly after: (request: Pick<AwsRequest, "service" | "operation">) => void;
}

/** Services whose answers decide what a call needs and what policies are in force. */
const asked: readonly string[] = ["events", "iam", "kms", "sns", "sqs"];

/** Calls that read, or that move messages only. */
const harmless =
  /^(Get|List|Describe|Publish|PutEvents|SendMessage|ReceiveMessage|DeleteMessage|ChangeMessageVisibility)/;

/** Judging a call takes a dozen questions, most of them asked at the call before. */
export function remembered(moto: MotoClient): Remembered {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(question);
    const answer = (answers.get(key) as Promise<T> | undefined) ?? ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
  return {
    moto: {
      ...moto,
      query: (...question) => once(question, () => moto.query(...question)),
      json: (...question) => once(question, () => moto.json(...question)),
    },
    after: ({ service, operation = "" }) => {
      if (asked.includes(service) && !harmless.test(operation)) answers.clear();
    },
  };
}
