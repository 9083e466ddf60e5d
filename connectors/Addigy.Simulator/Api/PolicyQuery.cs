using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>POST oa/policies/query: all policies at once, or those asked for.</summary>
internal static class PolicyQuery
{
    public static Answer Answer(ApiCall call)
    {
        if (!TryReadIds(call.Body, out var ids))
            return Api.Answer.Error(400, "invalid request body");

        var policies = call.Account.Fleet.Policies;
        return Api.Answer.Json(json =>
        {
            json.WriteStartArray();
            foreach (var policy in policies)
            {
                if (ids.Count == 0 || ids.Contains(policy.PolicyId))
                    PolicyJson.Write(json, policy, call.Account.OrganizationId);
            }

            json.WriteEndArray();
        });
    }

    private static bool TryReadIds(string body, out HashSet<string> ids)
    {
        ids = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return false;

            if (!document.RootElement.TryGetProperty("policies", out var list) || list.ValueKind is JsonValueKind.Null)
                return true;

            ids.UnionWith(list.EnumerateArray().Select(id => id.GetString() ?? ""));
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
