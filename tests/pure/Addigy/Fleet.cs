using MSPortal.Connectors.Addigy;
using MSPortal.Connectors.Sdk.Facts;
using MSPortal.Connectors.Sdk.Sources;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

/// <summary>Takes a device the whole way: from Addigy's JSON through source and mapper.</summary>
public static class Fleet
{
    public const string MacBook = "\"device_model_name\": { \"value\": \"MacBook Pro\" }";
    public const string IMac = "\"device_model_name\": { \"value\": \"iMac\" }";
    public const string IPad = "\"device_model_name\": { \"value\": \"iPad\" }";
    public const string AppleTv = "\"device_model_name\": { \"value\": \"Apple TV\" }";

    /// <summary>The facts of a device, by key.</summary>
    /// <param name="facts">The inside of the facts object.</param>
    public static async Task<Dictionary<FactKey, Fact>> MapAsync(string facts) => Map(await RecordAsync(facts));

    public static Dictionary<FactKey, Fact> Map(DeviceRecord record) =>
        new AddigyConnector().Mappers.Single().Map(record).ToDictionary(fact => fact.Key);

    public static async Task<DeviceRecord> RecordAsync(string facts)
    {
        var addigy = new StubAddigy();
        addigy.On("devices", StubAddigy.Page([StubAddigy.Device("a1", facts)]));
        return (DeviceRecord)Assert.Single((await addigy.ReadAsync("devices"))[0].Records);
    }

    /// <summary>What one fact becomes when Addigy sends a value for one identifier.</summary>
    /// <param name="identifier">Addigy's identifier.</param>
    /// <param name="entry">Its entry, as JSON.</param>
    /// <param name="key">The host's fact.</param>
    /// <param name="others">Further facts of the device.</param>
    public static async Task<Fact> OneAsync(string identifier, string entry, FactKey key, string others = MacBook) =>
        (await MapAsync($"{others}, \"{identifier}\": {entry}"))[key];
}
