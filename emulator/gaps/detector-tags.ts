import { emptyAnswer, jsonAnswer } from "../answer";
import { type Call, type Gap, readJson, Shelf } from "./gap";

type Tags = Readonly<Record<string, unknown>>;
type Row = Gap["answer"];

/** Tags given to a detector after it was made, such as an imported one's; moto keeps the first ones only. */
export function withDetectorTags(gaps: readonly Gap[]): readonly Gap[] {
  const shelf = new Shelf((): { tags: Tags } => ({ tags: {} }));
  const kept = ({ caller, request }: Call) => shelf.of(caller.accountId, request.region);
  const rows: Readonly<Record<string, (next: Row) => Row>> = {
    "POST /tags/*": ofDetector((call) => {
      kept(call).tags = { ...kept(call).tags, ...(call.request.parameters.tags as Tags) };
      return emptyAnswer(204);
    }),
    "DELETE /tags/*": ofDetector((call) => {
      const gone = call.request.query.getAll("tagKeys");
      const left = Object.entries(kept(call).tags).filter(([key]) => !gone.includes(key));
      kept(call).tags = Object.fromEntries(left);
      return emptyAnswer(204);
    }),
    "DELETE /detector/*": (next) => (call) => {
      if (!call.rest.includes("/")) kept(call).tags = {};
      return next(call);
    },
    "GET /detector/*": (next) => async (call) => {
      const answer = await next(call);
      if (call.rest.includes("/") || answer.status !== 200) return answer;
      const detector = readJson(answer);
      return jsonAnswer({
        ...detector,
        tags: { ...(detector.tags as Tags | undefined), ...kept(call).tags },
      });
    },
  };
  return gaps.map((gap) => ({ ...gap, answer: rows[gap.route]?.(gap.answer) ?? gap.answer }));
}

const ofDetector =
  (row: Row) =>
  (next: Row): Row =>
  (call) =>
    decodeURIComponent(call.rest).includes(":detector/") ? row(call) : next(call);
