import { extraOf } from "../../cli/rehearse/scene";

test.each([
  ["arn:aws:iam::222222222222:role/ingest", { kind: "role", name: "ingest", path: "/" }],
  ["arn:aws:iam::222222222222:role/a/b/c", { kind: "role", name: "c", path: "/a/b/" }],
  ["arn:aws:iam::222222222222:user/eva", { kind: "user", name: "eva", path: "/" }],
  [
    "arn:aws:sts::222222222222:assumed-role/ingest/nightly",
    { kind: "role", name: "ingest", path: "/" },
  ],
  [
    "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Ops_1/eva@example.com",
    { kind: "role", name: "AWSReservedSSO_Ops_1", path: "/aws-reserved/sso.amazonaws.com/" },
  ],
])("%s is made with its name and path", (arn, extra) => {
  expect(extraOf(arn)).toEqual(extra);
});
