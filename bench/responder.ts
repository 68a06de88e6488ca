import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findMotoCommand } from "./moto";
import { measure } from "./responder/measure";
import { findPython } from "./responder/python";
import { responderTables } from "./responder/report";
import { openStage } from "./stage/stage";

const NO_PYTHON = `
*** THE SEED'S HANDLER IS NOT MEASURED: there is no boto3 in the Python that runs moto. ***
*** python3 -m pip install boto3                                                        ***

`;

async function main(): Promise<void> {
  const motoCommand = await findMotoCommand();
  const python = await findPython(motoCommand);
  if (python === undefined) process.stderr.write(NO_PYTHON);
  const folder = mkdtempSync(path.join(tmpdir(), "warden-bench-"));
  const stage = await openStage({ motoCommand, accounts: 2 });
  try {
    const report = await measure({ stage, folder, python });
    const isForMachines = process.argv.includes("--json");
    const text = isForMachines ? JSON.stringify(report, null, 2) : responderTables(report);
    process.stdout.write(`${text}\n`);
    if (!Object.values(report.ours.holds).every(Boolean)) process.exitCode = 1;
  } finally {
    await stage.stop();
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
