import { jsonAnswer } from "../../emulator/answer";
import { bodyOf, gapsBench } from "./call";

const audit = "111111111111";
const workload = "222222222222";
const service = "securityhub";

const bench = () =>
  gapsBench(() => jsonAnswer({ ControlFindingGenerator: "STANDARD_CONTROL", HubArn: "hub" }));

type Bench = ReturnType<typeof bench>;

const asAudit = (hub: Bench, path: string, body: object) =>
  hub.ask(audit, { service, method: "POST", target: path, body });

const memberStatus = async (hub: Bench) => {
  const { Members } = bodyOf(await asAudit(hub, "/members/get", { AccountIds: [workload] })) as {
    Members: { MemberStatus: string }[];
  };
  return Members[0]?.MemberStatus;
};

const invitations = async (hub: Bench) => {
  const answer = await hub.ask(workload, { service, target: "/invitations?maxResults=100" });
  return (bodyOf(answer) as { Invitations: { AccountId: string; InvitationId: string }[] })
    .Invitations;
};

const invite = async (hub: Bench) => {
  await asAudit(hub, "/members", { AccountDetails: [{ AccountId: workload }] });
  await asAudit(hub, "/members/invite", { AccountIds: [workload] });
};

const accept = (hub: Bench, InvitationId: string | undefined) =>
  hub.ask(workload, {
    service,
    method: "POST",
    target: "/master",
    body: { InvitationId, MasterId: audit },
  });

describe("membership", () => {
  test("a member that nobody invited has no invitation", async () => {
    const hub = bench();
    await asAudit(hub, "/members", { AccountDetails: [{ AccountId: workload }] });

    expect(await memberStatus(hub)).toBe("Created");
    expect(await invitations(hub)).toEqual([]);
  });

  test("an invitation that the other account accepts makes it an enabled member", async () => {
    const hub = bench();
    await invite(hub);
    const [invitation] = await invitations(hub);

    await accept(hub, invitation?.InvitationId);

    expect(invitation?.AccountId).toBe(audit);
    expect(await memberStatus(hub)).toBe("Enabled");
    expect(bodyOf(await hub.ask(workload, { service, target: "/master" }))).toMatchObject({
      Master: { AccountId: audit, MemberStatus: "Enabled" },
    });
  });

  test("an invitation that was never sent can't be accepted", async () => {
    const hub = bench();
    await asAudit(hub, "/members", { AccountDetails: [{ AccountId: workload }] });

    expect((await accept(hub, "made-up")).status).toBe(404);
    expect(await memberStatus(hub)).toBe("Created");
  });

  test("a member that leaves has no administrator any more, and can't come back uninvited", async () => {
    const hub = bench();
    await invite(hub);
    const [invitation] = await invitations(hub);
    await accept(hub, invitation?.InvitationId);

    await hub.ask(workload, { service, method: "POST", target: "/master/disassociate", body: {} });

    expect((await accept(hub, invitation?.InvitationId)).status).toBe(404);
    expect(await memberStatus(hub)).toBe("Resigned");
    expect(bodyOf(await hub.ask(workload, { service, target: "/master" }))).not.toHaveProperty(
      "Master",
    );
  });

  test("a deleted member is reported as unprocessed when asked for", async () => {
    const hub = bench();
    await invite(hub);
    await asAudit(hub, "/members/delete", { AccountIds: [workload] });

    expect(bodyOf(await asAudit(hub, "/members/get", { AccountIds: [workload] }))).toMatchObject({
      Members: [],
      UnprocessedAccounts: [{ AccountId: workload }],
    });
  });
});

describe("the hub", () => {
  test("shows a changed setting over moto's own answer until it is disabled", async () => {
    const hub = bench();
    const read = async () => bodyOf(await hub.ask(audit, { service, target: "/accounts" }));
    const body = { ControlFindingGenerator: "SECURITY_CONTROL" };

    await hub.ask(audit, { service, method: "PATCH", target: "/accounts", body });
    expect(await read()).toEqual({ ControlFindingGenerator: "SECURITY_CONTROL", HubArn: "hub" });

    await hub.ask(audit, { service, method: "DELETE", target: "/accounts" });
    expect(await read()).toEqual({ ControlFindingGenerator: "STANDARD_CONTROL", HubArn: "hub" });
  });

  test("subscribes to a standard for the caller's account alone", async () => {
    const hub = bench();
    const StandardsArn = "arn:aws:securityhub:us-east-1::standards/pci-dss/v/3.2.1";
    const arn = `arn:aws:securityhub:us-east-1:${audit}:subscription/pci-dss/v/3.2.1`;
    const listed = async (account: string) =>
      bodyOf(
        await hub.ask(account, { service, method: "POST", target: "/standards/get", body: {} }),
      );

    await asAudit(hub, "/standards/register", {
      StandardsSubscriptionRequests: [{ StandardsArn }],
    });

    expect(await listed(audit)).toMatchObject({
      StandardsSubscriptions: [
        { StandardsArn, StandardsSubscriptionArn: arn, StandardsStatus: "READY" },
      ],
    });
    expect(await listed(workload)).toEqual({ StandardsSubscriptions: [] });

    await asAudit(hub, "/standards/deregister", { StandardsSubscriptionArns: [arn] });
    expect(await listed(audit)).toEqual({ StandardsSubscriptions: [] });
  });

  test("keeps a finding aggregator from its creation to its deletion", async () => {
    const hub = bench();
    const created = await asAudit(hub, "/findingAggregator/create", {
      RegionLinkingMode: "ALL_REGIONS",
    });
    const { FindingAggregatorArn: arn } = bodyOf(created) as { FindingAggregatorArn: string };
    const get = () =>
      hub.ask(audit, { service, target: `/findingAggregator/get/${encodeURIComponent(arn)}` });
    const body = {
      FindingAggregatorArn: arn,
      RegionLinkingMode: "SPECIFIED_REGIONS",
      Regions: ["eu-west-1"],
    };

    await hub.ask(audit, { service, method: "PATCH", target: "/findingAggregator/update", body });
    expect(bodyOf(await get())).toEqual({ ...body, FindingAggregationRegion: "us-east-1" });

    await hub.ask(audit, {
      service,
      method: "DELETE",
      target: `/findingAggregator/delete/${encodeURIComponent(arn)}`,
    });
    expect((await get()).status).toBe(404);
  });
});
