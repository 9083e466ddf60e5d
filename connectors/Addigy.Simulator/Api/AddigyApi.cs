using MSPortal.Connectors.Addigy.Simulator.Accounts;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>The paths of API v2 that the simulator answers.</summary>
internal static class AddigyApi
{
    /// <summary>Answers a request whose token is known.</summary>
    public static Answer Answer(ApiCall call)
    {
        var account = call.Account;
        if (!account.Access.IsApiEnabled)
            return Api.Answer.Error(403, "API access is not enabled for this organization");

        if (WriteEndpoints.Includes(call.Method, call.Segments))
            return Api.Answer.Error(403, "user does not have the required permission for this operation");

        string[] path = [call.Method, .. call.Segments];
        return path switch
        {
            ["POST", "oa", "policies", "query"] => PolicyQuery.Answer(call),
            ["POST", "devices"] => Devices(call),
            ["GET", "configuration", "permissions"] => Api.Answer.Texts(account.Access.Permissions),
            ["GET", "configuration", "whoami"] when account.Access.HasWhoAmI => WhoAmI(account),
            [_, "o", var organization, ..] when IsRead(path) && organization != account.OrganizationId =>
                Api.Answer.Error(403, "organization does not belong to the user"),
            ["POST", "o", _, "devices"] => Devices(call),
            ["GET", "o", _, "facts"] => FactList.Answer(account),
            ["GET", "o", _, "children", "query"] => ChildrenQuery.Answer(call),
            ["GET", "o", _, "devices", var agentId, "policy-assignments"] => Assignments(account, agentId),
            _ => Api.Answer.NotFound(),
        };
    }

    private static bool IsRead(string[] path) => path is
        ["POST", "o", _, "devices"] or ["GET", "o", _, "facts"] or ["GET", "o", _, "children", "query"]
        or ["GET", "o", _, "devices", _, "policy-assignments"];

    private static Answer Devices(ApiCall call) => call.Account.Access.May(AccountAccess.ViewDevices)
        ? DeviceSearch.Answer(call)
        : Api.Answer.Lacks(AccountAccess.ViewDevices);

    private static Answer WhoAmI(Account account) => Api.Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", account.Name);
        json.WriteString("organization_id", account.OrganizationId);
        json.WriteEndObject();
    });

    private static Answer Assignments(Account account, string agentId)
    {
        if (!account.Access.May(AccountAccess.ViewDevices))
            return Api.Answer.Lacks(AccountAccess.ViewDevices);

        var fleet = account.Fleet.Current;
        return fleet.Find(agentId) is { } device
            ? Api.Answer.Texts(fleet.Read(device, "policy_ids")?.Value as IEnumerable<string> ?? [])
            : Api.Answer.Error(400, "device not found");
    }
}
