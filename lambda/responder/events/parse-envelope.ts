import { type Fields, fieldsAt, isFields, type Reading, textOf } from "./reading";

/** What an event holds in the end: a record or call yet to be read, or all there is to say of it. */
export type Found = { readonly event: Fields } | { readonly reading: Reading };

export const TELLS_NOTHING = "an event of a kind that tells of no upload";

/**
 * A queue's event, its message, a topic's notification, a failed invocation, the event itself:
 * twice as deep as anybody wires it. Who nests deeper wants the reader to run out of stack.
 */
const DEEPEST = 10;

type Content =
  | { readonly records: readonly unknown[] }
  | { readonly text: string | undefined; readonly of: string };

/** How each known envelope is told from the others, and what it holds. The first that fits wins. */
const ENVELOPES: readonly {
  readonly fits: (event: Fields) => boolean;
  readonly open: (event: Fields) => Content;
}[] = [
  {
    fits: ({ Records }) => Array.isArray(Records),
    open: ({ Records }) => ({ records: Records as unknown[] }),
  },
  {
    fits: ({ eventSource }) => eventSource === "aws:sqs",
    open: (message) => ({ text: textOf(message, "body"), of: "a message of a queue" }),
  },
  {
    fits: ({ EventSource }) => EventSource === "aws:sns",
    open: (record) => ({ text: textOf(fieldsAt(record, "Sns"), "Message"), of: "a notification" }),
  },
  {
    fits: ({ Type, Message }) => Type === "Notification" && Message !== undefined,
    open: (notification) => ({ text: textOf(notification, "Message"), of: "a notification" }),
  },
  {
    // What Lambda sends to a queue after the last try.
    fits: ({ requestContext, requestPayload }) =>
      isFields(requestContext) && Boolean(requestPayload),
    open: ({ requestPayload }) => ({ records: [requestPayload] }),
  },
];

/** Takes an event out of its envelopes; whatever is no known envelope stays as it is. */
export function unwrap(event: unknown, levels = DEEPEST): Found[] {
  if (!isFields(event)) return [{ reading: { ignored: TELLS_NOTHING } }];
  const content = ENVELOPES.find(({ fits }) => fits(event))?.open(event);
  if (!content) return [{ event }];
  if (levels === 0) {
    return [{ reading: { unreadable: `an event inside more than ${DEEPEST} others` } }];
  }
  if ("records" in content) {
    return content.records.flatMap((record) => unwrapRecord(record, levels - 1));
  }
  const inner = fromJson(content.text);
  if (inner !== undefined) return unwrap(inner, levels - 1);
  return [{ reading: { unreadable: `${content.of} whose content is not JSON` } }];
}

function unwrapRecord(record: unknown, levels: number): Found[] {
  if (isFields(record)) return unwrap(record, levels);
  return [{ reading: { unreadable: "a record that is no object" } }];
}

function fromJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
