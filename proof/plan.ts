import { planStacks } from "../config/stack-plan";
import { onceFor } from "../decisions/known";

/** `planStacks` of a configuration, once: each of its many scopes asks for its own part. */
export const planOf = onceFor(planStacks);
