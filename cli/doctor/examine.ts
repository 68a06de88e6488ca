import { partitionOf } from "../../config/names";
import type { WardenConfig } from "../../config/schema";
import { type Resource, resourcesOf, type StackJson } from "../../stacks/read-stack";
import { atATime } from "../at-a-time";
import { type Say } from "../progress/progress";
import { type Check } from "./check";
import { CHECKS } from "./checks";
import { type DoctorClients, doctorClients } from "./clients";
import { type CredentialsFor } from "./credentials";
import { type Diagnosis, type Finding, type Problem } from "./finding";
import { cantEnter, unseen } from "./unseen";

export interface Patient {
  readonly config: WardenConfig;
  readonly stacks: readonly StackJson[];
  readonly credentialsFor: CredentialsFor;
  readonly say: Say;
}

const STACKS_AT_A_TIME = 4;

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
  let clients: DoctorClients;
  try {
    clients = doctorClients(region, await patient.credentialsFor(accountId));
  } catch (error) {
    return [cantEnter(patient.config, error)].map(finding("account", accountId));
  }
  const place = { partition: partitionOf(region), region, accountId };
  const answers = asked.map(async ({ check, resource }) => {
    const examined = { resource, clients, place, config: patient.config };
    const problems = await check
      .examine(examined)
      .catch((error: unknown) => [unseen(error, stack)]);
    return problems.map(finding(check.id, check.subject(resource)));
  });
  return (await Promise.all(answers)).flat();
}
