import { emptyAnswer, jsonAnswer } from "../answer";
import { header, text } from "../request";
import { type Call, type Gap, gapsOf, readJson } from "./gap";

const FUNCTIONS = "/2015-03-31/functions";
const ARCHIVES = "/lambda-archives/";

/**
 * moto keeps a function's archive and never hands it out: the address it names is one of AWS's own,
 * which nobody here may call.
 */
export function lambdaGaps(): readonly Gap[] {
  const archives = new Map<string, Buffer>();
  const keep = async (call: Call, name: string | undefined, zip: unknown) => {
    const answer = await call.forward();
    if (answer.status < 300 && name !== undefined && typeof zip === "string") {
      archives.set(placeOf(call, name), Buffer.from(zip, "base64"));
    }
    return answer;
  };
  return [
    ...gapsOf("lambda", {
      [`POST ${FUNCTIONS}`]: (call) => {
        const { FunctionName, Code } = call.request.parameters;
        return keep(call, text(FunctionName), (Code as { ZipFile?: unknown } | undefined)?.ZipFile);
      },
      [`PUT ${FUNCTIONS}/*`]: (call) =>
        keep(call, call.rest.replace(/\/code$/, ""), call.request.parameters.ZipFile),
      [`GET ${FUNCTIONS}/*`]: async (call) => {
        const answer = await call.forward();
        if (answer.status >= 300 || !archives.has(placeOf(call, call.rest))) return answer;
        const Location = `http://${header(call.request.headers, "host") ?? ""}${ARCHIVES}${placeOf(call, call.rest)}`;
        const found = readJson(answer);
        return jsonAnswer({ ...found, Code: { RepositoryType: "S3", Location } });
      },
    }),
    // A download comes unsigned, as by the presigned URL that AWS gives.
    ...gapsOf("s3", {
      [`GET ${ARCHIVES}*`]: ({ rest }) => {
        const archive = archives.get(rest);
        if (archive === undefined) return emptyAnswer(404);
        return { status: 200, headers: { "content-type": "application/zip" }, body: archive };
      },
    }),
  ];
}

const placeOf = ({ caller, request }: Call, name: string): string =>
  `${caller.accountId}/${request.region}/${name}`;
