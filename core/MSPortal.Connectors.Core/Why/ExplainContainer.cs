using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Says for a container which company its devices belong to, why, and what becomes of them.</summary>
internal static class ExplainContainer
{
    public static async Task<WhyPlace> TellAsync(ConnectorsDb db, Container container, IntegrationFacts facts, WhyNames names, CancellationToken cancellationToken)
    {
        var devices = await StagedNumbers.OfAsync(StagedJoin.Of(db, db.StagedDevices.Where(d => d.ContainerId == container.Id)), cancellationToken);
        var (state, message, step) = Of(container, devices, facts, names);
        return new WhyPlace(
            state,
            message,
            step,
            facts.Id,
            facts.Integration.Name,
            new WhyRecord(container.Name, null, container.ExternalId, facts.PathOf(container), names.Ref(container.CompanyId), null, null, null),
            [
                new WhyTrace($"First seen at {facts.Integration.Name}.", container.FirstSeenAt),
                await TraceOfRecord.MappingAsync(db, container, facts, names, cancellationToken),
                .. facts.Notes().Where(n => n.At is null),
            ])
        { Kind = WhyKind.Container };
    }

    private static (WhyState State, string Message, WhyStep Step) Of(Container container, StagedNumbers devices, IntegrationFacts facts, WhyNames names)
    {
        var there = container.DeviceCount is { } count ? $"{count} {(count == 1 ? "device" : "devices")}" : "devices, not counted yet,";
        var mapping = facts.Page(WhyPage.Mapping, container.Name);
        if (container.NotSeenSince is not null)
            return (WhyState.ContainerGone, $"{facts.Integration.Name} does not list this {facts.One} any more. Its mapping is kept, in case it comes back.", new WhyStep("Check at the vendor whether it was removed.", null, Tenancy.Permission.Read));
        if (container.Question is not null)
            return (WhyState.ContainerInDoubt, $"It is in doubt which company this {facts.One} belongs to, so its new devices wait.", new WhyStep("Answer the question at it.", facts.Page(WhyPage.Questions)));
        if (container.CompanyId is null)
        {
            return facts.DeciderOf(container).IsSkipped
                ? (WhyState.ContainerSkipped, $"This {facts.One} is never to be mapped. Its {there} are counted and not kept.", new WhyStep("Choose a company for it, if its devices are wanted after all.", mapping))
                : (WhyState.ContainerOpen, $"This {facts.One} has no company. Its {there} are counted and not kept.", new WhyStep("Map it to a company.", mapping));
        }

        return (
            WhyState.ContainerMapped,
            $"Its devices belong to {names.Company(container.CompanyId.Value)}: {devices.Text}.",
            devices.Pending > 0 ? new WhyStep("Import those that are staged, or switch Auto-Sync on for their types.", facts.Page(WhyPage.Staged), Tenancy.Permission.ImportDevices) : StagedNumbers.Nothing);
    }
}

/// <summary>Says for a vendor's device type what it maps to, and what becomes of its devices.</summary>
internal static class ExplainType
{
    public static async Task<WhyPlace> TellAsync(ConnectorsDb db, DeviceTypes.ProviderType type, IntegrationFacts facts, WhyNames names, CancellationToken cancellationToken)
    {
        var devices = await StagedNumbers.OfAsync(StagedJoin.Of(db, db.StagedDevices.Where(d => d.IntegrationId == type.IntegrationId && d.TypeKey == type.Key)), cancellationToken);
        var (state, message, step) = Of(type, devices, facts, names);
        return new WhyPlace(
            state,
            message,
            step,
            facts.Id,
            facts.Integration.Name,
            new WhyRecord(type.Name, null, type.Key, null, null, null, null, null),
            [
                new WhyTrace($"First seen at {facts.Integration.Name}.", type.FirstSeenAt),
                await TraceOfRecord.TypeAsync(db, type, facts, names, cancellationToken),
                .. facts.Notes().Where(n => n.At is null),
            ])
        { Kind = WhyKind.Type };
    }

    private static (WhyState State, string Message, WhyStep Step) Of(DeviceTypes.ProviderType type, StagedNumbers devices, IntegrationFacts facts, WhyNames names)
    {
        var staged = facts.Page(WhyPage.Staged);
        if (type.Ignored)
            return (WhyState.TypeIgnored, $"This type is ignored, so nothing of it is imported: {devices.Text}.", new WhyStep("Switch Ignore off for it, if its devices are wanted.", staged));
        if (type.DeviceTypeId is not { } mapped)
            return (WhyState.TypeUnmapped, $"This type maps to no device type, so nothing of it can be imported: {devices.Text}.", new WhyStep("Choose a device type under Maps To, or use Quick Create.", staged));
        if (type.AutoSync)
            return (WhyState.TypeAutoSynced, $"It maps to {names.DeviceType(mapped)}, and each sync imports its new devices: {devices.Text}.", devices.Pending > 0 ? new WhyStep("Choose Sync Now: that imports those that are staged.", staged) : StagedNumbers.Nothing);

        return (
            WhyState.TypeMapped,
            $"It maps to {names.DeviceType(mapped)}, and its devices are imported by hand: {devices.Text}.",
            devices.Pending > 0 ? new WhyStep("Import those that are staged, or switch Auto-Sync on.", staged, Tenancy.Permission.ImportDevices) : StagedNumbers.Nothing);
    }
}

/// <summary>How many of some staged devices stand where.</summary>
/// <param name="Pending">Can be imported now.</param>
/// <param name="Imported">In the inventory.</param>
internal sealed record StagedNumbers(int Total, int Pending, int Imported)
{
    /// <summary>All is as it should be.</summary>
    public static WhyStep Nothing { get; } = new("Nothing needs to be done.", null, Tenancy.Permission.Read);

    public string Text => $"{Total} staged, of which {Imported} are in the Device Inventory, {Pending} can be imported, and {Total - Imported - Pending} wait for something else";

    public static async Task<StagedNumbers> OfAsync(IQueryable<StagedJoin> rows, CancellationToken cancellationToken)
    {
        var numbers = await rows.GroupBy(r => new { r.Status, IsLinked = r.Link != null }).Select(g => new { g.Key.Status, g.Key.IsLinked, Count = g.Count() }).ToListAsync(cancellationToken);
        return new StagedNumbers(
            numbers.Sum(n => n.Count),
            numbers.Where(n => n.Status is StagedStatus.New).Sum(n => n.Count),
            numbers.Where(n => n.IsLinked).Sum(n => n.Count));
    }
}
