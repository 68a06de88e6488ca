import { formatFault } from "../../config/faults";
import { REGIONS } from "../../config/regions";
import { type Draft, faultsAt, type Path, valueAt, withValue } from "./draft";
import { type ListOfQuestions, type Question, QUESTIONS } from "./questions";

/** The person at the terminal. */
export interface Person {
  readonly ask: (text: string) => Promise<string>;
  readonly tell: (text: string) => void;
}

/** Asks for what the draft doesn't have yet; an answer that breaks a rule is asked for again. */
export async function interview(given: Draft, person: Person): Promise<Draft> {
  let draft = given;
  person.tell("Enter takes what stands in brackets. Nothing is written before the last answer.\n");
  for (const question of QUESTIONS) {
    draft =
      "fields" in question
        ? await askList(draft, question, person)
        : await askOne(draft, { ...question, at: question.setting }, person);
  }
  return draft;
}

/** A question and where exactly its answer goes. */
type Asked = Question & { readonly at: Path };

async function askOne(draft: Draft, asked: Asked, person: Person): Promise<Draft> {
  const { at, many, preset, isAsked } = asked;
  if (valueAt(draft, at) !== undefined || isAsked?.(draft) === false) return draft;
  const hint = preset?.(draft);
  for (;;) {
    const answer = (await person.ask(prompt(asked, hint))).trim() || hint;
    if (answer === "") return draft;
    if (answer !== undefined) {
      const values = words(answer);
      const before = await withOptIns(draft, asked, values, person);
      const next = withValue(before, at, many ? values : answer);
      const faults = faultsAt(next, at);
      if (faults.length === 0) return next;
      person.tell(faults.map((fault) => `  ${formatFault(fault)}\n`).join(""));
    }
  }
}

function prompt({ text, many }: Question, hint: string | undefined): string {
  if (hint === undefined) return `${text}: `;
  if (hint !== "") return `${text} [${hint}]: `;
  return many ? `${text} (several with spaces, Enter for none): ` : `${text} (Enter for none): `;
}

/** IAM takes a comma within a name. */
const words = (answer: string): readonly string[] => answer.trim().split(/,?\s+/);

async function askList(draft: Draft, questions: ListOfQuestions, person: Person): Promise<Draft> {
  const { list, title, fields } = questions;
  if ((valueAt(draft, list) as readonly unknown[]).length > 0) return draft;
  let [next, isLast] = [draft, false];
  for (let index = 0; !isLast; index++) {
    person.tell(index === 0 ? `The first ${title}:\n` : `Another ${title}, Enter for no other:\n`);
    const before = next;
    for (const [nth, field] of fields.entries()) {
      const isEnd = nth === 0 && index > 0;
      const question = { ...field, ...(isEnd && { preset: () => "" }) };
      next = await askOne(next, { ...question, at: [...list, index, ...field.setting] }, person);
      isLast = isEnd && next === before;
      if (isLast) break;
    }
  }
  return next;
}

/** AWS refuses all calls to a region that is off until it is enabled, account by account. */
async function withOptIns(
  draft: Draft,
  { setting }: Question,
  values: readonly string[],
  person: Person,
): Promise<Draft> {
  if (!["homeRegion", "furtherRegions"].includes(setting.join("."))) return draft;
  let enabled = (draft.optInRegions ?? []) as readonly string[];
  for (const region of values) {
    if (!REGIONS[region]?.optIn || enabled.includes(region)) continue;
    const answer = await person.ask(
      `${region} is off until enabled. Is it on in every account? [no]: `,
    );
    if (/^y(es)?$/i.test(answer.trim())) enabled = [...enabled, region];
  }
  return enabled.length > 0 ? withValue(draft, ["optInRegions"], enabled) : draft;
}
