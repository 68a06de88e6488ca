import path from "node:path";
import { run } from "../../cli/run";

/** The Python that runs moto, which brings boto3; undefined when it has none. */
export async function findPython(motoCommand: readonly string[]): Promise<string | undefined> {
  const [program = ""] = motoCommand;
  const beside = path.join(path.dirname(program), "python");
  for (const python of path.isAbsolute(program) ? [beside] : ["python3"]) {
    const { code } = await run(python, ["-c", "import boto3"], { env: process.env });
    if (code === 0) return python;
  }
  return undefined;
}
