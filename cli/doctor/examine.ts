import { partitionOf } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import { Estate } from "../../proof/model/estate";
import { type Resource, resourcesOf, type StackJson } from "../../stacks/read-stack";
import { atATime } from "../at-a-time";
import { type Say } from "../progress/progress";
import { type Check, type Examined, type Once } from "./check";
import { CHECKS } from "./checks";
import { type ClientsAt } from "./clients";
import { type Diagnosis, type Finding, type Problem } from "./finding";
import { cantEnter, unseen } from "./unseen";

export interface Patient {
  readonly config: WardenConfig;
  readonly stacks: readonly StackJson[];
  readonly clientsAt: ClientsAt;
  readonly say: Say;
}

const STACKS_AT_A_TIME = 4;
/** Of one stack: some of AWS's limits are a few calls a second for each account and region. */
const QUESTIONS_AT_A_TIME = 8;

/** Looks at every part of every stack; what can't be looked at counts as a finding. */
export async function examine(patient: Patient): Promise<Diagnosis> {
  const found = new Map<string, readonly Finding[]>();
  await atATime(STACKS_AT_A_TIME, patient.stacks, async (stack) => {
    patient.say(stack.name);
    found.set(stack.name, await examineStack(patient, stack));
  });
  const stacks = patient.stacks.map(({ name }) => name);
  return {
    stacks,
    examined: patient.stacks.reduce((sum, stack) => sum + questions(stack).length, 0),
    findings: stacks.flatMap((name) => found.get(name) ?? []),
  };
}

interface Question {
  readonly check: Check;
  readonly resource: Resource;
}

const questions = (stack: StackJson): readonly Question[] =>
  CHECKS.flatMap((check) =>
    resourcesOf(stack, check.type).map((resource) => ({ check, resource })),
  );

async function examineStack(patient: Patient, stack: StackJson): Promise<readonly Finding[]> {
  const asked = questions(stack);
  if (asked.length === 0) return [];
  const { name, accountId, region } = stack;
  const finding =
    (check: string, subject: string) =>
    (problem: Problem): Finding => ({
      ...{ check, stack: name, accountId, region, subject },
      ...problem,
    });
  let examined: (resource: Resource) => Examined;
  try {
    examined = await examinedIn(patient, stack);
  } catch (error) {
    return [cantEnter(patient.config, error)].map(finding("account", accountId));
  }
  const answers = new Map<Question, readonly Finding[]>();
  await atATime(QUESTIONS_AT_A_TIME, asked, async (question) => {
    const { check, resource } = question;
    const one = examined(resource);
    const problems = await check.examine(one).catch((error: unknown) => [unseen(error, stack)]);
    answers.set(question, problems.map(finding(check.id, check.subject(one))));
  });
  return asked.flatMap((question) => answers.get(question) ?? []);
}

/** @throws AWS's error where the account can't be entered */
async function examinedIn({ config, clientsAt }: Patient, stack: StackJson) {
  const { accountId, region, json, name } = stack;
  const clients = await clientsAt(stack);
  const place = { partition: partitionOf(region), region, accountId };
  const estate = new Estate([{ name, file: stack.directory, json }]);
  const shared = { clients, place, config, estate, once: once() };
  return (resource: Resource): Examined => {
    const { type, address } = resource;
    const resolved = estate.resources(type).find((candidate) => candidate.address === address);
    if (!resolved) throw new Error(`${name}: ${address} is one of several, which isn't read`);
    return { ...shared, resource, resolved };
  };
}

export function once(): Once {
  const known = new Map<string, Promise<unknown>>();
  return <T>(name: string, read: () => Promise<T>) => {
    const answer = known.get(name) ?? read();
    known.set(name, answer);
    return answer as Promise<T>;
  };
}
