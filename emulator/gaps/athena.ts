import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Call, type Gap, gapsOf, readJson, Shelf } from "./gap";

type Fields = Readonly<Record<string, unknown>>;

/** Athena's workgroups and saved queries: moto can't change the one, nor delete the other. */
export const athenaGaps = (): readonly Gap[] =>
  gapsOf("athena", {
    ...queryRows(),
    ...workgroupRows(),
    // Without tags moto says that the resource doesn't exist.
    ListTagsForResource: async (call) => {
      const answer = await call.forward();
      return answer.body.includes("Does Not Exist") ? jsonAnswer({ Tags: [] }) : answer;
    },
  });

function queryRows() {
  const deleted = new Set<string>();
  const idIn = ({ request }: Call) => String(request.parameters.NamedQueryId);
  return {
    DeleteNamedQuery: (call: Call) => {
      deleted.add(idIn(call));
      return jsonAnswer({});
    },
    GetNamedQuery: (call: Call) =>
      deleted.has(idIn(call))
        ? refuse(call, `NamedQuery ${idIn(call)} was not found`)
        : call.forward(),
  };
}

function workgroupRows() {
  const shelf = new Shelf(() => new Map<string, Fields>());
  const changesOf = ({ caller, request }: Call) => shelf.of(caller.accountId, request.region);
  const nameIn = ({ request }: Call) => String(request.parameters.WorkGroup);
  return {
    UpdateWorkGroup: (call: Call) => {
      const before = changesOf(call).get(nameIn(call)) ?? {};
      changesOf(call).set(nameIn(call), changed(before, call.request.parameters));
      return jsonAnswer({});
    },
    GetWorkGroup: async (call: Call) => {
      const answer = await call.forward();
      const changes = changesOf(call).get(nameIn(call));
      if (answer.status !== 200 || changes === undefined) return answer;
      return jsonAnswer({ WorkGroup: merged(readJson(answer).WorkGroup as Fields, changes) });
    },
    DeleteWorkGroup: (call: Call) => {
      changesOf(call).delete(nameIn(call));
      return call.forward();
    },
  };
}

const refuse = ({ request }: Call, message: string): Answer =>
  faultAnswer(request, { status: 400, code: "InvalidRequestException", message });

function changed(before: Fields, { Description, State, ConfigurationUpdates }: Fields): Fields {
  const given = Object.entries({ Description, State }).filter(([, value]) => value !== undefined);
  const { ResultConfigurationUpdates, ...updates } = (ConfigurationUpdates ?? {}) as Fields;
  const Configuration = {
    ...(before.Configuration as Fields | undefined),
    ...updates,
    ...(ResultConfigurationUpdates === undefined
      ? {}
      : { ResultConfiguration: ResultConfigurationUpdates }),
  };
  return { ...before, ...Object.fromEntries(given), Configuration };
}

function merged(workgroup: Fields, { Configuration, ...changes }: Fields): Fields {
  const configuration = workgroup.Configuration as Fields;
  const updates = Configuration as Fields;
  const ResultConfiguration = {
    ...(configuration.ResultConfiguration as Fields | undefined),
    ...(updates.ResultConfiguration as Fields | undefined),
  };
  return {
    ...workgroup,
    ...changes,
    Configuration: { ...configuration, ...updates, ResultConfiguration },
  };
}
