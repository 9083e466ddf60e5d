using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Turns Addigy's facts into the host's, one line each; docs/connectors/addigy.md, "Facts", has the same table.</summary>
internal sealed class DeviceMapper : IFactMapper
{
    // Why disks count by 10^9 and memory by 2^30: docs/connectors/addigy.md, "Units".
    private const long DiskGigabyte = 1_000_000_000;
    private const long MemoryGigabyte = 1L << 30;

    private const string OnlyMacOs = "Only macOS has this.";
    private const string NoBattery = "This kind of device has no battery.";

    public string SourceKey => DeviceSource.SourceKey;

    public IEnumerable<Fact> Map(DeviceRecord record)
    {
        var fields = record.Fields;
        var isMobile = DeviceTypes.IsMobile(record.Type);
        var hasNoBattery = DeviceTypes.HasNoBattery(record.Type);
        var hostName = fields.Named(FactNames.HostName).OrElse(fields.Named(FactNames.LocalHostName), "From Addigy's localhost_name.");
        var serial = fields.Text(FactNames.SerialNumber);
        var diskTotal = fields.Bytes(FactNames.TotalDiskSpaceGb, DiskGigabyte).Where(NotZero);
        var diskFree = fields.Bytes(FactNames.FreeDiskSpaceGb, DiskGigabyte);

        yield return DeviceFacts.Name.From(Name(record, hostName, serial));
        yield return DeviceFacts.SerialNumber.From(serial);
        yield return DeviceFacts.Manufacturer.From(Reading.Known("Apple"));

        yield return DeviceFacts.Model.From(Model(fields));
        yield return DeviceFacts.Processor.From(fields.Text(FactNames.ProcessorType).OrElse(fields.Text(FactNames.DeviceChipType), "From Addigy's device_chip_type."));
        yield return DeviceFacts.MemoryBytes.From(fields.Bytes(FactNames.TotalMemoryGb, MemoryGigabyte).Where(NotZero));
        yield return DeviceFacts.DiskTotalBytes.From(diskTotal);
        yield return DeviceFacts.DiskFreeBytes.From(diskFree);
        yield return DeviceFacts.DiskUsedPercent.From(UsedPercent(diskTotal, diskFree));

        yield return DeviceFacts.FileVaultEnabled.From(fields.Flag(FactNames.FileVaultEnabled).UnlessLacking(isMobile, OnlyMacOs));
        yield return DeviceFacts.FirewallEnabled.From(fields.Flag(FactNames.FirewallEnabled).UnlessLacking(isMobile, OnlyMacOs));
        yield return DeviceFacts.GatekeeperEnabled.From(fields.Flag(FactNames.GatekeeperEnabled).UnlessLacking(isMobile, OnlyMacOs));
        yield return DeviceFacts.SipEnabled.From(fields.Flag(FactNames.SipEnabled).UnlessLacking(isMobile, OnlyMacOs));
        yield return DeviceFacts.MdmEnrolled.From(fields.Flag(FactNames.HasMdm));
        yield return DeviceFacts.Supervised.From(fields.Flag(FactNames.IsSupervised));

        yield return DeviceFacts.HostName.From(hostName);
        yield return DeviceFacts.LanIp.From(fields.Text(FactNames.LocalIp));
        yield return DeviceFacts.WanIp.From(fields.Text(FactNames.ClientIp));
        yield return DeviceFacts.WifiMac.From(fields.Text(FactNames.WifiMacAddress).AsMacAddress());
        yield return DeviceFacts.EthernetMac.From(fields.Text(FactNames.EthernetMacAddress).AsMacAddress().OrElse(fields.FirstMac(FactNames.EthernetMacs), "The first of Addigy's ethernet_ma_cs."));

        yield return DeviceFacts.BatteryPercent.From(fields.Percent(FactNames.BatteryPercentage).UnlessLacking(hasNoBattery, NoBattery));
        yield return DeviceFacts.BatteryCharging.From(fields.Flag(FactNames.BatteryCharging).UnlessLacking(hasNoBattery, NoBattery));
        yield return DeviceFacts.BatteryCycles.From(fields.Whole(FactNames.BatteryCycles).UnlessLacking(hasNoBattery, NoBattery));

        yield return DeviceFacts.CurrentUser.From(fields.Text(FactNames.CurrentUser));
        yield return DeviceFacts.UserEmail.From(fields.Text(FactNames.IdentityEmail));

        yield return DeviceFacts.OsName.From(OperatingSystems.NameOf(record.Type, fields));
        yield return DeviceFacts.OsVersion.From(OperatingSystems.VersionOf(fields));
        yield return DeviceFacts.AgentVersion.From(fields.Text(FactNames.AgentVersion));
        yield return DeviceFacts.LastSeenAt.From(LastSeen(record));
        yield return DeviceFacts.Online.From(fields.Flag(FactNames.Online));
    }

    private static bool NotZero(long bytes) => bytes > 0;

    private static Reading<string> Name(DeviceRecord record, Reading<string> hostName, Reading<string> serial)
    {
        var name = record.Fields.Named(FactNames.DeviceName);
        return name.State == ReadingState.Unreadable
            ? name.OrElse(hostName, "Addigy's name for it can't be read: its host name.")
                .OrElse(serial, "Addigy's name for it can't be read: its serial number.")
                .OrElse(Reading.Known(record.ExternalId), "Addigy's name for it can't be read: its agent ID.")
            : name.OrElse(hostName, "Addigy has no name for it: its host name.")
                .OrElse(serial, "Addigy has no name for it: its serial number.")
                .OrElse(Reading.Known(record.ExternalId), "Addigy has no name for it: its agent ID.");
    }

    private static Reading<string> Model(RecordFields fields) =>
        fields.Text(FactNames.DeviceModelName)
            .OrElse(fields.Text(FactNames.ProductName), "From Addigy's product_name.")
            .OrElse(fields.Text(FactNames.HardwareModel), "From Addigy's hardware_model.");

    private static Reading<double> UsedPercent(Reading<long> total, Reading<long> free) =>
        !total.IsKnown || !free.IsKnown
            ? (total.IsKnown ? free : total).Select(_ => 0.0)
            : free.Value > total.Value
                ? Reading.Unreadable<double>("Addigy sent more free space than the disk has.")
                : Reading.Known(Math.Round((total.Value - free.Value) * 100.0 / total.Value, 1));

    // Devices without an agent are never online for Addigy: docs/connectors/addigy.md, "Last contact".
    private static Reading<DateTimeOffset> LastSeen(DeviceRecord record)
    {
        var contact = record.Fields.Time(FactNames.LastOnline)
            .OrElse(record.Fields.Time(FactNames.MdmLastConnected), "Last answer to MDM: the agent's last contact is not known.");

        // A contact that can't be read may be an old one: the audit would make the device look current.
        return contact.State != ReadingState.Absent
            ? contact
            : contact.OrElse(
                record.ObservedAt is { } audited ? Reading.Known(audited) : Reading.Absent<DateTimeOffset>(),
                "Time of Addigy's last audit: no contact is known.");
    }
}
