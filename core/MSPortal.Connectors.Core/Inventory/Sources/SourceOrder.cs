using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Sdk.Facts;

namespace MSPortal.Connectors.Core.Inventory.Sources;

/// <summary>Where an integration stands among those that tell facts of a section, as the tenant wants it.</summary>
public sealed class SourcePlace : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required FactSection Section { get; init; }

    public required IntegrationId IntegrationId { get; init; }

    /// <summary>From 0; the smallest goes first.</summary>
    public required int Place { get; init; }
}

/// <summary>Which integration goes before which, for each section of facts.</summary>
internal sealed class SourceOrder
{
    private readonly Dictionary<(FactSection, IntegrationId), int> _places;

    private SourceOrder(Dictionary<(FactSection, IntegrationId), int> places) => _places = places;

    /// <summary>The sections that have an order.</summary>
    public static IReadOnlyList<FactSection> Sections { get; } =
        [FactSection.Hardware, FactSection.Security, FactSection.Network, FactSection.Battery, FactSection.User, FactSection.System];

    public static async Task<SourceOrder> LoadAsync(ConnectorsDb db, CancellationToken cancellationToken) => new(
        (await db.SourcePlaces.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(p => (p.Section, p.IntegrationId), p => p.Place));

    /// <summary>The section whose order a fact goes by: what a device is called goes with its system, what it is with its hardware.</summary>
    public static FactSection SectionOf(FactKey key) =>
        key.Section != FactSection.Identity ? key.Section : key.Key == DeviceFacts.Name.Key ? FactSection.System : FactSection.Hardware;

    /// <summary>The sources of a device in the order of a section. Integrations that nobody placed come last, the oldest link first.</summary>
    /// <param name="sources">In the order of their links.</param>
    public IReadOnlyList<LinkedSource> Sort(IReadOnlyList<LinkedSource> sources, FactSection section) =>
        _places.Count == 0 ? sources : [.. sources.OrderBy(s => _places.GetValueOrDefault((section, s.Integration), int.MaxValue))];
}

internal sealed class SourcePlaceConfiguration : IEntityTypeConfiguration<SourcePlace>
{
    public void Configure(EntityTypeBuilder<SourcePlace> builder)
    {
        builder.ToTable("source_places");
        builder.HasKey(p => new { p.TenantId, p.Section, p.IntegrationId });
        builder.Property(p => p.Section).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Integration>().WithMany().HasForeignKey(p => new { p.TenantId, p.IntegrationId }).OnDelete(DeleteBehavior.Cascade);
    }
}
