import { type MotoClient } from "../../emulator/moto-client";
import { remembered } from "../../emulator/remembered";
import { absentMoto } from "./call";

const iam = { service: "iam", accountId: "222222222222" };

function counted() {
  let asked = 0;
  const query: MotoClient["query"] = () => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error("busy")) : Promise.resolve(`answer ${asked}`);
  };
  const { moto, after } = remembered({ ...absentMoto, query });
  return { ask: (role: string) => moto.query(iam, "GetRole", { RoleName: role }), after };
}

const about = (name: string) => ({ RoleName: name });

test("a question is asked once until a call may have changed the answer", async () => {
  const { ask, after } = counted();
  await expect(ask("a")).rejects.toThrow("busy");

  expect(await ask("a")).toBe("answer 2");
  expect(await ask("b")).toBe("answer 3");
  after({ service: "iam", operation: "GetRole", parameters: about("a") });
  after({ service: "sns", operation: "SetTopicAttributes", parameters: about("a") });
  after({ service: "iam", operation: "AttachRolePolicy", parameters: about("b") });
  expect(await ask("a")).toBe("answer 2");

  after({ service: "iam", operation: "AttachRolePolicy", parameters: about("a") });
  expect(await ask("a")).toBe("answer 4");
});
