import { isMarked, marksIn } from "../../proof/model/marks";
import { textOf } from "../../proof/model/resource";
import { applyAgain, type Check, type Examined } from "./check";
import { differences, type Facts } from "./differences";
import { type Problem } from "./finding";
import { realIds } from "./real-ids";

/** What AWS must say of every resource of one type, because the stack says it. */
export interface Expectation {
  readonly id: string;
  readonly type: string;
  /** @default the argument "name" */
  readonly subject?: Check["subject"];
  /** What the stack says, in AWS's own form. */
  readonly wanted: (examined: Examined) => Facts | Promise<Facts>;
  /** What AWS says; it may say more than is wanted. */
  readonly found: (examined: Examined) => Promise<Facts>;
  /** By a fact's name, where applying the stack isn't the way. */
  readonly remedies?: Readonly<Record<string, string>>;
}

/** The resource by what one of its arguments says. */
export const named =
  (argument: string): Check["subject"] =>
  ({ resolved }) =>
    textOf(resolved, argument) ?? resolved.address;

/** The check that AWS says what the stack says: one finding for each difference. */
export const asSynthesized = (expectation: Expectation): Check => ({
  id: expectation.id,
  type: expectation.type,
  subject: expectation.subject ?? named("name"),
  examine: async (examined) => {
    const [wanted, found] = await Promise.all([
      Promise.resolve(expectation.wanted(examined)).then(realIds(examined)),
      expectation.found(examined),
    ]);
    return [
      ...unknown(wanted, examined),
      ...differences(known(wanted), found).map(({ fact, what }) => ({
        what,
        remedy: expectation.remedies?.[fact] ?? applyAgain(examined.resource.stack.name),
      })),
    ];
  },
});

const isUnknown = (value: unknown): boolean => isMarked(JSON.stringify(value ?? null));

const known = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => !isUnknown(value)));

/** What Terraform alone can work out is told: a part that nobody looked at isn't healthy. */
const unknown = (facts: Facts, { resource }: Examined): readonly Problem[] =>
  Object.entries(facts)
    .filter(([, value]) => isUnknown(value))
    .map(([fact, value]) => ({
      what: `${fact} can't be compared: only Terraform knows ${marksIn(JSON.stringify(value)).join(", ")}`,
      remedy: `terraform plan in the stack ${resource.stack.name} compares it`,
    }));
