import { randomUUID } from "node:crypto";
import { type Answer, faultAnswer, jsonAnswer } from "../answer";
import { type Call, gapsOf, Shelf } from "./gap";
import { type MacieSessions } from "./macie-sessions";

interface Job {
  readonly [field: string]: unknown;
  readonly jobId: string;
  readonly jobArn: string;
  readonly jobStatus: string;
}

const asTags = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

const idOf = (arn: string): string => arn.split("/").at(-1) ?? "";

/** Classification jobs of all accounts. */
class Jobs {
  private readonly shelf = new Shelf(() => new Map<string, Job>());

  create(call: Call): Answer {
    const { parameters, region } = call.request;
    const jobId = randomUUID().replaceAll("-", "");
    const jobArn = `arn:aws:macie2:${region}:${call.caller.accountId}:classification-job/${jobId}`;
    const jobStatus = parameters.jobType === "SCHEDULED" ? "IDLE" : "RUNNING";
    const made = {
      jobId,
      jobArn,
      jobStatus,
      createdAt: new Date().toISOString(),
      tags: asTags(parameters.tags),
    };
    this.of(call).set(jobId, { samplingPercentage: 100, ...parameters, ...made });
    return jsonAnswer({ jobArn, jobId });
  }

  read(call: Call, id: string, answer: (job: Job) => Answer): Answer {
    const job = this.of(call).get(id);
    const missing = {
      status: 404,
      code: "ResourceNotFoundException",
      message: `There is no classification job ${id}`,
    };
    return job === undefined ? faultAnswer(call.request, missing) : answer(job);
  }

  list(call: Call): Answer {
    return jsonAnswer({ items: [...this.of(call).values()] });
  }

  change(call: Call, id: string, to: (job: Job) => Partial<Job>): Answer {
    return this.read(call, id, (job) => {
      this.of(call).set(id, { ...job, ...to(job) });
      return jsonAnswer({});
    });
  }

  private of({ caller, request }: Call): Map<string, Job> {
    return this.shelf.of(caller.accountId, request.region);
  }
}

const withoutTags = (tags: unknown, gone: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(asTags(tags)).filter(([key]) => !gone.includes(key)));

/** Classification jobs and their tags, of accounts that have Macie. */
export function macieGaps(sessions: MacieSessions) {
  const jobs = new Jobs();
  return gapsOf("macie2", {
    "POST /jobs/list": (call) => jobs.list(call),
    "POST /jobs": sessions.enabled((call) => jobs.create(call)),
    "GET /jobs/*": (call) => jobs.read(call, call.rest, jsonAnswer),
    "PATCH /jobs/*": (call) => jobs.change(call, call.rest, () => call.request.parameters),
    "GET /tags/*": (call) => jobs.read(call, idOf(call.rest), ({ tags }) => jsonAnswer({ tags })),
    "POST /tags/*": (call) => {
      const added = asTags(call.request.parameters.tags);
      return jobs.change(call, idOf(call.rest), ({ tags }) => ({
        tags: { ...asTags(tags), ...added },
      }));
    },
    "DELETE /tags/*": (call) => {
      const gone = call.request.query.getAll("tagKeys");
      return jobs.change(call, idOf(call.rest), ({ tags }) => ({ tags: withoutTags(tags, gone) }));
    },
  });
}
