import { type Answer, faultAnswer, jsonAnswer } from "../../emulator/answer";
import { type AwsRequest } from "../../emulator/request";
import { bodyOf, gapsBench } from "./call";

const owner = "222222222222";

describe("Athena", () => {
  const stored = {
    Name: "w",
    Description: "before",
    Configuration: {
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 1,
      ResultConfiguration: { OutputLocation: "s3://b/", ExpectedBucketOwner: owner },
    },
  };
  const athena = (moto: (sent: AwsRequest) => Answer = () => jsonAnswer({ WorkGroup: stored })) => {
    const bench = gapsBench(moto);
    return (operation: string, body: object) => {
      const headers = { "x-amz-target": `AmazonAthena.${operation}` };
      return bench.ask(owner, { service: "athena", method: "POST", headers, body });
    };
  };

  test("a workgroup shows its changes over what it was made with, until it is deleted", async () => {
    const ask = athena();
    const read = async () => bodyOf(await ask("GetWorkGroup", { WorkGroup: "w" }));
    expect(await read()).toEqual({ WorkGroup: stored });

    await ask("UpdateWorkGroup", {
      WorkGroup: "w",
      ConfigurationUpdates: {
        BytesScannedCutoffPerQuery: 2,
        ResultConfigurationUpdates: { OutputLocation: "s3://c/" },
      },
    });
    expect(await read()).toEqual({
      WorkGroup: {
        Name: "w",
        Description: "before",
        Configuration: {
          EnforceWorkGroupConfiguration: true,
          BytesScannedCutoffPerQuery: 2,
          ResultConfiguration: { OutputLocation: "s3://c/", ExpectedBucketOwner: owner },
        },
      },
    });

    await ask("UpdateWorkGroup", { WorkGroup: "w", Description: "after" });
    expect(await read()).toMatchObject({
      WorkGroup: { Description: "after", Configuration: { BytesScannedCutoffPerQuery: 2 } },
    });

    await ask("DeleteWorkGroup", { WorkGroup: "w" });
    expect(await read()).toEqual({ WorkGroup: stored });
  });

  test("a deleted query is found no more, and another one is", async () => {
    const ask = athena(({ parameters }) => jsonAnswer({ NamedQuery: parameters }));
    await ask("DeleteNamedQuery", { NamedQueryId: "q1" });

    const { status, body } = await ask("GetNamedQuery", { NamedQueryId: "q1" });

    expect(status).toBe(400);
    expect(body.toString()).toContain("was not found");
    expect((await ask("GetNamedQuery", { NamedQueryId: "q2" })).status).toBe(200);
  });

  test("what has no tags has an empty list of them", async () => {
    const message = "Athena Resource, w Does Not Exist";
    const ask = athena((sent) =>
      faultAnswer(sent, { status: 400, code: "InvalidRequestException", message }),
    );

    expect(bodyOf(await ask("ListTagsForResource", { ResourceARN: "w" }))).toEqual({ Tags: [] });
  });
});
