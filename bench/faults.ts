import { findMotoCommand } from "./moto";
import { faultMatrix } from "./faults/matrix";
import { matrixTable } from "./faults/table";
import { ACCEPTABLE } from "./faults/verdict";

async function main(): Promise<void> {
  const asJson = process.argv.includes("--json");
  const matrix = await faultMatrix({
    motoCommand: await findMotoCommand(),
    onCell: ({ call, kind, extent, verdict }, done, of) => {
      process.stderr.write(`${done}/${of} ${call} ${kind} ${extent}: ${verdict}\n`);
    },
  });
  process.stdout.write(`${asJson ? JSON.stringify(matrix, null, 2) : matrixTable(matrix)}\n`);
  if (![...matrix.cells, ...matrix.kills].every(({ verdict }) => ACCEPTABLE.includes(verdict)))
    process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
