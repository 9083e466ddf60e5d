using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Why;

/// <summary>Says where a record that is kept stands, and the one step that changes it.</summary>
internal static class ExplainRecord
{
    /// <param name="person">Who said that it shall not be with the company of its container; null when nobody did, or it is not kept who.</param>
    public static (WhyState State, string Message, WhyStep Step) Of(StagedJoin row, IntegrationFacts facts, string? company, string? person)
    {
        var (record, type, container) = (row.Record, row.Type, row.Container);
        var find = record.SerialNumber ?? record.Name;
        var staged = facts.Page(WhyPage.Staged, find);
        var types = facts.Page(WhyPage.Staged);
        var import = new WhyStep("Import it.", staged, Permission.ImportDevices);
        if (record.NotSeenSince is null && facts.Unseen.Contains(record.Number))
        {
            return (
                WhyState.HeldForMissing,
                $"The last sync did not see it, together with so many others that it marked none of them as not seen{(row.Link is null ? "" : "; in the inventory it stays as it is")}.",
                new WhyStep("Say on the page of that sync whether the devices are gone.", facts.RunPage(facts.HeldRun!)));
        }

        if (row.Link is { IsLive: false } && row.Status != StagedStatus.ContainerUnmapped)
            return Superseded(row);

        return row.Status switch
        {
            StagedStatus.ContainerUnmapped => (WhyState.ContainerUnmapped, Unmapped(row, facts), UnmappedStep(row, facts)),
            StagedStatus.NotSeen => (
                WhyState.NotSeen,
                $"{facts.Integration.Name} has not reported it in two complete syncs{(row.Link is null ? "" : "; in the inventory it stays with what was last known")}.",
                new WhyStep("Check at the vendor whether it was removed. It comes back by itself when it is reported again.", VendorPage(record), Permission.Read)),
            StagedStatus.Held when container!.HoldsNewDevices => (
                WhyState.HeldForQuestion,
                $"It waits because it is in doubt whether the {facts.One} \"{container.Name}\" belongs to {company}.",
                new WhyStep($"Answer the question at the {facts.One}.", facts.Page(WhyPage.Questions, container.Name))),
            StagedStatus.Held when row.Link is null => (
                WhyState.HeldForSerial,
                $"It waits because it is in doubt which device it is. {record.FailureMessage}",
                new WhyStep(StatusReason.SerialConflictCure, staged, Permission.ImportDevices)),
            StagedStatus.Held when facts.Integration.OnMove == MoveChoice.Follow && record.IsMoveHeld && record.MovedTo == container!.CompanyId => (
                WhyState.HeldForMove,
                $"It is in the inventory under another company than {company}, to which its {facts.One} belongs. The vendor moved so many devices to other companies at once that none of them followed, and nothing moves until somebody says so.",
                new WhyStep("Check at the vendor whether it was really moved. Then import it by hand to move it, or leave it, under Decisions.", staged, Permission.ImportDevices)),
            StagedStatus.Held when facts.Integration.OnMove == MoveChoice.Follow => (
                WhyState.HeldForMove,
                $"It is in the inventory under another company than {company}, to which its {facts.One} belongs. The next sync of devices moves it.",
                new WhyStep("Choose Sync Now.", staged)),
            StagedStatus.Held => (
                WhyState.HeldForMove,
                $"It is in the inventory under another company than {company}, to which its {facts.One} belongs, and nothing moves until somebody says so.",
                new WhyStep("Import it by hand to move it.", staged, Permission.ImportDevices)),
            StagedStatus.Ignored => (
                WhyState.TypeIgnored,
                $"Its type \"{type.Name}\" is ignored, so nothing of it is imported.",
                new WhyStep("Switch Ignore off for the type.", types)),
            StagedStatus.TypeUnmapped => (
                WhyState.TypeUnmapped,
                $"Its type \"{type.Name}\" maps to no device type, so it can't be imported.",
                new WhyStep("Choose a device type under Maps To, or use Quick Create.", types)),
            StagedStatus.Failed when type.DeviceTypeId is null => (
                WhyState.Failed,
                record.FailureMessage ?? "The last import of it failed.",
                new WhyStep("Choose a device type under Maps To, or use Quick Create; then import it again.", types)),
            StagedStatus.Failed => (WhyState.Failed, record.FailureMessage ?? "The last import of it failed.", import with { Text = "The cause is gone: import it again." }),
            StagedStatus.New when record.KeptFrom is not null && record.KeptFrom == container!.CompanyId => (
                WhyState.New,
                $"It is staged and can be imported. {person ?? "Somebody"} left it out of {company} before, so Auto-Sync leaves it alone.",
                import),
            StagedStatus.New when type.AutoSync => (
                WhyState.New,
                $"It is staged. Auto-Sync is on for \"{type.Name}\", so the next sync of devices imports it.",
                new WhyStep("Choose Sync Now, or wait for the schedule.", staged)),
            StagedStatus.New => (WhyState.New, $"It is staged and can be imported. Auto-Sync is off for \"{type.Name}\", so nothing imports it by itself.", import),
            StagedStatus.Changed => (
                WhyState.Changed,
                "It is in the inventory, but the vendor's record has news that the inventory does not have yet.",
                new WhyStep("Choose Sync Now, or import it.", staged)),
            _ => (
                WhyState.Imported,
                "It is in the Device Inventory, up to date with what the vendor reported." + (row.Device!.CompanyId != container!.CompanyId && record.KeptFrom == container.CompanyId ? $" {person ?? "Somebody"} decided that it does not go with its container to {company}." : ""),
                new WhyStep("Nothing needs to be done. Open it.", new WhyTarget(WhyPage.Device, Id: row.Device!.Id.Value), Permission.Read)),
        };
    }

    /// <summary>The device where the vendor shows it; null when the connector does not tell.</summary>
    public static WhyTarget? VendorPage(StagedDevice record) =>
        record.WebLink is { } address ? new WhyTarget(WhyPage.Vendor, record.IntegrationId.Value, null, address) : null;

    private static (WhyState State, string Message, WhyStep Step) Superseded(StagedJoin row)
    {
        var device = new WhyTarget(WhyPage.Device, Id: row.Device!.Id.Value);
        return row.Status == StagedStatus.Held
            ? (WhyState.Superseded, "Another record with the same serial number took its place on its device, and yet the vendor reports it again.", new WhyStep("Split it off, or link it again, under Sources of the device.", device, Permission.ImportDevices))
            : (WhyState.Superseded, "Another record with the same serial number took its place on its device, which stays as it is.", new WhyStep("Nothing needs to be done. Open the device.", device, Permission.Read));
    }

    private static string Unmapped(StagedJoin row, IntegrationFacts facts) =>
        row.Container is not { } container ? $"It is in the inventory, but the vendor now has it in no {facts.One}, or in one that is not known. It stays as it is until then."
        : (facts.Container(container.InheritedFromId) ?? container).IsSkipped
            ? $"It is in the inventory, but its {facts.One} \"{container.Name}\" is set to be never mapped. It stays as it is."
            : $"It is in the inventory, but its {facts.One} \"{container.Name}\" is mapped to no company. It stays as it is until then.";

    private static WhyStep UnmappedStep(StagedJoin row, IntegrationFacts facts) =>
        row.Container is { } container
            ? new WhyStep($"Map the {facts.One} \"{container.Name}\" to a company.", facts.Page(WhyPage.Mapping, container.Name))
            : new WhyStep($"Put it into a {facts.One} at the vendor, then choose Sync Now.", VendorPage(row.Record) ?? facts.Page(WhyPage.Staged));
}
