using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Finds out what kind of device a record is; docs/connectors/addigy.md, "Device types".</summary>
internal static class DeviceTypeRules
{
    private static readonly string[] ModelFacts = [FactNames.DeviceModelName, FactNames.ProductName, FactNames.HardwareModel];

    public static ProviderDeviceType TypeOf(RecordFields fields)
    {
        string[] models = [.. ModelFacts.Select(fact => fields.Text(fact)).Where(model => model.IsKnown).Select(model => model.Value!)];
        ProviderDeviceType[] families = [.. models.Select(ModelFamilies.Of).OfType<ProviderDeviceType>()];

        // A virtual Mac can carry the name of a real one beside its own identifier.
        if (families.Contains(DeviceTypes.VirtualMachine))
            return DeviceTypes.VirtualMachine;

        return families.FirstOrDefault()
            ?? NewFamily(fields)
            ?? OperatingSystems.TypeOf(fields)
            ?? (OperatingSystems.IsMac(fields) || models.Any(ModelFamilies.IsNeutral) ? MacByBattery(fields) : DeviceTypes.Unknown);
    }

    private static ProviderDeviceType? NewFamily(RecordFields fields) =>
        fields.Named(FactNames.DeviceModelName) is { IsKnown: true } name && !ModelFamilies.IsNeutral(name.Value)
            ? DeviceTypes.Named(name.Value)
            : null;

    private static ProviderDeviceType MacByBattery(RecordFields fields) =>
        fields.Amount(FactNames.BatteryCycles).Value > 0 || fields.Amount(FactNames.BatteryPercentage).Value > 0
            ? DeviceTypes.MacBook
            : DeviceTypes.Mac;
}
