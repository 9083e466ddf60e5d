using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Companies;

/// <summary>The rules for a company's name.</summary>
internal static class CompanyName
{
    /// <summary>Why the name can't be used; null when it can.</summary>
    public static InvalidValue? Refuses(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new InvalidValue("name", "A company needs a name.");
        if (name.Any(char.IsControl) || !StorableText.IsStorable(name))
            return new InvalidValue("name", "The name holds control characters or broken ones.");

        return NameKey.Tidy(name).Length > Company.MaxNameLength
            ? new InvalidValue("name", $"The name is longer than {Company.MaxNameLength} characters.")
            : null;
    }

    /// <summary>A company of this name, which the rules allow.</summary>
    public static Company NewCompany(TenantId tenant, string name, TimeProvider clock) =>
        NewCompany(tenant, EntityId.New<CompanyId>(clock), name, clock.GetUtcNow());

    /// <summary>A company that was there before.</summary>
    public static Company NewCompany(TenantId tenant, CompanyId id, string name, DateTimeOffset createdAt) => new()
    {
        TenantId = tenant,
        Id = id,
        Name = NameKey.Tidy(name),
        NameKey = NameKey.Of(name),
        CreatedAt = createdAt,
    };
}
