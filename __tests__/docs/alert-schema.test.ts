import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type z } from "zod";
import { alertJsonSchema, type alertSchema } from "../../alerts/alert-schema";
import { packageRoot } from "../../config/package-root";
import { type Alert } from "../../lambda/responder/alert/alert";

describe("docs/alert.schema.json", () => {
  test("is what script/write-alert-schema.ts writes", () => {
    const published: unknown = JSON.parse(
      readFileSync(join(packageRoot(), "docs", "alert.schema.json"), "utf8"),
    );
    expect(published).toEqual(alertJsonSchema());
  });

  test("allows fields that will be added", () => {
    expect(JSON.stringify(alertJsonSchema())).not.toContain("additionalProperties");
  });

  test("describes the type that the responder composes", () => {
    // The compiler is the test: an alert that the schema doesn't describe wouldn't be assignable.
    const described = (alert: Alert): z.input<typeof alertSchema> => alert;
    expect(described).toBeInstanceOf(Function);
  });
});
