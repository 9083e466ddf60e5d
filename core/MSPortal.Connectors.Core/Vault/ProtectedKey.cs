using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Vault;

/// <summary>A key that guards cookies, sealed by the vault. Shared by all hosts on the database.</summary>
public sealed class ProtectedKey
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required byte[] Envelope { get; init; }
}

internal sealed class ProtectedKeyConfiguration : IEntityTypeConfiguration<ProtectedKey>
{
    public void Configure(EntityTypeBuilder<ProtectedKey> builder)
    {
        builder.ToTable("protected_keys");
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.Name).HasMaxLength(200);
    }
}

/// <summary>Keeps the keys of ASP.NET Core Data Protection in the database, sealed by the vault.</summary>
public sealed class ProtectedKeys(Databases databases, SecretVault vault) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.OpenForAllTenants();
        return [.. db.ProtectedKeys.AsNoTracking().AsEnumerable().Select(k => XElement.Parse(vault.Open(Place(k.Id), k.Envelope)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var id = Guid.NewGuid();
        using var db = databases.OpenForAllTenants();
        db.ProtectedKeys.Add(new ProtectedKey
        {
            Id = id,
            Name = friendlyName,
            Envelope = vault.Seal(Place(id), element.ToString(SaveOptions.DisableFormatting)),
        });
        db.SaveChanges();
    }

    /// <summary>Where a key's envelope belongs.</summary>
    public static SecretPlace Place(Guid id) => new(Guid.Empty, id, "data_protection", 1);
}
