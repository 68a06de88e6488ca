import { type Destination, type MotoClient } from "./moto-client";
import { type AwsRequest } from "./request";

export interface Remembered {
  /** Asks moto the same question once, and not of objects: they come and go. */
  readonly moto: MotoClient;
  /** Forgets the answers that this call, now answered, may have changed. */
  readonly after: (request: Pick<AwsRequest, "service" | "operation" | "parameters">) => void;
}

interface Kept {
  readonly service: string;
  readonly about: ReadonlySet<unknown>;
  readonly answer: Promise<unknown>;
}

/** Calls that read, or that move messages only. */
const harmless =
  /^(Get|List|Describe|Publish|PutEvents|SendMessage|ReceiveMessage|DeleteMessage|ChangeMessageVisibility)/;

/** Judging a call takes a dozen questions, most of them asked at the call before. */
export function remembered(moto: MotoClient): Remembered {
  const answers = new Map<string, Kept>();
  type Question = readonly [to: Destination, operation: string, parameters?: object | undefined];
  const once = <T>(question: Question, ask: () => Promise<T>): Promise<T> => {
    const [{ service }, , parameters = {}] = question;
    const key = JSON.stringify(question);
    const answer = (answers.get(key)?.answer as Promise<T> | undefined) ?? ask();
    answers.set(key, { service, about: new Set(Object.values(parameters)), answer });
    answer.catch(() => answers.delete(key));
    return answer;
  };
  return {
    moto: {
      ...moto,
      query: (...question) => once(question, () => moto.query(...question)),
      json: (...question) => once(question, () => moto.json(...question)),
    },
    after: (request) => {
      if (harmless.test(request.operation ?? "")) return;
      for (const [key, kept] of answers) if (mayChange(request, kept)) answers.delete(key);
    },
  };
}

/** IAM's calls name what they change as our questions name it; elsewhere it may be an id, an ARN or an alias. */
function mayChange(
  { service, parameters }: Pick<AwsRequest, "service" | "parameters">,
  kept: Kept,
): boolean {
  if (service !== kept.service) return false;
  return service !== "iam" || Object.values(parameters).some((value) => kept.about.has(value));
}
