import { writeFileSync } from "node:fs";
import { costOfWriting } from "./floor";

/** A process of its own, as the others have: `<source> <target> <report>`, where the cost goes as JSON. */
const [source = "", target = "", report = ""] = process.argv.slice(2);
writeFileSync(report, JSON.stringify(costOfWriting(source, target)));
