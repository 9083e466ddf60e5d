using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Accounts;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>GET o/{organization_id}/children/query: organizations below the own one; 204 when there are none.</summary>
internal static class ChildrenQuery
{
    public static Answer Answer(ApiCall call)
    {
        var found = Matching(call).ToList();
        if (found.Count == 0)
            return Api.Answer.NoContent;

        var page = new PageNumbers(call.Number("page", 1), call.Number("per_page", PageNumbers.UsualSize), found.Count);
        return Api.Answer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var child in found.Skip(page.First).Take(page.PerPage))
                Write(json, child, call.Account.OrganizationId);

            json.WriteEndArray();
            page.Write(json, Math.Clamp(found.Count - page.First, 0, page.PerPage));
            json.WriteEndObject();
        });
    }

    private static IEnumerable<ChildOrganization> Matching(ApiCall call)
    {
        var search = call.Query["search_string"].ToString();
        var id = call.Query["child_organization_id"].ToString();
        var matching = call.Account.Children
            .Where(child => child.CompanyName.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(child => id.Length == 0 || child.OrganizationId == id)
            .OrderBy(child => child.CompanyName, StringComparer.OrdinalIgnoreCase);
        return call.Query["sort_direction"] == "desc" ? matching.Reverse() : matching;
    }

    private static void Write(Utf8JsonWriter json, ChildOrganization child, string parent)
    {
        json.WriteStartObject();
        json.WriteString("organization_id", child.OrganizationId);
        json.WriteString("parent", parent);
        json.WriteString("company_name", child.CompanyName);
        json.WriteNumber("device_count", child.DeviceCount);
        json.WriteBoolean("enabled", true);
        json.WriteBoolean("is_child", true);
        json.WriteEndObject();
    }
}
