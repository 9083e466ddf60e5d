using MSPortal.Connectors.Addigy.Simulator.Accounts;
using MSPortal.Connectors.Addigy.Simulator.Facts;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>GET o/{organization_id}/facts: every fact that the organization can ask for.</summary>
internal static class FactList
{
    public static Answer Answer(Account account) => Api.Answer.Json(json =>
    {
        json.WriteStartArray();
        foreach (var fact in FactCatalogue.All)
        {
            json.WriteStartObject();
            json.WriteString("identifier", fact.Identifier);
            json.WriteString("name", fact.Name);
            json.WriteString("return_type", fact.Type);
            json.WriteString("provider", fact.IsCustom ? "custom" : "auditor");
            json.WriteString("source", fact.IsCustom ? "ansible" : "agent");
            json.WriteString("notes", "");
            json.WriteString("orgid", fact.IsCustom ? account.OrganizationId : "");
            json.WriteNumber("version", 1);
            json.WriteString("instruction_id", "");
            json.WriteString("community_fact_id", "");
            json.WriteNumber("community_version", 0);
            json.WriteStartObject("os_architectures");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
