using System.Text;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Devices;

namespace MSPortal.Connectors.Tests.Pure.Addigy;

public sealed class AllocationTests
{
    [Fact]
    public void A_device_of_a_large_page_costs_less_than_six_kilobytes()
    {
        var json = Encoding.UTF8.GetBytes(StubAddigy.Page([.. Enumerable.Range(0, 100).Select(Device)], total: 100));
        Parse(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var page = Parse(json);
        var perDevice = (GC.GetAllocatedBytesForCurrentThread() - before) / page.Devices.Count;

        Assert.Equal(FactNames.All.Count, page.Devices[0].Facts!.Count);
        Assert.InRange(perDevice, 1, 6 * 1024);
    }

    private static DevicePage Parse(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return DevicePage.Parse(ref reader);
    }

    // All wanted facts as texts, the dearest kind, and as many that nobody asked for.
    private static string Device(int number) => StubAddigy.Device($"agent-{number}", string.Join(',', FactNames.All.SelectMany(name => new[]
    {
        $$"""{{'"'}}{{name}}": { "type": "string", "value": "a text of usual length {{number}}", "error_msg": "" }""",
        $$"""{{'"'}}other_{{name}}": { "type": "list", "value": ["one", "two", { "three": 3 }], "error_msg": "" }""",
    })));
}
