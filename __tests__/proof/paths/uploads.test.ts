import { uploadPaths } from "../../../proof/paths/uploads";
import { everyPrincipal } from "../../support/every-principal";
import { saidOf, walkedOf } from "../../support/one-path";
import { committed, notProved, pathsOfFamily, type Proven } from "../../support/proof";
import { DELETING_AND_OTHERS } from "./uploads/deletion";
import { PUTTING } from "./uploads/puts";

const special = everyPrincipal();

const idsOf = async (proven: Proven, whose: string) =>
  (await walkedOf(proven, uploadPaths, whose, "")).map(({ id }) =>
    id.replace(/^uploads\/\d+\//, ""),
  );

test.each([
  ["by invitation", committed("invitation")],
  ["by organization", committed("organization")],
  ["with every kind of principal", special],
])("whoever may upload can, %s", async (_, proven) => {
  const paths = await pathsOfFamily(proven, "uploads");

  expect(notProved(paths)).toEqual([]);
  expect(new Set(paths.map(({ id }) => id)).size).toBe(paths.length);
});

test("everybody whom the configuration names has paths", async () => {
  expect(await idsOf(special, "payments")).toMatchInlineSnapshot(`
    [
      "file-uploader/becoming",
      "file-uploader/puts",
      "file-uploader/refused",
      "file-uploader/reading",
      "file-uploader/left-alone",
      "allowed/user/team/ingest/puts",
      "allowed/user/team/ingest/refused",
      "allowed/user/team/ingest/left-alone",
      "allowed/role/team/ingest/puts",
      "allowed/role/team/ingest/refused",
      "allowed/role/team/ingest/left-alone",
      "allowed/assumed-role/awsreservedsso_upload_0123456789abcdef/eva@example.com/puts",
      "allowed/assumed-role/awsreservedsso_upload_0123456789abcdef/eva@example.com/refused",
      "allowed/assumed-role/awsreservedsso_upload_0123456789abcdef/eva@example.com/left-alone",
      "replication/role/replication",
      "replication/aroaexampleforeign1",
      "others/prevented",
      "break-glass/role/team/break-glass/left-alone",
      "break-glass/assumed-role/awsreservedsso_admin_0123456789abcdef/eva@example.com/left-alone",
      "deletion/without-mfa",
      "deletion/with-mfa",
      "monitoring/becoming",
      "monitoring/triage",
      "monitoring/nothing-else",
    ]
  `);
});

test("full access by choice is judged by nobody, and nobody else is refused beforehand", async () => {
  expect(await idsOf(special, "claims")).toMatchInlineSnapshot(`
    [
      "file-uploader/becoming",
      "file-uploader/puts",
      "file-uploader/refused",
      "file-uploader/reading",
      "file-uploader/left-alone",
      "others/refused",
      "deletion/without-mfa",
      "deletion/with-mfa",
      "monitoring/becoming",
    ]
  `);
});

describe.each([...PUTTING, ...DELETING_AND_OTHERS])("$title", (spoilt) => {
  test.each(spoilt.rows)("when %s", async (...spoiling) => {
    const said = await saidOf(spoilt, uploadPaths, spoiling);

    expect(said).toMatch(/^(broken|unknown): /);
    expect(said).toMatch(spoiling[3]);
  });
});
