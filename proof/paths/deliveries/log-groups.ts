import { auditNames, type Place, workloadNames } from "../../../config/names";
import { logGroupArn } from "../../../policies/keys";
import type { Estate } from "../../model/estate";
import { type Resource, textOf, whereOf } from "../../model/resource";
import type { Hop, Path } from "../../path";
import type { PathSource, Scope, WorkloadScope } from "../../scope";
import { settingOf, theOne } from "../expected";
import { arnOf, keyBehind, logsUseKey, type NamedKey } from "./keys";

/** CloudWatch Logs may use the key of each log group: without it, it takes no line. */
export const logGroupPaths: PathSource = {
  shared: (scope) => [...expectedPaths(scope, auditGroups(scope)), ...otherPaths(scope)],
  ofWorkload: (scope) => [...expectedPaths(scope, workloadGroups(scope)), ...otherPaths(scope)],
};

interface ExpectedGroup {
  readonly name: string;
  readonly place: Place;
  readonly key: NamedKey;
}

function auditGroups({ config }: Scope): ExpectedGroup[] {
  const { place, trailLogGroup: name, logsKeyAlias: alias } = auditNames(config);
  return [{ name, place, key: { alias, place } }];
}

function workloadGroups({ config, workload }: WorkloadScope): ExpectedGroup[] {
  const { place, trailLogGroup, responderLogGroup, keyAlias } = workloadNames(config, workload);
  const key = { alias: keyAlias, place };
  return [trailLogGroup, responderLogGroup].map((name) => ({ name, place, key }));
}

const idOf = ({ accountId, region }: Resource["place"], name: string): string =>
  `deliveries/log-group/${accountId}/${region}/${name.replace(/^\//, "").toLowerCase()}`;

const pathOf = (place: Resource["place"], name: string, walk: Path["walk"]): Path => ({
  family: "deliveries",
  id: idOf(place, name),
  title: `CloudWatch Logs of ${place.accountId}, ${place.region}: ${name} takes lines, encrypted`,
  walk,
});

const expectedPaths = ({ estate }: Scope, groups: readonly ExpectedGroup[]): Path[] =>
  groups.map((group) => pathOf(group.place, group.name, () => encryptsExpected(estate, group)));

async function* encryptsExpected(
  estate: Estate,
  { name, place, key: named }: ExpectedGroup,
): AsyncGenerator<Hop> {
  const group = yield* theOne(estate, {
    what: `the log group ${name}`,
    type: "aws_cloudwatch_log_group",
    place,
    by: { name },
  });
  const key = yield* keyBehind(estate, named);
  yield settingOf(group, { argument: "kms_key_id", is: arnOf(key) });
  yield* logsUseKey(estate, arnOf(key), { ...place, arn: logGroupArn(place, name) });
}

/** Groups beyond those of the configuration, such as a user's own beside ours: if they name a key, it works. */
function otherPaths(scope: Scope): Path[] {
  const { config, estate, own, workload } = scope;
  const expected = workload
    ? workloadGroups({ ...scope, workload })
    : auditGroups({ ...scope, config });
  const known = expected.map(({ place, name }) => idOf(place, name));
  return estate
    .resources("aws_cloudwatch_log_group")
    .filter((group) => own.includes(group.stack) && textOf(group, "kms_key_id") !== undefined)
    .filter((group) => !known.includes(idOf(group.place, nameOf(group))))
    .map((group) =>
      pathOf(group.place, nameOf(group), () =>
        logsUseKey(estate, textOf(group, "kms_key_id") ?? "", {
          ...group.place,
          arn: arnOf(group),
        }),
      ),
    );
}

/** One that Terraform names is known by its address. */
const nameOf = (group: Resource): string => textOf(group, "name") ?? whereOf(group);
