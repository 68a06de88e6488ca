import { type Answer } from "../answer";
import { type Caller } from "../callers";
import { type MotoClient } from "../moto-client";
import { type AwsRequest } from "../request";

/** A call on its way to moto. */
export interface Call {
  readonly request: AwsRequest;
  readonly caller: Caller;
  /** What stood for `*` in the row's route. */
  readonly rest: string;
  readonly moto: MotoClient;
  /** Asks moto, with the request as it came or changed. */
  forward(changed?: Partial<AwsRequest>): Promise<Answer>;
}

/** One operation that the gateway answers, or changes on its way, because moto can't. */
export interface Gap {
  readonly service: string;
  /**
   * An operation's name, or for REST `METHOD /path` with an optional `*`: at its end it stands for
   * all that follows, before that for one part of the path. The first row that fits answers.
   */
  readonly route: string;
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}

/** Rows of one service: route and answer. */
export const gapsOf = (
  service: string,
  rows: Readonly<Record<string, Gap["answer"]>>,
): readonly Gap[] => Object.entries(rows).map(([route, answer]) => ({ service, route, answer }));

/** The text that stands for the route's `*`; undefined where the route is another one. */
export function matchRoute(route: string, request: AwsRequest): string | undefined {
  const asked = `${request.method} ${request.path}`;
  if (route === request.operation || route === asked) return "";
  const [start = "", end] = route.split("*");
  if (end === undefined || !asked.startsWith(start) || !asked.endsWith(end)) return undefined;
  const rest = asked.slice(start.length, asked.length - end.length);
  const fits = asked.length >= start.length + end.length && (end === "" || !rest.includes("/"));
  return fits ? rest : undefined;
}

/** Calls the same service and region as another account: what a service does to its members. */
export const askAs = (
  { request, moto }: Call,
  accountId: string,
  asked: { readonly method: string; readonly target: string; readonly body?: object },
): Promise<Answer> =>
  moto.send(
    { ...request, ...asked, body: Buffer.from(JSON.stringify(asked.body ?? {})) },
    accountId,
  );

/** One value for each account and region, made when first asked for. */
export class Shelf<T> {
  private readonly items = new Map<string, T>();

  constructor(private readonly create: () => T) {}

  of(accountId: string, region: string): T {
    const key = `${accountId}/${region}`;
    const item = this.items.get(key) ?? this.create();
    this.items.set(key, item);
    return item;
  }
}

export const readJson = (answer: Answer): Record<string, unknown> =>
  JSON.parse(answer.body.toString()) as Record<string, unknown>;

export const stringsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
