import { type Answer, faultAnswer, textAnswer } from "../../emulator/answer";
import { type AwsRequest } from "../../emulator/request";
import { gapsBench } from "./call";

const owner = "222222222222";

describe("a service-linked role", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const create = (moto: (sent: AwsRequest) => Answer, service: string) =>
    gapsBench(moto).ask(owner, {
      service: "iam",
      method: "POST",
      headers: form,
      body: `Action=CreateServiceLinkedRole&AWSServiceName=${service}`,
    });
  const made = ({ body }: AwsRequest) => {
    const sent = new URLSearchParams(body.toString());
    const [action, name, path] = ["Action", "RoleName", "Path"].map((field) => sent.get(field));
    return textAnswer("text/xml", `<${action}Result>${path}${name}</${action}Result>`);
  };

  test("has the name and the path that AWS gives it", async () => {
    const answer = await create(made, "macie.amazonaws.com");

    expect(answer.body.toString()).toBe(
      "<CreateServiceLinkedRoleResult>/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie</CreateServiceLinkedRoleResult>",
    );
    expect(answer.headers["content-length"]).toBe(answer.body.length);
  });

  test("is moto's to name where nobody here needs it", async () => {
    const answer = await create(made, "es.amazonaws.com");

    expect(answer.body.toString()).toContain("<CreateServiceLinkedRoleResult>");
  });

  test("exists once", async () => {
    const taken = (sent: AwsRequest) =>
      faultAnswer(sent, { status: 409, code: "EntityAlreadyExists", message: "it exists" });

    const { status, body } = await create(taken, "config.amazonaws.com");

    expect(status).toBe(400);
    expect(body.toString()).toMatch(/InvalidInput.*AWSServiceRoleForConfig has been taken/);
  });

  test("is named in the id of the task that deletes it", async () => {
    const id = "<DeletionTaskId>1</DeletionTaskId>";
    const answer = await gapsBench(() => textAnswer("text/xml", id)).ask(owner, {
      service: "iam",
      method: "POST",
      headers: form,
      body: "Action=DeleteServiceLinkedRole&RoleName=AWSServiceRoleForConfig",
    });

    expect(answer.body.toString()).toBe(
      "<DeletionTaskId>task/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig/1</DeletionTaskId>",
    );
  });
});
