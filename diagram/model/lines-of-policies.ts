import type { Estate } from "../../proof/model/estate";
import { identityOf } from "../../proof/model/identity";
import type { Resource } from "../../proof/model/resource";
import { textsWithin } from "./arguments";
import type { Drawn, Line } from "./lines";

const listed = (value: unknown): readonly string[] =>
  ([value ?? []].flat() as unknown[]).filter((one) => typeof one === "string");

/** Lines by what roles may do to what is drawn; the policies' own order of actions. */
export const linesOfPolicies = ({ named }: Drawn, estate: Estate): readonly Line[] =>
  estate.resources("aws_iam_role").flatMap((role) =>
    identityOf(estate, role).policies.flatMap(({ policy }) =>
      ([policy.Statement].flat() as Readonly<Record<string, unknown>>[])
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action, Resource: on }) =>
          listed(on).flatMap((text): Line[] => {
            const to = named(text);
            return to ? [{ from: role, to, kind: "permission", labels: listed(Action) }] : [];
          }),
        ),
    ),
  );

/** Lines from what names a key, in whatever argument but a policy, to the key. */
export const linesOfKeys = ({ all, named }: Drawn, namesOf: (one: Resource) => readonly string[]) =>
  all.flatMap((from) => {
    const texts = namesOf(from).flatMap((name) => [...textsWithin(from.value(name))]);
    const keys = new Set(
      texts.filter((text) => text.includes(":kms:")).flatMap((text) => named(text) ?? []),
    );
    return [...keys]
      .filter((to) => to.type === "aws_kms_key" && to !== from)
      .map((to): Line => ({ from, to, kind: "key", labels: ["encrypted"], quiet: true }));
  });
