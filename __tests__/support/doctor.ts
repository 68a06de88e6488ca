import { type Check, type Examined } from "../../cli/doctor/check";
import { type DoctorClients, doctorClients } from "../../cli/doctor/clients";
import { once } from "../../cli/doctor/examine";
import { partitionOf } from "../../config/names";
import { type WardenConfig } from "../../config/schema";
import { Estate } from "../../proof/model/estate";
import { resourcesOf, type StackJson } from "../../stacks/read-stack";

/** What AWS answers, by the command's name: a fixed answer, or one for what is asked. */
export type Answers = Readonly<Record<string, unknown>>;

/** Clients that ask nobody; a command without an answer fails as AWS does where a thing isn't. */
export function answering(answers: Answers): DoctorClients {
  const clients = doctorClients({ region: "us-east-1" });
  for (const client of Object.values(clients))
    jest
      .spyOn(client as { send: (command: object) => unknown }, "send")
      .mockImplementation((command) => {
        const name = command.constructor.name.replace(/Command$/, "");
        const answer = answers[name];
        if (answer === undefined) throw new Error(`nobody answers ${name}`);
        if (typeof answer !== "function") return Promise.resolve(answer);
        const { input } = command as { readonly input: unknown };
        return Promise.resolve((answer as (asked: unknown) => unknown)(input));
      });
  return clients;
}

export interface Seen {
  readonly config: WardenConfig;
  readonly stack: StackJson;
  readonly clients: DoctorClients;
  /** Part of the address. @default the first resource of the check's type */
  readonly address?: string;
}

/** The first resource that the check is about, as the check gets it. */
export function examinedBy({ type }: Pick<Check, "type">, seen: Seen): Examined {
  const { config, stack, clients, address = "" } = seen;
  const resource = resourcesOf(stack, type).find((one) => one.address.includes(address));
  const estate = new Estate([{ name: stack.name, file: stack.name, json: stack.json }]);
  const resolved = estate.resources(type).find((one) => one.address === resource?.address);
  if (!resource || !resolved) throw new Error(`${stack.name} has no ${type} ${address}`);
  const { region, accountId } = stack;
  const place = { partition: partitionOf(region), region, accountId };
  return { resource, resolved, estate, clients, place, config, once: once() };
}
